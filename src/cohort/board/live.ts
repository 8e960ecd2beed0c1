// The board kept up to date: reads on in the journal from where it stopped, and folds when somebody looks.

import {describe} from '../../catalog/describe.ts';
import type {Recorded} from '../event.ts';
import type {Cohort} from '../folder.ts';
import type {Journal} from '../journal/journal.ts';
import {boardOf, type Board} from './board.ts';

export type LiveBoard = {
	/** The board as the journal has it now. */
	current(): Promise<Board>;
	/** Calls back soon after the journal grew. */
	watch(onChange: () => void): Promise<() => void>;
};

/** Looks at one cohort's journal. */
export function liveBoard(cohort: Pick<Cohort, 'people'>, journal: Journal): LiveBoard {
	const events: Recorded[] = [];
	let board: Board | undefined;
	let known = cohort.people;
	let reading: Promise<Board> | undefined;
	const read = async (): Promise<Board> => {
		const fresh = await journal.read(events.at(-1)?.order);
		if (board === undefined || fresh.length > 0 || known !== cohort.people) {
			known = cohort.people;
			events.push(...fresh);
			board = boardOf({people: cohort.people, events, ownerOf: code => describe(code)?.owner});
		}

		return board;
	};

	return {
		async current() {
			// Several lookers at once share one look.
			reading ??= read().finally(() => {
				reading = undefined;
			});
			return reading;
		},
		watch: async onChange => journal.watch(onChange),
	};
}
