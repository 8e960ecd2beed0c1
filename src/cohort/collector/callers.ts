// Who may ask the collector what: a person by their join code, the lead by theirs; both compared as digests.

import type {Cohort} from '../folder.ts';
import {digestOfCode, isSameDigest, readJoinCode} from '../join-code.ts';
import type {Person} from '../person.ts';

export type Caller = {readonly kind: 'person'; readonly person: Person} | {readonly kind: 'lead'};

/** Tells who an `Authorization` header speaks for; undefined for nobody we know. */
export function callersOf(cohort: Cohort, leadCode: string): (authorization: string | undefined) => Caller | undefined {
	let known: Cohort['people'] | undefined;
	let people: ReadonlyMap<string, Person> = new Map();
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

		// People may join the roster while the collector runs.
		if (known !== cohort.people) {
			known = cohort.people;
			people = peopleByDigest(cohort);
		}

		const person = people.get(digest);
		return person === undefined ? undefined : {kind: 'person', person};
	};
}

function peopleByDigest({people, codes}: Pick<Cohort, 'people' | 'codes'>): ReadonlyMap<string, Person> {
	return new Map(
		people.flatMap(person => {
			const code = codes[person.id];
			return code === undefined ? [] : [[digestOfCode(code), person] as const];
		}),
	);
}
