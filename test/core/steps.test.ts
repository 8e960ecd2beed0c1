// The rule of the step table: the current step is the first one that is not done, and going back forgets.

import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {digestOf, emptySession, withAnswer, withProof, type Session} from '../../src/core/session.ts';
import {back, current, groundOf, type StepShape} from '../../src/core/steps.ts';

const shape = (id: string, owns: readonly string[], proves = false, applies: StepShape['applies'] = () => true): StepShape => ({
	id,
	owns,
	proves,
	applies,
	asks: () => owns,
});

const steps: readonly StepShape[] = [
	shape('provider', ['provider']),
	shape('target', ['account', 'region'], true),
	shape('extra', ['detail'], false, answers => answers['provider']?.value === 'b'),
	shape('save', ['destinations'], true),
];

/** Answers and proves whatever the table asks for, until it is finished or `limit` moves are made. */
function walk(session: Session, choose: (question: string) => string, limit = Infinity): Session {
	let next = session;
	for (let moves = 0; moves < limit; moves++) {
		const position = current(steps, next);
		if (position.kind === 'finished') {
			break;
		}

		next =
			position.kind === 'ask'
				? withAnswer(next, position.question, {value: choose(position.question), origin: 'person'})
				: withProof(next, position.step, {
						state: 'proven',
						summary: '',
						codes: [],
						digest: digestOf(next.answers, groundOf(steps, position.step)),
					});
	}

	return next;
}

describe('current', () => {
	it('starts at the first question', () => {
		expect(current(steps, emptySession)).toEqual({kind: 'ask', step: 'provider', question: 'provider'});
	});

	it('takes no step as done on an empty session', () => {
		for (const step of steps) {
			expect(current([step], emptySession).kind, step.id).toBe(step.applies({}) ? 'ask' : 'finished');
		}
	});

	it('asks for the proof again when an answer under it changed', () => {
		const done = walk(emptySession, () => 'a');
		expect(current(steps, done).kind).toBe('finished');
		expect(current(steps, withAnswer(done, 'region', {value: 'other', origin: 'person'}))).toEqual({kind: 'prove', step: 'target'});
	});

	it('reaches every step that applies', () => {
		const seen = new Set<string>();
		for (let moves = 0; moves < 12; moves++) {
			const position = current(
				steps,
				walk(emptySession, () => 'b', moves),
			);
			if (position.kind !== 'finished') {
				seen.add(position.step);
			}
		}

		expect([...seen]).toEqual(steps.map(step => step.id));
	});
});

describe('back', () => {
	it('is undone by answering the same again, from anywhere', () => {
		fc.assert(
			fc.property(fc.integer({min: 1, max: 10}), fc.constantFrom('a', 'b'), (moves, provider) => {
				const choose = (question: string) => (question === 'provider' ? provider : `${question}-value`);
				const there = walk(emptySession, choose, moves);
				const returned = back(steps, there);
				const distance = moves - Object.keys(returned.answers).length - Object.keys(returned.proofs).length;
				expect(walk(returned, choose, Math.max(distance, 0))).toEqual(walk(there, choose, 0));
			}),
		);
	});

	it('forgets what later steps own and keeps what a preset set', () => {
		let session = walk(emptySession, () => 'b');
		session = withAnswer(session, 'detail', {value: 'kept', origin: 'preset'});
		session = back(steps, session);
		session = back(steps, session);
		expect(Object.keys(session.answers)).toEqual(['provider', 'account', 'detail']);
		expect(session.proofs).toEqual({});
	});

	it('changes nothing when the person has given nothing', () => {
		const session = withAnswer(emptySession, 'provider', {value: 'a', origin: 'preset'});
		expect(back(steps, session)).toBe(session);
	});
});
