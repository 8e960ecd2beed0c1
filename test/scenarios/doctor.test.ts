// Every scenario through `doctor --json`: exactly the root causes it declares, nothing folded showing, nothing missing.

import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import * as catalog from '../../src/catalog/index.ts';
import type {Report} from '../../src/core/report.ts';
import {scenarios} from '../../src/sandbox/scenarios/index.ts';
import {runCommand} from '../helpers/command.ts';

let home: string;
beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'onboard-doctor-'));
});
afterAll(async () => {
	await rm(home, {recursive: true, force: true});
});

const problem = (severity: string) => severity === 'fail' || severity === 'warn' || severity === 'unknown';

describe.concurrent('doctor --json', () => {
	it.each(scenarios.map(scenario => [scenario.name, scenario] as const))('%s', async (name, scenario) => {
		const {stdout, code} = await runCommand(['doctor', '--json', '--sandbox', name], {home});
		const report = JSON.parse(stdout) as Report;
		const roots = report.findings.filter(finding => problem(finding.severity));
		const shown = roots
			.map(finding => `${finding.code}: ${finding.title}${finding.evidence.map(item => ` [${item.label}: ${item.value}]`).join('')}`)
			.join('\n');
		expect(roots.map(finding => finding.code).toSorted(), shown).toEqual(scenario.expected.toSorted());
		expect(code === 0, 'the exit code says whether it is ready').toBe(report.verdict === 'ready');
		const broken = new Set(roots.filter(finding => finding.severity === 'fail').map(finding => finding.check));
		expect(
			report.findings
				.filter(finding => finding.severity === 'pass' && scenario.expected.includes(finding.code))
				.map(finding => finding.code),
			`no pass for what the scenario breaks (${[...broken].join(', ')})`,
		).toEqual([]);
	});
});

describe('the catalog', () => {
	it('has a scenario for every code that doctor can report', () => {
		const covered = new Set(scenarios.flatMap(scenario => scenario.expected));
		const missing = catalog.doctorCodes.filter(code => !covered.has(code));
		expect(missing).toEqual([]);
	});
});
