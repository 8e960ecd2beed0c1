// Why a read of Google gave nothing, and who acts next: denied, without a sign-in, unreachable and too busy are different things.

import {lookAgain, withWhatHelps} from '../../../checks/unread.ts';
import type {NextStep} from '../../../core/finding.ts';
import type {Answers} from '../../../core/session.ts';
import {classify} from '../classify.ts';
import {notSignedIn} from '../credentials/session.ts';
import type {Refusal} from '../google.ts';
import {signInCommand} from './words.ts';

/** A sentence for the cause of an `unknown`. */
export function unreadReason(refusal: Refusal | undefined): string {
	if (refusal === undefined) {
		return 'Google answered without saying it.';
	}

	if (isSignedOut(refusal)) {
		return `The sign-in to ask with is missing, has ended or is not accepted (${refusal.status}).`;
	}

	if (refusal.http === undefined) {
		return `Google did not answer (${refusal.status}).`;
	}

	if (refusal.contentType !== undefined) {
		return `Something on the way answered ${refusal.http} in Google's place.`;
	}

	const isDenied = refusal.http === 403 && [undefined, 'IAM_PERMISSION_DENIED'].includes(refusal.reason);
	return isDenied
		? 'Your sign-in may not read it.'
		: `Google answered ${[refusal.http, refusal.status, refusal.reason ?? ''].join(' ').trim()}.`;
}

/** The same for a summary, with what helps, or who knows. */
export function unreadNote(refusal: Refusal | undefined, knows = ''): string {
	const kind = {isSignedOut: refusal !== undefined && isSignedOut(refusal), isPassing: refusal !== undefined && isPassing(refusal)};
	return withWhatHelps(unreadReason(refusal), kind, knows);
}

/** The next step when it is another one than to ask for a permission; undefined when it is that. */
export function nextStepOf(refusal: Refusal | undefined, answers: Answers): NextStep | undefined {
	if (refusal === undefined) {
		return undefined;
	}

	if (isSignedOut(refusal)) {
		return {owner: 'you', fix: {kind: 'command', command: signInCommand(answers), text: 'Sign in again.'}};
	}

	return isPassing(refusal) ? lookAgain : undefined;
}

function isSignedOut(refusal: Refusal): boolean {
	return refusal.status === notSignedIn.status || (refusal.contentType === undefined && classify(refusal) === 'vertex.token-refused');
}

/** No answer of Google, or one that only says that it is in trouble or busy: it may be another one in a minute. */
function isPassing({http, contentType}: Refusal): boolean {
	return http === undefined || contentType !== undefined || http === 429 || http >= 500;
}
