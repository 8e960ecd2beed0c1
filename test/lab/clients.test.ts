// Programs that nobody has changed, on a laptop that reaches the clouds by DNS and TLS alone: they use what onboard signed in and saved.

import {existsSync, readFileSync} from 'node:fs';
import {mkdtemp} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {findClaudeCode} from '../helpers/claude-code.ts';
import {describeLab, laptopEnvironment} from './doctor.ts';
import {giveFile} from './namespaces.ts';
import {setUp} from './person.ts';
import {openSite, type Site} from './site.ts';
import type {World} from './world.ts';

const awsProgram = '/usr/bin/aws';
const awsReason = existsSync(awsProgram) ? undefined : 'the AWS CLI is not installed (package awscli)';
const claude = await findClaudeCode();
const claudeReason = 'problem' in claude ? claude.problem : undefined;
const folder = 'folder' in claude ? claude.folder : '';
const because = (reason: string | undefined) => (reason === undefined ? '' : ` (skipped: ${reason})`);

describeLab('real clients', world => {
	let site: Site;
	let home: string;

	beforeAll(async () => {
		site = await openSite(world());
		home = await mkdtemp(path.join(world().folder, 'home-'));
		trustSystemWide(world(), site);
		const {code, said} = await setUp(world(), site, await laptopEnvironment(world(), home));
		if (code !== 0) {
			throw new Error(`onboard ended with ${code}: ${said}`);
		}
	});
	afterAll(() => site?.close());

	/** Runs a program with nothing but what a terminal of this person has: no endpoint, no region, no credentials, no authority. */
	async function run(...command: readonly string[]): Promise<string> {
		const env = {HOME: home, PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', TERM: 'dumb', DISABLE_AUTOUPDATER: '1'};
		const ran = await site.run(command, env, 50_000);
		expect(ran, command.join(' ')).toMatchObject({code: 0});
		return ran.stdout;
	}

	/** Requests whose sender calls itself so. */
	async function requestsOf(program: RegExp) {
		const requests = await world().requests();
		expect(requests.filter(({operation}) => operation === 'CreateToken').length, 'only onboard signed in').toBe(1);
		return requests.filter(({headers}) => program.test(headers['user-agent'] ?? ''));
	}

	test.skipIf(awsReason !== undefined)(`the AWS CLI uses the sign-in of onboard${because(awsReason)}`, async () => {
		const ask = async (...words: readonly string[]) =>
			JSON.parse(await run(awsProgram, ...words, '--profile', 'claude-code', '--output', 'json')) as Readonly<Record<string, unknown>>;
		expect(await ask('sts', 'get-caller-identity')).toMatchObject({Account: '111122223333'});
		const {VpcEndpoints: found} = await ask(
			'ec2',
			'describe-vpc-endpoints',
			'--filters',
			'Name=service-name,Values=com.amazonaws.us-east-1.bedrock-runtime',
		);
		expect(found).toHaveLength(1);
		const requests = await requestsOf(/aws-cli/u);
		expect(requests.map(({operation, status}) => `${operation} ${status}`)).toEqual(
			expect.arrayContaining(['GetRoleCredentials 200', 'GetCallerIdentity 200', 'DescribeVpcEndpoints 200']),
		);
	});

	test.skipIf(claudeReason !== undefined)(`Claude Code answers through what onboard saved${because(claudeReason)}`, async () => {
		expect((await run(path.join(folder, 'claude'), '-p', 'Say hello')).trim()).not.toBe('');
		const calls = (await requestsOf(/claude-cli/u)).filter(({modelId}) => modelId !== undefined);
		expect([...new Set(calls.map(({status, signature}) => `${status} ${signature}`))]).toEqual(['200 sigv4']);
	});
});

/** As a company's device management does: the authorities stand in the system's own list. */
function trustSystemWide(world: World, {laptop}: Site): void {
	const list = '/etc/ssl/certs/ca-certificates.crt';
	const known = existsSync(list) ? readFileSync(list, 'utf8') : '';
	giveFile(laptop, 'ssl/certs/ca-certificates.crt', `${known}${world.trusted}`);
}
