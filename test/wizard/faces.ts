// Plays a scenario through the wizard in each of its faces, with the same answers, and looks at what is on the disk afterwards.

import {mkdir, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {PassThrough} from 'node:stream';
import type {CommandIo} from '../../src/commands/command.ts';
import type {Values} from '../../src/commands/flags.ts';
import {providers} from '../../src/providers/all.ts';
import {run} from '../../src/commands/wizard.ts';
import type {Answers} from '../../src/core/session.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {Question} from '../../src/providers/provider.ts';
import {credentialsFile} from '../../src/sandbox/clouds/google/home.ts';
import {homeCloudOf} from '../../src/sandbox/clouds/index.ts';
import type {Scenario} from '../../src/sandbox/scenario.ts';
import {stepTable} from '../../src/wizard/table.ts';
import {cleanEnvironment} from '../helpers/pty.ts';
import {withoutTerminal} from '../helpers/processes.ts';
import {completeConsole, openTerminal} from '../helpers/terminal.ts';

export type Face = 'screen' | 'plain' | 'unattended';

export type PlayOptions = {
	readonly scenario: string;
	/** Emptied first, so that every face sees the same paths. */
	readonly home: string;
	/** Values by answer id; where there is none, what the wizard suggests is taken. */
	readonly answers: Readonly<Record<string, string>>;
	/** Path of a preset. */
	readonly preset: string;
	/** What the person was given beforehand: text by path below the home. */
	readonly files?: Readonly<Record<string, string>>;
};

export type Played = {readonly code: number; readonly transcript: string; readonly files: Readonly<Record<string, string>>};

const table = stepTable(providers);
await Promise.all(providers.map(async ({id}) => table.prepare({provider: {value: id, origin: 'flag'}})));

/** Every question that the clouds' tables have. */
export const everyQuestion: readonly Question[] = providers
	.flatMap(provider => table.steps({provider: {value: provider.id, origin: 'flag'}} satisfies Answers))
	.flatMap(step => step.questions);

/** The answers that a scenario's own set-up stands for: those of the steps that apply, to the questions that are asked. */
export function answersFor(scenario: Scenario): Readonly<Record<string, string>> {
	const planted = homeCloudOf(scenario).answersOf(scenario);
	const own: Readonly<Record<string, string | undefined>> = {
		provider: scenario.provider,
		route: 'private',
		...usual[scenario.provider],
		fastModel: planted['haikuModel'],
		...planted,
	};
	const given = Object.fromEntries(Object.entries(own).filter((entry): entry is [string, string] => (entry[1] ?? '') !== ''));
	const answers: Answers = Object.fromEntries(Object.entries(given).map(([id, value]) => [id, {value, origin: 'flag'}]));
	const asked = new Set(
		table
			.steps(answers)
			.filter(step => step.applies(answers))
			.flatMap(step => step.questions.map(question => question.id)),
	);
	return Object.fromEntries(Object.entries(given).filter(([id]) => asked.has(id)));
}

/**
 * What the person brings along where the wizard cannot sign them in: the file that administrators hand out, or the sign-in of
 * the Azure Developer CLI; empty for the others.
 */
export function handedOut(scenario: Scenario): {
	readonly files: Readonly<Record<string, string>>;
	readonly answers: Readonly<Record<string, string>>;
} {
	const developer = scenario.home.files?.['.azd/auth.json'];
	if (developer !== undefined) {
		return {files: {'.azd/auth.json': developer}, answers: {}};
	}

	if (scenario.google?.adc !== 'service-account' && scenario.google?.adc !== 'external-account') {
		return {files: {}, answers: {}};
	}

	const planted = homeCloudOf(scenario).plantedFiles(scenario, Date.now(), {url: ''});
	const files = {'claude-code.json': planted[credentialsFile], '.sandbox/subject-token': planted['.sandbox/subject-token']};
	return {
		files: Object.fromEntries(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined)),
		answers: {signIn: 'file', credentialsFile: '~/claude-code.json'},
	};
}

/** Answers that a set-up does not tell. */
const usual: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	bedrock: {signIn: 'sso'},
	vertex: {signIn: 'adc', vertexOffering: 'google'},
	foundry: {signIn: 'az'},
};

/** Runs the wizard in an emptied home. */
export async function play(face: Face, options: PlayOptions): Promise<Played> {
	await rm(options.home, {recursive: true, force: true});
	await mkdir(options.home, {recursive: true});
	for (const [name, text] of Object.entries(options.files ?? {})) {
		const file = path.join(options.home, name);
		await mkdir(path.dirname(file), {recursive: true});
		await writeFile(file, text.replaceAll('$HOME', options.home));
	}

	const {code, transcript} = await players[face](options);
	return {code, transcript, files: await filesOf(options.home)};
}

const players: Readonly<Record<Face, (options: PlayOptions) => Promise<Omit<Played, 'files'>>>> = {
	screen: playScreen,
	plain: playPlain,
	async unattended(options) {
		const {stdin, stdout, text} = streams();
		stdin.end();
		const code = await start({...options.answers, yes: true, acceptTerms: 'read'}, options, {stdin, stdout});
		return {code, transcript: text()};
	},
};

async function playPlain(options: PlayOptions): Promise<Omit<Played, 'files'>> {
	const {stdin, stdout, text} = streams();
	let answered = 0;
	stdout.on('data', () => {
		const fresh = text().slice(answered);
		const line = lineFor(fresh, options.answers);
		if (line !== undefined) {
			answered = text().length;
			stdin.write(`${line}\n`);
		}
	});
	const code = await start({plain: true}, options, {stdin, stdout});
	return {code, transcript: text()};
}

/**
 * Runs the plain face and types one line at each prompt; input closes after the last one.
 *
 * @returns What was printed, and how it ended.
 */
export async function converse(
	lines: readonly string[],
	options: PlayOptions,
): Promise<{readonly code: number | Error; readonly text: string}> {
	const {stdin, stdout, text} = streams();
	const left = [...lines];
	let answered = 0;
	stdout.on('data', () => {
		if (/quit\)?: $|Type a letter and Enter: .*\n$/u.test(text().slice(answered))) {
			answered = text().length;
			const line = left.shift();
			if (line === undefined) {
				stdin.end();
			} else {
				stdin.write(`${line}\n`);
			}
		}
	});
	const code = await start({...options.answers, plain: true}, options, {stdin, stdout}).catch((error: unknown) => error as Error);
	return {code, text: text()};
}

/** What to type after this output; undefined while it asks nothing. */
function lineFor(output: string, answers: PlayOptions['answers']): string | undefined {
	const action = /Type a letter and Enter: (?<key>[oup]) .*\n$/u.exec(output)?.groups?.['key'];
	if (action !== undefined) {
		return action;
	}

	if (!output.endsWith('(back, ?, quit): ')) {
		return undefined;
	}

	const question = everyQuestion.find(candidate => output.includes(`· ${candidate.title}\n`));
	return question === undefined ? undefined : (valueFor(question, answers) ?? '');
}

async function playScreen(options: PlayOptions): Promise<Omit<Played, 'files'>> {
	completeConsole();
	const terminal = openTerminal({rows: 40, columns: 100});
	let answered = '';
	const look = terminal.xterm.onWriteParsed(() => {
		const shown = frameOf(terminal.screen());
		const heading = shown.split('\n')[0] ?? '';
		const keys = keysFor(shown, options.answers);
		if (keys !== undefined && heading !== answered) {
			answered = heading;
			terminal.send(keys);
		}
	});
	const code = await start({}, options, {stdin: terminal.stdin, stdout: terminal.stdout});
	look.dispose();
	return {code, transcript: terminal.transcript()};
}

/** The answer to a question; two questions that one flag answers want the same thing. */
function valueFor({id, flag}: Question, answers: PlayOptions['answers']): string | undefined {
	return answers[id] ?? answers[flag.replaceAll(/-[a-z]/gu, match => match.slice(1).toUpperCase())];
}

/** The live part, its heading in one row whatever it was wrapped into. */
function frameOf(screen: string): string {
	const lines = screen.split('\n');
	return lines.slice(lines.findLastIndex(line => /^\d+ of \d+ /u.test(line))).join('\n');
}

/** The keys that answer a screen; undefined while it waits for something else. */
function keysFor(frame: string, answers: PlayOptions['answers']): string | undefined {
	const action = /^(?<key>[oup]) (?:open in browser|sign in with the browser|set it|use this address)/mu.exec(frame)?.groups?.['key'];
	if (action !== undefined) {
		return action;
	}

	const question = everyQuestion.find(candidate => frame.includes(`· ${candidate.title}`));
	if (question === undefined || !/^enter /mu.test(frame)) {
		return undefined;
	}

	const value = valueFor(question, answers);
	switch (question.kind) {
		case 'choice': {
			return `${value ?? ''}\r`;
		}

		case 'text': {
			return value === undefined ? '\r' : `\u0015${value}\r`;
		}

		case 'checklist':
		case 'review': {
			return '\r';
		}
	}
}

async function start(
	values: Omit<Values, 'words'>,
	{home, scenario, preset}: PlayOptions,
	streamsOf: {readonly stdin: unknown; readonly stdout: unknown},
): Promise<number> {
	const stop = new AbortController();
	const {stdin, stdout} = streamsOf as Pick<CommandIo, 'stdin' | 'stdout'>;
	const real = nodePorts({home, env: cleanEnvironment(home), folder: home});
	const ports = {...real, processes: withoutTerminal(real.processes, text => stdout.write(text))};
	return run(
		{...values, sandbox: scenario, home, preset, words: []},
		{ports, providers, stdin, stdout, stderr: stdout, signal: stop.signal},
	);
}

function streams() {
	const [stdin, stdout] = [new PassThrough(), new PassThrough()];
	const parts: string[] = [];
	stdout.on('data', (part: Uint8Array) => parts.push(Buffer.from(part).toString('utf8')));
	return {stdin, stdout, text: () => parts.join('')};
}

/**
 * What was saved: mode and content by path below the home. Left out is what differs by its nature: tokens, receipts (times),
 * what is kept for resuming, and the sandbox's own stand-ins.
 */
export async function filesOf(home: string): Promise<Readonly<Record<string, string>>> {
	const entries = await readdir(home, {recursive: true, withFileTypes: true});
	const files = entries.filter(entry => !entry.isDirectory()).map(entry => path.join(entry.parentPath, entry.name));
	const pairs = await Promise.all(
		files
			.map(file => [path.relative(home, file), file] as const)
			.filter(
				([name]) =>
					!/^\.aws\/sso\/cache\/|^\.config\/gcloud\/|^\.azure\/|^\.sandbox\/|\/receipts\/|^\.config\/onboard\/config\.json$/u.test(name),
			)
			.map(async ([name, file]) => [name, `${((await stat(file)).mode & 0o777).toString(8)}\n${await readFile(file, 'utf8')}`] as const),
	);
	return Object.fromEntries(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A preset that settles nothing. */
export async function openPreset(folder: string): Promise<string> {
	const file = path.join(folder, 'open.json');
	await writeFile(file, JSON.stringify({schema: 'onboard/preset@1', organization: 'Example'}));
	return file;
}
