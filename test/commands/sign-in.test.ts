// `onboard sign-in` signs in to whatever is configured, with and without somebody there.

import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import {runCommand, type Ran} from '../helpers/command.ts';
import {withoutTerminal} from '../helpers/processes.ts';
import {cleanEnvironment} from '../helpers/pty.ts';

async function signIn(scenario: string, words: readonly string[] = [], input?: string): Promise<Ran> {
	const home = await mkdtemp(path.join(tmpdir(), 'onboard-sign-in-'));
	onTestFinished(async () => rm(home, {recursive: true, force: true}));
	const real = nodePorts({home, env: cleanEnvironment(home), folder: home});
	return runCommand(['sign-in', '--sandbox', scenario, '--home', home, ...words], {
		home,
		ports: {...real, processes: withoutTerminal(real.processes)},
		...(input === undefined ? {} : {input}),
	});
}

describe('sign-in', () => {
	it.each([
		['vertex/adc-missing', 'dana@acme.example'],
		['vertex/sign-in-expired', 'dana@acme.example'],
		['vertex/cli-sign-in-only', 'dana@acme.example'],
		['vertex/happy-service-account', 'claude-code@acme-claude.iam.gserviceaccount.com'],
		['foundry/sign-in-needed', 'dana@acme.example'],
		['foundry/sign-in-inactive', 'dana@acme.example'],
		['foundry/happy-application', 'service principal'],
		['bedrock/sign-in-expired', 'until'],
	])('%s: signs in with nobody at the keyboard', async (scenario, who) => {
		const {code, stdout} = await signIn(scenario);
		expect(code, stdout).toBe(0);
		expect(stdout).toMatch(new RegExp(`Signed in\\. .*${who.replaceAll('.', String.raw`\.`)}`, 'u'));
	});

	it.each([
		['vertex/adc-missing', 'gcloud auth application-default login --project=acme-claude'],
		['foundry/sign-in-needed', 'az login'],
	])('%s: line by line, the tool gets the terminal when asked for', async (scenario, command) => {
		const {code, stdout} = await signIn(scenario, ['--plain'], 'o\n');
		expect(code, stdout).toBe(0);
		expect(stdout).toContain(`\n${command}\n(ctrl+c ends it and comes back here)`);
		expect(stdout).toContain('Signed in. dana@acme.example');
	});

	it.each(['bedrock', 'vertex', 'foundry'])('%s/happy-gateway: says that there is nothing to sign in to', async provider => {
		const {code, stdout} = await signIn(`${provider}/happy-gateway`);
		expect([code, stdout]).toEqual([0, 'Requests go through your gateway, so there is nothing to sign in to here.\n']);
	});

	it.each([
		['vertex/sign-in-denied', 'vertex.adc-missing'],
		['vertex/gcloud-missing', 'vertex.gcloud-missing'],
		['vertex/adc-file-missing', 'vertex.adc-file-missing'],
		['foundry/sign-in-blocked-by-policy', 'foundry.conditional-access'],
		['foundry/az-missing', 'foundry.az-missing'],
	])('%s: ends with 1 and the finding', async (scenario, finding) => {
		const {code, stdout} = await signIn(scenario);
		expect([code, stdout.includes(finding)], stdout).toEqual([1, true]);
	});
});
