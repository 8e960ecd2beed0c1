// Boxes to tick, with their second column.

import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Line} from '../../core/document.ts';
import type {Option} from '../../providers/provider.ts';
import {cut, pad, spread, widthOf} from '../cells.ts';
import {useLook} from '../look.ts';
import {Words} from './words.tsx';

export type ChecklistProps = {
	readonly options: readonly Option[];
	readonly ticked: readonly string[];
	readonly cursor: number;
	readonly width: number;
	readonly room: number;
};

/** Draws the boxes; with more of them than room, the window follows the cursor. */
export function Checklist({options, ticked, cursor, width, room}: ChecklistProps): ReactNode {
	const {signs} = useLook();
	const labelWidth = Math.min(Math.max(0, ...options.map(option => widthOf(option.label))), Math.floor(width / 2));
	const top = Math.min(Math.max(0, cursor - Math.floor(room / 2)), Math.max(0, options.length - room));
	const rowOf = (option: Option, isCurrent: boolean): Line => {
		const isTicked = ticked.includes(option.value);
		const start: Line = [
			{text: isCurrent ? `${signs.pointer} ` : '  ', tone: 'accent'},
			{text: isTicked ? '[x] ' : '[ ] ', tone: isTicked ? 'ok' : 'muted'},
			{text: option.hint === undefined ? option.label : pad(option.label, labelWidth), tone: isCurrent ? 'accent' : 'plain'},
			...(option.hint === undefined ? [] : [{text: `  ${option.hint}`, tone: 'muted'} as const]),
		];
		const whole = option.note === undefined ? undefined : spread(start, [{text: option.note, tone: 'muted'}], width);
		return whole ?? cut(start, width, signs.ellipsis);
	};

	return (
		<Box flexDirection="column">
			{options.slice(top, top + room).map((option, index) => (
				<Box key={option.value} aria-role="checkbox" aria-state={{checked: ticked.includes(option.value)}}>
					<Words line={rowOf(option, top + index === cursor)} />
				</Box>
			))}
		</Box>
	);
}
