// Keeping progress: a round trip in real files, and every way the file can be wrong.

import {chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {emptyProgress, keptAnswers, parseProgress, resumedAnswers, type Progress} from '../../src/progress/progress.ts';
import {forgetAnswers, loadProgress, progressFile, saveProgress} from '../../src/progress/store.ts';
import {budget} from '../helpers/fuzz.ts';

let home: string;
let ports: Ports;
let file: string;

const some: Progress = {
	version: 1,
	answers: {provider: 'bedrock', region: 'us-east-1'},
	presetHashes: {'acme.example/p.json': 'ab'},
	termsAcknowledged: '2026-11',
};

beforeEach(async () => {
	home = await mkdtemp(path.join(os.tmpdir(), 'onboard-progress-'));
	ports = nodePorts({home, env: {}, folder: home});
	file = progressFile(ports);
});

afterEach(async () => {
	await rm(home, {recursive: true, force: true});
});

async function plant(content: string | Uint8Array): Promise<void> {
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(file, content);
}

test('what is saved is loaded again, from a file that only its owner can read', async () => {
	expect(await loadProgress(ports)).toEqual({progress: emptyProgress});
	expect(await saveProgress(ports, some)).toBeUndefined();
	expect(file).toBe(path.join(home, '.config', 'onboard', 'config.json'));
	expect((await stat(file)).mode & 0o777).toBe(0o600);
	expect(await loadProgress(ports)).toEqual({progress: some});
	expect(await saveProgress(ports, {...some, answers: {provider: 'bedrock'}})).toBeUndefined();
	expect((await loadProgress(ports)).progress.answers).toEqual({provider: 'bedrock'});
	expect(await readdir(path.dirname(file))).toEqual(['config.json']);
});

test('the folder follows XDG_CONFIG_HOME when it is a whole path', () => {
	expect(progressFile({...ports, env: {XDG_CONFIG_HOME: path.join(home, 'xdg')}})).toBe(path.join(home, 'xdg', 'onboard', 'config.json'));
	expect(progressFile({...ports, env: {XDG_CONFIG_HOME: 'relative'}})).toBe(file);
});

test('keys with dots and keys of every object survive', async () => {
	fc.assert(
		fc.property(
			fc.dictionary(
				fc.string({unit: 'grapheme', minLength: 1}),
				fc.string({unit: 'grapheme'}).map(text => text.replaceAll(/\p{Cc}/gu, '')),
			),
			answers => {
				const text = JSON.stringify({version: 1, answers, presetHashes: {}});
				expect(parseProgress(text)).toEqual({kind: 'good', progress: {version: 1, answers, presetHashes: {}}});
			},
		),
	);
	const odd: Progress = {version: 1, answers: {'a.b': 'c', constructor: 'd'}, presetHashes: {'acme.example/p.json': 'x'}};
	expect(await saveProgress(ports, odd)).toBeUndefined();
	expect((await loadProgress(ports)).progress).toEqual(odd);
});

test.each<[string, string | Uint8Array, 'corrupt' | 'newer']>([
	['broken JSON', '{"version": 1, "answers": {', 'corrupt'],
	['nothing at all', '', 'corrupt'],
	['binary', new Uint8Array([0, 255, 1, 2]), 'corrupt'],
	['a list', '[]', 'corrupt'],
	['null', 'null', 'corrupt'],
	['another program', '{"theme": "dark"}', 'corrupt'],
	['answers of another shape', '{"version": 1, "answers": {"region": {"value": "x"}}}', 'corrupt'],
	['escape sequences', '{"version": 1, "answers": {"region": "\\u001b[2J"}}', 'corrupt'],
	['a newer version', '{"version": 2, "steps": []}', 'newer'],
])('%s is ignored, named, and kept as a copy when it is replaced', async (_, content, kind) => {
	await plant(content);
	const loaded = await loadProgress(ports);
	expect(loaded.progress).toEqual(emptyProgress);
	expect(loaded.ignored).toMatchObject({kind, finding: {code: 'tool.progress-ignored', severity: 'warn'}});
	expect(loaded.ignored?.finding.title).toBe('Progress kept in ~/.config/onboard/config.json was not used');
	const bytes = Buffer.from(content);
	expect(await readFile(file)).toEqual(bytes);

	expect(await saveProgress(ports, some)).toBeUndefined();
	expect(await loadProgress(ports)).toEqual({progress: some});
	expect(await readFile(`${file}.${kind}`)).toEqual(bytes);
	expect((await stat(`${file}.${kind}`)).mode & 0o777).toBe(0o600);

	await writeFile(file, `${Buffer.from(content).toString('latin1')} `);
	expect(await saveProgress(ports, some)).toBeUndefined();
	expect(await readFile(`${file}.${kind}`)).toEqual(bytes);
	expect(await readdir(path.dirname(file))).toHaveLength(3);
});

test('arbitrary files are understood or ignored, never a crash', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.oneof(
				fc.json(),
				fc.string(),
				fc.json().map(text => `{"version":1,"answers":${text}}`),
			),
			async text => {
				await plant(text);
				const {progress, ignored} = await loadProgress(ports);
				expect(progress.version).toBe(1);
				expect(Object.values(progress.answers).every(value => typeof value === 'string')).toBe(true);
				expect(ignored === undefined || Object.keys(progress.answers).length === 0).toBe(true);
			},
		),
		budget({usual: 60, cost: 10}),
	);
});

test('a place that cannot be read or written is a finding', async () => {
	await mkdir(file, {recursive: true});
	expect((await loadProgress(ports)).ignored).toMatchObject({
		kind: 'unreadable',
		finding: {code: 'tool.progress-not-kept', cause: 'There is a folder where the file should be.'},
	});
	expect(await saveProgress(ports, some)).toMatchObject({code: 'tool.progress-not-kept', severity: 'warn'});

	await rm(path.join(home, '.config'), {recursive: true});
	await writeFile(path.join(home, '.config'), 'a file');
	expect(await loadProgress(ports)).toEqual({progress: emptyProgress});
	expect(await saveProgress(ports, some)).toMatchObject({code: 'tool.progress-not-kept'});
	expect(await readFile(path.join(home, '.config'), 'utf8')).toBe('a file');
});

test('a read-only file stays as it is', async () => {
	await plant(JSON.stringify(some));
	await chmod(file, 0o400);
	expect(await saveProgress(ports, emptyProgress)).toMatchObject({code: 'tool.progress-not-kept', cause: 'It is read-only.'});
	expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(some);
});

test('a link to a dotfiles folder stays a link', async () => {
	await mkdir(path.join(home, 'dotfiles'));
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(path.join(home, 'dotfiles', 'onboard.json'), JSON.stringify(some));
	await symlink(path.join(home, 'dotfiles', 'onboard.json'), file);
	expect(await saveProgress(ports, emptyProgress)).toBeUndefined();
	expect(JSON.parse(await readFile(path.join(home, 'dotfiles', 'onboard.json'), 'utf8'))).toEqual(emptyProgress);
});

test('forgetting removes the answers and keeps what must be remembered', async () => {
	await saveProgress(ports, some);
	expect(await forgetAnswers(ports)).toBeUndefined();
	expect((await loadProgress(ports)).progress).toEqual({...some, answers: {}});
	await saveProgress(ports, {...emptyProgress, answers: {region: 'us-east-1'}});
	expect(await forgetAnswers(ports)).toBeUndefined();
	expect(await readdir(path.dirname(file))).toEqual([]);
	await plant('{broken');
	expect(await forgetAnswers(ports)).toBeUndefined();
	expect(await readFile(file, 'utf8')).toBe('{broken');
});

test("only the person's own answers are kept, without consent and without secrets", () => {
	const kept = keptAnswers({
		provider: {value: 'bedrock', origin: 'preset'},
		region: {value: 'us-east-1', origin: 'person'},
		account: {value: '111122223333', origin: 'resumed'},
		permissionSet: {value: 'ClaudeCodeDeveloper', origin: 'single'},
		route: {value: 'gateway', origin: 'flag'},
		consent: {value: 'anthropic.claude-opus-5-5', origin: 'person'},
		terms: {value: '2026-11', origin: 'person'},
		baseUrl: {value: 'https://dana:hunter22@llm.acme.example', origin: 'person'},
	});
	expect(kept).toEqual({region: 'us-east-1', account: '111122223333'});
	expect(resumedAnswers({...emptyProgress, answers: kept}).region).toEqual({value: 'us-east-1', origin: 'resumed'});
});
