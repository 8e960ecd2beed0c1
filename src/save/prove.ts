// Proves a save: fresh shells and the settings file are asked for the values, and a pure judgement says what arrived.

import type {Exports} from '../core/change-set.ts';
import type {ProgressRow} from '../core/check.ts';
import type {Finding} from '../core/finding.ts';
import {listed} from '../core/listed.ts';
import {isProblem} from '../core/finding.ts';
import {raise} from '../catalog/declare.ts';
import {saveFindings} from '../catalog/save.ts';
import {shortPath} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import {survey, type SurveyOptions} from '../survey/survey.ts';
import {readSettings} from '../survey/settings-file.ts';
import {maskValue} from '../survey/secret.ts';
import {overridesOf} from './conflicts.ts';
import {askShell, type ShellAnswer, type ShellStart} from './fresh-shell.ts';
import {claudeSettingsFile} from './plan-claude.ts';
import {fragmentPath} from './fragment.ts';
import {shellFiles, type ShellId} from './shells.ts';

export type ProveInput = {readonly exports: Exports; /** `shell`, `claude` or both. */ readonly destinations: readonly string[]};

export type SettingsAnswer = {
	readonly path: string;
	readonly isReadable: boolean;
	readonly reason?: string;
	/** Variables, then keys. */ readonly values: Readonly<Record<string, string | undefined>>;
};

export type ProveFacts = {readonly shells: readonly ShellAnswer[]; readonly settings: SettingsAnswer | undefined};

export type Proved = {
	readonly facts: ProveFacts;
	readonly findings: readonly Finding[];
	/** One line for the transcript. */ readonly summary: string;
};

export type ProveOptions = {
	readonly signal?: AbortSignal;
	/** Time limit for each shell in milliseconds; default 10 s. */ readonly limitMs?: number;
	/** Where to look for settings that win. */
	readonly survey: SurveyOptions;
	onRow?(row: ProgressRow): void;
};

const check = 'save';

/** Starts every shell that was written to, at once, and reads the settings back. */
export async function prove(input: ProveInput, ports: Ports, options: ProveOptions): Promise<Proved> {
	const {exports, destinations} = input;
	const names = Object.keys(exports.variables);
	const files = destinations.includes('shell') ? (await shellFiles(ports)).files : [];
	const shells = [...new Set<ShellId>(files.map(file => file.shell))].flatMap(shell =>
		(shell === 'bash' ? (['login', 'terminal'] as const) : (['login'] as const)).map(start => ({shell, start})),
	);
	const [answers, settings, places] = await Promise.all([
		Promise.all(shells.map(async ({shell, start}) => watched(shell, start, names, ports, options))),
		destinations.includes('claude') ? readBack(exports, ports) : undefined,
		survey(ports, options.survey),
	]);
	const facts: ProveFacts = {shells: answers, settings};
	// What arrives and is then overridden by settings that win has not arrived.
	const findings = [
		...judgeProof(facts, exports, shortPath(fragmentPath('posix', ports), ports)),
		...overridesOf(places, exports, destinations),
	];
	const arrived = findings.filter(finding => finding.severity === 'pass').length;
	const open = findings.filter(finding => isProblem(finding)).length;
	const reached = [
		...new Set<string>(answers.filter(answer => answer.state === 'answered').map(answer => answer.shell)),
		...(settings === undefined ? [] : ["Claude Code's settings"]),
	];
	const summary =
		open > 0
			? `${arrived} of ${arrived + open} places hand the values over`
			: reached.length === 0
				? 'nothing to prove'
				: `every value arrives in ${listed(reached)}`;
	return {facts, findings, summary};
}

async function watched(
	shell: ShellId,
	start: ShellStart,
	names: readonly string[],
	ports: Ports,
	options: ProveOptions,
): Promise<ShellAnswer> {
	const {onRow, signal, limitMs = 10_000} = options;
	const startedAt = ports.clock.elapsed();
	const row = {id: `${shell} ${start}`, title: shell, startedAt, limitMs};
	onRow?.({...row, state: 'running', text: start === 'login' ? 'a fresh login shell' : 'a fresh shell'});
	const answer = await askShell(shell, start, names, ports, {limitMs, ...(signal === undefined ? {} : {signal})});
	const count = names.filter(name => answer.values[name] !== undefined).length;
	const state =
		answer.state === 'answered' ? (count === names.length ? 'pass' : 'fail') : answer.state === 'absent' ? 'skipped' : 'unknown';
	const text =
		answer.state === 'answered'
			? `${count} of ${names.length} values arrive in a fresh ${start === 'login' ? 'login shell' : 'shell'}`
			: (answer.reason ?? '');
	onRow?.({id: row.id, title: shell, state, text, tookMs: ports.clock.elapsed() - startedAt});
	return answer;
}

/** Reads the settings file from disk as Claude Code does, as a program that knows nothing of the plan. */
async function readBack(exports: Exports, ports: Ports): Promise<SettingsAnswer> {
	const file = claudeSettingsFile(ports);
	const path = shortPath(file, ports);
	const bytes = await ports.files.read(file);
	const read = readSettings(bytes ?? new Uint8Array());
	if (!read.ok || read.ignored !== undefined) {
		return {path, isReadable: false, reason: read.ok ? (read.ignored ?? '') : read.reason, values: {}};
	}

	const {variables, keys} = read.content;
	const values = [
		...Object.keys(exports.variables).map(name => [name, variables[name]] as const),
		...Object.keys(exports.settings).map(name => [name, typeof keys[name] === 'string' ? keys[name] : undefined] as const),
	];
	return {path, isReadable: true, values: Object.fromEntries(values)};
}

/** Pure: what the answers prove. Every place that was asked gets exactly one finding. */
export function judgeProof(facts: ProveFacts, exports: Exports, fragment: string): readonly Finding[] {
	return [
		...facts.shells.filter(answer => answer.state !== 'absent').map(answer => judgeShell(answer, exports, fragment)),
		...(facts.settings === undefined ? [] : [judgeSettings(facts.settings, exports)]),
	];
}

function judgeShell(answer: ShellAnswer, exports: Exports, fragment: string): Finding {
	const where = answer.shell === 'bash' && answer.start === 'login' ? 'A new login bash' : `A new ${answer.shell}`;
	if (answer.state !== 'answered') {
		return raise(saveFindings, 'save.not-proven', {
			check,
			details: {
				where,
				reason: answer.reason ?? 'It did not answer.',
				next: `Open a new terminal and look: printenv ${Object.keys(exports.variables)[0] ?? ''}`,
			},
		});
	}

	const wrong = differences(exports.variables, answer.values);
	if (wrong.length === 0) {
		return raise(saveFindings, 'save.arrives', {check, details: {where}});
	}

	const isNothing = wrong.length === Object.keys(exports.variables).length && wrong.every(entry => entry.found === undefined);
	const cause = isNothing
		? `Its start files end before the line that reads ${fragment}, or do not have it.`
		: 'Something in its start files sets them after our line, or takes them away.';
	const next = isNothing
		? 'Look for an early return, exit or exec in its start files.'
		: `Look in its start files for ${wrong.map(entry => entry.name).join(', ')}.`;
	return raise(saveFindings, 'save.not-arriving', {
		check,
		details: {where, names: wrong.map(entry => entry.name).join(', '), cause, next},
		evidence: evidenceOf(wrong),
	});
}

function judgeSettings(answer: SettingsAnswer, exports: Exports): Finding {
	const where = answer.path;
	const wrong = differences({...exports.variables, ...exports.settings}, answer.values);
	if (answer.isReadable && wrong.length === 0) {
		return raise(saveFindings, 'save.arrives', {check, details: {where}});
	}

	const cause = answer.isReadable
		? 'The file was changed right after it was written.'
		: `Of the file: ${answer.reason ?? 'it cannot be read'}.`;
	const next = answer.isReadable
		? 'Save again, and close programs that rewrite the file.'
		: `Put that right in ${answer.path} and try again.`;
	return raise(saveFindings, 'save.not-arriving', {
		check,
		details: {
			where,
			names: wrong.map(entry => entry.name).join(', '),
			cause,
			next,
		},
		evidence: evidenceOf(wrong),
	});
}

type Difference = {readonly name: string; readonly wanted: string; readonly found: string | undefined};

function differences(wanted: Readonly<Record<string, string>>, found: Readonly<Record<string, string | undefined>>): readonly Difference[] {
	return Object.entries(wanted)
		.filter(([name, value]) => found[name] !== value)
		.map(([name, value]) => ({name, wanted: value, found: found[name]}));
}

function evidenceOf(wrong: readonly Difference[]): Finding['evidence'] {
	return wrong.map(({name, wanted, found}) => ({
		label: name,
		value: `${found === undefined ? 'not set' : maskValue(name, found)} instead of ${maskValue(name, wanted)}`,
	}));
}
