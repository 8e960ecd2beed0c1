// `onboard doctor`: every check for what is configured, root causes first; changes nothing.

import type {CheckGroup, ProgressRow} from '../core/check.ts';
import {line} from '../core/document.ts';
import {UserError, type ExitCode} from '../core/errors.ts';
import {redactionTexts, reportJson, reportLines} from '../output/report.ts';
import {reportMarkdown} from '../output/report-markdown.ts';
import {settledRows} from '../wizard/print.ts';
import type {CommandIo} from './command.ts';
import {examine, wholeLimitMs, type Examined} from './examine.ts';
import {canRedraw} from './face.ts';
import type {Values} from './flags.ts';
import {openLiveRows} from './live-rows.ts';
import {signsFor, writeLines} from './output.ts';
import {sharePath, writeShared} from './share-file.ts';
import {openWorld, type World} from './world.ts';

/**
 * Exit code 0 when ready, 1 when not or when it cannot be told.
 *
 * @throws UserError for flags that exclude each other (2) and a shared copy that cannot be written (3).
 */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	if (values.json === true && values.markdown === true) {
		throw new UserError('--json and --markdown cannot be printed at once.', 'Choose one of them.');
	}

	const copy = values.share === undefined ? undefined : await sharePath(values.share, io.ports);
	const world = await openWorld(values, io, {isConfigured: true});
	try {
		const examined = await withProgress(world, values, io);
		print(examined, world, values, io);
		if (copy !== undefined) {
			await share(examined, copy, world, io);
		}

		return examined.report.verdict === 'ready' ? 0 : 1;
	} finally {
		await world.close();
	}
}

/** Live rows on a terminal, settled lines elsewhere; nothing but the output where a program reads it from a pipe. */
async function withProgress(world: World, values: Values, io: CommandIo): Promise<Examined> {
	const options = {signal: io.signal, ...(values.only === undefined ? {} : {only: values.only as CheckGroup})};
	if (io.stderr.isTTY && values.plain !== true && canRedraw(io.ports.env)) {
		const live = openLiveRows(io.stderr, world.ports, wholeLimitMs);
		try {
			return await examine(world, {
				...options,
				onProgress(rows) {
					live.show(rows);
				},
			});
		} finally {
			await live.close();
		}
	}

	if (values.json === true || values.markdown === true) {
		return examine(world, options);
	}

	let shown: readonly ProgressRow[] = [];
	writeLines(io.stderr, world.ports, [line(`Checking what is configured; at most ${wholeLimitMs / 1000} s.`)]);
	const examined = await examine(world, {
		...options,
		onProgress(rows) {
			writeLines(io.stderr, world.ports, settledRows(shown, rows));
			shown = rows;
		},
	});
	io.stderr.write('\n');
	return examined;
}

function print({report, provider}: Examined, world: World, values: Values, io: CommandIo): void {
	const options = {contacts: world.policy.contacts, ...(provider === undefined ? {} : {providerName: provider.name})};
	if (values.json === true) {
		io.stdout.write(reportJson(report));
		return;
	}

	if (values.markdown === true) {
		io.stdout.write(reportMarkdown(report, options));
		return;
	}

	const isVerbose = values.verbose === true;
	writeLines(io.stdout, world.ports, reportLines(report, {...options, glyphs: signsFor(world.ports), isVerbose}));
}

async function share({report, provider}: Examined, path: string, world: World, io: CommandIo): Promise<void> {
	const shared = await writeShared(report, {
		path,
		files: io.ports.files,
		seen: world.ports,
		...(provider === undefined ? {} : {providerName: provider.name}),
	});
	writeLines(io.stderr, world.ports, [
		line(''),
		line(`A copy that names nobody is in ${path}. Read it before you send it.`),
		...redactionTexts(shared).map(text => line(`  ${text}`)),
	]);
}
