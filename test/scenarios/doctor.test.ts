// Every scenario through `doctor --json`: exactly the root causes it declares, nothing folded showing, nothing missing.

import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import * as catalog from '../../src/catalog/index.ts';
import type {Report} from '../../src/core/report.ts';
import {readDiagnosticCode} from '../../src/explain/diagnostic-code.ts';
import {scenarios} from '../../src/sandbox/scenarios/index.ts';
import type {Scenario} from '../../src/sandbox/scenario.ts';
import {runCommand} from '../helpers/command.ts';
import {brokenIn} from './broken/index.ts';
import {confusionTable, judge} from './confusion.ts';

const reports = new Map<string, Report>();
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
		const spoken = readDiagnosticCode(report.diagnosticCode);
		expect(spoken).toMatchObject({kind: 'read', diagnosis: {verdict: report.verdict, more: 0, isNewer: false}});
		expect(spoken.kind === 'read' && (spoken.diagnosis.provider ?? null)).toBe(report.provider);
		expect(spoken.kind === 'read' && spoken.diagnosis.codes).toEqual([...new Set(roots.map(finding => finding.code))]);
		reports.set(name, report);
	});
});

describe('what the scenarios break, told from their data alone', () => {
	it('is something wherever a finding is expected, and nothing in a happy one', () => {
		const count = (scenario: Scenario) => brokenIn(scenario).length;
		expect(
			scenarios.filter(scenario => scenario.expected.length > 0 && count(scenario) === 0).map(({name}) => name),
			'what these break is missing in test/scenarios/broken/',
		).toEqual([]);
		expect(scenarios.filter(scenario => scenario.expected.length === 0 && count(scenario) > 0).map(({name}) => name)).toEqual([]);
	});

	const judgeAll = (change: (report: Report) => Report) =>
		scenarios.flatMap(scenario => {
			const report = reports.get(scenario.name);
			return report === undefined ? [] : judge(scenario, change(report));
		});

	it('is never passed by doctor', () => {
		const judged = judgeAll(report => report);
		process.stdout.write(`\n${confusionTable(judged, reports.size)}\n`);
		expect(judged.filter(({verdict}) => verdict === 'false pass')).toEqual([]);
	});

	it('would be noticed of a doctor that passes everything', () => {
		const judged = judgeAll(report => ({...report, checks: report.checks.map(check => ({...check, state: 'pass'}))}));
		const caught = new Set(judged.filter(({verdict}) => verdict === 'false pass').map(({scenario}) => scenario));
		expect(
			scenarios.filter(({name, expected}) => reports.has(name) && expected.length > 0 && !caught.has(name)).map(({name}) => name),
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
