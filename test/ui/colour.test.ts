// Colour, its absence, and hyperlinks, seen as cells of the terminal.

import {afterEach, expect, test} from 'vitest';
import type {Session, StartOptions} from './fake.ts';
import {checklist, choice, failed, longUrl, prove, review, signIn, text, transcript} from './views.ts';

// Ink's chalk decides when it is imported, and a test runner's output is no terminal.
process.env['FORCE_COLOR'] = '1';
const {start} = await import('./fake.ts');

let session: Session | undefined;
afterEach(async () => {
	await session?.end();
	session = undefined;
});

const begin = async (options: StartOptions): Promise<Session> => {
	session = await start(options);
	return session;
};

const cells = (shown: Session) => {
	const buffer = shown.xterm.buffer.active;
	return Array.from({length: shown.xterm.rows}, (_, row) =>
		Array.from({length: shown.xterm.cols}, (_unused, column) => buffer.getLine(buffer.baseY + row)?.getCell(column)),
	)
		.flat()
		.flatMap(cell => (cell === undefined || cell.getChars().trim() === '' ? [] : [cell]));
};

const styled = (shown: Session) => cells(shown).filter(cell => !cell.isFgDefault() || cell.isBold() !== 0 || cell.isDim() !== 0);

test('tones become colours, weight and dimming', async () => {
	const shown = await begin({view: {stage: failed, transcript: transcript}});
	const buffer = shown.xterm.buffer.active;
	const row = shown
		.screen()
		.split('\n')
		.findIndex(content => content.startsWith('✖'));
	expect(buffer.getLine(row)?.getCell(0)?.getFgColor()).toBe(1);
	expect(buffer.getLine(row)?.getCell(2)?.isBold()).not.toBe(0);
	expect(styled(shown).length).toBeGreaterThan(20);
});

test.each(Object.entries({choice, review, prove, signIn, failed, checklist, text}))(
	'without colour, %s is drawn without any style',
	async (_name, stage) => {
		const shown = await begin({colour: false, view: {stage, transcript: transcript}});
		expect(cells(shown).length).toBeGreaterThan(20);
		expect(styled(shown)).toEqual([]);
	},
);

test('an example stands in brackets where colour cannot tell it from text', async () => {
	const shown = await begin({colour: false, view: {stage: text}});
	expect(shown.screen()).toContain('(https://acme.awsapps.com/start)');
});

test('the address is a hyperlink only where the terminal knows them', async () => {
	const written: string[] = [];
	for (const hasLinks of [true, false]) {
		const shown = await begin({
			hasLinks,
			view: {stage: {kind: 'prove', position: signIn.position, title: '', rows: [], actions: [], help: ''}},
		});
		const write = shown.stdout.write.bind(shown.stdout) as (...given: unknown[]) => boolean;
		shown.stdout.write = (...given: unknown[]) => {
			written.push(String(given[0]));
			return write(...given);
		};
		await shown.show({stage: signIn});
		expect(written.join('').includes(`\u001B]8;;${longUrl}`)).toBe(hasLinks);
		expect(shown.transcript()).toContain(longUrl);
		written.length = 0;
		await shown.end();
	}
});
