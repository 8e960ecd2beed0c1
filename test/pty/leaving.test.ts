// Back, quit and resume in a real terminal: nothing that was answered is lost, and nothing that can change is believed.

import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {temporaryName} from '../../src/ports/places.ts';
import {acmePreset} from '../helpers/presets.ts';
import {ptyProblem} from '../helpers/pty.ts';
import {allStops, emptyHome, everyTour, leftBehind, presetStops, resuming, stopNamed, tours, walk, walkFromShell} from './walk.ts';

describe.skipIf(ptyProblem !== undefined).concurrent.each(everyTour)('a real terminal, %s', (_cloud, tour) => {
	const {scenario, allStops: stops} = tour;
	const questions = stops.filter(stop => stop.key === 'enter');

	test('back, then forward again, shows the same screens', async context => {
		const program = walk(context, {home: await emptyHome(context), scenario, rows: 40});
		const first = new Map<string, string>();
		const again: Array<readonly [string, string]> = [];
		for (const stop of stops) {
			const before = stop.key === 'enter' ? questions[questions.indexOf(stop) - 1] : undefined;
			first.set(stop.name, await program.at(stop));
			if (before !== undefined) {
				program.press('escape');
				const shown = await program.at(before);
				again.push(...(before.isChanging ? [] : [[before.name, shown] as const]));
				program.press('enter');
				again.push([stop.name, await program.at(stop)]);
			}

			program.press(stop.key);
		}

		expect((await program.exit).code).toBe(0);
		expect(again.length).toBeGreaterThan(2 * (questions.length - 2));
		expect(again).toEqual(again.map(([name]) => [name, first.get(name)]));
	});

	test('Ctrl+C at every screen: the terminal is put back, and the next start goes on with the answers and proves again', async context => {
		const home = await emptyHome(context);
		// Each start goes on where the one before it was stopped, answers one screen, and is stopped at the next.
		for (const [index, next] of stops.slice(1).entries()) {
			const program = walkFromShell(context, {home, scenario, rows: 50});
			await program.through([...(index === 0 ? [] : [resuming]), stops[index]!]);
			await program.at(next);
			program.press('ctrlC');
			const exit = await program.exit;
			expect([next.name, exit.code]).toEqual([next.name, 130]);
			expect(leftBehind(program, exit), next.name).toEqual([]);
			expect(program.screen(), 'the live part is gone').not.toContain('ctrl+c quit');
			expect(program.transcript()).toContain('Stopped. The same command goes on from here.');
		}

		// What was read is read again: it may have changed since.
		const last = walk(context, {home, scenario, rows: 50});
		await last.through([resuming, stopNamed('terms')]);
		await last.at(stopNamed('save'));
		const shown = last.transcript();
		for (const words of tour.resumed) {
			expect(shown).toMatch(words);
		}

		last.press('enter');
		expect((await last.exit).code).toBe(0);
		expect(await keptIn(home), 'nothing is left to go on from').toEqual({});
	});
});

describe.skipIf(ptyProblem !== undefined).concurrent('a real terminal', () => {
	test('another cloud after all: what the first one was told is forgotten, in this run and for the next', async context => {
		const home = await emptyHome(context);
		const {vertex, foundry} = tours;
		const program = walk(context, {home, scenario: vertex.scenario, rows: 50});
		await program.through(vertex.allStops.slice(0, 3));
		await program.at(stopNamed('signIn', vertex));
		for (const name of ['vertexOffering', 'route', 'provider']) {
			program.press('escape');
			await program.at(stopNamed(name, vertex));
		}

		program.press('up', 'enter');
		await program.at(stopNamed('route', foundry));
		expect(program.transcript()).toMatch(/✔ Provider +Microsoft Foundry/u);
		program.press('ctrlC');
		expect((await program.exit).code).toBe(130);
		expect(Object.keys(await keptIn(home))).toEqual(['provider']);
		const next = walk(context, {home, scenario: foundry.scenario, rows: 50});
		await next.through([resuming, ...foundry.allStops.slice(1)]);
		expect((await next.exit).code).toBe(0);
		expect(await readFile(path.join(home, '.claude/settings.json'), 'utf8')).not.toMatch(/VERTEX|CLOUD_ML/u);
	});

	test('Ctrl+C at the first screen keeps nothing, and the next start asks nothing about it', async context => {
		const home = await emptyHome(context);
		const program = walkFromShell(context, {home});
		await program.at(stopNamed('provider'));
		program.press('ctrlC');
		const exit = await program.exit;
		expect(exit.code).toBe(130);
		expect(leftBehind(program, exit)).toEqual([]);
		expect(program.transcript()).not.toContain('goes on from here');
		await walk(context, {home}).at(stopNamed('provider'));
	});

	test('Ctrl+C where a proof has failed', async context => {
		const program = walk(context, {home: await emptyHome(context), scenario: 'bedrock/public-path', parameters: ['--preset', acmePreset]});
		await program.through([stopNamed('sign-in'), stopNamed('account')]);
		await program.waitForText('r try again');
		program.press('ctrlC');
		const exit = await program.exit;
		expect(exit.code).toBe(130);
		expect(leftBehind(program, exit)).toEqual([]);
	});

	test('starting again forgets the earlier answers', async context => {
		const home = await emptyHome(context);
		const first = walk(context, {home});
		await first.through(allStops.slice(0, 2));
		await first.at(allStops[2]!);
		first.press('ctrlC');
		await first.exit;
		const second = walk(context, {home});
		await second.at(resuming);
		second.press('down', 'enter');
		await second.at(stopNamed('provider'));
		expect(await keptIn(home)).toEqual({});
	});

	test.for(['sign-in', 'account', 'save'])('a terminal closed at %s leaves no half-written file', async (name, context) => {
		const home = await emptyHome(context);
		const program = walk(context, {home, parameters: ['--preset', acmePreset]});
		await program.through(
			presetStops.slice(
				0,
				presetStops.findIndex(stop => stop.name === name),
			),
		);
		await program.at(stopNamed(name));
		program.kill('SIGHUP');
		await program.exit;
		const files = await filesBelow(home);
		const [tokens, others] = [/^\.aws\/sso\/cache\/[\da-f]{40}\.json$/u, /^\.config\/onboard\/config\.json$/u].map(pattern =>
			files.filter(file => pattern.test(file)),
		);
		expect(tokens?.length).toBe(name === 'sign-in' ? 0 : 1);
		expect(files.length, files.join(', ')).toBe((tokens?.length ?? 0) + (others?.length ?? 0));
		expect(await brokenIn(home, files)).toEqual([]);
	});

	test('a terminal closed while files are written leaves each of them whole', async context => {
		const home = await emptyHome(context);
		const program = walk(context, {home, parameters: ['--preset', acmePreset]});
		await program.through(presetStops);
		program.kill('SIGHUP');
		await program.exit;
		expect(await brokenIn(home, await filesBelow(home))).toEqual([]);
	});
});

/** The answers that the next start would offer to go on from. */
async function keptIn(home: string): Promise<object> {
	const text = await readFile(path.join(home, '.config/onboard/config.json'), 'utf8').catch(() => '{}');
	return (JSON.parse(text) as {answers?: object}).answers ?? {};
}

/** Files that are not whole: JSON that does not parse, others without their last line end, and temporary ones. */
async function brokenIn(home: string, files: readonly string[]): Promise<readonly string[]> {
	const texts = await Promise.all(files.map(async file => [file, await readFile(path.join(home, file), 'utf8')] as const));
	return texts
		.filter(([file, text]) => temporaryName.test(path.basename(file)) || (file.endsWith('.json') ? !isJson(text) : !text.endsWith('\n')))
		.map(([file]) => file);
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** Every file below a folder, by path below it. */
async function filesBelow(folder: string): Promise<readonly string[]> {
	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	return entries
		.filter(entry => !entry.isDirectory())
		.map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
		.toSorted();
}
