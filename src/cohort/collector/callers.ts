// Who may ask the collector what: a person by their join code, the lead by theirs; both compared as digests.

import type {Cohort} from '../folder.ts';
import {digestOfCode, isSameDigest, readJoinCode} from '../join-code.ts';
import type {Person} from '../person.ts';

export type Caller = {readonly kind: 'person'; readonly person: Person} | {readonly kind: 'lead'};

/** Tells who an `Authorization` header speaks for; undefined for nobody we know. */
export function callersOf(cohort: Cohort, leadCode: string): (authorization: string | undefined) => Caller | undefined {
	const people = new Map<string, Person>();
	for (const person of cohort.people) {
		const code = cohort.codes[person.id];
		if (code !== undefined) {
			people.set(digestOfCode(code), person);
		}
	}

	const lead = digestOfCode(leadCode);
	return authorization => {
		const code = readJoinCode(/^Bearer (.{1,64})$/iu.exec(authorization ?? '')?.[1] ?? '');
		if (code === undefined) {
			return undefined;
		}

		const digest = digestOfCode(code);
		if (isSameDigest(digest, lead)) {
			return {kind: 'lead'};
		}

		const person = people.get(digest);
		return person === undefined ? undefined : {kind: 'person', person};
	};
}
