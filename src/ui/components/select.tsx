// A list to choose from: aligned columns, a filter line, and a window that follows the cursor.

import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Line} from '../../core/document.ts';
import type {Option} from '../../providers/provider.ts';
import {cut, lineWidth, pad, spread, widthOf, wrap} from '../cells.ts';
import {cursorOf, shownOptions, type ChoiceGiven, type ChoiceState} from '../keyboards/choice.ts';
import {useLook} from '../look.ts';
import type {Signs} from '../theme.ts';
import {Rows} from './rows.tsx';
import {Words} from './words.tsx';

export type SelectProps = {
	readonly options: readonly Option[];
	readonly preferred: string | undefined;
	readonly typed?: ChoiceGiven['typed'];
	readonly state: ChoiceState;
	readonly width: number;
	/** Rows there are for it. */
	readonly room: number;
};

/** Fewer options are seen at a glance and need no invitation to filter. */
const fewOptions = 4;
/** Rows below the list for what its columns had no room for. */
const mostAside = 3;

/** Draws the list. */
export function Select(props: SelectProps): ReactNode {
	const {signs} = useLook();
	const {options, preferred, typed, state, width, room} = props;
	const shown = shownOptions(state, {options, typed});
	const cursor = cursorOf(state, {options, preferred, typed});
	const columns = columnsFor(options, width, signs);
	const hasAside = room > 4;
	const asideRows = hasAside ? Math.min(mostAside, Math.max(0, ...options.map(option => columns.aside(option).length))) : 0;
	const hasFilter = state.filter !== '' || options.length > fewOptions || options.length > room - asideRows;
	const listRoom = Math.max(1, room - (hasFilter ? 1 : 0) - (asideRows === 0 ? 0 : asideRows + 1));
	const top = Math.min(Math.max(0, cursor - Math.floor(listRoom / 2)), Math.max(0, shown.length - listRoom));
	const aside = shown[cursor] === undefined ? [] : columns.aside(shown[cursor]);
	return (
		<Box flexDirection="column">
			{hasFilter && (
				<FilterLine filter={state.filter} place={shown.length > listRoom ? `${cursor + 1} of ${shown.length}` : ''} width={width} />
			)}
			<Box flexDirection="column" aria-role="radiogroup">
				{shown.slice(top, top + listRoom).map((option, index) => (
					<Box key={option.value} aria-role="radio" aria-state={{checked: top + index === cursor}}>
						<Words line={columns.row(option, top + index === cursor)} />
					</Box>
				))}
				{shown.length === 0 && <Words line={[{text: `  Nothing matches "${state.filter}".`, tone: 'muted'}]} />}
			</Box>
			{asideRows > 0 && <Rows rows={[[], ...aside.slice(0, asideRows)]} />}
		</Box>
	);
}

function FilterLine({filter, place, width}: {readonly filter: string; readonly place: string; readonly width: number}): ReactNode {
	const left: Line =
		filter === ''
			? [{text: '  type to filter', tone: 'muted'}]
			: [
					{text: '  filter ', tone: 'muted'},
					{text: filter, tone: 'accent'},
				];
	return <Words line={spread(left, [{text: place, tone: 'muted'}], width) ?? left} />;
}

type Columns = {
	row(option: Option, isCurrent: boolean): Line;
	/** What the row has no room for, wrapped. */
	aside(option: Option): readonly Line[];
};

/**
 * Label first, then the second column, then the note at the right; without anything in the second column the notes stand there, near
 * what they belong to. What does not fit for every option is shown below, for the current one.
 */
function columnsFor(all: readonly Option[], width: number, signs: Signs): Columns {
	const isNoted = all.every(option => option.hint === undefined);
	const arranged = (option: Option): Pick<Option, 'label' | 'hint' | 'note'> => {
		const {label, note} = option;
		return isNoted && note !== undefined ? {label, hint: note} : option;
	};

	const options = all.map(option => arranged(option));
	const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(text => widthOf(text)));
	const hasHints = options.some(option => option.hint !== undefined);
	const labelWidth = hasHints ? widest(options.map(option => option.label)) : 0;
	const isHintInside = options.every(option => option.hint === undefined || 2 + labelWidth + 2 + widthOf(option.hint) <= width);
	const left = (option: Pick<Option, 'label' | 'hint'>, isCurrent: boolean): Line => [
		{text: isCurrent ? `${signs.pointer} ` : '  ', tone: 'accent'},
		{text: isHintInside && option.hint !== undefined ? pad(option.label, labelWidth) : option.label, tone: isCurrent ? 'accent' : 'plain'},
		...(isHintInside && option.hint !== undefined ? [{text: `  ${option.hint}`, tone: isCurrent ? 'plain' : 'muted'} as const] : []),
	];
	const isNoteInside = options.every(
		option => option.note === undefined || lineWidth(left(option, false)) + 2 + widthOf(option.note) <= width,
	);
	return {
		row(given, isCurrent) {
			const option = arranged(given);
			const start = left(option, isCurrent);
			const note: Line = [{text: option.note ?? '', tone: 'muted'}];
			const whole = isNoteInside && option.note !== undefined ? spread(start, note, width) : undefined;
			return whole ?? cut(start, width, signs.ellipsis);
		},
		aside(given) {
			const option = arranged(given);
			const parts = [...(isHintInside ? [] : [option.hint]), ...(isNoteInside ? [] : [option.note])].filter(part => part !== undefined);
			return parts.length === 0 ? [] : wrap([{text: `  ${parts.join(` ${signs.dot} `)}`, tone: 'muted'}], width, 2);
		},
	};
}
