// The terminal handed over to gcloud and az, and taken back: what they ask reaches the person, and nothing of it reaches the wizard.

import {describe, expect, test, vi} from 'vitest';
import {ptyProblem, start} from '../helpers/pty.ts';
import {emptyHome, leftBehind, stopNamed, tours, walk, walkFromShell, type Walk} from './walk.ts';

const {vertex, foundry} = tours;
const preset = ['--preset', vertex.preset];
const withoutBrowser = {ONBOARD_SANDBOX_BROWSER: 'none'};

describe.skipIf(ptyProblem !== undefined).concurrent('gcloud', () => {
	test('asks for its code in the real terminal; Ctrl+C there comes back, and the wizard goes on in place', async context => {
		const program = walkFromShell(context, {home: await emptyHome(context), scenario: vertex.scenario, rows: 50, parameters: preset});
		await program.at(stopNamed('sign-in', vertex));
		program.press('d');
		const shown = await program.waitForText(/^gcloud auth [^]*verification code provided in your browser:$/mu);
		expect(shown, 'the frame is gone').not.toContain('ctrl+c quit');
		program.send('junk');
		await program.waitForText('browser: junk');
		program.press('ctrlC');
		await program.waitForText(/ended without a sign-in[^]*d use a code/u);
		expect(program.transcript(), 'what was typed for gcloud stays with it').toMatch(/browser: junk(?:\^C)?$/mu);
		program.press('d');
		await program.waitForText(/verification code[^]*verification code provided in your browser:$/u);
		program.send(`${await codeFrom(program)}\r`);
		await program.through(vertex.presetStops.slice(1));
		const exit = await program.exit;
		expect(exit.code, program.transcript()).toBe(0);
		expect(leftBehind(program, exit)).toEqual([]);
		expect(program.transcript()).toMatch(/Credentials saved to file[^]*✔ Sign-in +dana@acme\.example/u);
	});

	test('what is typed while it runs answers no question of the wizard', async context => {
		const home = await emptyHome(context);
		const program = walk(context, {home, scenario: vertex.scenario, rows: 50, parameters: preset, env: withoutBrowser});
		await program.at(stopNamed('sign-in', vertex));
		program.press('o');
		await program.waitForText('Your browser has been opened');
		program.send('\r\r\r\r');
		await visit(addressIn(program));
		await program.at(stopNamed('location', vertex));
		await settled();
		expect(program.screen()).toContain('In which location');
	});

	test('a terminal that is closed meanwhile ends both', async context => {
		const home = await emptyHome(context);
		const program = walkFromShell(context, {home, scenario: vertex.scenario, rows: 50, parameters: preset, env: withoutBrowser});
		await program.at(stopNamed('sign-in', vertex));
		program.press('o');
		await program.waitForText('Your browser has been opened');
		const address = new URL(new URL(addressIn(program)).searchParams.get('redirect_uri') ?? '');
		await expect(fetch(address)).resolves.toMatchObject({status: 404});
		program.kill('SIGHUP');
		await program.exit;
		await vi.waitFor(async () => expect(fetch(address)).rejects.toThrow('fetch failed'), {timeout: 5000});
	});

	test('line by line, too', async context => {
		const home = await emptyHome(context);
		const program = walk(context, {home, scenario: vertex.scenario, rows: 50, parameters: preset, env: {TERM: 'dumb'}, columns: 120});
		await program.waitForText('d use a code instead; back; quit');
		program.send('d\r');
		await program.waitForText('provided in your browser:');
		program.press('ctrlC');
		await program.waitForText(/ended without a sign-in[^]*d use a code instead; back; quit/u);
		program.send('d\r');
		await program.waitForText(/verification code[^]*verification code provided in your browser:$/u);
		program.send(`${await codeFrom(program)}\r`);
		await program.waitForText(/ok: Sign-in dana@acme\.example[^]*Number/u);
		program.send('quit\r');
		expect((await program.exit).code).toBe(130);
	});
});

describe.skipIf(ptyProblem !== undefined).concurrent('az', () => {
	test('waits for a browser that never comes back; Ctrl+C leads to the code', async context => {
		const home = await emptyHome(context);
		const parameters = ['--preset', foundry.preset];
		const program = walkFromShell(context, {home, scenario: 'foundry/sign-in-not-finished', rows: 50, parameters});
		await program.at(stopNamed('sign-in', foundry));
		program.press('o');
		await program.waitForText('A web browser has been opened');
		program.press('ctrlC');
		await program.waitForText(/ended without a sign-in[^]*d use a code/u);
		program.press('d');
		await program.waitForText(/type this code there[^]*valid for/u);
		program.press('ctrlC');
		const exit = await program.exit;
		expect(exit.code).toBe(130);
		expect(leftBehind(program, exit)).toEqual([]);
	});
});

describe.skipIf(ptyProblem !== undefined).concurrent.each([
	['vertex/sign-in-expired', 'Credentials saved to file'],
	['foundry/sign-in-needed', 'A web browser has been opened'],
])('onboard sign-in, %s', (scenario, said) => {
	test('lends the terminal and says who is signed in', async context => {
		const home = await emptyHome(context);
		const program = start({home, parameters: ['sign-in', '--sandbox', scenario, '--home', home]});
		context.onTestFinished(() => {
			program.kill('SIGKILL');
		});
		await program.waitForText('o sign in with the browser');
		program.press('o');
		const exit = await program.exit;
		expect(exit.code, program.transcript()).toBe(0);
		expect(program.transcript()).toMatch(new RegExp(`${said}[^]*Signed in\\. dana@acme\\.example`, 'u'));
		expect(leftBehind(program, exit)).toEqual([]);
	});
});

/** The last address on the screen of a simulated sign-in page. */
function addressIn(program: Walk): string {
	const found = [...program.transcript().matchAll(/http:\/\/127\.0\.0\.1:\d+\/\S+/gu)].at(-1)?.[0];
	expect(found, program.transcript()).toBeDefined();
	return found ?? '';
}

/** The code that the simulated page ends with. */
async function codeFrom(program: Walk): Promise<string> {
	const answer = await fetch(addressIn(program), {redirect: 'manual'});
	return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

/** Long enough for a key to do what it does. */
async function settled(): Promise<void> {
	await new Promise(resolve => {
		setTimeout(resolve, 300);
	});
}

/** Opens an address as a browser would. */
async function visit(address: string): Promise<void> {
	const answer = await fetch(address, {redirect: 'manual'});
	await fetch((answer.headers.get('location') ?? '').replace('//localhost:', '//127.0.0.1:'));
}
