// Why the last answer was not taken.

import type {Line} from '../../core/document.ts';
import {wrap} from '../cells.ts';
import type {Signs} from '../theme.ts';

/** At most three rows; none without a problem. */
export function problemRows(text: string | undefined, width: number, signs: Signs): readonly Line[] {
	return text === undefined
		? []
		: wrap(
				[
					{text: `  ${signs.fail} `, tone: 'fail'},
					{text, tone: 'fail'},
				],
				width,
				4,
			).slice(0, 3);
}
