// Findings about `onboard` itself: a check that crashed or ran out of time, progress that could not be kept.

import {family} from './declare.ts';

export const toolFindings = family({
	'tool.check-timed-out': {
		severity: 'unknown',
		owner: 'you',
		title: ({check, limit}) => `The check ${check} had no answer within ${limit}`,
		cause: () => 'The other side is slow, or something on the way drops the connection without a word.',
		fix: () => ({kind: 'do', text: 'Try again; if it stays, look at the network findings first.'}),
		causedBy: ['network.connect-dropped', 'network.nothing-answers', 'network.offline'],
		detection: 'Every check has a time limit; this one reached it.',
	},
	'tool.check-not-started': {
		severity: 'unknown',
		owner: 'you',
		title: ({check, limit}) => `The check ${check} was not started: the ${limit} for the whole run were over`,
		cause: () => 'The checks before it took long: this network or a service is slow.',
		fix: () => ({kind: 'do', text: 'Try again; `onboard doctor --verbose` shows which check takes the time.'}),
		causedBy: ['tool.check-timed-out', 'network.connect-dropped', 'network.nothing-answers', 'network.offline'],
		detection: 'All checks together have a time limit, and it was reached before this one could start.',
	},
	'tool.check-crashed': {
		severity: 'unknown',
		owner: 'help-desk',
		title: ({check}) => `The check ${check} itself failed, so its question stays open`,
		cause: ({reason}) => `A fault in onboard, not in your set-up: ${reason}`,
		fix: ({check, reason}) => ({
			kind: 'ask',
			text: 'Send this to whoever maintains onboard for you.',
			message: `The onboard check ${check} crashed: ${reason}`,
		}),
		detection: 'The check threw something that is not an answer of the other side.',
	},
	'tool.progress-not-kept': {
		severity: 'warn',
		owner: 'you',
		title: ({path}) => `Progress cannot be kept in ${path}`,
		cause: ({reason}) => reason,
		fix: ({path}) => ({kind: 'do', text: `Make ${path} writable, or finish in one go.`}),
		detection: 'Reading or writing the answers kept for resuming failed.',
	},
	'tool.progress-ignored': {
		severity: 'warn',
		owner: 'you',
		title: ({path}) => `Progress kept in ${path} was not used`,
		cause: ({reason}) => `${reason} The file was left as it is.`,
		fix: () => ({kind: 'do', text: 'Nothing to do: answer the questions again; a copy of the file is kept before it is replaced.'}),
		detection: 'The file of an earlier run is damaged, or a newer onboard wrote it.',
	},
});
