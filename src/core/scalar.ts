// Single values out of JSON that somebody else wrote: an object there can even break its own conversion to text.

/** Text, a number or a truth value as text; undefined for everything else. */
export function scalarText(value: unknown): string | undefined {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A finite number, also one that is written as text; undefined for everything else. */
export function scalarNumber(value: unknown): number | undefined {
	const number = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : Number.NaN;
	return Number.isFinite(number) ? number : undefined;
}
