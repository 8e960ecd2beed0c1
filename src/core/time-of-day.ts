// A moment as people read it off their own clock.

/**
 * `17:42`, or with the date when it is not within a day. In the time zone of this machine.
 *
 * @param milliseconds - Since the Unix epoch, as is `now`.
 */
export function timeOf(milliseconds: number, now: number): string {
	const date = new Date(milliseconds);
	const two = (value: number) => String(value).padStart(2, '0');
	const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
	return Math.abs(milliseconds - now) < 20 * 3_600_000
		? time
		: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}
