// The nearest known word to a mistyped one.

/**
 * @param word - What was typed.
 * @param known - Words it could have been.
 * @returns The known word with the fewest edits, when that is at most a third of its length (and at least one); else undefined.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
	const ranked = known
		.map(candidate => ({candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase())}))
		.toSorted((a, b) => a.edits - b.edits);
	const best = ranked[0];
	return best !== undefined && best.edits <= Math.max(1, Math.floor(best.candidate.length / 3)) ? best.candidate : undefined;
}

/** Edits between two words: insertions, deletions, replacements and swapped neighbours (optimal string alignment). */
function distance(from: string, to: string): number {
	let beforePrevious: readonly number[] = [];
	let previous: readonly number[] = Array.from({length: to.length + 1}, (_, index) => index);
	for (let row = 1; row <= from.length; row++) {
		const next = [row];
		for (let column = 1; column <= to.length; column++) {
			const isSame = from[row - 1] === to[column - 1];
			const isSwap = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
			next.push(
				Math.min(
					at(previous, column) + 1,
					at(next, column - 1) + 1,
					at(previous, column - 1) + (isSame ? 0 : 1),
					isSwap ? at(beforePrevious, column - 2) + 1 : Infinity,
				),
			);
		}

		beforePrevious = previous;
		previous = next;
	}

	return at(previous, to.length);
}

function at(row: readonly number[], index: number): number {
	return row[index] ?? Infinity;
}
