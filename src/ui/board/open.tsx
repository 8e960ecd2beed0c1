// The door to the board's interface: what the command imports, dynamically, once it knows that a terminal is there.

import {Static} from 'ink';
import {Activity, useCallback, useEffect, useReducer, useState, type ReactNode} from 'react';
import type {Line} from '../../core/document.ts';
import {Words} from '../components/words.tsx';
import {enter, type EnterOptions} from '../enter.tsx';
import {plainQuitName} from '../keys.ts';
import {ActionsContext, type HelpText} from '../look.ts';
import {HelpScreen} from '../screens/help.tsx';
import type {Door} from '../root.tsx';
import type {BoardFeed, BoardPicture} from '../../cohort/board/view.ts';
import {BoardScreen} from './screen.tsx';

/** Draws a board until the person leaves it. */
export async function openBoard(feed: BoardFeed, options: EnterOptions): Promise<void> {
	if (options.signal?.aborted !== true) {
		await drawBoard(feed, options).closed;
	}
}

/** The same, for tests that look at what is drawn. */
export function drawBoard(feed: BoardFeed, options: EnterOptions): ReturnType<typeof enter> {
	return enter({quit() {}, draw: door => <Board feed={feed} door={door} />}, {...options, quit: plainQuitName});
}

/** Events printed when the plain log is opened; the journal has all of them. */
const backfill = 200;

function Board({feed, door}: {readonly feed: BoardFeed; readonly door: Door}): ReactNode {
	const picture = usePicture(feed);
	const [openHelp, setHelp] = useState<HelpText>();
	const [log, setLog] = useState<Log>({until: 0, lines: []});
	const letOut = useCallback(
		(until: number) => {
			setLog(out => extended(out, feed.picture().log.slice(0, until)));
		},
		[feed],
	);
	return (
		<ActionsContext
			value={{
				send() {},
				openHelp: setHelp,
				closeHelp: () => {
					setHelp(undefined);
				},
				fail: door.fail,
			}}
		>
			<Static items={[...log.lines]}>{(row, index) => <Words key={index} line={row} />}</Static>
			{door.isLeaving ? null : (
				<>
					<Activity mode={openHelp === undefined ? 'visible' : 'hidden'}>
						<BoardScreen picture={picture} onLog={letOut} />
					</Activity>
					{openHelp !== undefined && <HelpScreen help={openHelp} />}
				</>
			)}
		</ActionsContext>
	);
}

/** Lines of the log that are on the terminal for good, and up to which event. */
type Log = {readonly until: number; readonly lines: readonly Line[]};

function extended(out: Log, log: readonly Line[]): Log {
	if (log.length <= out.until) {
		return out;
	}

	const from = Math.max(out.until, log.length - backfill);
	const left = from - out.until;
	const remark: readonly Line[] = left === 0 ? [] : [[{text: `${left} earlier events are in the journal`, tone: 'muted'}]];
	return {until: log.length, lines: [...out.lines, ...remark, ...log.slice(from)]};
}

/** Follows a feed; times in a state move on their own, once a minute. */
function usePicture(feed: BoardFeed): BoardPicture {
	const [, draw] = useReducer((count: number) => count + 1, 0);
	useEffect(() => {
		const stop = feed.subscribe(draw);
		const timer = setInterval(draw, 60_000);
		// It may have changed between the first drawing and this effect.
		draw();
		return () => {
			stop();
			clearInterval(timer);
		};
	}, [feed]);
	return feed.picture();
}
