// Shows a proof being taken: what to do meanwhile, and every check as it happens.

import type {ReactNode} from 'react';
import type {Line} from '../../core/document.ts';
import type {ProveStage} from '../../wizard/view.ts';
import {Frame} from '../components/frame.tsx';
import {noticeRows} from '../components/notice.ts';
import {progressRows} from '../components/progress.ts';
import {Rows} from '../components/rows.tsx';
import {Waiting} from '../components/waiting.tsx';
import {useScreen} from '../hooks/use-screen.ts';
import {useTicks} from '../hooks/use-ticks.ts';
import {proveKeyboard} from '../keyboards/prove.ts';
import {useLook} from '../look.ts';

export type ProveProps = {readonly stage: ProveStage; readonly canGoBack: boolean};

/** Draws the proof. */
export function ProveScreen({stage, canGoBack}: ProveProps): ReactNode {
	const {actions, notice, rows, position, title, help} = stage;
	const {frame, keys} = useScreen({position, title, help, canGoBack, keyboard: proveKeyboard, first: undefined, given: () => ({actions})});
	return (
		<Frame frame={frame} keys={keys}>
			{rows.length === 0 && notice === undefined ? (
				<Waiting text="starting" />
			) : (
				<Body stage={stage} width={frame.width} room={frame.room} />
			)}
		</Frame>
	);
}

/** What moves: redrawn with every picture of the spinner. */
function Body({stage, width, room}: {readonly stage: ProveStage; readonly width: number; readonly room: number}): ReactNode {
	const {clock, signs} = useLook();
	const {rows, notice} = stage;
	const picture = useTicks(rows.some(row => row.state === 'running') || notice?.until !== undefined);
	const above: readonly Line[] = notice === undefined ? [] : noticeRows(notice, {width, now: clock.now(), isTight: room < 9});
	const gap: readonly Line[] = above.length === 0 || rows.length === 0 || room < 9 ? [] : [[]];
	const rest = Math.max(rows.length === 0 ? 0 : 1, room - above.length - gap.length);
	const below = progressRows(rows, {width, room: rest, now: clock.elapsed(), frame: picture, signs});
	return <Rows rows={[...above.slice(0, room - below.length - gap.length), ...gap, ...below]} />;
}
