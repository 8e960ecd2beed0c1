// `onboard cohort init`: checks a roster whole, then makes the cohort's folder with everybody's join code.

import path from 'node:path';
import {makeCohort, openCohort, places, type Cohort} from '../cohort/folder.ts';
import {collectorAddress} from '../cohort/join-link.ts';
import {rosterOf, type Roster} from '../cohort/roster/roster.ts';
import {readTable} from '../cohort/roster/table.ts';
import {line, type Line} from '../core/document.ts';
import {UserError, type ExitCode} from '../core/errors.ts';
import {shellWord} from '../core/shell-word.ts';
import {counted} from '../output/lines.ts';
import {shortPath} from '../ports/places.ts';
import {checkPreset} from '../preset/check.ts';
import {readPreset} from '../preset/load.ts';
import {ownProxy} from '../probes/proxy.ts';
import type {CommandIo} from './command.ts';
import type {Values} from './flags.ts';
import {signsFor, writeLines} from './output.ts';

/** Problems that are shown at once; the rest is counted, and `--json` has them all. */
const shownProblems = 40;

/** Exit code 0 when the cohort is made, 2 when the roster has problems: nothing is made then. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const {ports} = io;
	if (values.roster === undefined || values.out === undefined) {
		throw new UserError(
			`${values.roster === undefined ? '--roster' : '--out'} is missing.`,
			'Run: onboard cohort init --roster people.csv --out cohort.',
		);
	}

	const folder = path.resolve(ports.host.folder, values.out);
	const before = (await ports.files.stat(places(folder).cohort)) === undefined ? undefined : await openCohort(folder, ports);
	const preset = values.preset === undefined ? presetBefore(before, io) : await presetText(values.preset, io);
	const roster = await readRoster(path.resolve(ports.host.folder, values.roster), preset?.answers ?? {}, io);
	if (roster.problems.length > 0) {
		refuse(roster, values, io);
		return 2;
	}

	const name = values.name ?? before?.name ?? path.basename(folder);
	const {cohort, added, left} = await makeCohort(
		{
			folder,
			name,
			people: roster.people,
			targets: roster.targets,
			preset: preset?.text,
			...(values.collector === undefined ? {} : {collector: collectorAddress(values.collector, '--collector')}),
		},
		ports,
	);
	if (values.json === true) {
		const {codes: _codes, preset: _preset, ...rest} = cohort;
		io.stdout.write(
			`${JSON.stringify({schema: 'onboard/cohort-init@1', isGood: true, ...rest, remarks: roster.remarks, problems: []}, undefined, '\t')}\n`,
		);
		return 0;
	}

	const signs = signsFor(ports);
	const teams = new Set(cohort.people.map(person => person.team)).size;
	const shown = shortPath(folder, ports);
	writeLines(io.stdout, ports, [
		line(
			[`${signs.ok} `, 'ok'],
			[name, 'strong'],
			`: ${counted(cohort.people.length, 'person', 'people')} in ${counted(teams, 'team')}, ${counted(cohort.targets.length, 'target')}.`,
		),
		...(added.length === cohort.people.length
			? []
			: [
					line(
						added.length === 0
							? '  Nobody new; everybody keeps their join code.'
							: `  ${counted(added.length, 'person', 'people')} new; everybody else keeps their join code.`,
					),
				]),
		...(left.length === 0 ? [] : [line(`  No longer in the roster, their events stay: ${left.map(person => person.email).join(', ')}.`)]),
		...roster.remarks.map(remark => line([`  ${remark}`, 'muted'])),
		line(''),
		line(`  Folder  `, shown),
		line(`  Codes   `, `${shortPath(places(folder).codes, ports)}, for you alone`),
		line(`  Next    `, [`onboard cohort check ${shellWord(values.out)}`, 'accent']),
	]);
	return 0;
}

type PresetText = {readonly text: string; readonly answers: Readonly<Record<string, string>>};

/** The preset that a folder was made with goes on to hold when none is named. */
function presetBefore(before: Cohort | undefined, {providers}: CommandIo): PresetText | undefined {
	if (before?.preset === undefined) {
		return undefined;
	}

	const result = checkPreset(before.preset, providers);
	return {text: before.preset, answers: result.isGood ? result.preset.answers : {}};
}

async function presetText(location: string, {ports, providers, signal}: CommandIo): Promise<PresetText> {
	const {text, origin} = await readPreset({location, from: '--preset'}, {ports, signal, proxyFor: url => ownProxy(url, ports.env)});
	const result = checkPreset(text, providers);
	if (!result.isGood) {
		throw new UserError(
			`The preset ${origin.label} cannot be used: ${result.problems[0] ?? 'it has problems'}.`,
			`onboard preset check ${origin.label} lists every problem.`,
		);
	}

	return {text, answers: result.preset.answers};
}

async function readRoster(file: string, shared: Readonly<Record<string, string>>, {ports}: CommandIo): Promise<Roster> {
	const shown = shortPath(file, ports);
	let content: Uint8Array | undefined;
	try {
		content = await ports.files.read(file);
	} catch (error) {
		throw new UserError(
			`${shown} cannot be read: ${error instanceof Error ? error.message : 'unknown error'}.`,
			'Name a file with --roster.',
		);
	}

	if (content === undefined) {
		throw new UserError(`There is no file ${shown}.`, 'Name the roster with --roster.');
	}

	return rosterOf(await readTable(content, shown), shared);
}

function refuse({problems, remarks, people}: Roster, values: Values, {ports, stdout, stderr}: CommandIo): void {
	if (values.json === true) {
		stdout.write(`${JSON.stringify({schema: 'onboard/cohort-init@1', isGood: false, problems, remarks}, undefined, '\t')}\n`);
		return;
	}

	const more = problems.length - shownProblems;
	const lines: readonly Line[] = [
		line(
			[`${signsFor(ports).fail} `, 'fail'],
			`The roster has ${counted(problems.length, 'problem')}; nothing was made. ${counted(people.length, 'row')} would be good.`,
		),
		...problems.slice(0, shownProblems).map(problem => line(`  row ${problem.row}, ${problem.column}  `, problem.text)),
		...(more > 0 ? [line(`  and ${more} more; --json lists all of them.`)] : []),
		...remarks.map(remark => line([`  ${remark}`, 'muted'])),
	];
	writeLines(stderr, ports, lines);
}
