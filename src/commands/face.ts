// Which face the wizard shows: Ink on a terminal, plain lines where redrawing does not work, unattended with nobody to ask.

import {UserError} from '../core/errors.ts';
import type {Environment, Ports} from '../ports/ports.ts';
import type {CommandIo} from './command.ts';
import type {Values} from './flags.ts';

export type Face = 'screen' | 'plain' | 'unattended';

/**
 * Chooses the face before Ink is loaded: without a terminal Ink would fail with a stack trace.
 *
 * @throws UserError when questions cannot be asked because there is no terminal; names the flag.
 */
export function chooseFace(values: Values, io: CommandIo): Face {
	const {env} = io.ports;
	const hasTerminal = io.stdin.isTTY && io.stdout.isTTY;
	if (values.yes === true) {
		return 'unattended';
	}

	if (values.plain === true) {
		return 'plain';
	}

	if (!hasTerminal) {
		if (values.sandbox !== undefined) {
			return 'unattended';
		}

		throw new UserError(
			'There is no terminal to ask questions on.',
			'Run it in a terminal, or give every answer with --yes and flags; see onboard --help.',
		);
	}

	return canRedraw(env) ? 'screen' : 'plain';
}

/** Whether lines may be drawn over each other on a terminal: not on one that cannot, and not for a screen reader. */
export function canRedraw(env: Environment): boolean {
	return env['TERM'] !== 'dumb' && !isOn(env['ACCESSIBLE']) && !isOn(env['INK_SCREEN_READER']);
}

/**
 * Whether the terminal wraps rows anew when its window becomes narrower, as nearly all do. The Linux console, xterm and GNU screen cut
 * them off, and what Windows' consoles do has not been tried.
 */
export function rewraps({env, host}: Pick<Ports, 'env' | 'host'>): boolean {
	const cuts = env['XTERM_VERSION'] !== undefined || env['TERM'] === 'linux' || (env['STY'] !== undefined && env['TMUX'] === undefined);
	return host.platform !== 'win32' && !cuts;
}

function isOn(value: string | undefined): boolean {
	return value !== undefined && value !== '' && value !== '0' && value.toLowerCase() !== 'false';
}
