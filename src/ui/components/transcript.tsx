// Prints finished steps above the live frame, once and for good.

import {Box, Static, useWindowSize} from 'ink';
import type {ReactNode} from 'react';
import {lineWidth} from '../cells.ts';
import type {LogEntry} from '../log.ts';
import {Words} from './words.tsx';

/** Draws the entries that have not been drawn yet. */
export function Transcript({entries}: {readonly entries: readonly LogEntry[]}): ReactNode {
	const {columns} = useWindowSize();
	// As wide as its longest row, so that the terminal breaks a long address or command and copies it in one piece.
	const width = Math.max(columns, ...entries.flatMap(entry => entry.map(row => lineWidth(row.line))));
	return (
		<Static items={[...entries]} style={{width}}>
			{(entry, index) => (
				<Box key={index} flexDirection="column">
					{entry.map((row, place) => (
						<Words key={place} line={row.line} {...(row.link === undefined ? {} : {link: row.link})} />
					))}
				</Box>
			)}
		</Static>
	);
}
