// Shows something to read before going on.

import type {ReactNode} from 'react';
import type {Question} from '../../providers/provider.ts';
import {Frame} from '../components/frame.tsx';
import {problemRows} from '../components/problem.ts';
import {lastTop, Rows, Scroll, spaced} from '../components/rows.tsx';
import {Waiting} from '../components/waiting.tsx';
import {useBody} from '../hooks/use-body.ts';
import {useScreen} from '../hooks/use-screen.ts';
import {firstReview, reviewKeyboard} from '../keyboards/review.ts';
import {useLook} from '../look.ts';
import type {AskProps} from './choice.tsx';

export type ReviewScreenProps = AskProps & {readonly question: Question & {readonly kind: 'review'}};

/** Draws what is to be read, scrolled when it is longer than the frame. */
export function ReviewScreen({stage, question, canGoBack}: ReviewScreenProps): ReactNode {
	const {signs} = useLook();
	const {body, error, position, help} = stage;
	const rowsFor = useBody(body);
	const {state, frame, given, keys} = useScreen({
		position,
		title: question.title,
		help,
		canGoBack,
		keyboard: reviewKeyboard,
		first: firstReview,
		given({width, room}) {
			const problem = problemRows(error, width, signs);
			return {
				question,
				body,
				upDown: signs.upDown,
				problem,
				lastTop: (isDetailed: boolean) => lastTop(rowsFor(isDetailed).length, room - problem.length),
			};
		},
	});
	return (
		<Frame frame={frame} keys={keys}>
			<Rows rows={given.problem} />
			{body === undefined ? (
				<Waiting text="gathering what there is to know" startedAt={stage.startedAt} limitMs={stage.limitMs} />
			) : (
				<Scroll
					rows={spaced(rowsFor(state.isDetailed), frame.room - given.problem.length)}
					top={state.top}
					room={frame.room - given.problem.length}
				/>
			)}
		</Frame>
	);
}
