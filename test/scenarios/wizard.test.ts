// What only somebody who signs in or goes through the wizard meets: each such scenario through the whole wizard, with nobody there to ask.

import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {subscription, tenant} from '../../src/sandbox/scenarios/foundry-base.ts';
import {scenarios} from '../../src/sandbox/scenarios/index.ts';
import {runCommand} from '../helpers/command.ts';

/** What a preset leaves open, where the example's would hide what the scenario is about. */
const presets: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'foundry/no-resource': {provider: 'foundry', route: 'private', signIn: 'az', tenant: tenant.id, subscription},
};

/** Programs that wait for a person give up soon instead of after a quarter of an hour. */
function impatient(ports: Ports): Ports {
	const {processes} = ports;
	const run: Ports['processes']['run'] = async (program, parameters, options) =>
		processes.run(program, parameters, {...options, limitMs: Math.min(options.limitMs, 10_000)});
	return {...ports, processes: {...processes, run}};
}

// Bedrock's sign-in is walked step by step in test/providers/bedrock, where its clock can be moved.
const met = scenarios.filter(({provider, wizard = []}) => provider !== 'bedrock' && wizard.length > 0);

describe.concurrent('the wizard', () => {
	it('has scenarios to meet', () => {
		expect(met.length).toBeGreaterThan(6);
	});

	it.each(met.map(scenario => [scenario.name, scenario] as const))('%s', async (name, {wizard}) => {
		const home = await mkdtemp(path.join(tmpdir(), 'onboard-wizard-'));
		try {
			const preset = path.join(home, 'preset.json');
			await writeFile(preset, JSON.stringify({schema: 'onboard/preset@1', organization: 'Acme', answers: presets[name]}));
			const ports = impatient(nodePorts({home, env: {PATH: process.env['PATH'], HOME: home, SHELL: '/bin/bash', LANG: 'C.UTF-8'}}));
			const own = presets[name] === undefined ? [] : ['--preset', preset];
			const {code, stdout} = await runCommand(['--yes', '--sandbox', name, '--home', home, ...own], {home, ports});
			expect(code, stdout).toBe(1);
			// A finding ends its headline with its code.
			expect([...stdout.matchAll(/^[✖▲?] .* {2}([a-z-]+\.[a-z-]+)$/gmu)].map(([, found]) => found)).toEqual(wizard);
		} finally {
			await rm(home, {recursive: true, force: true});
		}
	});
});
