// Why a read gave nothing, and who acts next: denied, without a sign-in, unreachable, too busy and refused are different things.

import {lookAgain, withWhatHelps} from '../../../checks/unread.ts';
import type {Finding, NextStep} from '../../../core/finding.ts';
import type {Answers} from '../../../core/session.ts';
import {isDenied, isThrottled, isUnreachable, type CloudFailure} from '../failure.ts';
import {classify} from './classify.ts';
import {refusalFinding} from './refusal.ts';
import {failureFinding} from './sign-in-words.ts';
import {seen} from './words.ts';

/** A sentence for the cause of an `unknown`. */
export function unreadReason(failure: CloudFailure | undefined): string {
	if (failure === undefined) {
		return 'AWS answered without saying it.';
	}

	if (isSignedOut(failure)) {
		return `The sign-in to ask with is missing, has ended or is not accepted (${failure.name}).`;
	}

	if (isDenied(failure)) {
		return 'Your role may not read it.';
	}

	return isUnreachable(failure) ? `AWS did not answer (${failure.name}).` : `AWS answered ${failure.status ?? ''} ${failure.name}.`;
}

/** The same for a summary, with what helps, or who knows. */
export function unreadNote(failure: CloudFailure | undefined, knows: string): string {
	const kind = {isSignedOut: failure !== undefined && isSignedOut(failure), isPassing: failure !== undefined && isPassing(failure)};
	return withWhatHelps(unreadReason(failure), kind, knows);
}

/** The next step when it is another one than to ask for a permission; undefined when it is that. */
export function nextStepOf(failure: CloudFailure | undefined, answers: Answers): NextStep | undefined {
	if (failure === undefined) {
		return undefined;
	}

	return signInStepOf(failure, answers) ?? (isPassing(failure) ? lookAgain : undefined);
}

/** The next step when the sign-in is why a call failed. */
export function signInStepOf(failure: CloudFailure, answers: Answers): NextStep | undefined {
	const finding = signInFindingOf(failure, answers, '');
	return finding === undefined ? undefined : {owner: finding.owner, fix: finding.fix};
}

/** The finding about the sign-in when that is why a call failed; undefined for any other failure. */
export function signInFindingOf(failure: CloudFailure, answers: Answers, check: string): Finding | undefined {
	const code = classify(failure);
	if (code === 'sign-in.credentials-expired' || code === 'sign-in.credentials-invalid' || code === 'sign-in.clock-skew') {
		return refusalFinding(code, failure.message, {check, answers, evidence: [seen('read', failure)]});
	}

	return isSignedOut(failure) ? failureFinding(failure, {check, answers}) : undefined;
}

/** Whether there is no working sign-in to ask with. */
export function isSignedOut(failure: CloudFailure): boolean {
	return (
		!failure.isForeign &&
		// Services of AWS refuse with 400 or 403; only the access portal says 401.
		(['NotSignedIn', 'RoleNotChosen'].includes(failure.name) || failure.status === 401 || classify(failure).startsWith('sign-in.'))
	);
}

/** No answer, or one that only says that the service is in trouble or busy: it may be another one in a minute. */
function isPassing(failure: CloudFailure): boolean {
	return isUnreachable(failure) || isThrottled(failure) || (failure.status ?? 0) >= 500;
}
