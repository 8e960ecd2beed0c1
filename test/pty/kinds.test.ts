// The kinds of terminals that change what is drawn: sixteen colours, no Unicode, screen readers, consoles as on Windows, tmux and script,
// windows that are dragged about, and people who paste everything at once or press the wrong keys.

import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import {describe, expect, test, vi} from 'vitest';
import {pasted} from '../helpers/keys.ts';
import {acmePreset} from '../helpers/presets.ts';
import {builtProgram, cleanEnvironment, ptyProblem, start, type PtyProgram} from '../helpers/pty.ts';
import {allStops, emptyHome, everyTour, fromShell, leftBehind, presetStops, stopNamed, walk, walkFromShell} from './walk.ts';

const preset = ['--preset', acmePreset];
const settingsOf = async (home: string): Promise<string> => readFile(path.join(home, '.claude/settings.json'), 'utf8');

describe.skipIf(ptyProblem !== undefined).concurrent('a terminal', () => {
	test('of sixteen colours gets no others', async context => {
		const program = walk(context, {home: await emptyHome(context), parameters: preset, env: {TERM: 'xterm'}});
		await program.through(presetStops);
		expect((await program.exit).code).toBe(0);
		expect(program.output()).toMatch(/\u001B\[3[0-7]m/u);
		expect(program.output(), 'colours of 256 or of 16 million').not.toMatch(/\u001B\[(?:\d+;)*[34]8;[25]/u);
	});

	test.for(everyTour)('that shows ASCII alone gets signs it can show, at every screen: %s', async ([, tour], context) => {
		const home = await emptyHome(context);
		const program = walk(context, {home, scenario: tour.scenario, env: {LANG: 'C'}, rows: 40});
		for (const {shows, key} of tour.allStops) {
			// The screens are found by their words; a dot between two of them is a sign.
			await program.waitForText(new RegExp(shows.source.replaceAll('·', '-'), shows.flags));
			program.press(key);
		}

		expect((await program.exit).code).toBe(0);
		const signs = [...program.transcript()].filter(character => /[✔▲✖❯·→…⠀-⣿↶↑↓█▀▄─│]/u.test(character));
		expect([...new Set(signs)]).toEqual([]);
	});

	test.for([{INK_SCREEN_READER: 'true'}, {ACCESSIBLE: '1'}])(
		'read aloud gets lines that stay, to the very end: %o',
		async (env, context) => {
			const home = await emptyHome(context);
			const program = fromShell(context, {
				home,
				rows: 40,
				env,
				parameters: ['--sandbox', 'bedrock/happy', '--home', home, ...preset, '--destinations', 'claude', '--account', '111122223333'],
			});
			await program.waitForText('Type a letter and Enter');
			program.send('o\r');
			await program.waitForText(/read.*\n[^]*: ?$/iu);
			await answerOut(program);
			expect((await program.exit).code).toBe(0);
			// oxlint-disable-next-line no-control-regex
			expect(program.output()).not.toMatch(/\u001B\[(?:\d*[ABJKGH]|\?)/u);
			expect(await settingsOf(home)).toContain('CLAUDE_CODE_USE_BEDROCK');
		},
	);

	test('whose Enter is a carriage return and a line feed answers one question with it', async context => {
		const program = walk(context, {home: await emptyHome(context)});
		await program.at(stopNamed('provider'));
		program.send('\r\n');
		await program.at(stopNamed('route'));
		program.send('\r\n');
		expect(await program.at(stopNamed('startUrl'))).toContain('access portal');
	});

	test('without a name, as a console of Windows starts programs, shows every screen', async context => {
		const home = await emptyHome(context);
		const program = walk(context, {home, parameters: preset, env: {TERM: '', OS: 'Windows_NT', ConEmuANSI: 'ON'}});
		await program.through(presetStops);
		expect((await program.exit).code).toBe(0);
	});
});

/** Takes what is suggested until nothing is asked any more. */
async function answerOut(program: PtyProgram): Promise<void> {
	const over = program.exit.then(() => 'over' as const);
	for (let before = ''; (await Promise.race([over, pause(150)])) !== 'over';) {
		const now = program.transcript();
		if (now === before) {
			program.send('\r');
		}

		before = now;
	}
}

describe.skipIf(ptyProblem !== undefined).concurrent('a window', () => {
	// Each size is drawn before the next: what a program had no time to redraw, the terminal itself scrolls away.
	test('that is resized a hundred times ends as one that always had that size, with every finished step there once', async context => {
		const [home, other] = [await emptyHome(context), await emptyHome(context)];
		const storm = walk(context, {home});
		const random = randomNumbers(20_261_123);
		for (const stop of allStops.slice(0, 3)) {
			await storm.at(stop);
			for (let times = 0; times < 34; times++) {
				const drawn = storm.nextOutput();
				storm.resize(40 + Math.floor(random() * 90), 12 + Math.floor(random() * 35));
				// A change that alters nothing is not drawn.
				await Promise.race([drawn, pause(400)]);
				await pause(20 + random() * 20);
			}

			storm.resize(80, 24);
			await storm.at(stop);
			storm.press(stop.key);
		}

		const quiet = walk(context, {home: other});
		await quiet.through(allStops.slice(0, 3));
		const wanted = await quiet.at(allStops[3]!);
		await vi.waitFor(async () => {
			expect(await storm.at(allStops[3]!)).toBe(wanted);
		}, 5000);
		expect(storm.screen().match(/ctrl\+c quit/gu)).toHaveLength(1);
		expect(finished(storm)).toEqual(finished(quiet));
	});
});

describe.skipIf(ptyProblem !== undefined).concurrent('a window that is dragged', () => {
	test('from 120 columns to 82 and back leaves one frame, and nothing of it above', async context => {
		const program = walk(context, {home: await emptyHome(context), columns: 120, rows: 40});
		const [first, second] = allStops;
		await program.through([first!]);
		await program.at(second!);
		const before = program.transcript();
		for (let columns = 119; columns >= 82; columns--) {
			program.resize(columns, 40);
			await pause(4);
		}

		for (let columns = 83; columns <= 120; columns++) {
			program.resize(columns, 40);
			await pause(4);
		}

		await vi.waitFor(() => {
			expect(program.transcript()).toBe(before);
		}, 5000);
	});
});

/** The names of finished steps; how their lines wrap is a matter of the width at that moment. */
function finished(program: PtyProgram): readonly string[] {
	return program
		.transcript()
		.split('\n')
		.filter(line => line.startsWith('✔'))
		.map(line => line.split(/ {2,}/u)[0] ?? '');
}

async function pause(milliseconds: number): Promise<void> {
	await new Promise(resolve => {
		setTimeout(resolve, milliseconds);
	});
}

/** Numbers from 0 to 1 that are the same in every run of the tests (Park and Miller, minimal standard). */
function randomNumbers(seed: number): () => number {
	let state = seed % 2_147_483_647;
	return () => {
		state = (state * 48_271) % 2_147_483_647;
		return state / 2_147_483_647;
	};
}

describe.skipIf(ptyProblem !== undefined).concurrent('a person', () => {
	const answers = 'https://d-9067f1a2b3.awsapps.com/start\r\rus-east-1\r\r\r\r\r\r\r\r';

	test.for([
		['as keys', answers],
		['as a paste', pasted(answers)],
	] as const)('who pastes all answers at once confirms nothing unseen: %s', async ([, bytes], context) => {
		const home = await emptyHome(context);
		const program = walkFromShell(context, {home});
		await program.at(stopNamed('provider'));
		program.send(bytes);
		await pause(400);
		expect(program.transcript(), 'no further than the question after').not.toMatch(/✔ (?:Account|Region|Terms|Saved)/u);
		expect(existsSync(path.join(home, '.claude'))).toBe(false);
		program.press('ctrlC');
		const exit = await program.exit;
		expect([exit.code, leftBehind(program, exit)]).toEqual([130, []]);
	});

	test.for(everyTour)('who presses keys that mean nothing gets the same screens and the same set-up: %s', async ([, tour], context) => {
		const [home, other] = [await emptyHome(context), await emptyHome(context)];
		const program = walk(context, {home, scenario: tour.scenario, rows: 40});
		for (const stop of tour.allStops) {
			await program.at(stop);
			// Function keys, Insert, Alt and a letter, focus and mouse reports, a broken sequence, Ctrl with a letter, NUL, a bell.
			program.send('\u001BOP\u001B[15~\u001B[2~\u001Bz\u001B[I\u001B[<0;3;3M\u001B[999;999q\u0005\u0000\u0007');
			await program.at(stop);
			program.press(stop.key);
		}

		expect((await program.exit).code, program.transcript()).toBe(0);
		const calm = walk(context, {home: other, scenario: tour.scenario, rows: 40});
		await calm.through(tour.allStops);
		expect((await calm.exit).code).toBe(0);
		expect(await settingsOf(home)).toBe(await settingsOf(other));
	});
});

const tool = (name: string) =>
	['/usr/bin', '/usr/local/bin', '/bin', '/opt/homebrew/bin'].map(folder => path.join(folder, name)).find(file => existsSync(file));
const [tmux, script] = [tool('tmux'), tool('script')];
if (tmux === undefined || script === undefined) {
	process.stderr.write(
		`Skipped: ${[tmux ?? 'tmux', script ?? 'script'].filter(name => !name.startsWith('/')).join(' and ')} is not installed here.\n`,
	);
}

describe.skipIf(ptyProblem !== undefined).concurrent('inside', () => {
	test.skipIf(tmux === undefined)('tmux every screen comes up, and the pane is as it was', async context => {
		const home = await emptyHome(context);
		const socket = path.join(home, 'tmux');
		const call = async (...words: readonly string[]) =>
			(await promisify(execFile)(tmux!, ['-S', socket, '-f', '/dev/null', ...words], {env: cleanEnvironment(home)})).stdout;
		context.onTestFinished(async () => {
			await call('kill-server').catch(() => '');
		});
		const program = [process.execPath, builtProgram, '--sandbox', 'bedrock/happy', '--home', home, ...preset]
			.map(word => `'${word}'`)
			.join(' ');
		await call('-u', 'new-session', '-d', '-c', home, '-x', '80', '-y', '24', '/bin/sh');
		await call('send-keys', `stty -g >before; ${program}; echo code $? >after; stty -g >>after`, 'Enter');
		const pane = async (wanted: RegExp): Promise<string> => {
			for (let tries = 0; ; tries++) {
				const shown = await call('capture-pane', '-p');
				if (wanted.test(shown)) {
					return shown;
				}

				expect(tries, shown).toBeLessThan(300);
				await pause(50);
			}
		};
		for (const {shows, key} of presetStops) {
			const shown = await pane(shows);
			expect(shown.match(/· \? help/gu)?.length ?? 0, shown).toBeLessThanOrEqual(1);
			expect(shown.match(/^\d of \d /gmu), shown).toHaveLength(1);
			await call('send-keys', key === 'enter' ? 'Enter' : key);
		}

		await pane(/Ready\. Claude Code answers[^]*[$#]\s*$/u);
		const [code, modes] = (await readFile(path.join(home, 'after'), 'utf8')).split('\n');
		expect([code, modes]).toEqual(['code 0', (await readFile(path.join(home, 'before'), 'utf8')).trim()]);
		expect((await call('display-message', '-p', '#{cursor_flag} #{alternate_on}')).trim()).toBe('1 0');
	});

	test.skipIf(script === undefined || process.platform !== 'linux')(
		'script every screen comes up, and Ctrl+C ends with 130',
		async context => {
			const home = await emptyHome(context);
			const words = [process.execPath, builtProgram, '--sandbox', 'bedrock/happy', '--home', home].map(word => `'${word}'`).join(' ');
			const program = start({home, file: script!, parameters: ['-qec', words, path.join(home, 'typescript')]});
			context.onTestFinished(async () => {
				program.kill('SIGKILL');
				await rm(path.join(home, 'typescript'), {force: true});
			});
			for (const {shows, key} of allStops.slice(0, 3)) {
				await program.waitForText(shows);
				program.press(key === 'enter' ? 'enter' : key);
			}

			await program.waitForText(allStops[3]!.shows);
			program.press('ctrlC');
			const exit = await program.exit;
			expect([exit.code, leftBehind(program, exit)]).toEqual([130, []]);
		},
	);
});
