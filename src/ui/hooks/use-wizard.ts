// The wizard's view as React state, and the guard that keeps one decision from being made twice.

import {useEffect, useRef, useState} from 'react';
import type {Intent, Wizard, WizardView} from '../../wizard/view.ts';

/**
 * Follows a wizard.
 *
 * @returns Its view, and `send`, which hands it intents. After a decision (answer, retry, skip) further ones are dropped
 * until the view has changed: a second Enter pressed while the first is at work must not confirm something unseen.
 */
export function useWizard(wizard: Wizard): {readonly view: WizardView; send(intent: Intent): void} {
	const [view, setView] = useState(() => wizard.view());
	const changes = useRef(0);
	const decidedAt = useRef<number>(undefined);
	useEffect(() => {
		const update = (): void => {
			changes.current += 1;
			setView(wizard.view());
		};

		const stop = wizard.subscribe(update);
		// It may have changed between the first drawing and this effect.
		update();
		return stop;
	}, [wizard]);

	const send = (intent: Intent): void => {
		if (intent.kind === 'answer' || intent.kind === 'retry' || intent.kind === 'skip') {
			if (decidedAt.current === changes.current) {
				return;
			}

			decidedAt.current = changes.current;
		}

		wizard.dispatch(intent);
	};

	return {view, send};
}
