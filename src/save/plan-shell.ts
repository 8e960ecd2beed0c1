// The shell destination: our fragments, and one line in each profile file that a shell of this person really reads.

import type {ChangeSet, Exports, FileChange} from '../core/change-set.ts';
import type {Finding} from '../core/finding.ts';
import {raise} from '../catalog/declare.ts';
import {saveFindings} from '../catalog/save.ts';
import {shortPath} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import {fragmentContent, fragmentPath, profileLine} from './fragment.ts';
import {planProfile} from './profile-line.ts';
import type {Dialect} from './quote.ts';
import {shellFiles, type ProfileFile} from './shells.ts';
import {standingOf, writableNeighbour} from './standing.ts';

const check = 'save';

/** Plans fragments and profile lines. Files that another tool manages become findings with the line to add by hand. */
export async function planShell(exports: Exports, ports: Ports): Promise<ChangeSet> {
	const shells = await shellFiles(ports);
	// An unknown shell may still read POSIX exports: the fragment is there to look at, and for the person to wire up.
	const dialects = [
		...new Set<Dialect>([...shells.files.map(file => file.dialect), ...(shells.current === undefined ? (['posix'] as const) : [])]),
	];
	const fragments = await Promise.all(dialects.map(async dialect => planFragment(dialect, exports, ports)));
	const profiles: FileChange[] = [];
	const findings: Finding[] = [];
	for (const file of shells.files) {
		// One after the other: two names may lead to the same file.
		const planned = await planProfileFile(file, ports);
		findings.push(...planned.findings);
		profiles.push(...planned.changes.filter(change => !profiles.some(other => other.target === change.target)));
	}

	if (shells.current === undefined) {
		findings.push(
			raise(saveFindings, 'save.unknown-shell', {
				check,
				details: {shell: shells.name, fragment: shortPath(fragmentPath('posix', ports), ports)},
			}),
		);
	}

	return {changes: [...fragments.flat(), ...profiles], findings};
}

/** Plans the fragments that exist without any variable: what they hold belongs to another set-up. */
export async function planEmptyFragments(exports: Exports, ports: Ports): Promise<readonly FileChange[]> {
	const existing = await Promise.all(
		(['posix', 'fish', 'powershell'] as const).map(async dialect =>
			(await ports.files.stat(fragmentPath(dialect, ports))) === undefined ? [] : planFragment(dialect, {...exports, variables: {}}, ports),
		),
	);
	return existing.flat();
}

async function planFragment(dialect: Dialect, exports: Exports, ports: Ports): Promise<readonly FileChange[]> {
	const path = fragmentPath(dialect, ports);
	const [before, facts, target] = await Promise.all([ports.files.read(path), ports.files.stat(path), ports.files.resolve(path)]);
	const after = fragmentContent(dialect, exports.variables);
	if (before !== undefined && Buffer.compare(before, after) === 0) {
		return [];
	}

	const count = Object.keys(exports.variables).length;
	const variables = count === 0 ? 'no variable any more' : `${count} ${count === 1 ? 'variable' : 'variables'}`;
	const summary = `${before === undefined ? 'new file, ' : ''}${variables}`;
	return [{path, target, before, after, mode: facts?.mode ?? 0o644, summary, destination: 'shell'}];
}

async function planProfileFile(file: ProfileFile, ports: Ports): Promise<ChangeSet> {
	const line = profileLine(file.dialect, ports);
	const standing = await standingOf(file.path, ports);
	const [before, facts] = await Promise.all([ports.files.read(file.path).catch(() => undefined), ports.files.stat(file.path)]);
	const plan = planProfile(before, line, file.dialect);
	if (plan.kind === 'unchanged') {
		return {changes: [], findings: []};
	}

	const name = shortPath(file.path, ports);
	if (plan.kind === 'damaged') {
		const details = {path: name, number: String(plan.number), found: plan.line, line};
		return {changes: [], findings: [raise(saveFindings, 'save.markers-damaged', {check, details})]};
	}

	if (standing.kind === 'free') {
		const summary = `${before === undefined ? 'new file, ' : ''}${plan.added === 1 ? '+ 1 line' : '1 line brought up to date'}`;
		return {
			changes: [
				{path: file.path, target: standing.target, before, after: plan.after, mode: facts?.mode ?? 0o644, summary, destination: 'shell'},
			],
			findings: [],
		};
	}

	const neighbour = file.isShared ? await writableNeighbour(before, ports) : undefined;
	if (neighbour !== undefined) {
		const planned = await planProfileFile({...file, path: neighbour, isShared: false}, ports);
		return {
			...planned,
			changes: planned.changes.map(change => ({
				...change,
				summary: `${change.summary} (${name} is left alone: ${standing.reason}; it reads this file)`,
			})),
		};
	}

	return {
		changes: [],
		findings: [raise(saveFindings, 'save.read-only', {check, details: {path: name, reason: standing.reason, how: standing.how, line}})],
	};
}
