// `onboard cohort board`: the board on this terminal, live; as plain lines where nobody can redraw; as JSON once.

import path from 'node:path';
import {boardOf} from '../cohort/board/board.ts';
import {liveBoard} from '../cohort/board/live.ts';
import {logLine, pictureOf} from '../cohort/board/picture.ts';
import {boardDocument} from '../cohort/board/wire.ts';
import type {BoardFeed} from '../cohort/board/view.ts';
import type {Cohort} from '../cohort/folder.ts';
import {openGrowing} from '../cohort/growing.ts';
import type {Journal} from '../cohort/journal/journal.ts';
import {openJournal} from '../cohort/journal/open.ts';
import {line, type Line} from '../core/document.ts';
import type {ExitCode} from '../core/errors.ts';
import {checkPreset} from '../preset/check.ts';
import type {CommandIo} from './command.ts';
import {canRedraw, rewraps} from './face.ts';
import type {Values} from './flags.ts';
import {allowsColor, unicodeOn, writeLines} from './output.ts';

/** Exit code 0 when the person leaves it. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const {ports} = io;
	const growing = await openGrowing(path.resolve(ports.host.folder, values.words[0] ?? ''), ports);
	const {cohort} = growing;
	const journal = await openJournal(cohort, values.store, ports);
	try {
		if (values.json === true) {
			const board = await liveBoard(cohort, journal).current();
			io.stdout.write(`${JSON.stringify(boardDocument(board, cohort), undefined, '\t')}\n`);
			return 0;
		}

		growing.follow();
		const feed = await startFeed(cohort, journal, contactsOf(cohort, io));
		try {
			if (values.plain !== true && io.stdin.isTTY && io.stdout.isTTY && canRedraw(ports.env)) {
				const {openBoard} = await import('../ui/board/open.tsx');
				await openBoard(feed, {
					io,
					clock: ports.clock,
					isUnicode: unicodeOn(ports),
					rewraps: rewraps(ports),
					colour: allowsColor(io.stdout, ports.env),
					signal: io.signal,
				});
			} else {
				await printLog(feed, io);
			}
		} finally {
			feed.stop();
		}

		return 0;
	} finally {
		growing.stop();
		await journal.close();
	}
}

type Feed = BoardFeed & {stop(): void};

/** Who to turn to, from the cohort's preset; a preset that a run would refuse names nobody here. */
function contactsOf({preset}: Cohort, {providers}: CommandIo): Readonly<Record<string, string>> {
	const checked = preset === undefined ? undefined : checkPreset(preset, providers);
	return checked?.isGood === true ? checked.preset.contacts : {};
}

/** Follows the journal; a look that fails is tried again at the next change. */
async function startFeed(cohort: Cohort, journal: Journal, contacts: Readonly<Record<string, string>>): Promise<Feed> {
	const shown = () => ({...cohort, contacts});
	const board = liveBoard(cohort, journal);
	const listeners = new Set<() => void>();
	const log: Line[] = [];
	let last = 0;
	let picture = pictureOf(boardOf({people: cohort.people, events: [], ownerOf: () => undefined}), log, shown());
	let looking: Promise<void> = Promise.resolve();

	const look = async () => {
		const fresh = await journal.read(last);
		const names = new Map(cohort.people.map(person => [person.id, person.name]));
		last = fresh.at(-1)?.order ?? last;
		log.push(...fresh.map(event => logLine(event, cohort, names)));
		picture = pictureOf(await board.current(), [...log], shown());
		for (const listener of listeners) {
			listener();
		}
	};

	await look();
	const unwatch = await journal.watch(() => {
		looking = looking.then(look).catch(() => {});
	});
	return {
		picture: () => picture,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		stop: unwatch,
	};
}

/** Prints what has happened, then every event as it comes, until the person stops. */
async function printLog(feed: Feed, {ports, stdout, signal}: CommandIo): Promise<void> {
	let printed = 0;
	const print = () => {
		const {log, counts} = feed.picture();
		if (log.length > printed || printed === 0) {
			writeLines(stdout, ports, [...log.slice(printed), line([counts.map(({label, count}) => `${label} ${count}`).join(' · '), 'strong'])]);
			printed = log.length;
		}
	};

	print();
	const stop = feed.subscribe(print);
	await new Promise<void>(resolve => {
		if (signal.aborted) {
			resolve();
		} else {
			signal.addEventListener(
				'abort',
				() => {
					resolve();
				},
				{once: true},
			);
		}
	});
	stop();
}
