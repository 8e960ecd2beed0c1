// The reference of the preset format in Markdown, generated from its JSON Schema.

/** The part of JSON Schema that the preset's uses. */
type Schema = {
	readonly description?: string;
	readonly type?: string;
	readonly const?: string;
	readonly enum?: readonly string[];
	readonly pattern?: string;
	readonly maxLength?: number;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly items?: Schema;
};

const introduction = `# Preset reference

A preset is one JSON file that an organization hands to everybody: it answers questions, locks the answers, sets policy, names
contacts and adds the organization's own statements to the data-retention summary. It holds no secret and can give no consent.

<!-- Generated from src/preset/schema.ts; update with: npx vitest run test/preset -u -->

## Using one

\`onboard --preset acme.json\` reads a file, \`onboard --preset https://acme.example/onboard.json\` an address. Without the flag,
the variable \`ONBOARD_PRESET\` names it; without that, \`/etc/onboard/preset.json\` is used when it exists. A remote preset is
read over https (plain http only from this machine), through the proxy that the shell's variables name, within 10 s and up to
256 KB; a redirect to another host is refused. Where each value came from is shown beside it. When a remote preset has changed
since it was last used, onboard says so and asks before going on.

\`onboard preset init\` writes one to start from, with a comment on every key; comments, and a comma after a last entry, may stay.
\`onboard preset check FILE\` lists every problem of a file, \`onboard preset schema\` prints its JSON Schema,
\`onboard preset export FILE\` hands the same answers out without the wizard. [The guide for platform teams](platform-team.md) shows all of it.

## Locked and open answers

Every answer that a preset gives is locked: the question is not asked, and going back does not change it. An answer whose id is
also listed in \`open\` is a suggestion: the question is asked, starting on that value, and \`--yes\` takes it. \`consent\` and
\`terms\` cannot be given, because only the person may allow a call that accepts terms, and only the person can have read them.
`;

/**
 * Writes the reference.
 *
 * @param jsonSchema - Text of the preset's JSON Schema.
 * @param example - Text of an example preset, shown at the end.
 */
export function presetReference(jsonSchema: string, example: string): string {
	const schema = JSON.parse(jsonSchema) as Schema;
	const sections = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
		const inner = field.properties === undefined ? field.items : field;
		return inner?.properties === undefined
			? []
			: ['', `## \`${name}${field.type === 'array' ? '[]' : ''}\``, '', field.description ?? '', '', ...table(inner)];
	});
	return [
		introduction,
		'## Keys',
		'',
		...table(schema),
		...sections,
		'',
		'## Example',
		'',
		'```json',
		JSON.stringify(JSON.parse(example), undefined, 2).replaceAll(/\[\s+("[^"]*")\s+\]/gu, '[$1]'),
		'```',
		'',
	].join('\n');
}

function table(schema: Schema): readonly string[] {
	const rows = Object.entries(schema.properties ?? {}).map(([name, field]) => [
		`\`${name}\`${schema.required?.includes(name) === true ? ' (required)' : ''}`,
		valueText(field),
		cell(field.description ?? ''),
	]);
	const head = ['key', 'value', 'meaning'];
	const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]?.length ?? 0)));
	const aligned = (row: readonly string[], filler = ' ') =>
		`| ${row.map((text, column) => text.padEnd(widths[column] ?? 0, filler)).join(' | ')} |`;
	return [aligned(head), aligned(['', '', ''], '-'), ...rows.map(row => aligned(row))];
}

function valueText(field: Schema): string {
	if (field.const !== undefined) {
		return `\`"${field.const}"\``;
	}

	if (field.enum !== undefined) {
		return field.enum.map(value => `\`${value}\``).join(', ');
	}

	const names: Readonly<Record<string, string>> = {string: 'text', boolean: '`true` or `false`', object: 'object', array: 'list'};
	const limit = field.pattern === undefined && field.maxLength !== undefined ? `, up to ${field.maxLength} characters` : '';
	return `${names[field.type ?? ''] ?? field.type ?? ''}${limit}`;
}

function cell(text: string): string {
	return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
