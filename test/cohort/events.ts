// Events to fill journals with.

import type {PersonEvent} from '../../src/cohort/event.ts';

/** The nth event; the same number is the same event. */
export function someEvent(number: number): PersonEvent {
	return {
		id: `event-${String(number).padStart(6, '0')}`,
		at: new Date(Date.parse('2026-11-23T09:00:00.000Z') + number).toISOString(),
		kind: 'person',
		person: `p${String((number % 9999) + 1).padStart(4, '0')}`,
		step: 'network',
		state: 'failed',
		codes: ['network.public-path'],
	};
}
