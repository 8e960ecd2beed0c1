// The kinds of terminals people have: narrow, resized, without colours, in CI containers, at the end of an SSH connection.

import {readdir, readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {acmePreset} from '../helpers/presets.ts';
import {ptyProblem, start, type PtyProgram} from '../helpers/pty.ts';
import {emptyHome, everyTour, leftBehind, presetStops, stopNamed, walk, type Owner} from './walk.ts';

const preset = ['--preset', acmePreset];

/** What each cloud's sign-in prints for people to copy. */
const copied: Readonly<Record<string, RegExp>> = {
	bedrock: /^http:\/\/127\.0\.0\.1:\d+\/sso-oidc\/authorize\?\S+$/mu,
	vertex: /^gcloud auth application-default login$/mu,
	foundry: /^az login$/mu,
};

describe.skipIf(ptyProblem !== undefined).concurrent('a terminal', () => {
	test.for(everyTour)(
		'of 40 columns shows every step, and nothing is cut off that has to be copied: %s',
		async ([cloud, tour], context) => {
			const program = walk(context, {home: await emptyHome(context), scenario: tour.scenario, columns: 40});
			await program.through(tour.allStops);
			const exit = await program.exit;
			expect(exit.code).toBe(0);
			expect(leftBehind(program, exit)).toEqual([]);
			expect(program.transcript()).toContain('--accept-terms');
			expect(program.transcript()).toMatch(copied[cloud] ?? /nothing/u);
		},
	);

	test('of 40 columns and 10 rows is enough', async context => {
		const program = walk(context, {home: await emptyHome(context), columns: 40, rows: 10, parameters: preset});
		await program.through(presetStops);
		expect((await program.exit).code).toBe(0);
	});

	test('in a container that sets CI shows the same screens', async context => {
		const program = walk(context, {home: await emptyHome(context), parameters: preset, env: {CI: 'true', CONTINUOUS_INTEGRATION: '1'}});
		await program.through(presetStops);
		expect((await program.exit).code).toBe(0);
		expect(program.enters()).toBeLessThanOrEqual(4);
	});

	test('with NO_COLOR gets no colours', async context => {
		const program = walk(context, {home: await emptyHome(context), parameters: preset, env: {NO_COLOR: '1'}});
		await program.through(presetStops);
		expect((await program.exit).code).toBe(0);
		expect(coloursIn(program)).toEqual([]);
		const plain = walk(context, {home: await emptyHome(context), parameters: preset});
		await plain.at(stopNamed('sign-in'));
		expect(coloursIn(plain), 'the check itself sees colours').not.toEqual([]);
	});

	test('may be resized at any time', async context => {
		const program = walk(context, {home: await emptyHome(context), parameters: preset});
		await program.through([stopNamed('sign-in')]);
		await program.at(stopNamed('account'));
		program.resize(50, 14);
		await program.waitForText(/· ctrl\+c quit$/mu);
		program.press('down');
		await program.waitForText(/^❯ claude-research/mu);
		program.resize(110, 40);
		const wide = await program.waitForText(/ctrl\+c quit \(progress is kept\)$/mu);
		expect(wide).toMatch(/^❯ claude-research/mu);
		expect(wide.match(/ctrl\+c quit/gu)?.length, wide).toBe(1);
		program.press('up', 'enter');
		await program.through(presetStops.slice(2));
		expect((await program.exit).code).toBe(0);
	});

	test('that is dumb gets lines instead of screens', async context => {
		const program = walk(context, {home: await emptyHome(context), parameters: preset, env: {TERM: 'dumb'}});
		await program.waitForText('Type a letter and Enter');
		program.send('o\r');
		await program.waitForText('Number [1]');
		program.send('quit\r');
		expect((await program.exit).code).toBe(130);
		expect(program.output()).not.toContain('\u001B[');
	});
});

describe.skipIf(ptyProblem !== undefined).concurrent('signing in', () => {
	test('with a code, on request, when the browser is somewhere else', async context => {
		const program = walk(context, {home: await emptyHome(context), rows: 50, parameters: preset});
		await program.at(stopNamed('sign-in'));
		program.press('d');
		const shown = await program.waitForText(/on any device[^]*[A-Z]{4}-[A-Z]{4} +valid for/u);
		const code = /[A-Z]{4}-[A-Z]{4}/u.exec(shown)?.[0] ?? '';
		expect(program.transcript(), 'the address has the code in it').toMatch(new RegExp(`^http://127.*user_code=${code}$`, 'mu'));
		expect(shown, 'a code for phones').toMatch(/█▀▀▀▀▀▀▀█/u);
		// The simulated service lets the second poll through.
		await program.at(stopNamed('account'));
	});

	test('with a code, unasked, at the end of an SSH connection', async context => {
		const home = await emptyHome(context);
		const env = {...(await served(context, home)), SSH_CONNECTION: '10.0.0.7 50022 10.0.0.8 22', DISPLAY: ':0'};
		const answers = {
			provider: 'bedrock',
			route: 'private',
			'sign-in': 'sso',
			'start-url': 'https://d-9067f1a2b3.awsapps.com/start',
			'sso-region': 'eu-west-1',
		};
		const parameters = Object.entries(answers).flatMap(([flag, value]) => [`--${flag}`, value]);
		const program = start({home, rows: 50, env, parameters});
		context.onTestFinished(() => {
			program.kill('SIGKILL');
		});
		const shown = await program.waitForText(/on any device[^]*[A-Z]{4}-[A-Z]{4} +valid for/u);
		expect(shown).not.toContain('use a code instead');
		await program.waitForText(stopNamed('account').shows);
		program.press('ctrlC');
		expect((await program.exit).code).toBe(130);
		const cache = path.join(home, '.aws/sso/cache');
		const [token = ''] = await readdir(cache);
		expect([(await stat(cache)).mode & 0o777, (await stat(path.join(cache, token))).mode & 0o777]).toEqual([0o700, 0o600]);
	});

	test('is not needed again: the second run offers the sign-in that works', async context => {
		const home = await emptyHome(context);
		const first = walk(context, {home, parameters: preset});
		await first.through(presetStops);
		expect((await first.exit).code).toBe(0);
		const second = walk(context, {home});
		await second.through([stopNamed('provider'), stopNamed('route')]);
		const shown = await second.waitForText(/How do you sign in to AWS\?[^]*enter choose/u);
		expect(shown).toMatch(/^❯ Use the sign-in "\S+" +https:\/\/d-9067f1a2b3\.awsapps\.com\/start/mu);
		expect(shown).toMatch(/valid until .*\d\d:\d\d/u);
		second.press('enter');
		await second.at(stopNamed('account'));
		expect(second.transcript()).not.toContain('open in browser');
	});
});

/** Starts a simulated cloud of its own; answers the variables that lead a program to it. */
async function served(owner: Owner, home: string): Promise<Readonly<Record<string, string>>> {
	const server = start({home, parameters: ['sandbox', 'serve', '--home', home]});
	owner.onTestFinished(() => {
		server.kill('SIGKILL');
	});
	await server.waitForText('env.sh');
	const text = await readFile(path.join(home, 'env.sh'), 'utf8');
	return Object.fromEntries([...text.matchAll(/^export (\w+)='(.*)'$/gmu)].map(([, name = '', value = '']) => [name, value]));
}

/** Colour changes in the output; weight, dimming and underlines are no colours. */
function coloursIn(program: PtyProgram): readonly string[] {
	return [...program.output().matchAll(/\u001B\[([\d;]*)m/gu)]
		.map(match => match[1] ?? '')
		.filter(codes => /(?:^|;)(?:3[0-8]|4[0-8]|9\d|10\d)(?:;|$)/u.test(codes));
}
