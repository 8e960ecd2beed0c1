// The twenty situations that help desks hear most, each solved in a real terminal within six answers: the right cause, and where the fix is
// ours to make, made after a yes, checked again and put back byte by byte.

import {execFile} from 'node:child_process';
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {isDeepStrictEqual, promisify} from 'node:util';
import {afterAll, describe, expect, test} from 'vitest';
import {builtProgram, cleanEnvironment, ptyProblem} from '../helpers/pty.ts';
import {emptyHome, leftBehind, walk, type Owner} from './walk.ts';

/** One answer of the person: a choice by its words, a text that is typed, or a key. */
type Answer =
	| {readonly choose: string; readonly at: RegExp}
	| {readonly type: string; readonly at: RegExp}
	| {readonly press: 'enter' | 'o' | 'e'; readonly at: RegExp};

type Situation = {
	/** Its entries of the error catalogue, and what the person says. */
	readonly name: string;
	readonly scenario: string;
	readonly answers: readonly Answer[];
	/** The code that is named as the cause. */
	readonly cause: string;
	/** `repaired`: a file was changed; `signed-in`; `told`: somebody else, or the person, has to act. */
	readonly end: 'repaired' | 'signed-in' | 'told';
};

const choosing = (question: string, label: string): Answer => ({choose: label, at: new RegExp(`${question}[^]*enter choose`, 'u')});
const says = (label: string): Answer => choosing('What is wrong', label);
const pasting = (text: string): Answer => ({type: text, at: /Paste the error text[^]*enter continue/u});
const agree: Answer = {press: 'enter', at: /May onboard change it\?[^]*enter change it/u};
const signIn: Answer = {press: 'enter', at: /Sign in now\?[^]*enter sign in/u};
const onPage: Answer = {press: 'o', at: /o open in browser/u};
const inBrowser: Answer = {press: 'o', at: /o sign in with the browser/u};
const end: Answer = {press: 'enter', at: /Somebody else can fix it[^]*enter end with a text/u};
const login = says('asks me to sign in');
const wrong = says('wrong cloud');
const paste = says('error text to paste');

const situations: readonly Situation[] = [
	{
		name: 'H1 an exported value is ignored',
		scenario: 'bedrock/exported-value-ignored',
		answers: [says('changed a setting'), choosing('Which of the two', 'sonnet'), agree],
		cause: 'config.settings-override-shell',
		end: 'repaired',
	},
	{
		name: 'H2 still on Bedrock after switching to Vertex AI',
		scenario: 'vertex/bedrock-left-on',
		answers: [wrong, choosing('Which cloud', 'Vertex'), agree],
		cause: 'config.stale-provider',
		end: 'repaired',
	},
	{
		name: 'H3 variables are set and not seen',
		scenario: 'bedrock/start-file-unread',
		answers: [says('changed a setting'), agree],
		cause: 'config.not-exported',
		end: 'repaired',
	},
	{
		name: 'A1 the SSO session is over',
		scenario: 'bedrock/sign-in-expired',
		answers: [login, signIn, onPage],
		cause: 'sign-in.expired',
		end: 'signed-in',
	},
	{
		name: 'A2 never signed in',
		scenario: 'bedrock/sign-in-needed',
		answers: [login, signIn, onPage],
		cause: 'sign-in.needed',
		end: 'signed-in',
	},
	{
		name: 'A3 sign-in pages open again and again',
		scenario: 'bedrock/sign-in-needed',
		answers: [says('again and again'), agree, signIn, onPage],
		cause: 'client.sign-in-loop',
		end: 'repaired',
	},
	{
		name: 'A6 no Application Default Credentials',
		scenario: 'vertex/adc-missing',
		answers: [login, signIn, inBrowser],
		cause: 'vertex.adc-missing',
		end: 'signed-in',
	},
	{
		name: 'A8 az is not signed in',
		scenario: 'foundry/sign-in-needed',
		answers: [login, signIn, inBrowser],
		cause: 'foundry.sign-in-needed',
		end: 'signed-in',
	},
	{
		name: 'A7 Google wants a new sign-in (invalid_rapt)',
		scenario: 'vertex/reauthentication-needed',
		answers: [login, signIn, inBrowser],
		cause: 'vertex.reauthentication-needed',
		end: 'signed-in',
	},
	{
		name: 'B3 the editor has no credentials, the terminal has',
		scenario: 'bedrock/editor-without-environment',
		answers: [says('VS Code'), agree],
		cause: 'client.editor-without-environment',
		end: 'repaired',
	},
	{
		name: 'B2 the security token is invalid',
		scenario: 'bedrock/exported-keys-invalid',
		answers: [paste, pasting('API Error: 403 The security token included in the request is invalid.'), agree],
		cause: 'config.static-keys-shadow-profile',
		end: 'repaired',
	},
	{
		name: 'B1 the security token is expired',
		scenario: 'bedrock/exported-keys-expired',
		answers: [paste, pasting('API Error: 403 The security token included in the request is expired'), agree],
		cause: 'sign-in.credentials-expired',
		end: 'repaired',
	},
	{
		name: 'B7 the default profile belongs to another account',
		scenario: 'bedrock/default-profile-elsewhere',
		answers: [wrong, agree],
		cause: 'config.wrong-account',
		end: 'repaired',
	},
	{
		name: 'C1 access is there, in another region',
		scenario: 'bedrock/other-region',
		answers: [says('model is not available'), choosing('Which model', 'wrong region'), choosing('In which region', 'us-east-1'), agree],
		cause: 'model.other-region',
		end: 'repaired',
	},
	{
		name: 'C2 US models where only those of the EU are',
		scenario: 'bedrock/models-of-another-region',
		answers: [says('model is not available'), choosing('Which model', 'eu.anthropic.claude-opus-5-5'), agree],
		cause: 'model.invalid-id',
		end: 'repaired',
	},
	{
		name: 'C3 a service control policy denies',
		scenario: 'bedrock/model-scp-denied',
		answers: [says('403'), end],
		cause: 'model.scp-denied',
		end: 'told',
	},
	{
		name: 'C4 the location does not serve the model',
		scenario: 'vertex/region-of-older-models',
		answers: [says('model is not available'), choosing('In which location', 'global'), agree],
		cause: 'vertex.location-not-served',
		end: 'repaired',
	},
	{
		name: 'D1 Claude Code cannot reach Anthropic at its first start',
		scenario: 'bedrock/not-configured',
		answers: [says('never worked'), {press: 'e', at: /e end with a summary/u}],
		cause: 'config.not-configured',
		end: 'told',
	},
	{
		name: 'D2 the name is not found',
		scenario: 'bedrock/name-not-found',
		answers: [says('cannot reach'), end],
		cause: 'network.name-not-found',
		end: 'told',
	},
	{
		name: 'D8 TLS is inspected by an authority nobody trusts',
		scenario: 'bedrock/intercepted-authority-here',
		answers: [says('certificate'), agree],
		cause: 'network.intercepted',
		end: 'repaired',
	},
	{
		name: 'D7 the proxy refuses the tunnel',
		scenario: 'bedrock/proxy-refused',
		answers: [says('proxy'), agree],
		cause: 'network.proxy-refused',
		end: 'repaired',
	},
	{
		name: 'D4 only the control plane is missing',
		scenario: 'bedrock/control-plane-unreachable',
		answers: [says('cannot reach'), end],
		cause: 'network.control-plane-unreachable',
		end: 'told',
	},
];

const figures: string[] = [];
afterAll(() => {
	process.stdout.write(`${figures.toSorted().join('\n')}\n`);
});

/** What a person is left with in each kind of end. */
const ends = {
	repaired: {closing: 'fixed', code: 0, isChanged: true, isPutBack: true},
	'signed-in': {closing: 'fixed', code: 0, isChanged: false, isPutBack: true},
	told: {closing: 'open', code: 1, isChanged: false, isPutBack: true},
} as const;

describe.skipIf(ptyProblem !== undefined).concurrent('onboard troubleshoot', () => {
	test.for(situations)('$name', async (situation, context) => {
		const {name} = situation;
		const solved = await solve(situation, context);
		expect(solved, solved.shown).toMatchObject({...ends[situation.end], leftBehind: []});
		expect(solved.shown).toContain(situation.cause);
		expect(situation.answers.length).toBeLessThanOrEqual(6);
		figures.push(`${name} → ${situation.answers.length} answers → ${situation.cause} (${situation.end})`);
	});
});

async function solve({scenario, answers, cause}: Situation, owner: Owner) {
	const home = await emptyHome(owner);
	// Any command plants the home; what follows leaves it as it is.
	await onboard(home, scenario, 'status');
	const before = await filesOf(home);
	const program = walk(owner, {home, scenario, parameters: ['troubleshoot'], rows: 30});
	for (const answer of answers) {
		await give(program, answer);
	}

	const exit = await program.exit;
	const shown = program.transcript();
	const isChanged = !isDeepStrictEqual(await filesOf(home), before);
	if (isChanged) {
		await onboard(home, scenario, 'undo');
	}

	return {
		shown,
		code: exit.code,
		closing: shown.includes(`Fixed. ${cause} is `) ? 'fixed' : shown.includes('Not fixed yet:') ? 'open' : 'neither',
		leftBehind: leftBehind(program, exit),
		isChanged,
		isPutBack: isDeepStrictEqual(await filesOf(home), before),
	};
}

type Program = ReturnType<typeof walk>;

async function give(program: Program, answer: Answer): Promise<void> {
	await program.waitForText(answer.at);
	if ('press' in answer) {
		program.press(answer.press);
		return;
	}

	const text = 'choose' in answer ? answer.choose : answer.type;
	program.send(text);
	await program.waitForText('choose' in answer ? /esc clear filter/u : text.slice(-8));
	program.press('enter');
}

async function onboard(home: string, scenario: string, command: string): Promise<void> {
	await promisify(execFile)(process.execPath, [builtProgram, command, '--sandbox', scenario, '--home', home], {
		env: cleanEnvironment(home),
		cwd: home,
	});
}

/** Every file of the home by its path; stand-ins of programs and sign-ins change by themselves. */
async function filesOf(home: string): Promise<Readonly<Record<string, string>>> {
	const entries = await readdir(home, {recursive: true, withFileTypes: true});
	const files = entries
		.filter(entry => entry.isFile())
		.map(entry => path.join(entry.parentPath, entry.name))
		.filter(file => !/\/\.(?:sandbox|aws\/sso|azure|config\/gcloud)\//u.test(file));
	return Object.fromEntries(
		await Promise.all(files.toSorted().map(async file => [path.relative(home, file), await readFile(file, 'utf8')] as const)),
	);
}
