// Why a read gave nothing, in one sentence: denied, unreachable, or refused in another way.

import {isDenied, isUnreachable, type CloudFailure} from '../failure.ts';

/** A sentence for the cause of an `unknown`. */
export function unreadReason(failure: CloudFailure | undefined): string {
	if (failure === undefined) {
		return 'AWS answered without saying it.';
	}

	if (isDenied(failure)) {
		return 'Your role may not read it.';
	}

	return isUnreachable(failure) ? `AWS did not answer (${failure.name}).` : `AWS answered ${failure.status ?? ''} ${failure.name}.`;
}
