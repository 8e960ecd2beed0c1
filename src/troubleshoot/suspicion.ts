// What the session so far points at: the symptom, the error text, a report or a code that it began with.

import {valueOf, type Answers} from '../core/session.ts';
import type {Bench} from './bench.ts';
import type {Suspicion} from './choose.ts';
import {dismissedIn, hasActed} from './flow.ts';
import {pasted, symptomOf, type Symptom} from './symptoms.ts';

/** The codes that the pasted text, the report or the code name, the likeliest first. */
export function namedCodes(answers: Answers, bench: Bench): readonly string[] {
	const text = valueOf(answers, 'errorText');
	return text === undefined ? (bench.start?.codes ?? []) : bench.recognize(text).candidates.map(({code}) => code);
}

/** The symptom that was chosen. */
export function chosenSymptom(answers: Answers): Symptom | undefined {
	return symptomOf(valueOf(answers, 'symptom'));
}

/** What an error text stands for may have its root in another finding that only a look at the machine can raise. */
const roots: Readonly<Record<string, readonly string[]>> = {
	'sign-in.credentials-expired': ['config.static-keys-shadow-profile'],
	'sign-in.credentials-invalid': ['config.static-keys-shadow-profile', 'config.credential-shadow'],
	'sign-in.foreign-token': ['config.bearer-token-present'],
	'sign-in.api-key-rejected': ['config.bearer-token-present'],
	'model.other-region': ['model.not-listed', 'model.not-enabled'],
	'client.first-run-unreachable': ['config.not-configured'],
};

/** Signs that explain a finding better than its own words do. */
export const signsBehind: Readonly<Record<string, readonly string[]>> = {'config.not-configured': ['config.not-exported']};

/** How the findings of a look are to be ranked. */
export function suspicionOf(answers: Answers, bench: Bench): Suspicion {
	const symptom = chosenSymptom(answers);
	const named = namedCodes(answers, bench);
	return {
		suspects: [...named.flatMap(code => [...(roots[code] ?? []), code]), ...(symptom?.suspects ?? [])],
		isPointed: symptom?.isPointed === true || symptom?.id === pasted || bench.start !== undefined,
		isBrokenOnly: hasActed(answers),
		dismissed: dismissedIn(answers),
	};
}
