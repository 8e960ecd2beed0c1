// Reads the AWS tools' INI dialect, tolerant of what people type: a line it cannot read is reported and skipped.

export type IniSection = {readonly name: string; readonly values: Readonly<Record<string, string>>};

export type Ini = {
	readonly sections: readonly IniSection[];
	/** Lines that are neither a section, a `key = value`, a nested value nor a comment, counted from 1. */
	readonly problems: ReadonlyArray<{readonly line: number; readonly reason: string}>;
};

/**
 * Parses the text of `~/.aws/config` or `~/.aws/credentials`.
 *
 * Sections of the same name are merged, later values win, as the SDK does. Keys are lower-cased. Indented lines belong to the
 * key above them (`s3 =` blocks) and are skipped; with no key above them in their section they are settings like any other.
 */
export function parseIni(text: string): Ini {
	const sections = new Map<string, Record<string, string>>();
	const problems: Array<{line: number; reason: string}> = [];
	let current: Record<string, string> | undefined;
	let isBelowKey = false;
	for (const [index, raw] of text
		.replace(/^\uFEFF/u, '')
		.split(/\r?\n/u)
		.entries()) {
		const content = raw.trim();
		if (content === '' || content.startsWith('#') || content.startsWith(';')) {
			continue;
		}

		const header = /^\[([^[\]]*)\]\s*(?:[#;].*)?$/u.exec(content);
		if (header !== null) {
			const name = (header[1] ?? '').trim().replaceAll(/\s+/gu, ' ').replaceAll(/["']/gu, '');
			current = sections.get(name) ?? {};
			sections.set(name, current);
			isBelowKey = false;
			continue;
		}

		const pair = /^([^=\s]+)\s*=\s*(.*)$/u.exec(content);
		if (pair === null) {
			problems.push({
				line: index + 1,
				reason: content.startsWith('[') ? 'a section without its closing bracket' : 'neither a section nor `key = value`',
			});
			continue;
		}

		if (current === undefined) {
			problems.push({line: index + 1, reason: 'a value before the first section'});
		} else if (!isBelowKey || !/^\s/u.test(raw)) {
			isBelowKey = true;
			current[pair[1]!.toLowerCase()] = (pair[2] ?? '').replace(/(?<!\s)\s+[#;].*$/u, '').trim();
		}
	}

	return {sections: [...sections].map(([name, values]) => ({name, values})), problems};
}
