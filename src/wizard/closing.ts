// The last screen: what works now, what stayed unproven, the same thing without questions, and how to undo.

import {line, type Line} from '../core/document.ts';
import {glyphs} from '../core/glyphs.ts';
import {valueOf, type Origin, type Session} from '../core/session.ts';
import {shellWord} from '../core/shell-word.ts';
import {explainCommand} from '../output/diagnostic-code.ts';
import {silentIn} from '../providers/answering.ts';
import type {Provider} from '../providers/provider.ts';

export type ClosingOptions = {
	readonly session: Session;
	readonly provider: Provider;
	/** Preset as the person named it, when there was one. */
	readonly preset?: string;
	/** The preset came with the person's own join link, which is shown nowhere. */
	readonly isJoined?: boolean;
	/** How `onboard` is started on this machine. */
	readonly command: string;
	/** Flag (with dashes) that gives an answer. */
	flagFor(id: string): string;
	readonly sandbox?: string;
	/** Home as the person named it with `--home`. */
	readonly home?: string;
	/** Of what stayed open. */
	readonly diagnosticCode?: string | undefined;
	/** Who can help with what stayed open, by step. */
	readonly helpers?: Readonly<Record<string, string>>;
	readonly unicode?: boolean;
};

/** The command that gives the same answers with nobody to ask. */
export function equivalentCommand(options: Omit<ClosingOptions, 'provider' | 'diagnosticCode'>): string {
	const {session} = options;
	// Of what proofs find, only the endpoint's own address needed a yes; the rest is found again.
	const isOwn = (id: string, origin: Origin) => ['person', 'resumed', 'flag'].includes(origin) || (origin === 'found' && id === 'baseUrl');
	const own = Object.entries(session.answers)
		.filter(([id, {origin}]) => id !== 'terms' && id !== 'destinations' && isOwn(id, origin))
		.map(([id, answer]) => `${options.flagFor(id)} ${shellWord(answer.value)}`);
	const destinations = valueOf(session.answers, 'destinations');
	const terms = valueOf(session.answers, 'terms');
	return [
		`${options.command.replace(' --yes', '')} --yes`,
		...fromWhere(options),
		...own,
		...(destinations === undefined || destinations === 'shell,claude' ? [] : [`--destinations ${shellWord(destinations)}`]),
		...(terms === undefined ? [] : [`--accept-terms ${shellWord(terms)}`]),
		...inHome(options),
		...(options.sandbox === undefined ? [] : [`--sandbox ${options.sandbox}`]),
	].join(' ');
}

function inHome({home}: Pick<ClosingOptions, 'home'>): readonly string[] {
	return home === undefined ? [] : [`--home ${shellWord(home)}`];
}

/** A model that is throttled counts as proven; that it does not answer is still said. */
function readyWords(way: string, session: Session): string {
	const silent = silentIn(session.proofs['models']?.summary ?? '');
	return silent === undefined
		? `Claude Code answers through ${way}.`
		: silent.isEverybody
			? `Claude Code may call its models through ${way}, but none of them answers right now.`
			: `Claude Code answers through ${way}, but ${silent.names} ${silent.verb} not right now.`;
}

function fromWhere({preset, isJoined = false}: Pick<ClosingOptions, 'preset' | 'isJoined'>): readonly string[] {
	return isJoined ? ['--join YOUR-LINK'] : preset === undefined ? [] : [`--preset ${shellWord(preset)}`];
}

function ownCloudCommand(command: string, options: Pick<ClosingOptions, 'preset' | 'isJoined'>): string {
	return [command, ...fromWhere(options)].join(' ');
}

/** The closing lines. Nothing is called ready that was not proven. */
export function closingLines(options: ClosingOptions): readonly Line[] {
	const {session, provider, helpers = {}} = options;
	const signs = glyphs(options.unicode ?? true);
	const open = Object.entries(session.proofs).filter(([, proof]) => proof.state === 'unproven');
	const isSaved = (valueOf(session.answers, 'destinations') ?? '') !== '';
	const [command, isThrowaway] = [options.command.replace(' --yes', ''), options.sandbox !== undefined && options.home === undefined];
	const path = session.proofs['network']?.state === 'proven' ? pathWords(session.proofs['network'].summary) : '';
	const headline =
		open.length === 0
			? line([`${signs.ok} Ready. `, 'ok'], readyWords(`${provider.name}${path}`, session))
			: line(
					[`${signs.warn} Saved, but not everything is proven. `, 'warn'],
					`${open.length === 1 ? 'One step' : `${open.length} steps`} of this set-up stayed open.`,
				);
	return [
		headline,
		line(''),
		// A simulated cloud ends with this program, so nothing could answer Claude Code there.
		...(isSaved && options.sandbox === undefined
			? [line(options.home === undefined ? '  Open a new terminal and run   ' : '  With that home as HOME, run   ', ['claude', 'accent'])]
			: []),
		...(open.length === 0
			? [line('  Pending                       nothing')]
			: open.map(([id, proof]) =>
					line(
						`  Pending                       ${id}: ${proof.summary.replace(/^not proven: /u, '')}`,
						[proof.codes.length === 0 ? '' : ` (${proof.codes.join(', ')})`, 'muted'],
						helpers[id] === undefined ? '' : ` ${signs.dot} who can help: ${helpers[id]}`,
					),
				)),
		line('  Same thing without questions  ', [equivalentCommand(options), 'accent']),
		// What went away with a throwaway home needs no undo, and one would reach for the person's own home.
		...(isSaved && !isThrowaway
			? [line('  Put everything back           ', [[command, 'undo', ...inHome(options)].join(' '), 'accent'])]
			: []),
		...(isThrowaway ? [line('  The same with your own cloud  ', [ownCloudCommand(command, options), 'accent'])] : []),
		...(open.length === 0 || options.diagnosticCode === undefined
			? []
			: [
					line('  Diagnostic code               ', [options.diagnosticCode, 'strong']),
					line('  Looked up on any machine with ', [explainCommand(options.diagnosticCode), 'accent']),
				]),
		...(options.sandbox === undefined
			? []
			: [
					line(''),
					line([
						`  This was the simulated cloud ${options.sandbox}: nothing outside its ${options.home === undefined ? 'throwaway home' : `home (${shellWord(options.home)})`} was changed.`,
						'muted',
					]),
				]),
	];
}

function pathWords(summary: string): string {
	return summary.startsWith('private') ? ' on a private path' : summary.startsWith('public') ? ' on a public path' : '';
}
