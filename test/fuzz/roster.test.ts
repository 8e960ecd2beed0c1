// Rosters as spreadsheets, directories and strangers write them: every row becomes a person, a problem or a remark, or the file is refused.

import fc from 'fast-check';
import {expect} from 'vitest';
import {harmless} from '../../src/cohort/report/csv.ts';
import {rosterOf, type Roster} from '../../src/cohort/roster/roster.ts';
import {readTable} from '../../src/cohort/roster/table.ts';
import {UserError} from '../../src/core/errors.ts';
import {anyBytes, anyJson, anyJsonText, holds, hostileText, obeyed} from '../helpers/fuzz.ts';

const shared = {provider: 'bedrock', region: 'us-east-1'};

/** The roster in a file; undefined when it was refused in a sentence for people. */
async function read(content: Uint8Array): Promise<Roster | undefined> {
	try {
		return rosterOf(await readTable(content, 'roster.csv'), shared);
	} catch (error) {
		expect(error).toBeInstanceOf(UserError);
		expect((error as UserError).message).not.toMatch(obeyed);
		return undefined;
	}
}

function check({people, targets, problems, remarks}: Roster): void {
	expect(new Set(people.map(({email}) => email.toLowerCase())).size).toBe(people.length);
	expect(new Set(people.map(({id}) => id)).size).toBe(people.length);
	for (const person of people) {
		const texts = [person.name, person.email, person.team, person.role, ...Object.values(person.answers)];
		// Nothing that a terminal obeys, nothing that a spreadsheet runs, nothing endless.
		expect(texts.filter(text => obeyed.test(text) || text.includes('\n') || text.length > 400)).toEqual([]);
		expect(texts.filter(text => /^[=@]|^[+-].*[(|!=]/u.test(text) && !/^[+-][\p{L}\d ().-]*$/u.test(text))).toEqual([]);
		expect(targets.some(({id}) => id === person.target)).toBe(true);
	}

	expect([...problems.flatMap(({column, text}) => [column, text]), ...remarks].filter(text => obeyed.test(text))).toEqual([]);
	expect(problems.every(({row}) => row >= 1)).toBe(true);
}

const heads = [
	'Name',
	'Email',
	'E-Mail Address',
	'First name',
	'Surname',
	'Team',
	'Cloud',
	'Account',
	'Region',
	'Model',
	'column 3',
	'__proto__',
	'',
	'Gateway URL',
	'x',
];
const cells = fc.oneof(
	fc.constantFrom(
		'Ada',
		'ada@acme.example',
		'eve@acme.example',
		'AWS',
		'GCP',
		'111122223333',
		'us-east-1',
		'',
		' ',
		'"',
		'""',
		'"a""b"',
		'"x\ny"',
		'=1+1',
		'@SUM(A1)',
		'+cmd|x!A1',
		'-2+3',
		'\t=1',
		'＝1',
		'x'.repeat(300),
		'__proto__',
		'https://gw.example',
	),
	hostileText,
	fc.string({maxLength: 8}),
);
const encode = (text: string, encoding: string): Uint8Array => {
	const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
	return new Uint8Array(
		encoding === 'utf8'
			? Buffer.from(text)
			: encoding === 'mark'
				? Buffer.from(`\uFEFF${text}`)
				: encoding === 'little'
					? wide
					: encoding === 'big'
						? wide.swap16()
						: Buffer.from(text, 'latin1'),
	);
};
const csv = fc
	.tuple(
		fc.array(fc.oneof({weight: 4, arbitrary: fc.constantFrom(...heads)}, {weight: 1, arbitrary: cells}), {maxLength: 6}),
		fc.array(fc.array(cells, {maxLength: 7}), {maxLength: 6}),
		fc.constantFrom(',', ';', '\t'),
		fc.constantFrom('\n', '\r\n', '\r', '\n\n'),
		fc.constantFrom('utf8', 'mark', 'little', 'big', 'latin1'),
		fc.boolean(),
	)
	.map(([head, rows, sign, end, encoding, isPlain]) =>
		encode([[...(isPlain ? ['Name', 'Email'] : []), ...head], ...rows].map(row => row.join(sign)).join(end), encoding),
	);

holds(
	'any file: a checked roster or a reason',
	fc.asyncProperty(
		fc.oneof(
			{weight: 4, arbitrary: csv},
			{
				weight: 2,
				arbitrary: anyJsonText(
					fc.oneof(
						anyJson('people', 'name', 'email'),
						fc.array(fc.dictionary(fc.constantFrom('name', 'email', 'team', 'account'), fc.oneof(anyJson(), cells))),
					),
				).map(text => encode(text, 'utf8')),
			},
			{weight: 1, arbitrary: anyBytes('Name,Email\n', ',', '"', ';', '=')},
		),
		async content => {
			const roster = await read(content);
			if (roster !== undefined) {
				check(roster);
			}
		},
	),
	{
		usual: 300,
		examples: [
			[encode('[{"name":"Ada","email":["x",{"toString":null}]}]', 'utf8')],
			[encode(`[{"name":${'['.repeat(20_000)}1${']'.repeat(20_000)},"email":"ada@acme.example"}]`, 'utf8')],
			[encode(`Name,Email\nAda,ada@acme.example${',x'.repeat(300_000)}`, 'utf8')],
		],
	},
);

holds(
	'no cell of a report starts a formula',
	fc.property(fc.oneof(cells, hostileText), cell => {
		const shown = harmless(cell);
		expect(shown).not.toMatch(obeyed);
		expect(shown).not.toMatch(/^\s*[=+\-@]/u);
		expect(shown.normalize('NFKC')).not.toMatch(/^\s*[=+\-@]/u);
	}),
	{usual: 300},
);
