// The board's words: how a state, a step and a time in it are said, on every face and in every report.

import {agoText, secondsText} from '../../core/durations.ts';
import {ownerName} from '../../output/finding.ts';
import type {Row, State} from './board.ts';

/** A state of its own, for headings and counts. */
export const stateNames: Readonly<Record<State, string>> = {
	blocked: 'blocked',
	waiting: 'waiting',
	'signing-in': 'signing in',
	'under-way': 'under way',
	invited: 'invited',
	ready: 'ready',
};

/** Where one person stands: `waiting on network team`, `under way: network`. */
export function stateText({state, owner, step}: Pick<Row, 'state' | 'owner' | 'step'>): string {
	switch (state) {
		case 'waiting': {
			return `waiting on ${owner === undefined ? 'somebody' : ownerName(owner)}`;
		}

		case 'under-way': {
			return step === undefined || step === 'run' ? 'under way' : `under way: ${step}`;
		}

		default: {
			return stateNames[state];
		}
	}
}

/** How long a person has been in their state: `4 min`; empty before anything happened. */
export function sinceText({since}: Pick<Row, 'since'>, now: number): string {
	return since === undefined ? '' : agoText(now - since);
}

/** A share as people read it: `84 %`. */
export function shareText(share: number | undefined): string {
	return share === undefined ? '–' : `${Math.round(share * 100)} %`;
}

/** A median time as people read it. */
export function medianText(milliseconds: number | undefined): string {
	return milliseconds === undefined ? '–' : secondsText(Math.round(milliseconds / 1000) * 1000);
}
