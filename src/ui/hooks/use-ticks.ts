// Counts the spinner's pictures while something runs, and makes shown times move.

import {useAnimation} from 'ink';

// Ten pictures a second: smooth enough for a spinner, and one redraw for everything that moves.
const interval = 100;

/** The number of the current picture; stands still when nothing runs. */
export function useTicks(isActive: boolean): number {
	return useAnimation({interval, isActive}).frame;
}
