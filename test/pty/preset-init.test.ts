// `onboard preset init` on a real terminal: its questions, and the one before a file is replaced.

import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {providers} from '../../src/providers/all.ts';
import {checkPreset} from '../../src/preset/check.ts';
import {ptyProblem, start} from '../helpers/pty.ts';
import {emptyHome, type Owner} from './walk.ts';

const parameters = ['preset', 'init', '--name', 'Acme', '--provider', 'foundry', '--route', 'private', '--primary-model', 'opus-main'];

/** Started, walked to the question before the file is replaced. */
async function atTheFile(owner: Owner) {
	const home = await emptyHome(owner);
	const file = path.join(home, 'preset.json');
	await writeFile(file, 'mine\n');
	const program = start({home, parameters});
	owner.onTestFinished(() => {
		program.kill('SIGKILL');
	});
	await program.waitForText(/How do people sign in\?[^]*enter continue/u);
	program.send('sso\r');
	await program.waitForText(/It must be "az" or "api-key"/u);
	program.press('ctrlU');
	program.send('az\r');
	for (const question of [/entra tenant/iu, /Azure subscription/u]) {
		await program.waitForText(new RegExp(`${question.source}[^]*enter continue`, 'iu'));
		program.press('enter');
	}

	await program.waitForText(/Foundry resource\?[^]*enter continue/u);
	program.send('acme-claude\r');
	await program.waitForText(/quick background work\?[^]*enter continue/u);
	program.press('enter');
	await program.waitForText(/Which of these may people change[^]*enter go on/u);
	program.press('enter');
	await program.waitForText(/Into which file\?[^]*preset\.json[^]*enter continue/u);
	program.press('enter');
	await program.waitForText(/There is a file ~\/preset\.json already\. Replace it\?[^]*enter choose/u);
	return {program, file};
}

describe.skipIf(ptyProblem !== undefined).concurrent('preset init', () => {
	test('asks, and writes what was answered once it may replace the file', async context => {
		const {program, file} = await atTheFile(context);
		program.press('down', 'enter');
		expect((await program.exit).code).toBe(0);
		const result = checkPreset(await readFile(file, 'utf8'), providers);
		expect(result).toMatchObject({
			isGood: true,
			preset: {
				answers: {provider: 'foundry', route: 'private', signIn: 'az', resource: 'acme-claude', primaryModel: 'opus-main'},
				open: ['destinations'],
				requirePrivatePath: true,
			},
		});
	});

	test('keeps the file when that is chosen', async context => {
		const {program, file} = await atTheFile(context);
		program.press('enter');
		expect((await program.exit).code).toBe(3);
		expect(await readFile(file, 'utf8')).toBe('mine\n');
	});
});
