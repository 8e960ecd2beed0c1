// `onboard cohort run`: checks every target of a cohort with the lead's own sign-in, and makes everybody's kit.

import path from 'node:path';
import {openCohort, places, type Cohort} from '../cohort/folder.ts';
import {openJournal} from '../cohort/journal/open.ts';
import {runDocument, runLines} from '../cohort/run/lines.ts';
import {runCohort, type RunOptions, type RunSummary} from '../cohort/run/run.ts';
import type {Policy, ProgressRow} from '../core/check.ts';
import {line} from '../core/document.ts';
import {UserError, type ExitCode} from '../core/errors.ts';
import {shellWord} from '../core/shell-word.ts';
import type {TermsSummary} from '../core/terms.ts';
import {counted} from '../output/lines.ts';
import {shortPath} from '../ports/places.ts';
import {checkPreset} from '../preset/check.ts';
import {policyOf, statementsOf} from '../preset/preset.ts';
import {settledRows} from '../wizard/print.ts';
import type {CommandIo} from './command.ts';
import {canRedraw} from './face.ts';
import type {Values} from './flags.ts';
import {openLiveRows} from './live-rows.ts';
import {keepHeapModest} from './modest-heap.ts';
import {signsFor, writeLines} from './output.ts';
import {openWorld, type World} from './world.ts';

const usualConcurrency = 16;
const mostConcurrency = 64;

/** Exit code 0 when every target is proven, 1 when one is not, 3 when the folder cannot be written. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	keepHeapModest();
	const concurrency = concurrencyOf(values.concurrency);
	const perDeveloper = tokensOf(values.tokensPerDeveloper);
	const folder = path.resolve(io.ports.host.folder, values.words[0] ?? '');
	const cohort = await openCohort(folder, io.ports);
	const world = await openWorld(values, io, {isConfigured: true});
	try {
		const journal = await openJournal(cohort, values.store, io.ports);
		try {
			const summary = await withProgress(
				{
					cohort,
					journal,
					...worldOf(cohort, world),
					choice: {only: values.only, again: values.again === true},
					concurrency,
					...(perDeveloper === undefined ? {} : {perDeveloper}),
					measuresCaching: values.measureCaching === true,
					signal: io.signal,
				},
				values,
				io,
			);
			print(summary, cohort, world, values, io);
			return summary.results.every(({state}) => state === 'proven') ? 0 : 1;
		} catch (error) {
			if (io.signal.aborted) {
				const again = `onboard cohort run ${shellWord(values.words[0] ?? '')}`;
				writeLines(io.stderr, io.ports, [line('Stopped. What was found is kept; ', [again, 'accent'], ' goes on from there.')]);
			}

			throw error;
		} finally {
			await journal.close();
		}
	} finally {
		await world.close();
	}
}

/** What the checks of a cohort are given: its own preset decides, as it will on its people's laptops. */
export function worldOf(
	cohort: Cohort,
	world: World,
): Pick<RunOptions, 'ports' | 'providers'> & {readonly policy: Policy; readonly organization?: TermsSummary['organization']} {
	const {ports, providers} = world;
	const checked = cohort.preset === undefined ? undefined : checkPreset(cohort.preset, providers);
	if (checked?.isGood === false) {
		throw new UserError(
			`The preset of this cohort cannot be used: ${checked.problems[0] ?? 'it has problems'}.`,
			`Correct it, and run onboard cohort init again with --preset.`,
		);
	}

	if (checked === undefined) {
		return {ports, providers, policy: world.policy};
	}

	const own = policyOf(checked.preset);
	const organization = statementsOf(checked.preset);
	return {
		ports,
		providers,
		policy: {...own, requirePrivatePath: own.requirePrivatePath || world.policy.requirePrivatePath},
		...(organization === undefined ? {} : {organization}),
	};
}

/** Live rows on a terminal, a line for each target elsewhere; nothing but the output where a program reads it. */
async function withProgress(options: RunOptions, values: Values, io: CommandIo): Promise<RunSummary> {
	if (io.stderr.isTTY && values.plain !== true && canRedraw(io.ports.env)) {
		const live = openLiveRows(io.stderr, options.ports);
		try {
			return await runCohort({
				...options,
				onRows(rows) {
					live.show(rows);
				},
			});
		} finally {
			await live.close();
		}
	}

	if (values.json === true) {
		return runCohort(options);
	}

	let shown: readonly ProgressRow[] = [];
	const summary = await runCohort({
		...options,
		onRows(rows) {
			if (shown.length === 0) {
				writeLines(io.stderr, io.ports, [line(`Looking at ${counted(rows.length, 'target')} of ${options.cohort.name}.`)]);
			}

			writeLines(io.stderr, io.ports, settledRows(shown, rows));
			shown = rows;
		},
	});
	if (shown.length > 0) {
		io.stderr.write('\n');
	}

	return summary;
}

function print(summary: RunSummary, cohort: Cohort, world: World, values: Values, io: CommandIo): void {
	if (values.json === true) {
		io.stdout.write(`${JSON.stringify(runDocument(summary, cohort), undefined, '\t')}\n`);
		return;
	}

	const {contacts} = worldOf(cohort, world).policy;
	const kits = shortPath(places(cohort.folder).kits, io.ports);
	writeLines(io.stdout, io.ports, runLines(summary, cohort, {signs: signsFor(io.ports), kits, contacts}));
}

/**
 * @throws UserError when it is no whole number above 0.
 */
function tokensOf(text: string | undefined): number | undefined {
	const number = text === undefined ? undefined : Number(text);
	if (number !== undefined && (!Number.isSafeInteger(number) || number < 1)) {
		throw new UserError('--tokens-per-developer is no number of tokens.', 'Name a whole number, for example 50000.');
	}

	return number;
}

/**
 * @throws UserError when it is no number from 1 to 64.
 */
function concurrencyOf(text: string | undefined): number {
	const number = text === undefined ? usualConcurrency : Number(text);
	if (!Number.isInteger(number) || number < 1 || number > mostConcurrency) {
		throw new UserError('--concurrency is no number of targets.', `Name a number from 1 to ${mostConcurrency}.`);
	}

	return number;
}
