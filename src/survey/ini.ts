// The AWS files' own dialect of INI, line by line, so that what is not touched keeps its bytes.

export type IniLine =
	| {readonly kind: 'header'; readonly name: string}
	| {readonly kind: 'key'; readonly name: string; readonly value: string}
	/** An indented line below a key: a nested setting such as `s3 =` has them. */
	| {readonly kind: 'nested'; readonly name: string; readonly value: string}
	/** An indented line that goes on with the value above it. */
	| {readonly kind: 'continuation'}
	/** Blank or a comment. */
	| {readonly kind: 'other'};

export type IniSection = {readonly header: string; readonly keys: Readonly<Record<string, string>>};

export type IniRead =
	| {readonly ok: true; readonly lines: readonly IniLine[]; readonly sections: readonly IniSection[]}
	| {readonly ok: false; readonly reason: string};

/** Splits into lines with their line ends kept. */
export function splitLines(text: string): readonly string[] {
	return text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
}

/**
 * Reads an AWS config or credentials file.
 *
 * @returns Its lines and sections in order, or the reason why the AWS tools would stumble over it.
 */
export function readIni(bytes: Uint8Array): IniRead {
	let text: string;
	try {
		text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
	} catch {
		return {ok: false, reason: 'it is not UTF-8 text'};
	}

	const lines: IniLine[] = [];
	const sections: Array<{header: string; keys: Record<string, string>}> = [];
	let hasKey = false;
	for (const [index, raw] of splitLines(text).entries()) {
		// A line end to the AWS CLI, which is written in Python, and a character of the value to the SDKs.
		if (/\r[^\r\n]/u.test(raw)) {
			return {ok: false, reason: `line ${index + 1} has a carriage return in the middle`};
		}

		const line = readLine(raw, hasKey);
		if (line === undefined || raw.includes('\0')) {
			return {ok: false, reason: `line ${index + 1} is neither a section nor a setting`};
		}

		lines.push(line);
		hasKey = line.kind === 'key' || (hasKey && line.kind !== 'header');
		if (line.kind === 'header') {
			sections.push({header: line.name, keys: {}});
		} else if (line.kind === 'key') {
			const section = sections.at(-1);
			if (section === undefined) {
				return {ok: false, reason: `line ${index + 1} stands before the first section`};
			}

			section.keys[line.name] = line.value;
		}
	}

	return {ok: true, lines, sections};
}

function readLine(raw: string, hasKey: boolean): IniLine | undefined {
	const text = raw.trim();
	if (text === '' || text.startsWith('#') || text.startsWith(';')) {
		return {kind: 'other'};
	}

	const header = /^\[(?<name>[^\]]*)\][ \t]*(?:[#;].*)?$/u.exec(text)?.groups?.name;
	if (header !== undefined) {
		return {
			kind: 'header',
			name: header
				.trim()
				.replaceAll(/[ \t]+/gu, ' ')
				.replaceAll(/["']/gu, ''),
		};
	}

	const pair = /^(?<name>[^=:[\s][^=:]*)[=:](?<value>.*)$/u.exec(text)?.groups;
	const isIndented = /^[ \t]/u.test(raw);
	if (pair?.name === undefined) {
		return isIndented && hasKey ? {kind: 'continuation'} : undefined;
	}

	const value = (pair.value ?? '').replace(/(?<![ \t])[ \t]+[#;].*$/u, '').trim();
	return {kind: isIndented && hasKey ? 'nested' : 'key', name: pair.name.replace(/(?<![ \t])[ \t]+$/u, '').toLowerCase(), value};
}

/** Profile name of a config file's section header: `default` or `profile NAME`. */
export function profileOf(header: string): string | undefined {
	return header === 'default' ? 'default' : /^profile (?<name>.+)$/u.exec(header)?.groups?.name;
}
