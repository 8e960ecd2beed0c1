// The live frame: heading, body, and the last line that names the keys.

import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {FrameRows} from '../frame.ts';
import {keyRows, type Named} from '../keys.ts';
import {useLook} from '../look.ts';
import {Rows} from './rows.tsx';

export type FrameProps = {readonly frame: FrameRows; readonly keys: readonly Named[]; readonly children?: ReactNode};

/** Draws a frame; the body is cut at its room should it ever be taller. */
export function Frame({frame, keys, children}: FrameProps): ReactNode {
	const {signs, quit} = useLook();
	return (
		<Box flexDirection="column" marginTop={frame.space}>
			<Rows rows={frame.heading} />
			<Box flexDirection="column" maxHeight={frame.room} overflowY="hidden">
				{children}
			</Box>
			<Box flexDirection="column" marginTop={frame.space}>
				<Rows rows={keyRows(keys, frame.width, signs, quit).slice(0, frame.keys)} />
			</Box>
		</Box>
	);
}
