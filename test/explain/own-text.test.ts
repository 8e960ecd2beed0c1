// Whatever onboard printed explains itself: doctor's text, its Markdown to share, status, also wrapped, quoted and coloured.

import {mkdtemp, readFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {readStart} from '../../src/commands/troubleshoot-start.ts';
import {recognizeAny} from '../../src/explain/own-text.ts';
import {recognize} from '../../src/explain/recognize.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {runCommand} from '../helpers/command.ts';

const codesOf = (text: string) => recognizeAny(text).candidates.map(({code, confidence}) => `${confidence} ${code}`);

test.each([
	['bedrock/public-path', ['certain network.public-path']],
	['bedrock/model-use-case-form-missing', ['certain model.use-case-form-missing']],
	['foundry/private-name-missing', ['certain foundry.private-name-missing']],
	['bedrock/happy', []],
])('what doctor says of %s, as text and as Markdown to share', {timeout: 30_000}, async (scenario, expected) => {
	const home = await mkdtemp(path.join(tmpdir(), 'own-text-'));
	const file = path.join(home, 'report.md');
	const {stdout} = await runCommand(['doctor', '--sandbox', scenario, '--share', file], {home});
	expect(codesOf(stdout)).toEqual(expected);
	expect(codesOf(await readFile(file, 'utf8'))).toEqual(expected);
	const start = await readStart(file, nodePorts({home})).catch(() => ({codes: []}));
	expect(start.codes).toEqual(expected.map(each => each.split(' ')[1]));
	const shown = await runCommand(['explain', file], {home});
	expect(shown.code).toBe(expected.length === 0 ? 1 : 0);
	expect(shown.stdout).toContain(expected[0]?.split(' ')[1] ?? 'Not recognized');
});

test('what status says', async () => {
	const home = await mkdtemp(path.join(tmpdir(), 'own-text-'));
	const {stdout} = await runCommand(['status', '--sandbox', 'bedrock/settings-override-shell'], {home});
	expect(codesOf(stdout)).toEqual(['certain config.settings-override-shell']);
});

test('one line in a message, quoted, coloured, without the signs of a good terminal, or wrapped', () => {
	const finding = 'The path to Amazon Bedrock is public  network.public-path';
	expect(codesOf(`Hi,\n> ✖ ${finding}  \n> any idea?`)).toEqual(['certain network.public-path']);
	expect(codesOf(`\u001B[31mx \u001B[39m${finding}\r\n`)).toEqual(['certain network.public-path']);
	expect(codesOf('✖ Not ready: 1 to fix.\n\nTo fix\n✖ A long title of somebody\nnetwork.public-path\n')).toEqual([
		'certain network.public-path',
	]);
});

test('a pass is no cause, and what others print is read as before', () => {
	expect(codesOf('✔ Signed in as dana  sign-in.ok')).toEqual([]);
	const error = 'API Error: 403 The security token included in the request is invalid';
	expect(recognizeAny(error)).toEqual(recognize(error));
	expect(recognizeAny(`✔ Ready. Claude Code answers.\n$ claude\n${error}`).candidates[0]?.code).toBe(recognize(error).candidates[0]?.code);
	expect(codesOf('x  model.fit\nnetwork.offline')).toEqual([]);
});
