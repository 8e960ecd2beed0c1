// The real Azure CLI, where it is installed, signs in against the simulated Azure; our program then drives it and reads what it left.

import {execFile} from 'node:child_process';
import {chmod, mkdtemp, readFile, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import {afterAll, describe, expect, it} from 'vitest';
import type {Report} from '../../src/core/report.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {tenant} from '../../src/sandbox/scenarios/foundry-base.ts';
import {openSandboxStage, type Stage} from '../../src/sandbox/stage.ts';
import {runCommand} from '../helpers/command.ts';

const runFile = promisify(execFile);
const real = nodePorts();
const az = await real.processes.find('az');
if (az === undefined) {
	process.stderr.write('Skipped: the Azure CLI (az) is not installed here.\n');
}

const foundryToken = ['account', 'get-access-token', '--resource', 'https://ai.azure.com'];
const stages: Stage[] = [];
const homes: string[] = [];
afterAll(async () => {
	await Promise.all(stages.map(async stage => stage.close()));
	await Promise.all(homes.map(async home => rm(home, {recursive: true, force: true, maxRetries: 5})));
});

/**
 * A home where nobody is signed in, and the real az, which finds the simulated Azure through the sandbox's proxy and trusts its certificate.
 *
 * @param isConfigured - Claude Code is set up in that home.
 */
async function enter(name: string, isConfigured = false) {
	const home = await realpath(await mkdtemp(path.join(tmpdir(), 'onboard-az-')));
	homes.push(home);
	const stage = await openSandboxStage({real, scenario: name, home, isConfigured, timeScale: 0.01});
	stages.push(stage);
	// Opens what az wants opened, and sends the form of the page that it leads to, as a browser does.
	const browser = path.join(home, 'browser');
	await writeFile(browser, `#!/bin/sh\nNODE_USE_ENV_PROXY=1 '${process.execPath}' -e '${follow}' "$1" >/dev/null 2>&1 &\n`);
	await chmod(browser, 0o755);
	const led = Object.entries(stage.running.env).map(([variable, value]) => [variable, value.replaceAll('$HOME', home)]);
	const env = {
		PATH: process.env['PATH'],
		LANG: 'C.UTF-8',
		HOME: home,
		...(Object.fromEntries(led) as Record<string, string>),
		// A folder of its own: the planted home holds the stand-in's sign-in.
		AZURE_CONFIG_DIR: path.join(home, 'az'),
		AZURE_CORE_COLLECT_TELEMETRY: 'no',
		BROWSER: browser,
		DISPLAY: ':0',
	};
	const ports: Ports = {
		...stage.ports,
		processes: {
			...real.processes,
			find: async program => (program === 'az' ? az : stage.ports.processes.find(program)),
			run: async (program, parameters, options) =>
				program === az
					? real.processes.run(az, parameters, {...options, env: {...options.env, ...env}})
					: stage.ports.processes.run(program, parameters, options),
		},
	};
	const run = async (...parameters: readonly string[]) => runFile(az!, [...parameters, '--output', 'json'], {env, timeout: 90_000});
	return {
		stage,
		ports,
		run,
		read: async (...parameters: readonly string[]) => JSON.parse((await run(...parameters)).stdout) as Record<string, unknown>,
		doctor: async () => {
			const {stdout} = await runCommand(['doctor', '--json', '--only', 'sign-in'], {home, ports});
			return JSON.parse(stdout) as Report;
		},
	};
}

const follow = `fetch(process.argv[1]).then(async page => {
	const text = await page.text();
	const action = /action="([^"]+)"/.exec(text);
	if (action) await fetch(action[1], {method: "POST", body: new URLSearchParams([...text.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]))});
})`.replaceAll(/\n\s*/gu, ' ');

/** Points az at the sandbox's own address as a cloud of its own, as for a sovereign cloud; newer versions can leave out instance discovery. */
async function registerCloud({run, stage}: Awaited<ReturnType<typeof enter>>): Promise<void> {
	const {secureUrl} = stage.running.address;
	await run('config', 'set', 'core.instance_discovery=false');
	const management = 'https://management.core.windows.net/';
	const endpoints = {
		'active-directory': secureUrl!,
		'resource-manager': secureUrl!,
		'active-directory-resource-id': management,
		'active-directory-graph-resource-id': 'https://graph.windows.net/',
		management,
	};
	await run('cloud', 'register', '--name', 'Sandbox', ...Object.entries(endpoints).flatMap(([name, url]) => [`--endpoint-${name}`, url]));
	await run('cloud', 'set', '--name', 'Sandbox');
}

async function answers({stage}: Awaited<ReturnType<typeof enter>>, token: unknown): Promise<number> {
	const {status} = await stage.ports.network.request({
		url: 'https://acme-claude.services.ai.azure.com/anthropic/v1/messages',
		method: 'POST',
		headers: {authorization: `Bearer ${String(token)}`, 'content-type': 'application/json', 'anthropic-version': '2023-06-01'},
		body: JSON.stringify({model: 'opus-main', max_tokens: 1, messages: [{role: 'user', content: 'Hi'}]}),
		limitMs: 5000,
	});
	return status;
}

describe.skipIf(az === undefined).concurrent('the real az', () => {
	it.each(['AzureCloud', 'Sandbox'])('signs a service principal in to %s', async cloud => {
		const entered = await enter('foundry/happy-application');
		await (cloud === 'Sandbox' ? registerCloud(entered) : undefined);
		const {id, secret} = entered.stage.scenario.azure!.application!;
		await entered.run('login', '--service-principal', '--username', id, '--password', secret, '--tenant', tenant.id);
		expect(await entered.read('account', 'show')).toMatchObject({
			environmentName: cloud,
			tenantId: tenant.id,
			user: {name: id, type: 'servicePrincipal'},
		});
		expect(await answers(entered, (await entered.read(...foundryToken))['accessToken'])).toBe(200);
	});

	it.each([
		['a code', ['--use-device-code']],
		['the browser', []],
	])('signs a person in with %s, and doctor says who', async (_way, flags) => {
		const entered = await enter('foundry/happy', true);
		expect((await entered.doctor()).findings.map(({code}) => code)).toContain('foundry.sign-in-needed');
		await entered.run('login', ...flags, '--tenant', tenant.id);
		const token = await entered.read(...foundryToken);
		expect(await answers(entered, token['accessToken'])).toBe(200);
		const report = await entered.doctor();
		expect(report.findings).toContainEqual(
			expect.objectContaining({code: 'foundry.signed-in', title: expect.stringMatching(/dana@acme\.example, this token until \d\d:\d\d/u)}),
		);
	});

	it('is driven by the wizard, from nothing to ready', async () => {
		const entered = await enter('foundry/happy');
		const {code, stdout} = await runCommand(
			['--yes', '--preset', path.resolve('assets/presets/acme-foundry.json'), '--accept-terms', 'read', '--destinations', 'claude'],
			{home: entered.ports.host.home, ports: entered.ports},
		);
		expect(code, stdout).toBe(0);
		expect(await entered.read('account', 'show')).toMatchObject({tenantId: tenant.id, user: {name: 'dana@acme.example', type: 'user'}});
		const saved = await readFile(path.join(entered.ports.host.home, '.claude/settings.json'), 'utf8');
		expect(saved).toContain('"ANTHROPIC_FOUNDRY_RESOURCE": "acme-claude"');
	});

	it.each([
		['foundry/sign-in-session-over', 'foundry.sign-in-expired', 'AADSTS70043'],
		['foundry/conditional-access', 'foundry.conditional-access', 'AADSTS53003'],
	])('%s is told by its number', async (name, code, number) => {
		const entered = await enter(name, true);
		await entered.run('login', '--use-device-code', '--tenant', tenant.id);
		const {findings} = await entered.doctor();
		const found = findings.find(finding => finding.code === code);
		expect(found, JSON.stringify(findings)).toBeDefined();
		const said = found!.evidence.map(({value}) => value).join(' ');
		expect(said).toContain(number);
		expect(said).toMatch(/Correlation ID: [\da-f-]{36}/u);
	});

	it('a tenant that does not exist is told through all that Python says around it', async () => {
		const entered = await enter('foundry/happy');
		const {code, stdout} = await runCommand(
			['--yes', '--provider', 'foundry', '--route', 'private', '--sign-in', 'az', '--tenant', 'nowhere.example'],
			{home: entered.ports.host.home, ports: entered.ports},
		);
		expect(code, stdout).toBe(1);
		expect(stdout).toContain('foundry.tenant-not-found');
	});
});
