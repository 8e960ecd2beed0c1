// Times as people read them, always with their unit.

/** A measured time, for example `31 ms`, `1.2 s`, `2 min 5 s`. */
export function tookText(milliseconds: number): string {
	if (milliseconds < 1000) {
		return `${Math.round(milliseconds)} ms`;
	}

	return milliseconds < 10_000 ? `${(Math.round(milliseconds / 100) / 10).toFixed(1)} s` : secondsText(milliseconds);
}

/** A time in whole seconds, for example `2 s`, `9 min 40 s`. */
export function secondsText(milliseconds: number): string {
	const seconds = Math.max(0, Math.floor(milliseconds / 1000));
	const minutes = Math.floor(seconds / 60);
	if (minutes === 0) {
		return `${seconds} s`;
	}

	return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
}

/** Time gone by, with its limit when there is one: `2 s of 10 s`. */
export function elapsedText(startedAt: number, now: number, limitMs: number | undefined): string {
	const gone = now - startedAt;
	return limitMs === undefined ? secondsText(gone) : `${secondsText(Math.min(gone, limitMs))} of ${secondsText(limitMs)}`;
}

/** A long time, coarse: `40 s`, `4 min`, `3 h 12 min`, `5 days`. */
export function agoText(milliseconds: number): string {
	const minutes = Math.floor(Math.max(0, milliseconds) / 60_000);
	const hours = Math.floor(minutes / 60);
	if (hours >= 48) {
		return `${Math.floor(hours / 24)} days`;
	}

	if (hours > 0) {
		return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
	}

	return minutes > 0 ? `${minutes} min` : secondsText(milliseconds);
}
