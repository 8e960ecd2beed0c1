// What `onboard explain` prints for a pasted text: the cause with its words, rivals with the check that decides, no secrets.

import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {runCommand} from '../helpers/command.ts';
import {judge} from '../output/samples.ts';
import {catalogueTexts, foreignTexts} from './measure.ts';

let home: string;
beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'onboard-text-'));
});
afterAll(async () => {
	await rm(home, {recursive: true, force: true});
});

const explain = async (text: string, ...flags: readonly string[]) =>
	runCommand(['explain', '-', ...flags], {home, folder: home, input: text});

const overScp =
	'API Error: 403 {"Message":"User: arn:aws:sts::111122223333:assumed-role/Developer/dana is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: arn:aws:bedrock:us-east-2::foundation-model/anthropic.claude-opus-5-5 with an explicit deny in a service control policy"}';

describe('a recognized text', () => {
	it('is told with its cause, the text to send and the values it names', async () => {
		const {stdout, code} = await explain(overScp);
		expect(code).toBe(0);
		expect(stdout).toMatchInlineSnapshot(`
			"This text means one thing.

			✖ Your organization's policy denies anthropic.claude-opus-5-5  model.scp-denied
			  What we saw   “service control policy”
			                “not authorized to perform: bedrock:InvokeModel”
			                “bedrock:us-east-2::foundation-model/anthropic.claude-opus-5-5 with an explicit deny”
			  Most likely   A service control policy stops the call in one of the regions that the profile leads to. One denied region stops all of them.
			  Next          Choose a profile of another geography, or send this to your cloud administrators.
			  Who can help  cloud admin
			  To send       A service control policy denies calls to anthropic.claude-opus-5-5 from account 111122223333, us-east-2. Please allow Bedrock inference in every region of this profile (for global profiles also arn:aws:bedrock:::foundation-model/*).

			· On that laptop, onboard doctor finds out for certain.
			"
		`);
	});

	it('names the rivals of what is ambiguous, each with the check that decides', async () => {
		const {stdout} = await explain('UnauthorizedException: Session token not found or invalid');
		expect(stdout).toMatchInlineSnapshot(`
			"This is what the text most likely means.

			✖ Your company's sign-in does not live in ‹region›  sign-in.wrong-region
			  What we saw   “Session token not found or invalid”
			  Most likely   It differs; the report of the laptop says it.
			  Next          Set the sign-in region (sso_region). It is often another one than the region of the models.
			  To be sure    If a fresh sign-in is refused at once, compare sso_region with the region in the address of your access portal; with 2.1.207 of Claude Code, update it.

			It can also mean
			  Your sign-in has ended  sign-in.expired, possible
			  To be sure    Sign in again with aws sso login. If the text comes back at once, it is not the end of the session but the region of the sign-in.

			· On that laptop, onboard doctor finds out for certain.
			"
		`);
	});

	it('tells the other errors of a log', async () => {
		const {stdout} = await explain(
			'10:00:01 ERROR Error when retrieving token from sso: Token has expired and refresh failed\n10:00:09 ERROR connect ECONNREFUSED 10.20.4.17:443\n',
		);
		expect(stdout).toContain('sign-in.expired');
		expect(stdout).toContain('Also in this text');
		expect(stdout).toContain('network.connect-refused, likely');
	});

	it('can be a word of the command line', async () => {
		const {stdout, code} = await runCommand(['explain', 'API Error: 407 Proxy auth'], {home, folder: home});
		expect(code).toBe(0);
		expect(stdout).toContain('network.proxy-refused');
	});
});

describe('a text that is not recognized', () => {
	it('says so, what was understood and what to send', async () => {
		const {stdout, code} = await explain('FrobnicationError: teapot at https://claude-gw.corp.example.com/v1/messages, status 500');
		expect(code).toBe(1);
		expect(stdout).toMatchInlineSnapshot(`
			"? Not recognized. No cause that onboard knows is named in this text.
			  Status        500
			  Hosts         claude-gw.corp.example.com
			  Errors        FrobnicationError
			  Next          Give all of the text, from the command that was typed to its last line. On that laptop, onboard doctor looks for itself.
			  Still stuck?  Send the text and the file of onboard doctor --share report.json to your help desk.
			"
		`);
	});

	it('is read at its beginning and its end when it is long, and that is said', async () => {
		const noise = 'INFO GET /health 200 3 ms\n'.repeat(40_000);
		const {stdout} = await explain(`${noise}connect ECONNREFUSED for claude\n`);
		expect(stdout).toContain('network.connect-refused');
		expect(stdout).toContain('not 740,032 characters in its middle.');
		expect((await explain(`${noise}ECONNREFUSED for claude\n${noise}`)).stdout).toMatch(/Not recognized\.[^]*characters in its middle/u);
		expect(JSON.parse((await explain(noise, '--json')).stdout)).toMatchObject({unread: 740_000});
		expect((await explain('ECONNREFUSED for claude')).stdout).not.toContain('middle');
	});

	it('must not be empty', async () => {
		await expect(explain(' \n')).rejects.toThrow('There is no text to explain.');
	});
});

it('leaves secrets out that were pasted along', async () => {
	const secrets = ['wJalrXUtnFEMIbK7MDENGbPxRfiCYEXAMPLEKEY1', 'AKIAIOSFODNN7EXAMPLE', 'hunter2hunter2'];
	const text = `AWS_SECRET_ACCESS_KEY=${secrets[0]} AWS_ACCESS_KEY_ID=${secrets[1]} connect ECONNREFUSED via http://dana:${secrets[2]}@proxy.example.com:8080 for claude`;
	for (const flags of [[], ['--json']]) {
		const {stdout} = await explain(text, ...flags);
		expect(stdout).toContain('network.');
		for (const secret of secrets) {
			expect(stdout).not.toContain(secret);
		}
	}
});

it('is valid JSON by its schema, recognized or not', async () => {
	const problems = await judge('recognition');
	for (const text of [...(await catalogueTexts()).map(entry => entry.text), ...(await foreignTexts()).slice(0, 20)]) {
		const {stdout, code} = await explain(text, '--json');
		const json = JSON.parse(stdout) as {recognized: boolean};
		expect(problems(json), text).toEqual([]);
		expect(json.recognized).toBe(code === 0);
	}
});
