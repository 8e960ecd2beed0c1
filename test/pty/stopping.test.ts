// Whatever stops a program that asks (Ctrl+C, a signal, input that ends, a reader that goes away), it ends in order and gives the terminal
// back as it was: every interactive command, at each of its screens.

import {execFile, spawnSync} from 'node:child_process';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import {describe, expect, test} from 'vitest';
import {acmePreset} from '../helpers/presets.ts';
import {builtProgram, cleanEnvironment, ptyProblem} from '../helpers/pty.ts';
import {emptyHome, everyTour, fromShell, leftBehind, stopNamed, walkFromShell, type Owner} from './walk.ts';

/** A screen and what leads on from it: a key, or words that narrow a list to one choice. */
type Stop = readonly [shows: RegExp, then?: 'enter' | '?' | {readonly choose: string} | {readonly type: string}];

type Interactive = {
	readonly command: readonly string[];
	readonly stops: readonly Stop[];
	readonly scenario?: string;
	/** Exit code after Ctrl+C; 130 unless stopping is how the command is meant to end. */
	readonly code?: number;
};

const interactive: readonly Interactive[] = [
	{
		command: ['troubleshoot'],
		scenario: 'bedrock/exported-value-ignored',
		stops: [
			[/What is wrong[^]*enter choose/u, {choose: 'changed a setting'}],
			[/Which of the two[^]*enter choose/u, {choose: 'sonnet'}],
			[/May onboard change it\?[^]*enter change it/u],
		],
	},
	{
		command: ['troubleshoot'],
		scenario: 'bedrock/sign-in-expired',
		stops: [
			[/What is wrong[^]*enter choose/u, {choose: 'error text to paste'}],
			[/Paste the error text[^]*enter continue/u, {type: 'The SSO session associated with this profile has expired'}],
			[/Sign in now\?[^]*enter sign in/u, 'enter'],
			[/o open in browser/u],
		],
	},
	{command: ['troubleshoot', '--plain'], scenario: 'bedrock/happy', stops: [[/What is wrong[^]*Number/u]]},
	{command: ['sign-in'], scenario: 'bedrock/sign-in-expired', stops: [[/o open in browser/u]]},
	{command: ['sign-in'], scenario: 'vertex/adc-missing', stops: [[/o sign in with the browser/u]]},
	{command: ['sign-in'], scenario: 'foundry/sign-in-needed', stops: [[/o sign in with the browser/u]]},
	{command: ['--plain'], scenario: 'bedrock/happy', stops: [[/Number \[1\]/u]]},
	{command: ['doctor'], scenario: 'bedrock/nothing-answers', stops: [[/of at most 60 s/u]]},
	{command: ['doctor', '--plain'], scenario: 'bedrock/nothing-answers', stops: [[/Checking what is configured/u]]},
	{
		command: ['preset', 'init', '--out', 'there.json'],
		stops: [[/name\?[^]*enter continue/u, {type: 'Acme Corp'}], [/^2 of 4[^]*ctrl\+c quit/mu, 'enter'], [/^3 of 4[^]*ctrl\+c quit/mu]],
	},
	{command: ['cohort', 'board', 'spring'], code: 0, stops: [[/invited 2[^]*\? help/u, '?'], [/esc close help/u]]},
	{command: ['cohort', 'serve', 'spring', '--port', '0'], code: 0, stops: [[/Stop with Ctrl\+C/u]]},
];

describe.skipIf(ptyProblem !== undefined).concurrent('Ctrl+C', () => {
	const cases = interactive.flatMap(how => how.stops.map((_stop, index) => [how, index] as const));
	test.for(cases.map(([how, index]) => [`${how.command.join(' ')} ${how.scenario ?? ''} at screen ${index + 1}`, how, index] as const))(
		'%s',
		async ([, how, index], context) => {
			const {program, exit} = await stopped(context, how, index);
			expect(exit.code, program.transcript()).toBe(how.code ?? 130);
			expect(leftBehind(program, exit)).toEqual([]);
			expect(program.screen(), 'the live part is gone').not.toMatch(/ctrl\+c quit/u);
			expect(program.transcript()).not.toMatch(/^ +at .*:\d+:\d+\)?$/mu);
		},
	);
});

async function stopped(owner: Owner, {command, scenario, stops}: Interactive, last: number) {
	const home = await emptyHome(owner);
	if (scenario === undefined) {
		await writeFile(path.join(home, 'there.json'), '{}\n');
		await writeFile(path.join(home, 'people.csv'), 'Name,Email,Team\nDana,dana@acme.example,Data\nKim,kim@acme.example,Data\n');
		await onboard(home, 'cohort', 'init', '--roster', 'people.csv', '--out', 'spring', '--preset', acmePreset);
	}

	const parameters = scenario === undefined ? command : [...command, '--sandbox', scenario, '--home', home];
	const program = fromShell(owner, {home, rows: 30, parameters});
	for (const [index, [shows, then]] of stops.entries()) {
		await program.waitForText(shows);
		if (index === last || then === undefined) {
			break;
		}

		if (typeof then === 'string') {
			program.press(then);
			continue;
		}

		program.send('choose' in then ? then.choose : then.type);
		await program.waitForText('choose' in then ? /esc clear filter/u : then.type.slice(-8));
		program.press('enter');
	}

	program.press('ctrlC');
	return {program, exit: await program.exit};
}

async function onboard(home: string, ...words: readonly string[]): Promise<void> {
	await promisify(execFile)(process.execPath, [builtProgram, ...words], {env: cleanEnvironment(home), cwd: home});
}

describe.skipIf(ptyProblem !== undefined).concurrent('a signal', () => {
	const cases = everyTour.flatMap(([cloud, tour]) =>
		(['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map(signal => [signal, cloud, tour] as const),
	);
	test.for(cases)('%s gives the terminal back: %s', async ([signal, , tour], context) => {
		const program = walkFromShell(context, {home: await emptyHome(context), scenario: tour.scenario, rows: 30});
		await program.through([stopNamed('provider', tour)]);
		await program.at(stopNamed('route', tour));
		process.kill(Number(/^pid (\d+)$/mu.exec(program.transcript())?.[1]), signal);
		const exit = await program.exit;
		expect(exit.code).toBe(130);
		expect(leftBehind(program, exit)).toEqual([]);
		expect(program.screen(), 'the live part is gone').not.toContain('ctrl+c quit');
	});
});

describe.concurrent('without somebody at the other end', () => {
	const reading = [
		['sandbox', 'list'],
		['status', '--sandbox'],
		['doctor', '--sandbox'],
		['doctor', '--json', '--sandbox'],
		['terms', '--sandbox'],
		['explain', 'network.public-path'],
		['preset', 'schema'],
		['completion', 'bash'],
		['--sandbox'],
	];

	test.for(reading)('a reader that has seen its first line is no error: %s %s %s', async (words, context) => {
		const home = await emptyHome(context);
		const line = '{ "$0" "$@"; echo "code $?" >&2; } | head -1';
		const {stdout, stderr} = await promisify(execFile)('/bin/sh', ['-c', line, process.execPath, builtProgram, ...words], {
			env: cleanEnvironment(home),
			cwd: home,
		});
		expect(stdout.trimEnd().split('\n')).toHaveLength(1);
		expect(stderr).toMatch(/^code 0$/mu);
		expect(stderr).not.toMatch(/EPIPE|bug in onboard|^ +at /mu);
	});

	test.for([[], ['troubleshoot'], ['troubleshoot', '--sandbox'], ['--plain', '--sandbox']])(
		'input that is over asks nothing: %s %s',
		async (words, context) => {
			const home = await emptyHome(context);
			const {status, stderr} = spawnSync(process.execPath, [builtProgram, ...words], {
				env: cleanEnvironment(home),
				cwd: home,
				input: '',
				encoding: 'utf8',
			});
			expect(status).toBe(2);
			expect(stderr.trim().split('\n'), stderr).toHaveLength(1);
		},
	);
});
