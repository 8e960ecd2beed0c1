// The key screens as stored pictures: what the README shows is what the built program draws.

import {copyFile, mkdir, symlink} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {providers} from '../../src/providers/all.ts';
import {run} from '../../src/commands/wizard.ts';
import type {Network} from '../../src/ports/ports.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {nodes} from '../helpers/nodes.ts';
import {acmePreset} from '../helpers/presets.ts';
import {builtProgram, cleanEnvironment, ptyProblem} from '../helpers/pty.ts';
import {matchPicture} from '../helpers/screens.ts';
import {emptyHome, stopNamed, tours, walk, type Owner, type Tour, type Walk} from './walk.ts';

// Ink's chalk decides when it is imported, and a test runner's output is no terminal.
process.env['FORCE_COLOR'] = '1';
const {completeConsole, openTerminal} = await import('../helpers/terminal.ts');

/** Versions, times, ports, tokens. */
const steady: ReadonlyArray<readonly [RegExp, string]> = [
	[/Node \d.*found *$/u, 'Node 24.21.0, Claude Code found'],
	[/until \d.*accounts *$/u, 'until 17:42, 3 accounts'],
	[/valid for \d+ min \d+ s *$/u, 'valid for 9 min 58 s'],
	[/(?<=claude-\S+ {2,})\d+ ms *$/u, '31 ms'],
	[/(?<=127\.0\.0\.1(?::|%3A))\d+/u, '41029'],
	[/(?<=ZXhwaXJlcyI6)[\w-]+/u, 'MTgwMzE4NjMzMywia'],
	[/(?<=&state=)[\w-]+/u, '5JBq7cRhVxwd3FPr2fmDl6NiJ'],
	[/^[\w-]{20,}(?=&code_challenge_method)/u, 'TdFm3xV0pQ7sYb1LkN8wRz5HcJ2gUe6AiOo4XtM'],
	[/^[\w-]{1,19}(?=&code_challenge_method)/u, '8GoIlTC'],
	[/(?<=&code_challenge=)[\w-]+ *$/u, 'dCln_KW8rZ'],
	[/(?<=this token until )\d\d:\d\d *$/u, '17:42'],
	[/(?<=, token until )\d\d:\d\d(?= *$)/u, '16:42'],
	[/[A-Z\d]{9}(?= +valid for)/u, 'KJ7QXW2MD'],
	[/(?<=-main {2,})\d+ ms *$/u, '31 ms'],
	[/^[\w-]{43} *$/u, '8XSybadQ3cb9yoSncU5VyqkRklXnf3at53ZyF6Lmc-A'],
];

const took = (row: string, text: string): readonly [RegExp, string] => [
	new RegExp(`(?<=✔ ${row} .*\\S) +(?:\\d+ ms|[\\d.]+ s)(?= *$)`, 'u'),
	text,
];
const steadyProof: ReadonlyArray<readonly [RegExp, string]> = [
	took('proxy', '1 ms'),
	took('connect', '12 ms'),
	took('TLS', '43 ms'),
	took('control', '14 ms'),
	took('endpoint', '85 ms'),
	[/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/u, '⠸'],
	[/(?<=call .*\S) +\d+ s of \d+ s/u, '2 s of 9 s'],
];

type Prepared = {
	readonly home: string;
	readonly folder: string;
	readonly homeAs: string;
	readonly parameters: readonly string[];
	readonly env: Readonly<Record<string, string>>;
};

/** A home with the example preset for a cloud in it, so that its path reads the same everywhere. */
async function homeWithPreset(owner: Owner, preset: string = acmePreset): Promise<Prepared> {
	const [folder, bin] = [await emptyHome(owner), await emptyHome(owner)];
	const homeAs = 'trial';
	const home = path.join(folder, homeAs);
	await mkdir(home);
	await copyFile(preset, path.join(home, 'acme.json'));
	// Installed, whatever the machine has: the closing screen names the command as it can be run.
	await symlink(builtProgram, path.join(bin, 'onboard'));
	return {
		home,
		folder,
		homeAs,
		parameters: ['--preset', '~/acme.json'],
		env: {PATH: [bin, cleanEnvironment(home)['PATH']].join(path.delimiter)},
	};
}

// Other systems have other profile files, and the pictures show which.
const isPictured = ptyProblem === undefined && process.platform === 'linux';

describe.runIf(isPictured).concurrent.each(nodes.map(node => [node.name, node.path] as const))('%s', (_name, node) => {
	test('provider', async context => {
		const program = walk(context, {node, home: await emptyHome(context)});
		await program.at(stopNamed('provider'));
		await matchPicture(program.xterm, 'provider', {title: 'The first question: which cloud', steady});
	});

	test('from sign-in to done', async context => {
		const prepared = await homeWithPreset(context);
		const first = walk(context, {node, ...prepared});
		await first.at(stopNamed('sign-in'));
		const title = 'Signing in: the address, and the keys that open it or ask for a code instead';
		await matchPicture(first.xterm, 'sign-in', {title, steady});
		await signedIn(first);
		// The second start needs no sign-in, so its screens are not full of an address.
		const program = walk(context, {node, ...prepared});
		const picture = async (name: string, shown: string): Promise<void> => {
			await program.at(stopNamed(name));
			await matchPicture(program.xterm, name, {title: shown, steady});
		};

		await picture('account', 'Choosing the account, with what the preset has settled above');
		program.press('enter');
		await picture('terms', 'The data-retention summary: measured, stated, unknown');
		program.press('enter');
		await picture('save', 'The files that would change, before anything is written');
		program.press('enter');
		expect((await program.exit).code).toBe(0);
		await matchPicture(program.xterm, 'done', {title: 'The closing screen: ready, and how to put everything back', steady});
	});

	test('a path that turned out public', async context => {
		const prepared = await homeWithPreset(context);
		await signedIn(walk(context, {node, ...prepared}));
		const program = walk(context, {node, scenario: 'bedrock/public-path', ...prepared});
		await program.through([stopNamed('account')]);
		await program.waitForText(/network\.public-path[\s\S]*r try again/u);
		await matchPicture(program.xterm, 'public-path', {
			title: 'A path that turned out public: what was seen, the likely cause, what to do',
			steady,
		});
	});
});

describe.runIf(isPictured).concurrent.each(nodes.map(node => [node.name, node.path] as const))('other clouds, %s', (_name, node) => {
	/** Walks a tour and pictures it where asked to; `sign-in` is how it is signed in. */
	const matchPictures = async (
		owner: Owner,
		tour: Tour,
		pictures: Readonly<Record<string, string>>,
		signIn?: (program: Walk) => Promise<void>,
	) => {
		const cloud = tour.scenario.split('/')[0] ?? '';
		const program = walk(owner, {node, rows: 30, scenario: tour.scenario, ...(await homeWithPreset(owner, tour.preset))});
		const picture = async (name: string): Promise<void> => {
			const title = pictures[name];
			await (title === undefined ? undefined : matchPicture(program.xterm, `${cloud}-${name}`, {title, steady}));
		};

		for (const stop of tour.presetStops) {
			await program.at(stop);
			await picture(stop.name);
			await (stop.name === 'sign-in' && signIn !== undefined ? signIn(program) : program.press(stop.key));
		}

		expect((await program.exit).code).toBe(0);
		await picture('done');
	};

	test('Google Vertex AI', async context => {
		await matchPictures(context, tours.vertex, {
			'sign-in': 'Signing in to Google Cloud: the command, before anything runs',
			terms: 'The data-retention summary for Vertex AI',
			done: 'The closing screen for Vertex AI',
		});
	});

	test('which offering on Google Cloud', async context => {
		const program = walk(context, {node, home: await emptyHome(context), scenario: 'vertex/happy'});
		const {allStops: stops} = tours.vertex;
		await program.through(stops.slice(0, 2));
		await program.at(stopNamed('vertexOffering', tours.vertex));
		await matchPicture(program.xterm, 'vertex-offering', {title: 'The two ways of buying Claude on Google Cloud', steady});
		await program.through(
			stops.slice(
				2,
				stops.findIndex(stop => stop.name === 'quotaProject'),
			),
		);
		await program.at(stopNamed('quotaProject', tours.vertex));
		await matchPicture(program.xterm, 'vertex-quota-project', {
			title: 'A sign-in without a quota project: what gcloud would do about it',
			steady,
		});
	});

	test('gcloud in the terminal', async context => {
		const program = walk(context, {node, scenario: 'vertex/happy', ...(await homeWithPreset(context, tours.vertex.preset))});
		await program.at(stopNamed('sign-in', tours.vertex));
		program.press('d');
		await program.waitForText('provided in your browser:');
		await matchPicture(program.xterm, 'vertex-hand-over', {title: 'gcloud has the terminal and asks for its code', steady});
	});

	test('Microsoft Foundry', async context => {
		await matchPictures(
			context,
			tours.foundry,
			{
				'sign-in': 'Signing in to Azure: the command, before anything runs',
				terms: 'The data-retention summary for Foundry',
				done: 'The closing screen for Foundry',
			},
			async program => {
				program.press('d');
				await program.waitForText(/type this code there[^]*valid for/u);
				await matchPicture(program.xterm, 'foundry-code', {title: 'Signing in to Azure with a code on any device', steady});
			},
		);
	});

	test('a resource and its deployments', async context => {
		// Tall enough for all of it: how much would scroll away depends on how long a list took to load.
		const program = walk(context, {node, home: await emptyHome(context), scenario: 'foundry/happy', rows: 46});
		const {allStops: stops} = tours.foundry;
		await program.through(
			stops.slice(
				0,
				stops.findIndex(stop => stop.name === 'resource'),
			),
		);
		await program.at(stopNamed('resource', tours.foundry));
		await matchPicture(program.xterm, 'foundry-resource', {title: 'Choosing the Foundry resource', steady});
		program.press('enter');
		await program.at(stopNamed('primaryModel', tours.foundry));
		await matchPicture(program.xterm, 'foundry-deployment', {title: 'Choosing the deployment for the main work', steady});
	});
});

/** Signs in and leaves; the sign-in stays. */
async function signedIn(program: Walk): Promise<void> {
	await program.through([stopNamed('sign-in')]);
	await program.at(stopNamed('account'));
	program.press('ctrlC');
	expect((await program.exit).code).toBe(130);
}

test.runIf(isPictured)('the proof of the path, while its call is under way', {timeout: 150_000}, async context => {
	const {home, parameters} = await homeWithPreset(context);
	await signedIn(walk(context, {home, parameters}));
	const terminal = openTerminal();
	const stop = new AbortController();
	context.onTestFinished(() => {
		stop.abort();
	});
	completeConsole();
	const real = nodePorts({home, env: cleanEnvironment(home), folder: home});
	const ports = {...real, network: withoutReply(real.network)};
	const io = {ports, providers, stdin: terminal.stdin, stdout: terminal.stdout, stderr: terminal.stdout, signal: stop.signal};
	const ended = run({sandbox: 'bedrock/happy', home, preset: parameters[1] ?? '', words: []}, io).catch((error: unknown) => error);
	// From source here, so every part of the wizard is compiled as it is reached: long on a busy machine.
	await terminal.waitFor(stopNamed('account').shows, 60_000);
	terminal.send('\r');
	await terminal.waitFor(/✔ control[\s\S]*✔ endpoint/u, 60_000);
	await matchPicture(terminal.xterm, 'network', {
		title: 'The wizard proving the network path, layer by layer',
		steady: [...steady, ...steadyProof],
	});
	stop.abort();
	await ended;
});

/** The call without credentials to the models never gets its reply; everything else is as it was. */
function withoutReply(network: Network): Network {
	return {
		...network,
		async request(asked) {
			if (asked.headers?.['host']?.startsWith('bedrock-runtime.') !== true) {
				return network.request(asked);
			}

			return new Promise((_resolve, reject) => {
				asked.signal?.addEventListener('abort', () => {
					reject(new Error('Stopped.'));
				});
			});
		},
	};
}
