// The next step after a read that got no answer of the service: nobody can tell yet whether a permission is missing.

import type {NextStep} from '../core/finding.ts';

/** For a read that was not answered, or that the service was too busy for. */
export const lookAgain: NextStep = {
	owner: 'you',
	fix: {
		kind: 'do',
		text: 'This says nothing about your permissions. Try again in a minute; if it stays, your cloud administrators know what is set.',
	},
};
