// Walks the built wizard in a pseudo-terminal: knows its screens by what they say, presses their keys and counts them.

import {mkdtemp, realpath, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {TestContext} from 'vitest';
import type {Key} from '../helpers/keys.ts';
import {builtProgram, start, type Exit, type PtyProgram, type StartOptions} from '../helpers/pty.ts';

/** One screen that waits for a person: words that only it shows, once it is ready for its key. */
export type Stop = {readonly name: string; readonly shows: RegExp; readonly key: Key | 'o'};

const asks = (name: string, question: string, enter: string): Stop => ({
	name,
	// The keys are below the question, and Enter is named only once it works.
	shows: new RegExp(`${question}[^]*enter ${enter}`.replaceAll(' ', String.raw`\s+`), 'u'),
	key: 'enter',
});

const approval: Stop = {name: 'sign-in', shows: /Signing in to AWS[\s\S]*o open in browser/u, key: 'o'};
const account = asks('account', 'Which account', 'choose');
const reading: readonly Stop[] = [
	asks('terms', 'What happens to your prompts', 'I have read'),
	asks('save', 'Where should this be saved', 'save'),
];

/** The screens of the happy scenario with the example preset. */
export const presetStops: readonly Stop[] = [approval, account, ...reading];

/** The screens of the happy scenario when nothing is given. */
export const allStops: readonly Stop[] = [
	asks('provider', 'Which cloud', 'choose'),
	asks('route', 'How should requests', 'choose'),
	asks('startUrl', 'What is the start URL', 'continue'),
	asks('ssoRegion', 'In which region does', 'choose'),
	approval,
	account,
	asks('region', 'In which region should', 'choose'),
	asks('primaryModel', 'Which model should do the main', 'choose'),
	asks('fastModel', 'Which model should do the quick', 'choose'),
	...reading,
];

/** The question that a second run starts with. */
export const resuming: Stop = asks('resume', 'An earlier run left', 'choose');

export function stopNamed(name: string): Stop {
	const found = [...allStops, resuming].find(stop => stop.name === name);
	if (found === undefined) {
		throw new Error(`There is no stop ${name}.`);
	}

	return found;
}

export type Walk = PtyProgram & {
	/** Waits for each screen and presses its key. */
	through(stops: readonly Stop[]): Promise<void>;
	/** Waits for a screen; answers its live part, from the heading to the keys. */
	at(stop: Stop): Promise<string>;
	/** Times Enter was pressed so far. */
	enters(): number;
};

/** The test that a program or a home goes away with; tests run at the same time, so each says which one it is. */
export type Owner = Pick<TestContext, 'onTestFinished'>;

/** An empty home that goes away with the test. */
export async function emptyHome({onTestFinished}: Owner): Promise<string> {
	const home = await realpath(await mkdtemp(path.join(tmpdir(), 'onboard-walk-')));
	onTestFinished(async () => {
		await rm(home, {recursive: true, force: true});
	});
	return home;
}

/** Starts the wizard on a scenario, `bedrock/happy` unless told otherwise; it is ended with the test. */
export function walk(
	owner: Owner,
	{scenario = 'bedrock/happy', parameters = [], ...options}: StartOptions & {readonly scenario?: string},
): Walk {
	return following(owner, start({...options, parameters: ['--sandbox', scenario, '--home', options.home, ...parameters]}));
}

/** The same from a shell that prints the terminal's modes before and after, for {@link leftBehind}. */
export function walkFromShell(owner: Owner, {parameters = [], node = process.execPath, ...options}: StartOptions): Walk {
	const line = 'stty -g; "$0" "$@"; code=$?; stty -g; exit $code';
	return following(
		owner,
		start({
			...options,
			file: '/bin/sh',
			parameters: ['-c', line, node, builtProgram, '--sandbox', 'bedrock/happy', '--home', options.home, ...parameters],
		}),
	);
}

function following({onTestFinished}: Owner, program: PtyProgram): Walk {
	let enters = 0;
	onTestFinished(() => {
		program.kill('SIGKILL');
	});
	const at = async (stop: Stop): Promise<string> => frameOf(await program.waitForText(stop.shows));
	return {
		...program,
		at,
		enters: () => enters,
		press(...keys) {
			enters += keys.filter(key => key === 'enter').length;
			program.press(...keys);
		},
		async through(stops) {
			for (const stop of stops) {
				await at(stop);
				enters += stop.key === 'enter' ? 1 : 0;
				program.press(stop.key);
			}
		},
	};
}

/** The live part of a screen: from the last heading on. */
export function frameOf(screen: string): string {
	const lines = screen.split('\n');
	return lines.slice(lines.findLastIndex(line => /^\d+ of \d+ /u.test(line))).join('\n');
}

/**
 * What a program left of itself in the terminal; empty when everything was put back. A lookout for modes, not for text.
 *
 * @param exit - How it ended, to be sure that it has.
 */
export function leftBehind(program: PtyProgram, exit: Exit): readonly string[] {
	const output = program.output();
	const last = (pattern: RegExp): string | undefined => [...output.matchAll(pattern)].at(-1)?.[0];
	const modes = program
		.transcript()
		.split('\n')
		.filter(line => /^[\da-f]+(?::[\da-f]+){10,}$/u.test(line));
	return [
		...(exit.signal === undefined || exit.signal === 0 ? [] : [`ended by signal ${exit.signal}`]),
		...(last(/\u001B\[\?25[hl]/gu) === '\u001B[?25l' ? ['the cursor is hidden'] : []),
		...(last(/\u001B\[\?2004[hl]/gu) === '\u001B[?2004h' ? ['bracketed paste is on'] : []),
		...(/\u001B\[\?(?:1049|47|1047)h/u.test(output) ? ['the alternate screen was used'] : []),
		...(/\u001B\[\?100[0-6]h/u.test(output) ? ['the mouse was captured'] : []),
		...((output.match(/\u001B\[>\d+u/gu)?.length ?? 0) > (output.match(/\u001B\[<\d*u/gu)?.length ?? 0)
			? ['the keyboard protocol is on']
			: []),
		...(modes.length > 0 && (modes.length !== 2 || modes[0] !== modes[1]) ? [`terminal modes differ: ${modes.join(' then ')}`] : []),
	];
}
