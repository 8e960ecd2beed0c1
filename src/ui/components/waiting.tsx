// A line for work that is under way: what, for how long, and how long at most.

import type {ReactNode} from 'react';
import {elapsedText} from '../../core/durations.ts';
import {useTicks} from '../hooks/use-ticks.ts';
import {useLook} from '../look.ts';
import {markOf} from '../theme.ts';
import {Words} from './words.tsx';

export type WaitingProps = {readonly text: string; readonly startedAt?: number | undefined; readonly limitMs?: number | undefined};

/** Draws one moving row. */
export function Waiting({text, startedAt, limitMs}: WaitingProps): ReactNode {
	const {clock, signs} = useLook();
	const frame = useTicks(true);
	const time = startedAt === undefined ? '' : `  ${elapsedText(startedAt, clock.elapsed(), limitMs)}`;
	return (
		<Words
			line={[{text: '  ', tone: 'plain'}, markOf('running', signs, frame), {text: ` ${text}`, tone: 'plain'}, {text: time, tone: 'muted'}]}
		/>
	);
}
