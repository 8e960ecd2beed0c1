// Asks for a line of text.

import type {ReactNode} from 'react';
import {Frame} from '../components/frame.tsx';
import {problemRows} from '../components/problem.ts';
import {Rows} from '../components/rows.tsx';
import {TextField} from '../components/text-field.tsx';
import {Waiting} from '../components/waiting.tsx';
import {useScreen} from '../hooks/use-screen.ts';
import {firstText, textKeyboard} from '../keyboards/text.ts';
import {useLook} from '../look.ts';
import type {AskProps} from './choice.tsx';

/** Draws the question, the field, and why the last text was not taken. */
export function TextScreen({stage, canGoBack}: AskProps): ReactNode {
	const {signs} = useLook();
	const {question, preferred, error, position, help} = stage;
	const isWaiting = stage.startedAt !== undefined && error === undefined;
	const {state, frame, given, keys} = useScreen({
		position,
		title: question.title,
		help,
		canGoBack,
		keyboard: textKeyboard,
		first: firstText,
		given: () => ({preferred, isLoading: isWaiting}),
	});
	const placeholder = question.kind === 'text' ? question.placeholder : undefined;
	return (
		<Frame frame={frame} keys={keys}>
			<TextField state={state} given={given} placeholder={placeholder} width={frame.width} row={frame.bodyTop} />
			{isWaiting && <Waiting text="one moment" startedAt={stage.startedAt} limitMs={stage.limitMs} />}
			{!state.isEdited && <Rows rows={problemRows(error, frame.width, signs)} />}
		</Frame>
	);
}
