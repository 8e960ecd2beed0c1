// What to do after a read or a call that got no answer of the service: nobody can tell yet what it would have said.

import type {NextStep} from '../core/finding.ts';

/** For a call of a model that nobody answered: as far as anybody knows, not the provider's fault. */
export const callAgain: NextStep = {
	owner: 'you',
	fix: {kind: 'do', text: 'Check that the network and the VPN are still connected, and try again in a minute.'},
};

/** For a read that was not answered, or that the service was too busy for. */
export const lookAgain: NextStep = {
	owner: 'you',
	fix: {
		kind: 'do',
		text: 'This says nothing about your permissions. Try again in a minute; if it stays, your cloud administrators know what is set.',
	},
};

/**
 * Why a read gave nothing and what helps, for a summary.
 *
 * @param knows - Who could tell, as a sentence; only where neither a new sign-in nor another try helps.
 */
export function withWhatHelps(reason: string, {isSignedOut, isPassing}: {isSignedOut: boolean; isPassing: boolean}, knows: string): string {
	return `${reason} ${isSignedOut ? 'Sign in again.' : isPassing ? 'Try again in a minute.' : knows}`.trim();
}
