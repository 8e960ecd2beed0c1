// Which of the findings is the cause to deal with now: what the symptom points at first, then whatever is broken.

import {isProblem, type Finding} from '../core/finding.ts';

export type Suspicion = {
	/** Codes, or beginnings of codes that end in a dot or a dash, the likeliest first. */
	readonly suspects: readonly string[];
	readonly isPointed: boolean;
	/** Whether something was put right already: then only what is broken counts, no warning and no open question. */
	readonly isBrokenOnly: boolean;
	/** Codes that the person has put aside. */
	readonly dismissed: ReadonlySet<string>;
};

/**
 * The findings that may be the cause, the likeliest first. A mere warning is one only when the symptom points at it: work
 * goes on in spite of all others.
 */
export function rank<F extends Finding>(findings: readonly F[], suspicion: Suspicion): readonly F[] {
	const placed = findings
		.filter(finding => isProblem(finding) && !suspicion.dismissed.has(finding.code))
		.map(finding => ({finding, place: placeOf(finding, suspicion)}))
		.filter(({place}) => place !== undefined);
	return placed.toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0)).map(({finding}) => finding);
}

function placeOf({code, severity}: Finding, {suspects, isPointed, isBrokenOnly}: Suspicion): number | undefined {
	if (isBrokenOnly && severity !== 'fail') {
		return undefined;
	}

	const at = suspects.findIndex(suspect => code === suspect || (/[.-]$/u.test(suspect) && code.startsWith(suspect)));
	const isSuspect = at !== -1;
	if (isSuspect && (severity === 'fail' || isPointed)) {
		return at;
	}

	const group = severity === 'fail' ? 1 : isSuspect ? 2 : severity === 'unknown' ? 3 : undefined;
	return group === undefined ? undefined : group * 1000 + Math.max(0, at);
}
