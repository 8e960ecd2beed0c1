import fc from 'fast-check';
import {expect, test} from 'vitest';
import {rosterOf} from '../../../src/cohort/roster/roster.ts';
import {fieldOf} from '../../../src/cohort/roster/columns.ts';
import {presetSchema} from '../../../src/preset/schema.ts';
import {providers} from '../../../src/providers/all.ts';
import {readTable} from '../../../src/cohort/roster/table.ts';

const shared = {provider: 'bedrock', region: 'us-east-1'};

async function read(content: string | Uint8Array, answers: Readonly<Record<string, string>> = shared) {
	const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
	return rosterOf(await readTable(bytes, 'roster.csv'), answers);
}

const plain =
	'Name,Email,Team,Account\nAda Lovelace,ada@acme.example,Payments,111122223333\nGrace Hopper,grace@acme.example,Data,444455556666\n';

test('people, their answers and their targets', async () => {
	const {people, targets, problems, remarks} = await read(plain);
	expect([problems, remarks]).toEqual([[], []]);
	expect(people).toEqual([
		{
			id: 'p0001',
			name: 'Ada Lovelace',
			email: 'ada@acme.example',
			team: 'Payments',
			role: '',
			answers: {...shared, account: '111122223333'},
			target: 't001',
		},
		{
			id: 'p0002',
			name: 'Grace Hopper',
			email: 'grace@acme.example',
			team: 'Data',
			role: '',
			answers: {...shared, account: '444455556666'},
			target: 't002',
		},
	]);
	expect(targets.map(({id, label}) => [id, label])).toEqual([
		['t001', 'bedrock · 111122223333 · us-east-1'],
		['t002', 'bedrock · 444455556666 · us-east-1'],
	]);
});

const utf16 = (text: string) => new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
const same: ReadonlyArray<readonly [string, string | Uint8Array]> = [
	['byte order mark', `\uFEFF${plain}`],
	['CRLF', plain.replaceAll('\n', '\r\n')],
	['semicolons', plain.replaceAll(',', ';')],
	['tabs', plain.replaceAll(',', '\t')],
	['UTF-16', utf16(plain)],
	['no last line end', plain.trimEnd()],
	['other names', plain.replace('Name,Email,Team,Account', 'Full Name,E-Mail Address,Department,AWS account ID')],
	['spaces around', plain.replaceAll(',', ' , ')],
	['quotes', plain.replaceAll(/[^,\n]+/gu, cell => `"${cell}"`)],
	['a quoted line end', plain.replace('Ada Lovelace', '"Ada\nLovelace"')],
	[
		'JSON',
		JSON.stringify([
			{name: 'Ada Lovelace', email: 'ada@acme.example', team: 'Payments', account: '111122223333'},
			{name: 'Grace Hopper', email: 'grace@acme.example', team: 'Data', account: '444455556666'},
		]),
	],
];

test.each(same)('the same people with %s', async (_, content) => {
	expect(await read(content)).toEqual(await read(plain));
});

test('first and last names in columns of their own', async () => {
	const {people} = await read('First name,Surname,Mail\nAda,Lovelace,ada@acme.example\n');
	expect(people[0]?.name).toBe('Ada Lovelace');
});

const wrong: ReadonlyArray<readonly [string, string, {readonly row: number; readonly column: string; readonly text: string}]> = [
	['no address', 'Name,Email\nAda,\n', {row: 2, column: 'Email', text: 'is missing'}],
	['no address column', 'Name,Phone\nAda,1\n', {row: 1, column: 'email', text: 'no column of this name; the file has Name, Phone'}],
	['an address that is none', 'Name,Email\nAda,ada at acme\n', {row: 2, column: 'Email', text: 'is not an e-mail address'}],
	[
		'a formula',
		'Name,Email\n"=HYPERLINK(""x"")",ada@acme.example\n',
		{row: 2, column: 'Name', text: 'is a formula; save the sheet with values only'},
	],
	[
		'another formula',
		'Name,Email\n+1+cmd|x!A1,ada@acme.example\n',
		{row: 2, column: 'Name', text: 'is a formula; save the sheet with values only'},
	],
	[
		'an escape sequence',
		'Name,Email\n\u001B[2JAda,ada@acme.example\n',
		{row: 2, column: 'Name', text: 'holds control characters; type it again'},
	],
	[
		'a number that lost its zeros',
		'Name,Email,Account\nAda,ada@acme.example,12345\n',
		{
			row: 2,
			column: 'Account',
			text: 'must be an AWS account id: 12 digits; spreadsheets shorten long numbers: format the column as text and enter it again',
		},
	],
	[
		'a number that became a power of ten',
		'Name;Email;Account\nAda;ada@acme.example;1,11122E+11\n',
		{
			row: 2,
			column: 'Account',
			text: 'must be an AWS account id: 12 digits; spreadsheets shorten long numbers: format the column as text and enter it again',
		},
	],
	[
		'no number at all',
		'Name,Email,Account\nAda,ada@acme.example,payments\n',
		{row: 2, column: 'Account', text: 'must be an AWS account id: 12 digits'},
	],
	[
		'too long a cell',
		`Name,Email\n${'x'.repeat(1_000_000)},ada@acme.example\n`,
		{row: 2, column: 'Name', text: 'has 1000000 characters; at most 200 are allowed'},
	],
	[
		'one address twice with other details',
		'Name,Email\nAda,ada@acme.example\n\nEve,ADA@acme.example\n',
		{row: 4, column: 'Email', text: 'the same address as in row 2, with other details'},
	],
	[
		'a cell without a header',
		'Name,Email\nAda,ada@acme.example,x\n',
		{row: 2, column: 'column 3', text: 'there is no header above this cell; a separator too many?'},
	],
	[
		'two columns of one meaning',
		'Name,Email,Mail\nAda,ada@acme.example,x\n',
		{row: 1, column: 'Mail', text: 'means the same as the column Email; keep one of them'},
	],
	['nobody', 'Name,Email\n', {row: 2, column: 'Email', text: 'there is no row below the header'}],
];

test.each(wrong)('%s', async (_, content, problem) => {
	expect((await read(content)).problems).toContainEqual(problem);
});

test('a provider must come from somewhere, by any of its names', async () => {
	expect((await read('Name,Email\nAda,ada@acme.example\n', {})).problems).toEqual([
		{row: 2, column: 'provider', text: 'is missing; give it here or in the preset'},
	]);
	const {people} = await read('Name,Email,Cloud\nA,a@x.example,AWS\nB,b@x.example,Vertex AI\nC,c@x.example,Microsoft Foundry\n', {});
	expect(people.map(({answers}) => answers['provider'])).toEqual(['bedrock', 'vertex', 'foundry']);
});

test('somebody of another cloud than the preset takes over only what holds at every cloud', async () => {
	const answers = {
		provider: 'bedrock',
		route: 'private',
		destinations: 'shell',
		account: '111122223333',
		primaryModel: 'us.anthropic.claude-opus-5-5',
	};
	const {people, problems} = await read('Name,Email,Cloud,Project,Sign-in\nA,a@x.example,,,\nB,b@x.example,GCP,acme-claude,adc\n', answers);
	expect(problems).toEqual([]);
	expect(people.map(person => person.answers)).toEqual([
		answers,
		{provider: 'vertex', route: 'private', destinations: 'shell', project: 'acme-claude', signIn: 'adc'},
	]);
	const open = await read('Name,Email,Cloud\nB,b@x.example,GCP\n', {
		account: '111122223333',
		location: 'eu',
		primaryModel: 'claude-opus-5-5',
	});
	expect(open.people[0]?.answers).toEqual({provider: 'vertex', location: 'eu', primaryModel: 'claude-opus-5-5'});
});

test('there is a column for every answer that a preset may give', () => {
	const {shape} = presetSchema(providers);
	const ids = Object.keys(shape.answers.def.innerType.shape);
	expect(ids.filter(id => fieldOf(id) !== id)).toEqual([]);
});

test('what is not used is said', async () => {
	const {remarks, people} = await read('Name,Email,Shoe size\nAda,ada@acme.example,38\n\n,,\nAda,Ada@acme.example,38\n');
	expect(people).toHaveLength(1);
	expect(remarks).toEqual([
		'Columns not used: Shoe size.',
		'Rows without content: 3, 4.',
		'Rows that repeat an earlier one word for word, counted once: 5.',
	]);
});

const unreadable: ReadonlyArray<readonly [string, Uint8Array, RegExp]> = [
	['Latin-1', Buffer.from('Name,Email\nAda,ada@acme.example\nJos\u00E9,jose@acme.example\n', 'latin1'), /UTF-8: line 3/u],
	['an open quote', Buffer.from('Name,Email\n"Ada,ada@acme.example\n'), /quote may be left open/u],
	['nothing', Buffer.from('\uFEFF \n'), /is empty/u],
	['JSON of another shape', Buffer.from('{"rows": 1}'), /no list of people/u],
	['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), /UTF-8/u],
];

test.each(unreadable)('%s is refused as a whole', async (_, content, message) => {
	await expect(read(content)).rejects.toThrow(message);
});

test('every row of any table is a person, a problem or a remark', () => {
	const cell = fc.oneof(
		fc.constantFrom(
			'',
			'Ada',
			'ada@acme.example',
			'ADA@acme.example',
			'eve@acme.example',
			'=1+1',
			'\u001B[31m',
			'111122223333',
			'us-east-1',
		),
		fc.string({maxLength: 12}),
	);
	fc.assert(
		fc.property(fc.array(fc.tuple(cell, cell, cell)), rows => {
			const table = {
				columns: ['Name', 'Email', 'Account'],
				rows: rows.map(([name, email, account], index) => ({
					row: index + 2,
					cells: new Map([
						['Name', name],
						['Email', email],
						['Account', account],
					]),
				})),
				blank: [],
			};
			const {people, problems, remarks} = rosterOf(table, shared);
			const withProblem = new Set(problems.map(({row}) => row).filter(row => row <= rows.length + 1 && rows.length > 0));
			const repeated = /once: (.*)\./u.exec(remarks.join(' '))?.[1] ?? '';
			const more = Number(/ and (\d+) more/u.exec(repeated)?.[1] ?? 0);
			const counted = repeated === '' ? 0 : repeated.replace(/ and .*/u, '').split(', ').length + more;
			expect(people.length + withProblem.size + counted).toBe(rows.length);
			expect(new Set(people.map(({email}) => email.toLowerCase())).size).toBe(people.length);
		}),
	);
});

test('10,000 people over 200 targets', async () => {
	const rows = Array.from(
		{length: 10_000},
		(_, index) => `Person ${index},p${index}@acme.example,Team ${index % 40},${111_122_220_000 + (index % 200)}`,
	);
	const {people, targets, problems} = await read(`Name,Email,Team,Account\n${rows.join('\n')}\n`);
	expect([people.length, targets.length, problems.length]).toEqual([10_000, 200, 0]);
});
