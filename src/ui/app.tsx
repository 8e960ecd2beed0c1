// The whole interface: the transcript above, the current step below, the help over it.

import {Activity, useEffect, useState, type ReactNode} from 'react';
import {useWindowSize} from 'ink';
import type {Stage, Wizard} from '../wizard/view.ts';
import {Transcript} from './components/transcript.tsx';
import {useWizard} from './hooks/use-wizard.ts';
import {emptyLog, extendLog} from './log.ts';
import {ActionsContext, useLook, type HelpText} from './look.ts';
import {ChecklistScreen} from './screens/checklist.tsx';
import {ChoiceScreen} from './screens/choice.tsx';
import {FailedScreen} from './screens/failed.tsx';
import {HelpScreen} from './screens/help.tsx';
import {ProveScreen} from './screens/prove.tsx';
import {ReviewScreen} from './screens/review.tsx';
import {TextScreen} from './screens/text.tsx';

export type AppProps = {
	readonly wizard: Wizard;
	/** The interface is on its way out: only the transcript is drawn. */
	readonly isLeaving: boolean;
	onEnd(kind: 'finished' | 'stopped'): void;
	onError(error: unknown): void;
};

/** Draws a wizard. */
export function App({wizard, isLeaving, onEnd, onError}: AppProps): ReactNode {
	const {signs, isUnicode} = useLook();
	const size = useWindowSize();
	const {view, send} = useWizard(wizard);
	const [log, setLog] = useState(emptyLog);
	const [help, setHelp] = useState<HelpText>();
	// Derived from the view while drawing, so that a finished step leaves the frame and enters the transcript in one redraw.
	const extended = extendLog(log, view, {size, signs, isUnicode});
	if (extended !== log) {
		setLog(extended);
	}

	const {stage} = view;
	const end = stage.kind === 'finished' || stage.kind === 'stopped' ? stage.kind : undefined;
	useEffect(() => {
		if (end !== undefined) {
			onEnd(end);
		}
	}, [end, onEnd]);
	const isOver = isLeaving || end !== undefined;
	return (
		<ActionsContext
			value={{
				send,
				openHelp: setHelp,
				closeHelp: () => {
					setHelp(undefined);
				},
				fail: onError,
			}}
		>
			<Transcript entries={extended.entries} />
			{isOver ? null : (
				<>
					{/* Hidden, not removed: what was typed and where the cursor was survive the help. */}
					<Activity mode={help === undefined ? 'visible' : 'hidden'}>
						<Screen key={nameOf(stage)} stage={stage} canGoBack={view.canGoBack ?? true} />
					</Activity>
					{help !== undefined && <HelpScreen help={help} />}
				</>
			)}
		</ActionsContext>
	);
}

/** A screen is a new one, with fresh state, when this changes. */
function nameOf(stage: Stage): string {
	switch (stage.kind) {
		case 'ask': {
			return `ask ${stage.question.id}`;
		}

		case 'prove':
		case 'failed': {
			return `${stage.kind} ${stage.position.index} ${stage.title}`;
		}

		default: {
			return stage.kind;
		}
	}
}

function Screen({stage, canGoBack}: {readonly stage: Stage; readonly canGoBack: boolean}): ReactNode {
	switch (stage.kind) {
		case 'ask': {
			const {question} = stage;
			switch (question.kind) {
				case 'choice': {
					return <ChoiceScreen stage={stage} canGoBack={canGoBack} />;
				}

				case 'text': {
					return <TextScreen stage={stage} canGoBack={canGoBack} />;
				}

				case 'checklist': {
					return <ChecklistScreen stage={stage} question={question} canGoBack={canGoBack} />;
				}

				case 'review': {
					return <ReviewScreen stage={stage} question={question} canGoBack={canGoBack} />;
				}
			}
		}

		// oxlint-disable-next-line no-fallthrough -- every kind of question returns
		case 'prove': {
			return <ProveScreen stage={stage} canGoBack={canGoBack} />;
		}

		case 'failed': {
			return <FailedScreen stage={stage} canGoBack={canGoBack} />;
		}

		default: {
			return null;
		}
	}
}
