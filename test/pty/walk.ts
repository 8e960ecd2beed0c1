// Walks the built wizard in a pseudo-terminal: knows its screens by what they say, presses their keys and counts them.

import {mkdtemp, realpath, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {TestContext} from 'vitest';
import type {Key} from '../helpers/keys.ts';
import {acmePresets} from '../helpers/presets.ts';
import {builtProgram, start, type Exit, type PtyProgram, type StartOptions} from '../helpers/pty.ts';

/** One screen that waits for a person: words that only it shows, once it is ready for its key. */
export type Stop = {
	readonly name: string;
	readonly shows: RegExp;
	readonly key: Key | 'o' | 'p';
	/** Somebody who comes back to it finds other words: what they did since is offered there. */
	readonly isChanging?: true;
};

const asks = (name: string, question: string, enter: string): Stop => ({
	name,
	// The keys are below the question, and Enter is named only once it works.
	shows: new RegExp(`${question}[^]*enter ${enter}`.replaceAll(' ', String.raw`\s+`), 'u'),
	key: 'enter',
});

const choose = (name: string, question: string): Stop => asks(name, question, 'choose');
const models = (what: string): readonly Stop[] => [
	choose('primaryModel', `Which ${what} should do the main`),
	choose('fastModel', `Which ${what} should do the quick`),
];
const opening: readonly Stop[] = [choose('provider', 'Which cloud'), choose('route', 'How should requests')];
const reading: readonly Stop[] = [
	asks('terms', 'What happens to your prompts', 'I have read'),
	asks('save', 'Where should this be saved', 'save'),
];

const awsApproval: Stop = {name: 'sign-in', shows: /Signing in to AWS[\s\S]*o open in browser/u, key: 'o'};
const account = choose('account', 'Which account');
const googleApproval: Stop = {name: 'sign-in', shows: /Signing in to Google Cloud[\s\S]*o sign in with the browser/u, key: 'o'};
const location = choose('location', 'In which location');
const azureApproval: Stop = {name: 'sign-in', shows: /Signing in to Azure[\s\S]*o sign in with the browser/u, key: 'o'};

/** The way through the happy scenario of one cloud. */
export type Tour = {
	readonly scenario: string;
	/** The cloud as the closing screen names it. */
	readonly cloud: string;
	/** Path of the example preset. */
	readonly preset: string;
	/** The screens with that preset. */
	readonly presetStops: readonly Stop[];
	/** The screens when nothing is given. */
	readonly allStops: readonly Stop[];
	/** What the transcript of a resumed run says: answers kept, proofs taken again. */
	readonly resumed: readonly RegExp[];
};

export const tours: Readonly<Record<keyof typeof acmePresets, Tour>> = {
	bedrock: {
		scenario: 'bedrock/happy',
		cloud: 'Amazon Bedrock',
		preset: acmePresets.bedrock,
		presetStops: [awsApproval, account, ...reading],
		allStops: [
			...opening,
			asks('startUrl', 'What is the start URL', 'continue'),
			choose('ssoRegion', 'In which region does'),
			awsApproval,
			account,
			choose('region', 'In which region should'),
			...models('model'),
			...reading,
		],
		resumed: [/✔ Account +111122223333 +from last time/u, /✔ Network +private/u, /✔ Models +Opus 5\.5.* answer/u],
	},
	vertex: {
		scenario: 'vertex/happy',
		cloud: 'Google Vertex AI',
		preset: acmePresets.vertex,
		presetStops: [googleApproval, location, ...reading],
		allStops: [
			...opening,
			choose('vertexOffering', 'Which Claude on Google Cloud'),
			{...choose('signIn', 'How do you sign in to Google'), isChanging: true},
			googleApproval,
			asks('project', 'Which Google Cloud project', 'continue'),
			location,
			{name: 'quotaProject', shows: /names no quota project[\s\S]*p set it/u, key: 'p'},
			...models('model'),
			...reading,
		],
		resumed: [
			/✔ Project +acme-claude +from last time/u,
			/✔ Sign-in +dana@acme\.example/u,
			/✔ Network +private/u,
			/✔ Models +Opus 5\.5.* answer/u,
		],
	},
	foundry: {
		scenario: 'foundry/happy',
		cloud: 'Microsoft Foundry',
		preset: acmePresets.foundry,
		presetStops: [azureApproval, ...reading],
		allStops: [
			...opening,
			azureApproval,
			choose('subscription', 'Which subscription'),
			choose('resource', 'Which Foundry resource'),
			...models('deployment'),
			...reading,
		],
		resumed: [
			/✔ Resource +acme-claude +from last time/u,
			/✔ Sign-in +dana@acme\.example/u,
			/✔ Network +private/u,
			/✔ Models +opus-main.* answer/u,
		],
	},
};

/** Every tour with its name, for tests that take all of them. */
export const everyTour: ReadonlyArray<readonly [string, Tour]> = Object.entries(tours);

/** The screens of the tour that tests take which are about terminals rather than clouds. */
export const {presetStops, allStops} = tours.bedrock;

/** The question that a second run starts with. */
export const resuming: Stop = asks('resume', 'An earlier run left', 'choose');

/** A screen of a tour, of Bedrock's unless told otherwise. */
export function stopNamed(name: string, tour: Tour = tours.bedrock): Stop {
	const found = [...tour.allStops, resuming].find(stop => stop.name === name);
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

/** Starts the wizard on a scenario, `bedrock/happy` unless told otherwise; it is ended with the test. `homeAs` is how its home is named. */
export function walk(
	owner: Owner,
	{scenario = 'bedrock/happy', parameters = [], homeAs, ...options}: StartOptions & {readonly scenario?: string; readonly homeAs?: string},
): Walk {
	return following(owner, start({...options, parameters: ['--sandbox', scenario, '--home', homeAs ?? options.home, ...parameters]}));
}

/** The same from a shell that prints the terminal's modes before and after, for {@link leftBehind}. */
export function walkFromShell(
	owner: Owner,
	{scenario = 'bedrock/happy', parameters = [], ...options}: StartOptions & {readonly scenario?: string},
): Walk {
	return fromShell(owner, {...options, parameters: ['--sandbox', scenario, '--home', options.home, ...parameters]});
}

/** Any command from such a shell, which also prints the number of the program's process: `pid 4711`. */
export function fromShell(owner: Owner, {parameters = [], node = process.execPath, ...options}: StartOptions): Walk {
	// The shell of a person survives their Ctrl+C, too.
	const line = `trap : INT; stty -g; sh -c 'echo "pid $$"; exec "$0" "$@"' "$0" "$@"; code=$?; echo; stty -g; exit $code`;
	return following(owner, start({...options, file: '/bin/sh', parameters: ['-c', line, node, builtProgram, ...parameters]}));
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
