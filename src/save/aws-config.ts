// Puts sections into ~/.aws/config and leaves every byte that is not theirs as it was.

import {readIni, splitLines} from '../survey/ini.ts';

export type AwsSection = {
	/** `sso-session NAME`, `profile NAME` or `default`. */
	readonly header: string;
	/** Settings in the order to write them. Settings of the section that are not named here stay. */
	readonly keys: Readonly<Record<string, string>>;
};

export type AwsConfigPlan = {readonly ok: true; readonly after: Uint8Array} | {readonly ok: false; readonly reason: string};

/** The names that the JavaScript SDK's reader accepts; it silently ignores sections with any other (aws.md §1.6). */
const name = /^(?:default|(?:profile|sso-session|services) [\w\-@+.%:/]+)$/u;

/**
 * Plans the content of `~/.aws/config` with these sections in it: a setting that is there gets its value in place, a
 * missing one follows the section's last setting, a missing section goes to the end.
 *
 * @param before - Bytes now; undefined when the file does not exist.
 * @returns The bytes to write (the same ones when all is there), or why the file must not be touched.
 */
export function planAwsConfig(before: Uint8Array | undefined, sections: readonly AwsSection[]): AwsConfigPlan {
	const wrong = sections.find(section => !name.test(section.header));
	if (wrong !== undefined) {
		return {ok: false, reason: `the name in [${wrong.header}] has characters that AWS SDKs do not accept`};
	}

	if (
		sections.some(section => Object.entries(section.keys).some(([key, value]) => !/^\w+$/u.test(key) || /[\r\n\0]|^\s|\s$/u.test(value)))
	) {
		return {ok: false, reason: 'a value has a line break in it'};
	}

	// One character per byte, so that whatever is not ours goes back as it came.
	let text = Buffer.from(before ?? []).toString('latin1');
	for (const section of sections) {
		const read = readIni(Buffer.from(text, 'latin1'));
		if (!read.ok) {
			return read;
		}

		const places = read.sections.filter(other => other.header === section.header).length;
		if (places > 1) {
			return {ok: false, reason: `the section [${section.header}] appears ${places} times`};
		}

		text = places === 0 ? appended(text, section) : updated(text, section);
	}

	return {ok: true, after: new Uint8Array(Buffer.from(text, 'latin1'))};
}

function lineEnd(text: string): string {
	return /\r\n/u.test(text) ? '\r\n' : '\n';
}

function bytesOf(text: string): string {
	return Buffer.from(text, 'utf8').toString('latin1');
}

function appended(text: string, section: AwsSection): string {
	const end = lineEnd(text);
	const isOpen = text !== '' && text !== '\u00EF\u00BB\u00BF' && !text.endsWith('\n');
	const gap = text === '' ? '' : `${isOpen ? end : ''}${/\n\r?\n$/u.test(text) ? '' : end}`;
	const lines = [`[${section.header}]`, ...Object.entries(section.keys).map(([key, value]) => `${key} = ${bytesOf(value)}`)];
	return `${text}${gap}${lines.join(end)}${end}`;
}

function updated(text: string, section: AwsSection): string {
	const end = lineEnd(text);
	const read = readIni(Buffer.from(text, 'latin1'));
	if (!read.ok) {
		return text;
	}

	const lines = [...splitLines(text)];
	const start = read.lines.findIndex(line => line.kind === 'header' && line.name === section.header);
	const following = read.lines.findIndex((line, index) => index > start && line.kind === 'header');
	const stop = following === -1 ? lines.length : following;
	const missing: string[] = [];
	for (const [key, value] of Object.entries(section.keys)) {
		const at = read.lines.findLastIndex((line, index) => index > start && index < stop && line.kind === 'key' && line.name === key);
		const found = read.lines[at];
		if (found?.kind !== 'key') {
			missing.push(`${key} = ${bytesOf(value)}`);
		} else if (found.value !== value) {
			const old = lines[at] ?? '';
			lines[at] = `${/^\s*/u.exec(old)?.[0] ?? ''}${key} = ${bytesOf(value)}${/\r?\n$/u.exec(old)?.[0] ?? ''}`;
		}
	}

	if (missing.length > 0) {
		const last = read.lines.findLastIndex((line, index) => index >= start && index < stop && (line.kind !== 'other' || index === start));
		const old = lines[last] ?? '';
		const isOpen = !old.endsWith('\n');
		lines[last] = `${old}${isOpen ? end : ''}${missing.join(end)}${isOpen ? '' : end}`;
	}

	return lines.join('');
}
