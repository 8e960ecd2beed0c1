// What the save step shows and does: the plan, its review, and the write with the proof that the values arrive.

import {hasChanges, type ChangeSet, type Exports} from '../core/change-set.ts';
import type {ProgressRow} from '../core/check.ts';
import {line, type Line} from '../core/document.ts';
import type {Registered} from '../core/registered.ts';
import {isProblem} from '../core/finding.ts';
import {valueOf} from '../core/session.ts';
import {columnWidth, padTo} from '../output/lines.ts';
import {shortPath} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import type {ProofResult, ProveContext, Provider, Review, StepContext} from '../providers/provider.ts';
import {tryToApply} from '../save/apply.ts';
import {diffLines} from '../save/diff.ts';
import {planSave} from '../save/plan.ts';
import {prove} from '../save/prove.ts';
import {ownCommand} from './own-command.ts';

/** Plans what saving to these destinations would change; the same plan for every face of the wizard. */
export async function planFor(
	provider: Provider,
	context: StepContext,
	chosen: string,
	providers: readonly Registered[],
): Promise<ChangeSet> {
	const own = await provider.fileChanges(context);
	const exports = await exportsFor(provider, context);
	const planned = await planSave(
		{exports, destinations: chosen.split(',').filter(value => value === 'shell' || value === 'claude'), extra: own.changes},
		context.ports,
		{providers},
	);
	return {changes: planned.changes, findings: [...own.findings, ...planned.findings]};
}

async function exportsFor(provider: Provider, context: StepContext): Promise<Exports> {
	const {processes, host} = context.ports;
	const hasProviderTool = (await processes.find(provider.tool)) !== undefined;
	return provider.exports(context.answers, {hasProviderTool, ownCommand: await ownCommand(processes), home: host.home});
}

/** The changes as they are shown before anything is written, with the diff on a key. */
export function review(planned: ChangeSet, ports: Ports): Review {
	const paths = planned.changes.map(change => shortPath(change.path, ports));
	const width = columnWidth(paths, 44);
	const lines: Line[] = planned.changes.map((change, index) => line(`${padTo(paths[index] ?? '', width)}  `, [change.summary, 'muted']));
	if (!hasChanges(planned)) {
		lines.push(line('Everything is already as it should be; nothing will be written.'));
	}

	for (const finding of planned.findings.filter(candidate => isProblem(candidate))) {
		lines.push(line([`${finding.title}. `, finding.severity === 'fail' ? 'fail' : 'warn'], finding.fix.text));
	}

	return {lines, details: {key: 'd', label: 'full diff', lines: planned.changes.flatMap(change => [...diffLines(change)])}};
}

/** Writes, then asks a fresh shell and the settings file for the values. */
export async function save(provider: Provider, context: ProveContext, providers: readonly Registered[]): Promise<ProofResult> {
	const chosen = valueOf(context.answers, 'destinations') ?? '';
	const planned = await planFor(provider, context, chosen, providers);
	const blocking = planned.findings.filter(finding => finding.severity === 'fail');
	if (blocking.length > 0) {
		return {state: 'failed', summary: 'Nothing was written', findings: blocking};
	}

	const rows: ProgressRow[] = [];
	const show = (row: ProgressRow): void => {
		rows.splice(0, rows.length, ...rows.filter(other => other.id !== row.id), row);
		context.onRows([...rows]);
	};

	const startedAt = context.ports.clock.elapsed();
	show({id: 'write', title: 'write', state: 'running', text: '', startedAt});
	const refusal = await tryToApply(planned, context.ports);
	if (refusal !== undefined) {
		return {state: 'failed', summary: 'Not saved', findings: [refusal]};
	}

	show({
		id: 'write',
		title: 'write',
		state: 'pass',
		text: describe(planned, context.ports),
		tookMs: context.ports.clock.elapsed() - startedAt,
	});
	const proof = await prove({exports: await exportsFor(provider, context), destinations: chosen.split(',')}, context.ports, {
		survey: {providers},
		signal: context.signal,
		onRow: show,
	});
	const problems = proof.findings.filter(finding => isProblem(finding));
	if (problems.some(finding => finding.severity === 'fail')) {
		return {state: 'failed', summary: 'Saved, but the values do not arrive', findings: problems};
	}

	return {state: problems.length === 0 ? 'proven' : 'unproven', summary: proof.summary, findings: proof.findings};
}

function describe(planned: ChangeSet, ports: Ports): string {
	return planned.changes.length === 0 ? 'nothing to change' : planned.changes.map(change => shortPath(change.path, ports)).join(', ');
}
