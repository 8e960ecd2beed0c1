// Asks which boxes to tick, and shows below what they would do.

import type {ReactNode} from 'react';
import type {Line} from '../../core/document.ts';
import type {Question} from '../../providers/provider.ts';
import {Checklist} from '../components/checklist.tsx';
import {Frame} from '../components/frame.tsx';
import {problemRows} from '../components/problem.ts';
import {lastTop, Rows, Scroll} from '../components/rows.tsx';
import {Waiting} from '../components/waiting.tsx';
import {useBody} from '../hooks/use-body.ts';
import {useScreen} from '../hooks/use-screen.ts';
import {checklistKeyboard, firstChecklist, tickedIn} from '../keyboards/checklist.ts';
import {useLook} from '../look.ts';
import type {AskProps} from './choice.tsx';

export type ChecklistScreenProps = AskProps & {readonly question: Question & {readonly kind: 'checklist'}};

/** Draws the boxes and the review of what they would do. */
export function ChecklistScreen({stage, question, canGoBack}: ChecklistScreenProps): ReactNode {
	const {signs} = useLook();
	const {options, body, preferred, error, position, help} = stage;
	const rowsFor = useBody(body);
	const boxRoom = (room: number): number => Math.min(options?.length ?? 1, Math.max(1, Math.floor(room / 2)));
	const problemFor = (width: number): readonly Line[] => problemRows(error, width, signs);
	const scrollRoom = (room: number, width: number): number =>
		Math.max(1, room - boxRoom(room) - problemFor(width).length - (room > 6 ? 1 : 0));
	const {state, frame, given, keys} = useScreen({
		position,
		title: question.title,
		help,
		canGoBack,
		keyboard: checklistKeyboard,
		first: firstChecklist,
		given({width, room}) {
			return {
				question,
				options,
				body,
				preferred,
				upDown: signs.upDown,
				lastTop: (isDetailed: boolean) => lastTop(rowsFor(isDetailed).length, scrollRoom(room, width)),
			};
		},
	});
	const {width, room} = frame;
	if (options === undefined) {
		return (
			<Frame frame={frame} keys={keys}>
				<Waiting text="loading the list" startedAt={stage.startedAt} limitMs={stage.limitMs} />
			</Frame>
		);
	}

	return (
		<Frame frame={frame} keys={keys}>
			<Rows rows={problemFor(width)} />
			<Checklist options={options} ticked={tickedIn(state, given)} cursor={state.cursor} width={width} room={boxRoom(room)} />
			{room > 6 && <Rows rows={[[]]} />}
			<Scroll rows={rowsFor(state.isDetailed)} top={state.top} room={scrollRoom(room, width)} />
		</Frame>
	);
}
