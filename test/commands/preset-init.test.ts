// A new preset is good as it is written, holds what was said or found and no secret, and never replaces a file unasked.

import {mkdtemp, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {givableAnswers} from '../../src/core/registered.ts';
import {providers} from '../../src/providers/all.ts';
import {checkPreset} from '../../src/preset/check.ts';
import {presetJsonSchema} from '../../src/preset/json-schema.ts';
import type {Preset} from '../../src/preset/preset.ts';
import {runCommand} from '../helpers/command.ts';

let home = '';
beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'onboard-init-'));
});
afterAll(async () => {
	await rm(home, {recursive: true, force: true});
});

function good(text: string): Preset {
	const result = checkPreset(text, providers);
	expect(result).toMatchObject({isGood: true});
	return (result as {preset: Preset}).preset;
}

test('what a preset may give is one list, for flags and schema', () => {
	const schema = JSON.parse(presetJsonSchema(providers)) as {properties: {answers: {properties: object}}};
	expect(givableAnswers(providers).toSorted()).toEqual(Object.keys(schema.properties.answers.properties).toSorted());
});

test.each(providers.map(({id}) => [id]))('an empty one for %s is good, and every line in it may be filled in', async provider => {
	const {stdout} = await runCommand(['preset', 'init', '--name', 'Acme', '--provider', provider], {home});
	expect(good(stdout)).toMatchObject({organization: 'Acme', answers: {provider, destinations: 'shell,claude'}, open: ['destinations']});
	// Uncommented, every line is a key the format knows; the empty values are what is then complained about.
	const filled = checkPreset(stdout.replaceAll(/^(\t+)\/\/ (?=["{])/gmu, '$1'), providers);
	const problems = filled.isGood ? [] : filled.problems;
	expect(problems.length).toBeGreaterThan(5);
	expect(problems.filter(problem => /unknown|not valid JSON/u.test(problem))).toEqual([]);
	await expect(stdout).toMatchFileSnapshot(`presets/init-${provider}.txt`);
});

test.each([
	['bedrock/happy', {provider: 'bedrock', signIn: 'sso', account: '111122223333', region: 'us-east-1'}, ['account', 'permissionSet']],
	['vertex/happy', {provider: 'vertex', signIn: 'adc', project: 'acme-claude', location: 'global'}, ['project']],
	['foundry/happy', {provider: 'foundry', resource: 'acme-claude'}, []],
	['bedrock/happy-gateway', {provider: 'bedrock', route: 'gateway'}, []],
])('from a machine set up like %s', async (scenario, answers, open) => {
	const {stdout, stderr} = await runCommand(['preset', 'init', '--name', 'Acme', '--from-this-machine', '--sandbox', scenario], {home});
	const preset = good(stdout);
	expect(preset.answers).toMatchObject(answers);
	expect(preset.answers['primaryModel']).toBeDefined();
	expect(preset.answers['route']).not.toBe('direct');
	expect(preset.open).toEqual([...open, 'destinations']);
	expect(stderr).toContain('Taken from');
});

test('keys of the environment are not taken', async () => {
	const secret = 'CANARYwJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY';
	const {stdout} = await runCommand(['preset', 'init', '--name', 'Acme', '--from-this-machine'], {
		home,
		env: {
			CLAUDE_CODE_USE_BEDROCK: '1',
			AWS_REGION: 'eu-west-1',
			AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
			AWS_SECRET_ACCESS_KEY: secret,
			ANTHROPIC_MODEL: 'eu.anthropic.claude-opus-5-5',
		},
	});
	expect(stdout).not.toMatch(/CANARY|AKIA/u);
	expect(good(stdout).answers).toMatchObject({provider: 'bedrock', region: 'eu-west-1', primaryModel: 'eu.anthropic.claude-opus-5-5'});
	expect(good(stdout).answers['signIn']).toBeUndefined();
});

test('the answers of an unfinished run count where nothing is configured', async () => {
	const other = await mkdtemp(path.join(tmpdir(), 'onboard-init-'));
	try {
		const {saveProgress} = await import('../../src/progress/store.ts');
		const {emptyProgress} = await import('../../src/progress/progress.ts');
		const {nodePorts} = await import('../../src/ports/node.ts');
		const ports = nodePorts({home: other, env: {HOME: other}});
		await saveProgress(ports, {
			...emptyProgress,
			answers: {provider: 'vertex', route: 'private', signIn: `file:${other}/key.json`, project: 'acme-claude'},
		});
		const {stdout} = await runCommand(['preset', 'init', '--name', 'Acme', '--from-this-machine'], {home: other});
		expect(good(stdout)).toMatchObject({
			answers: {provider: 'vertex', route: 'private', signIn: 'file:~/key.json', project: 'acme-claude'},
			open: ['project', 'signIn', 'destinations'],
		});
	} finally {
		await rm(other, {recursive: true, force: true});
	}
});

test('line by line, every answer may be left to each person', async () => {
	const typed = [
		'Acme',
		'1',
		'1',
		'sso',
		'https://acme.awsapps.com/start',
		'eu-west-1',
		'',
		'',
		'us-east-1',
		'',
		'us.anthropic.claude-opus-5-5',
	];
	const {stdout} = await runCommand(['preset', 'init', '--plain', '--out', path.join(home, 'asked.json')], {
		home,
		input: `${[...typed, '', '5', ''].join('\n')}\n`,
	});
	expect(stdout).toContain('left to each person');
	expect(good(await readFile(path.join(home, 'asked.json'), 'utf8'))).toMatchObject({
		organization: 'Acme',
		answers: {provider: 'bedrock', route: 'private', startUrl: 'https://acme.awsapps.com/start', region: 'us-east-1'},
		requirePrivatePath: true,
	});
});

test('a file is replaced only when that is said', async () => {
	const file = path.join(home, 'there.json');
	await writeFile(file, 'mine\n');
	const words = ['preset', 'init', '--name', 'Acme', '--out', file];
	await expect(runCommand(words, {home})).rejects.toThrow(/There is a file .*there\.json already/u);
	expect(await readFile(file, 'utf8')).toBe('mine\n');
	await runCommand([...words, '--replace'], {home});
	expect(good(await readFile(file, 'utf8')).organization).toBe('Acme');
	expect((await stat(file)).mode & 0o777).toBe(0o644);
	expect((await runCommand(words, {home})).stderr).toContain('holds exactly this already');
});

test.each([
	[[], /--name is missing/u],
	[['--name', 'Acme', '--region', 'nowhere'], /--region must be/u],
	[['--name', 'Acme', '--open', 'region'], /open lists "region"/u],
	[['--name', 'Acme', '--from-this-machine'], /Nothing is configured/u],
	[['--name', 'Acme', '--out', '/'], /cannot be written/u],
])('%j is refused', async (words, message) => {
	const empty = await mkdtemp(path.join(tmpdir(), 'onboard-init-'));
	try {
		await expect(runCommand(['preset', 'init', ...words], {home: empty})).rejects.toThrow(message);
	} finally {
		await rm(empty, {recursive: true, force: true});
	}
});

test.each(providers.map(({id}) => [id]))('what it says to try leads into a simulated cloud of %s', {timeout: 180_000}, async provider => {
	const file = path.join(home, `try-${provider}.json`);
	const made = await runCommand(['preset', 'init', '--yes', '--name', 'Acme', '--provider', provider, '--out', file], {home});
	const [, words = ''] = /Then try it onboard (.*), on a simulated cloud/u.exec(made.stderr) ?? [];
	await expect(runCommand([...words.replace('~', home).split(' '), '--yes'], {home, folder: home})).rejects.toThrow(/No answer for/u);
	const own = providers.find(({id}) => id === provider)?.example;
	await writeFile(file, JSON.stringify((await own?.load())?.default));
	const {code, stdout} = await runCommand([...words.replace('~', home).split(' '), '--yes', '--accept-terms', 'read'], {
		home,
		folder: home,
	});
	expect(stdout).toContain(`simulated cloud ${provider}/happy`);
	expect(code).toBe(0);
});
