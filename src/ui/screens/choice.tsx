// Asks for one of several options.

import type {ReactNode} from 'react';
import type {AskStage} from '../../wizard/view.ts';
import {Frame} from '../components/frame.tsx';
import {problemRows} from '../components/problem.ts';
import {Rows} from '../components/rows.tsx';
import {Select} from '../components/select.tsx';
import {Waiting} from '../components/waiting.tsx';
import {useScreen} from '../hooks/use-screen.ts';
import {choiceKeyboard, firstChoice} from '../keyboards/choice.ts';
import {useLook} from '../look.ts';

export type AskProps = {readonly stage: AskStage; readonly canGoBack: boolean};

/** Draws the question and its options. */
export function ChoiceScreen({stage, canGoBack}: AskProps): ReactNode {
	const {signs} = useLook();
	const {options, preferred, error, position, help, question} = stage;
	const typed = question.kind === 'choice' ? question.typed : undefined;
	const {state, frame, keys} = useScreen({
		position,
		title: question.title,
		help,
		canGoBack,
		keyboard: choiceKeyboard,
		first: firstChoice,
		given: () => ({options, preferred, typed}),
	});
	const problem = problemRows(error, frame.width, signs);
	return (
		<Frame frame={frame} keys={keys}>
			<Rows rows={problem} />
			{options !== undefined && (
				<Select
					options={options}
					preferred={preferred}
					typed={typed}
					state={state}
					width={frame.width}
					room={frame.room - problem.length}
				/>
			)}
			{options === undefined && error === undefined && (
				<Waiting text="loading the list" startedAt={stage.startedAt} limitMs={stage.limitMs} />
			)}
		</Frame>
	);
}
