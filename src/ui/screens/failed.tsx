// Shows why a proof failed and what to do next.

import {useWindowSize} from 'ink';
import {useMemo, type ReactNode} from 'react';
import type {Line} from '../../core/document.ts';
import {fold, isProblem} from '../../core/finding.ts';
import type {FailedStage} from '../../wizard/view.ts';
import {wrap} from '../cells.ts';
import {findingRows} from '../components/finding.ts';
import {Frame} from '../components/frame.tsx';
import {lastTop, Scroll, spaced} from '../components/rows.tsx';
import {usableWidth} from '../frame.ts';
import {useScreen} from '../hooks/use-screen.ts';
import {failedKeyboard, firstFailed} from '../keyboards/failed.ts';
import {useLook} from '../look.ts';

function codeRows(lines: readonly Line[] | undefined, width: number): readonly Line[] {
	return lines === undefined ? [] : [[], ...lines.flatMap(content => wrap([{text: '  ', tone: 'plain'}, ...content], width, 4))];
}

export type FailedProps = {readonly stage: FailedStage; readonly canGoBack: boolean};

/** Draws the findings, root causes first. */
export function FailedScreen({stage, canGoBack}: FailedProps): ReactNode {
	const {signs, contacts} = useLook();
	const {actions, canSkip, position, help, findings, codeLines, isAgain = false} = stage;
	// A finding that says the same as the heading would stand there twice.
	const notProven = isAgain ? 'Still not proven' : 'Not proven';
	const title = findings.some(finding => finding.title === stage.title)
		? notProven
		: `${stage.title.slice(0, 1).toUpperCase()}${stage.title.slice(1)}`;
	const width = usableWidth(useWindowSize().columns);
	const roots = useMemo(() => fold(findings).filter(root => isProblem(root.finding)), [findings]);
	const {rowsFor, hasDetails} = useMemo(() => {
		const rowsOf = (isDetailed: boolean): readonly Line[] =>
			roots.flatMap((root, index) => [...(index === 0 ? [] : [[]]), ...findingRows(root, {width, signs, contacts, isDetailed})]);
		const summary = rowsOf(false);
		const details = [...rowsOf(true), ...codeRows(codeLines, width)];
		// Whatever the summary left out or cut, the details have.
		const isMore = JSON.stringify(details) !== JSON.stringify(summary);
		return {rowsFor: (isDetailed: boolean) => (isDetailed ? details : summary), hasDetails: isMore};
	}, [roots, codeLines, width, signs, contacts]);
	const {state, frame, keys} = useScreen({
		position,
		title,
		help,
		canGoBack,
		keyboard: failedKeyboard,
		first: firstFailed,
		given: ({room}) => ({
			actions,
			canSkip,
			upDown: signs.upDown,
			hasDetails,
			lastTop: (isDetailed: boolean) => lastTop(rowsFor(isDetailed).length, room),
		}),
	});
	return (
		<Frame frame={frame} keys={keys}>
			<Scroll rows={spaced(rowsFor(state.isDetailed), frame.room)} top={state.top} room={frame.room} />
		</Frame>
	);
}
