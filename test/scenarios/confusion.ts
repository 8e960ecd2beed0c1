// Doctor's word on every broken gate of every scenario, counted: found, left open, or passed by mistake.

import type {Report} from '../../src/core/report.ts';
import type {Scenario} from '../../src/sandbox/scenario.ts';
import {brokenIn} from './broken/index.ts';

export type Verdict = 'found' | 'unknown' | 'false pass';

export type Judged = {
	readonly scenario: string;
	readonly provider: string;
	readonly gate: string;
	readonly verdict: Verdict;
	/** Checks that passed although the gate is broken. */
	readonly passed: readonly string[];
};

/** Compares the scenario's data with the report. A check that passes over a broken gate is a false pass, whatever the others say. */
export function judge(scenario: Scenario, report: Report): readonly Judged[] {
	const gates = Map.groupBy(brokenIn(scenario), ({gate}) => gate);
	return [...gates].map(([gate, parts]) => {
		const own = report.checks.filter(check => parts.some(part => part.checks.test(check.id)));
		const passed = own.filter(check => check.state === 'pass').map(check => check.id);
		const isFound = own.some(check => check.state === 'fail' || check.state === 'warn');
		const verdict = passed.length > 0 ? 'false pass' : isFound ? 'found' : 'unknown';
		return {scenario: scenario.name, provider: scenario.provider, gate, verdict, passed};
	});
}

/** A table of gates by verdicts, ended by the number that has to be zero. */
export function confusionTable(judged: readonly Judged[], scenarios: number): string {
	const rows = [...Map.groupBy(judged, ({provider, gate}) => `${provider.padEnd(8)} ${gate}`)].toSorted(([a], [b]) => a.localeCompare(b));
	const count = (items: readonly Judged[], verdict: Verdict) => String(items.filter(item => item.verdict === verdict).length);
	const line = (name: string, items: readonly Judged[]) =>
		`${name.padEnd(24)}${String(items.length).padStart(8)}${count(items, 'found').padStart(8)}${count(items, 'unknown').padStart(10)}${count(items, 'false pass').padStart(12)}`;
	return [
		`${'broken gate'.padEnd(24)}${'broken'.padStart(8)}${'found'.padStart(8)}${'unknown'.padStart(10)}${'false pass'.padStart(12)}`,
		...rows.map(([name, items]) => line(name, items)),
		line(`all of ${scenarios} scenarios`, judged),
		`false passes: ${count(judged, 'false pass')}`,
	].join('\n');
}
