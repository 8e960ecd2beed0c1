// A cohort to test with: its people, targets and codes, without a folder.

import type {Cohort} from '../../src/cohort/folder.ts';
import {makeJoinCode} from '../../src/cohort/join-code.ts';

/** Ten people in two teams over two targets. */
export function someCohort(size = 10): Cohort {
	const people = Array.from({length: size}, (_, index) => ({
		id: `p${String(index + 1).padStart(4, '0')}`,
		name: `Person ${index + 1}`,
		email: `person${index + 1}@acme.example`,
		team: index % 2 === 0 ? 'Payments' : 'Data',
		role: '',
		answers: {provider: 'bedrock', region: index % 2 === 0 ? 'us-east-1' : 'eu-west-1'},
		target: index % 2 === 0 ? 't001' : 't002',
	}));
	return {
		folder: '/cohort',
		id: '0'.repeat(32),
		name: 'Spring',
		made: '2026-11-23T09:00:00.000Z',
		people,
		targets: [
			{id: 't001', answers: {provider: 'bedrock', region: 'us-east-1'}, label: 'bedrock · us-east-1'},
			{id: 't002', answers: {provider: 'bedrock', region: 'eu-west-1'}, label: 'bedrock · eu-west-1'},
		],
		codes: Object.fromEntries(people.map((person, index) => [person.id, codeOf(index)])),
	};
}

/** The join code of the person with this index. */
export function codeOf(index: number): string {
	return makeJoinCode(size => Uint8Array.from({length: size}, (_, place) => (place < 4 ? index >> (5 * place) : place) & 31));
}
