// Words that many findings share: the target in the person's own terms, times, and the service's words as evidence.

import type {Evidence} from '../../../core/finding.ts';
import {valueOf, type Answers} from '../../../core/session.ts';
import {describeFailure, type CloudFailure} from '../failure.ts';
import {modelName} from '../names.ts';
import {defaultProfileName} from '../sign-in/session.ts';

/** Account, role and region for sentences; plain words where an answer is missing. */
export function targetWords(answers: Answers): {readonly account: string; readonly role: string; readonly region: string} {
	return {
		account: valueOf(answers, 'account') ?? 'in use',
		role: valueOf(answers, 'permissionSet') ?? 'in use',
		region: valueOf(answers, 'region') ?? 'us-east-1',
	};
}

/** Details of every model finding. */
export function modelWords(answers: Answers, id: string): Readonly<Record<string, string>> {
	return {...targetWords(answers), model: id, name: modelName(id)};
}

/** Name of the profile that the answers use, or that a set-up writes. */
export function profileOf(answers: Answers): string {
	const signIn = valueOf(answers, 'signIn');
	return signIn?.startsWith('profile:') === true
		? signIn.slice('profile:'.length)
		: (valueOf(answers, 'profileName') ?? defaultProfileName);
}

/** The command that signs in again, whatever tools there are. */
export function signInCommand(answers: Answers): string {
	return `onboard sign-in --profile ${profileOf(answers)}`;
}

/** The failed call as evidence; the service's words are kept. */
export function seen(label: string, failure: CloudFailure): Evidence {
	return {label, value: describeFailure(failure)};
}

/** Where the credentials come from, for sentences such as "The credentials … have expired". */
export function sourceOf(answers: Answers): string {
	const signIn = valueOf(answers, 'signIn');
	if (signIn === 'environment') {
		return 'in the environment';
	}

	return signIn?.startsWith('profile:') === true
		? `of the profile ${signIn.slice('profile:'.length)}`
		: `of the role ${valueOf(answers, 'permissionSet') ?? 'in use'}`;
}
