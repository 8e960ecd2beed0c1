// The unattended face: it asks nothing, names the flag of what is missing, and never accepts anything on somebody's behalf.

import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {UserError} from '../../src/core/errors.ts';
import type {Question} from '../../src/providers/provider.ts';
import {scenarioNamed} from '../../src/sandbox/stage.ts';
import {runUnattended} from '../../src/wizard/unattended.ts';
import type {AskStage, Wizard} from '../../src/wizard/view.ts';
import {runCommand} from '../helpers/command.ts';
import {answersFor, everyQuestion, filesOf, openPreset, play, type PlayOptions} from './faces.ts';

let folder: string;
let preset: string;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'onboard-yes-'));
	preset = await openPreset(folder);
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

const happy = answersFor(scenarioNamed('bedrock/happy'));
const {consent, terms} = Object.fromEntries(everyQuestion.map(question => [question.id, question])) as Readonly<Record<string, Question>>;
const options = (name: string, more: Partial<PlayOptions> = {}): PlayOptions => ({
	scenario: 'bedrock/happy',
	home: path.join(folder, name),
	answers: happy,
	preset,
	...more,
});
const without = (id: string) => Object.fromEntries(Object.entries(happy).filter(([other]) => other !== id));

describe.concurrent('a missing answer', () => {
	it.each([
		[
			'provider',
			'No answer for "Which cloud does your company use for Claude?"',
			'Give --provider or set ONBOARD_PROVIDER. It takes one of: bedrock, foundry, vertex.',
		],
		['route', 'No answer for "How should requests travel to the cloud?"', 'Give --route. It takes one of: private, direct, gateway.'],
		['startUrl', expect.stringContaining('start URL'), 'Give --start-url.'],
		['account', expect.stringContaining('Which account'), 'Give --account. It takes one of: 111122223333, 222233334444, 333344445555.'],
		[
			'region',
			expect.stringContaining('In which region'),
			expect.stringMatching(/^Give --region or set AWS_REGION\. It takes one of: us-east-1, .*, and \d+ more\.$/u),
		],
		[
			'primaryModel',
			expect.stringContaining('main work'),
			expect.stringMatching(/^Give --primary-model\. It takes one of: us\.anthropic/u),
		],
	])('%s names its flag and what it takes', async (id, message, next) => {
		const given = options(`missing-${id}`, {answers: without(id)});
		const refusal = play('unattended', given);
		await expect(refusal).rejects.toBeInstanceOf(UserError);
		await expect(refusal).rejects.toMatchObject({message, next, exitCode: 2});
		expect(await filesOf(given.home)).toEqual({});
	});
});

describe.concurrent('what may not be accepted unasked', () => {
	const asking = (question: Question): Wizard & {readonly answered: string[]} => {
		const answered: string[] = [];
		const stage: AskStage = {kind: 'ask', position: {step: 'step', index: 8, total: 9}, question, body: {lines: []}, help: ''};
		return {
			answered,
			view: () => ({header: 'onboard', transcript: [], stage: answered.length === 0 ? stage : {kind: 'finished', lines: []}}),
			lendWith: () => () => {},
			subscribe(listener) {
				queueMicrotask(listener);
				return () => {};
			},
			dispatch(intent) {
				answered.push(intent.kind === 'answer' ? intent.value : intent.kind);
			},
		};
	};

	const yes = async (wizard: Wizard, accepted: Readonly<Record<string, string>>) =>
		runUnattended({wizard, write() {}, contacts: {}, accepted, signal: new AbortController().signal});

	it.each([
		['the terms', terms!, '--accept-terms'],
		['a first call', consent!, '--consent'],
	])('%s needs its flag', async (_what, question, flag) => {
		await expect(yes(asking(question), {})).rejects.toMatchObject({next: `Give ${flag}.`});
		const wizard = asking(question);
		await yes(wizard, {[question.id]: 'read'});
		expect(wizard.answered).toEqual(['']);
	});

	it('a first call that would accept terms is only made for the models that were named', async () => {
		const given = options('consent', {scenario: 'bedrock/model-first-use'});
		await expect(play('unattended', given)).rejects.toMatchObject({next: expect.stringContaining('--consent')});
		expect(await filesOf(given.home)).toEqual({});
		const {code, transcript} = await play('unattended', {...given, answers: {...happy, consent: 'none'}});
		expect(code, transcript).toBe(1);
		expect(transcript).toContain('Saved, but not everything is proven.');
		expect(transcript).toMatch(/^ {2}Pending +models: .*model\.\S+\)/mu);
		const allowed = await play('unattended', {...given, answers: {...happy, consent: 'us.anthropic.claude-opus-5-5'}});
		expect(allowed.code, allowed.transcript).toBe(0);
	});
});

describe.concurrent('the outcome', () => {
	it('a failed proof prints its finding, ends with 1 and writes nothing', async () => {
		const given = options('public', {scenario: 'bedrock/public-path'});
		const {code, transcript, files} = await play('unattended', given);
		expect(code).toBe(1);
		expect(transcript).toContain('failed: The path to Amazon Bedrock is public');
		expect(transcript).toContain('network.public-path');
		expect(transcript).not.toMatch(/press [a-z]\b|· c /u);
		expect(files).toEqual({});
	});

	it('a model that may be called and is throttled is not said to answer, and the warning is told', async () => {
		const {code, transcript} = await play('unattended', options('throttled', {scenario: 'bedrock/model-throttled'}));
		expect(code, transcript).toBe(0);
		expect(transcript).toMatch(/Models .*Haiku 5\.5.* answer; Opus 5\.5 may be called, but does not answer right now\n/u);
		expect(transcript).toMatch(/^ {2}us\.anthropic\.claude-opus-5-5 +ThrottlingException$/mu);
		expect(transcript).toMatch(/^ {2}Worth knowing {2}Opus 5\.5 is throttled right now; access itself is fine {2}model\.throttled$/mu);
	});

	it('says what it saved, once, and what to do next', async () => {
		const {code, transcript, files} = await play('unattended', options('ready'));
		expect(code).toBe(0);
		expect(transcript).toContain('Ready. Claude Code answers through Amazon Bedrock on a private path.');
		expect(transcript).not.toContain('\u001B');
		expect(Object.keys(files)).toContain('.config/onboard/env.sh');
	});

	it('with no terminal, the sandbox rehearses with the example preset', async () => {
		const home = path.join(folder, 'rehearsal');
		const {code, stdout} = await runCommand(['--sandbox', '--home', home], {home: folder});
		expect(code, stdout).toBe(0);
		expect(stdout).toContain('set by Acme');
	});
});
