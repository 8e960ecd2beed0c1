// A new cloud takes one folder (test/providers/fourth) and one place in the list; nothing else of the program has to learn its name.

import {readdirSync, readFileSync} from 'node:fs';
import {chmod, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {entriesOfTable} from '../../src/commands/completion/entries.ts';
import {helpFor} from '../../src/commands/help.ts';
import {checkPreset} from '../../src/preset/check.ts';
import {presetJsonSchema} from '../../src/preset/json-schema.ts';
import {providers} from '../../src/providers/all.ts';
import {runCommand, type RunOptions} from '../helpers/command.ts';
import {pictureOf} from '../save/home.ts';
import {fourthRegistration} from './fourth/registration.ts';

// The one line.
const all = [...providers, fourthRegistration];
const answers = ['--provider', 'acme', '--route', 'direct', '--primary-model', 'upper', '--fast-model', 'lower'];

let home: string;
beforeEach(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'onboard-fourth-'));
	await mkdir(path.join(home, 'bin'));
	await writeFile(path.join(home, 'bin/claude'), '#!/bin/sh\necho 2.1.330\n');
	await chmod(path.join(home, 'bin/claude'), 0o755);
});
afterEach(async () => {
	await rm(home, {recursive: true, force: true});
});

const run = async (words: readonly string[], more: Partial<RunOptions> = {}) =>
	runCommand(words, {
		home,
		providers: all,
		folder: home,
		...more,
		env: {PATH: `${path.join(home, 'bin')}:${process.env['PATH'] ?? ''}`, ...more.env},
	});
const save = async (team = 'blue') => run(['--yes', ...answers, '--team', team, '--accept-terms', 'read']);
const settings = async () => JSON.parse(await readFile(path.join(home, '.claude/settings.json'), 'utf8')) as Record<string, unknown>;

describe('a fourth cloud', () => {
	test('is set up without questions', async () => {
		const {code, stdout} = await save();
		expect(code, stdout).toBe(0);
		expect(stdout).toContain('Ready. Claude Code answers through Acme Cloud.');
		expect(stdout).toContain('--team blue');
		expect(await settings()).toMatchObject({env: {CLAUDE_CODE_USE_ACME: '1', ANTHROPIC_ACME_TEAM: 'blue', ANTHROPIC_MODEL: 'upper'}});
		expect(await readFile(path.join(home, '.config/onboard/env.sh'), 'utf8')).toContain("ANTHROPIC_ACME_TEAM='blue'");
	});

	test('takes an answer from its variable, and names the flag of a missing one', async () => {
		const words = ['--yes', ...answers, '--accept-terms', 'read'];
		await expect(run(words)).rejects.toMatchObject({next: 'Give --team or set ACME_TEAM.'});
		expect((await run(words, {env: {ACME_TEAM: 'blue'}})).code).toBe(0);
	});

	test('is walked through line by line, its choice among the others', async () => {
		const {code, stdout} = await run(['--plain'], {input: ['4', '2', 'blue', '1', '2', '', ''].join('\n') + '\n'});
		expect(code, stdout).toBe(0);
		expect(stdout).toContain('4. Acme Cloud · Claude in the cellar of Acme');
		expect(stdout).toContain('Which team pays?');
		expect(await settings()).toMatchObject({env: {ANTHROPIC_ACME_TEAM: 'blue', ANTHROPIC_DEFAULT_HAIKU_MODEL: 'lower'}});
	});

	test('stops at its own finding', async () => {
		const {code, stdout} = await save('red');
		expect(code).toBe(1);
		expect(stdout).toContain('acme.team-unknown');
	});

	test('is found by doctor, status and terms', async () => {
		await save();
		const doctor = await run(['doctor', '--json']);
		const report = JSON.parse(doctor.stdout) as Record<string, unknown>;
		expect(report).toMatchObject({provider: 'acme', verdict: 'ready', target: {team: 'blue', primaryModel: 'upper'}});
		expect(doctor.code).toBe(0);
		expect((await run(['doctor'])).stdout).toContain('Acme Cloud');
		const status = await run(['status', '--json']);
		expect(status.stdout).toContain('"ANTHROPIC_ACME_TEAM"');
		expect((await run(['status'])).stdout).toContain('uses Acme Cloud, however you start it.');
		expect((await run(['terms'])).stdout).toContain('through Acme Cloud');
	});

	test('is what its own finding is reported for', async () => {
		await save();
		const file = path.join(home, '.claude/settings.json');
		await writeFile(file, (await readFile(file, 'utf8')).replace('blue', 'red'));
		const {code, stdout} = await run(['doctor', '--json']);
		expect(code).toBe(1);
		expect(JSON.parse(stdout)).toMatchObject({
			verdict: 'not-ready',
			findings: expect.arrayContaining([expect.objectContaining({code: 'acme.team-unknown', owner: 'cloud-admin'})]),
		});
	});

	test('is named when nothing is configured', async () => {
		expect((await run(['doctor'])).stdout).toContain('CLAUDE_CODE_USE_ACME');
	});

	test('takes over from another cloud, and undo gives way again', async () => {
		await mkdir(path.join(home, '.claude'));
		await writeFile(path.join(home, '.claude/settings.json'), '{"env": {"CLAUDE_CODE_USE_BEDROCK": "1", "AWS_REGION": "us-east-1"}}');
		await writeFile(path.join(home, '.bashrc'), 'export CLAUDE_CODE_USE_VERTEX=1\n');
		const before = await pictureOf(home);
		const {stdout} = await save();
		expect(stdout).toContain('~/.bashrc sets CLAUDE_CODE_USE_VERTEX, which competes with this set-up');
		expect((await settings())['env']).toEqual({
			AWS_REGION: 'us-east-1',
			CLAUDE_CODE_USE_ACME: '1',
			ANTHROPIC_ACME_TEAM: 'blue',
			ANTHROPIC_MODEL: 'upper',
			ANTHROPIC_DEFAULT_HAIKU_MODEL: 'lower',
		});
		expect((await run(['undo'])).code).toBe(0);
		const after = await pictureOf(home);
		expect(Object.fromEntries(Object.entries(after).filter(([name]) => !/^\.(?:config|local)/u.test(name)))).toEqual(before);
	});

	test('has its flags, its place in presets and its completions', () => {
		const help = helpFor([], 100, all);
		expect(help).toContain('--provider NAME          Cloud that Claude Code works through: bedrock, foundry, vertex, acme');
		expect(help).toMatch(/--team NAME +Team that pays/u);
		const preset = (team: string) => JSON.stringify({schema: 'onboard/preset@1', organization: 'Acme', answers: {provider: 'acme', team}});
		expect(checkPreset(preset('blue'), all)).toMatchObject({isGood: true, preset: {answers: {team: 'blue'}}});
		expect(checkPreset(preset('Blue Team'), all)).toEqual({
			isGood: false,
			problems: ['answers.team must be the name of a team, not "Blue Team"'],
		});
		expect(checkPreset(preset('blue'), providers).isGood).toBe(false);
		expect(presetJsonSchema(all)).toContain('"Team that pays."');
		expect(entriesOfTable(all)[0]?.flags.map(flag => flag.text)).toContain('--team');
	});
});

describe("the program outside the clouds' folders", () => {
	const root = path.resolve(import.meta.dirname, '../../src');
	/** Where clouds are at home: their code, their simulations, and what their error texts mean. */
	const homes = /^(?:providers|sandbox|catalog|explain)\//u;
	/** What may say a cloud's name all the same, and why. A new cloud works without being added to any of them. */
	const excused: Readonly<Record<string, string>> = {
		'cohort/roster/columns.ts': 'headings that people give to columns of a spreadsheet; an id as heading is always understood',
		'cohort/roster/roster.ts': 'names that people write for a cloud in a spreadsheet; an id is always understood',
		'cohort/targets.ts': 'the order of the answers in a label',
		'core/hosts.ts': 'public names of the clouds that a shared report may keep',
		'core/redact.ts': 'the shape of a secret, which must be hidden wherever it turns up',
		'core/share.ts': 'ordinary words that a shared report may keep',
		'troubleshoot/phone/tree.ts': 'questions for the phone that go into one cloud each',
		'troubleshoot/repairs/credentials.ts': 'the repair of one finding of one cloud',
		'troubleshoot/repairs/index.ts': 'the wording of the repair of one finding of one cloud',
	};
	const names = new RegExp(providers.flatMap(({id, switches}) => [id, ...switches]).join('|'), 'iu');
	// Finding codes (`vertex.adc-missing`) and scenarios (`bedrock/happy`) are data that begin with a name.
	const data = new RegExp(`(?<![\\w./])(?:${providers.map(({id}) => id).join('|')})[./][a-z-]*`, 'gu');
	const saying = readdirSync(root, {recursive: true, encoding: 'utf8'})
		.filter(file => /\.tsx?$/u.test(file) && !homes.test(file))
		.filter(file => names.test(withoutComments(readFileSync(path.join(root, file), 'utf8')).replaceAll(data, '')));

	test('names no cloud', () => {
		expect(saying.filter(file => excused[file] === undefined)).toEqual([]);
	});

	test('is excused only where it does', () => {
		expect(Object.keys(excused).filter(file => !saying.includes(file))).toEqual([]);
	});

	test('would be caught naming one', () => {
		expect(names.test(withoutComments('const x = 1; // bedrock\n/* vertex */\n').replaceAll(data, ''))).toBe(false);
		expect(names.test(withoutComments("if (id === 'vertex') {").replaceAll(data, ''))).toBe(true);
		expect(names.test(withoutComments("import {detect} from '../providers/foundry/detect.ts';").replaceAll(data, ''))).toBe(true);
	});
});

test('what a registration says of an answer is what its question says', async () => {
	for (const registration of all) {
		const {steps} = await registration.load();
		const questions = steps.flatMap(step => step.questions);
		for (const [id, {env, value}] of Object.entries(registration.answers)) {
			const question = questions.find(candidate => candidate.id === id);
			expect(value, id).toMatch(/^[A-Z|]+$/u);
			expect(question?.env ?? env, `${registration.id} ${id}`).toBe(env);
		}

		const declared = questions.filter(({env}) => env !== undefined).map(({id, env}) => [id, env]);
		expect(declared.filter(([id, env]) => registration.answers[id ?? '']?.env !== env)).toEqual([]);
	}
});

function withoutComments(text: string): string {
	return text.replaceAll(/\/\*[^]*?\*\//gu, '').replaceAll(/(?<=^|[\s;{(,])\/\/.*$/gmu, '');
}
