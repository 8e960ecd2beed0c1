// The rows of something to read, wrapped once per window width instead of at every key.

import {useWindowSize} from 'ink';
import {useMemo} from 'react';
import type {Line} from '../../core/document.ts';
import type {Review} from '../../providers/provider.ts';
import {wrapAll} from '../cells.ts';
import {usableWidth} from '../frame.ts';

/** Answers the rows of the summary or of the details; the summary when there are none. */
export function useBody(body: Review | undefined): (isDetailed: boolean) => readonly Line[] {
	const width = usableWidth(useWindowSize().columns);
	return useMemo(() => {
		const summary = wrapAll(body?.lines ?? [], width);
		const details = body?.details === undefined ? summary : wrapAll(body.details.lines, width);
		return isDetailed => (isDetailed ? details : summary);
	}, [body, width]);
}
