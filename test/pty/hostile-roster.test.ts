// A hostile roster from end to end: the built commands refuse what could act, and carry everything else as text to every place.

import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {parse} from 'csv-parse/sync';
import {stringify} from 'csv-stringify/sync';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {fileJournal} from '../../src/cohort/journal/file.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {ptyProblem, start} from '../helpers/pty.ts';
import {onboard} from './program.ts';

const preset = path.resolve(import.meta.dirname, '../../assets/presets/acme.json');
/** A person's name that no terminal, file system, spreadsheet, browser or tracker may take for anything else. */
const names = [
	'../../../../etc/passwd',
	'/etc/cron.d/x',
	'C:\\Windows\\System32',
	'CON',
	'.',
	'<script>alert(1)</script>',
	'"><img src=x onerror=alert(1)>',
	']]>&amp;<!--',
	'| cell | cell | `code` **b** [x](javascript:alert(1))',
	'# heading',
	`"Quote" O'Brien, Esq.; $(touch pwned) && echo`,
	'-Dash',
	'＝1+1',
	'Zoë 👩🏽‍💻 王小明',
	'שלום עליكم',
	`Z${'\u0336'.repeat(150)}algo`,
	'ready 99 · invited 0',
	'x'.repeat(200),
	'漢'.repeat(200),
] as const;

let home: string;
beforeEach(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'onboard-hostile-'));
});
afterEach(async () => {
	await rm(home, {recursive: true, force: true, maxRetries: 5});
});

// oxlint-disable-next-line no-control-regex
const acting = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;

async function init(rows: ReadonlyArray<readonly string[]>) {
	await writeFile(path.join(home, 'people.csv'), stringify([['Name', 'Email', 'Team', 'Role', '\u001B[2JShoe size'], ...rows]));
	return onboard(home, 'cohort', 'init', '--roster', 'people.csv', '--out', 'spring', '--preset', preset, '--name', '<b>Spring|');
}

test('what could act is refused with row and column, without being repeated, and nothing is made', async () => {
	const {code, stdout, stderr} = await init([
		['Ada', 'ada@acme.example', 'Data'],
		['=HYPERLINK("https://evil.example","x")', 'b@acme.example', ''],
		['Bob', 'c@acme.example', `@SUM(1+1)*cmd|' /C calc'!A0`],
		['\u001B]0;owned\u0007\u001B[2JEve', 'd@acme.example', ''],
		['Joe', 'e@acme.example', '\u202Egnp.exe'],
		['x'.repeat(1_000_000), 'f@acme.example', ''],
		['Grace', 'g@acme.example', '', 'y'.repeat(1_000_000)],
		['Ada Again', 'ADA@Acme.example', 'Data'],
	]);
	expect([code, stdout]).toEqual([2, '']);
	const problems = stderr.split('\n').filter(line => line.startsWith('  row '));
	expect(problems).toEqual([
		'  row 3, Name  is a formula; save the sheet with values only',
		'  row 4, Team  is a formula; save the sheet with values only',
		'  row 5, Name  holds control characters; type it again',
		'  row 6, Team  holds control characters; type it again',
		'  row 7, Name  has 1000000 characters; at most 200 are allowed',
		'  row 8, Role  has 1000000 characters; at most 200 are allowed',
		'  row 9, Email  the same address as in row 2, with other details',
	]);
	expect(stderr).toContain('Columns not used: Shoe size.');
	expect(stderr).not.toMatch(acting);
	expect(stderr).not.toMatch(/HYPERLINK|calc|owned|xxx/u);
	expect(await readdir(home)).toEqual(['people.csv']);
});

test.skipIf(ptyProblem)('what passes stays text: in the folder, on both boards, in five reports', {timeout: 120_000}, async () => {
	const made = await init(names.map((name, index) => [name, `p${index}@acme.example`, name, name, '']));
	expect(made).toMatchObject({code: 0});
	await onboard(home, 'cohort', 'run', 'spring', '--sandbox', 'bedrock/happy');
	await stuck(path.join(home, 'spring', 'journal.ndjson'));
	const ids = names.map((_, index) => `p${String(index + 1).padStart(4, '0')}`);
	expect((await readdir(home)).toSorted()).toEqual(['people.csv', 'spring']);
	const files = (await readdir(path.join(home, 'spring', 'kits'), {recursive: true})).toSorted();
	expect(files).toEqual(['messages.csv', ...ids.flatMap(id => [id, `${id}/message.txt`, `${id}/preset.json`])]);
	const messages = parse<Record<string, string>>(await readFile(path.join(home, 'spring', 'kits', 'messages.csv')), {
		bom: true,
		columns: true,
	});
	expect(messages.map(({name}) => name)).toEqual(names.map(name => asCell(name)));

	await onTheBoard();
	const plain = start({home, columns: 120, rows: 60, parameters: ['cohort', 'board', 'spring', '--plain']});
	await plain.waitForText(`blocked 0 · waiting ${names.length} · `);
	expect(plain.output().replaceAll(/\u001B\[[\d;?]*[A-Za-z]/gu, '')).not.toMatch(acting);
	plain.press('ctrlC');
	await plain.exit;
	await inTheReports();
});

/** Everybody waits for somebody, so that every list names them. */
async function stuck(file: string): Promise<void> {
	const journal = fileJournal(file, nodePorts({}));
	await journal.append(
		names.map((_, index) => ({
			id: `stuck-${100 + index}`,
			at: new Date().toISOString(),
			kind: 'person',
			person: `p${String(index + 1).padStart(4, '0')}`,
			step: 'run',
			state: 'stopped',
			codes: ['network.private-dns-off'],
		})),
	);
	await journal.close();
}

/** One row for each person on 80×24, whatever their name; details and groups hold as well. */
async function onTheBoard(): Promise<void> {
	const board = start({home, parameters: ['cohort', 'board', 'spring']});
	const counts = `blocked 0 · waiting ${names.length} · signing in 0 · under way 0 · invited 0 · ready 0`;
	await board.waitForText(counts);
	for (let place = 1; place <= names.length; place++) {
		const list = await board.waitForText(new RegExp(`person ${place} of ${names.length}\\n`, 'u'));
		expect(list.match(/^❯.* waiting on network team +\d+ \S+$/gmu), `person ${place}`).toHaveLength(1);
		expect(list.split('\n').filter(row => row === counts)).toHaveLength(1);
		board.press('enter');
		expect(await board.waitForText(`p${place - 1}@acme.example`)).toContain('<b>Spring|');
		board.press('escape');
		await board.waitForText('filter');
		board.press('down');
	}

	board.press('g');
	await board.waitForText('group by');
	expect(board.output().replaceAll(/\u001B(?:\[[\d;?>]*[A-Za-z]|[78=>])/gu, '')).not.toMatch(acting);
	board.press('ctrlC');
	await board.exit;
}

async function inTheReports(): Promise<void> {
	const report = async (format: string) => {
		const {code, stdout} = await onboard(home, 'cohort', 'report', 'spring', '--format', format);
		expect([code, acting.test(stdout.replace(/^\uFEFF/u, ''))], format).toEqual([0, false]);
		return stdout;
	};
	const rows = parse<Record<string, string>>(await report('csv'), {bom: true, columns: true});
	expect(rows.map(({name, team, role}) => [name, team, role])).toEqual(names.map(name => [asCell(name), asCell(name), asCell(name)]));

	const {teams} = JSON.parse(await report('json')) as {readonly teams: ReadonlyArray<{readonly team: string}>};
	expect(teams.map(({team}) => team).toSorted()).toEqual([...names].toSorted());

	const html = await report('html');
	expect(html.match(/<(?:script|img|iframe|a|link)\b|<!--/giu)).toBeNull();
	expect(
		html.replaceAll(
			/<(?:!doctype html|\/?(?:html|meta|title|style|h[12]|p|b|div|span|small|code|svg|rect|text|table|t[hdr]|thead|tbody))(?: [^<>]*)?>/gu,
			'',
		),
	).not.toMatch(/[<>]/u);
	for (const name of names) {
		expect(html).toContain(`<td>${inMarkup(name)}</td>`);
	}

	const junit = await report('junit');
	expect(junit.match(/<testcase /gu)).toHaveLength(names.length);
	expect(junit.replaceAll(/<(?:\?xml|\/?(?:testsuites?|testcase|failure))(?: [\w:]+="[^"<>]*")*[?/]?>/gu, '').trim()).toBe('');
	for (const [index, name] of names.entries()) {
		expect(junit).toContain(`name="${inMarkup(name)} (p${String(index + 1).padStart(4, '0')})"`);
	}

	const markdown = await report('markdown');
	const list = markdown.slice(markdown.indexOf('## Still stuck')).split('\n').slice(4).filter(Boolean);
	expect(list).toHaveLength(names.length);
	expect(list.map(row => row.split(/(?<!\\)\|/u).length)).toEqual(names.map(() => 7));
	expect(markdown.split('\n').filter(line => line.startsWith('#'))).toEqual([
		'# \\<b\\>Spring\\|',
		'## Causes',
		'## Teams',
		'## Still stuck, longest first',
	]);
}

/** What a spreadsheet program must find in a cell that names this person. */
function asCell(name: string): string {
	return /^[-＝]/u.test(name) ? `'${name}` : name;
}

function inMarkup(name: string): string {
	return name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
