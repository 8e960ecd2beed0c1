// A moment as people read it off their own clock, in the time zone of this machine.

/**
 * `17:42`, or with the date when it is not within a day.
 *
 * @param milliseconds - Since the Unix epoch, as is `now`.
 */
export function timeOf(milliseconds: number, now: number): string {
	const moment = dateAndTime(milliseconds);
	return Math.abs(milliseconds - now) < 20 * 3_600_000 ? moment.slice(-'17:42'.length) : moment;
}

/** `2026-11-23 17:42`, for milliseconds since the Unix epoch. */
export function dateAndTime(milliseconds: number): string {
	const date = new Date(milliseconds);
	const two = (value: number) => String(value).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
