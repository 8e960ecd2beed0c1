// Every endpoint black-holed, on every cloud: doctor ends within its stated limit and names one cause.

import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {examine, wholeLimitMs} from '../../src/commands/examine.ts';
import {openPolicy} from '../../src/core/check.ts';
import {isProblem} from '../../src/core/finding.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {providers as all} from '../../src/providers/all.ts';
import {openSandboxStage} from '../../src/sandbox/stage.ts';
import {quickClock} from '../helpers/clock.ts';
import {cleanEnvironment} from '../helpers/pty.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'onboard-black-hole-'));
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

const never = async (): Promise<never> => new Promise<never>(() => {});

/** Nothing comes back from anywhere, not even a failure, and nothing listens when it is told to stop. */
function mute(ports: Ports): Ports {
	return {
		...ports,
		network: {lookup: never, connect: never, handshake: never, request: never},
		processes: {...ports.processes, run: never},
	};
}

describe.each(['bedrock', 'vertex', 'foundry'])('on %s', provider => {
	it.each([
		['packets vanish', `${provider}/nothing-answers`, (ports: Ports) => ports, 'network.nothing-answers'],
		['nothing ever returns, names included', `${provider}/happy`, mute, 'network.offline'],
	] as const)('%s', {timeout: 180_000}, async (what, scenario, change, cause) => {
		const home = path.join(folder, `${provider}-${what.split(' ')[0] ?? ''}`);
		await mkdir(home, {recursive: true});
		const {clock, stop} = quickClock();
		const real = {...nodePorts({home, env: cleanEnvironment(home), folder: home}), clock};
		const stage = await openSandboxStage({real, scenario, isConfigured: true});
		try {
			const startedAt = clock.elapsed();
			const {signal} = new AbortController();
			const {report} = await examine(
				{
					ports: change(stage.ports),
					providers: all,
					policy: {...openPolicy, requirePrivatePath: stage.requirePrivatePath},
					hints: {},
					close: stage.close,
				},
				{signal},
			);
			const tookMs = clock.elapsed() - startedAt;
			const roots = report.findings.filter(finding => isProblem(finding));
			process.stdout.write(
				`${provider}, ${what}: ${(tookMs / 1000).toFixed(1)} s of ${wholeLimitMs / 1000} s, ${roots.map(({code}) => code).join(', ')}\n`,
			);
			expect(roots.map(({code}) => code)).toEqual([cause]);
			expect(tookMs).toBeLessThanOrEqual(wholeLimitMs + 1000);
			expect(report.verdict).toBe('not-ready');
		} finally {
			stop();
			await stage.close();
		}
	});
});
