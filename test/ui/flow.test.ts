// How the interface behaves between screens: input as it really arrives, help, going back, leaving, and what stays printed.

import {afterEach, describe, expect, test} from 'vitest';
import {openWizard} from '../../src/ui/open.tsx';
import type {Stage, TranscriptLine} from '../../src/wizard/view.ts';
import {line} from '../../src/core/document.ts';
import {pasted} from '../helpers/keys.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {fakeWizard, start, type Session, type StartOptions} from './fake.ts';
import * as views from './views.ts';

let session: Session | undefined;
afterEach(async () => {
	await session?.end();
	session = undefined;
});

const begin = async (options: StartOptions): Promise<Session> => {
	session = await start(options);
	return session;
};

const at = async (stage: Stage, options: StartOptions = {}): Promise<Session> =>
	begin({...options, view: {header: 'onboard', ...options.view, stage}});

const lastLine = (shown: Session): string => shown.screen().split('\n').at(-1) ?? '';

describe('input', () => {
	test('text typed ahead in one chunk submits', async () => {
		const shown = await at(views.text);
		await shown.chunk('https://acme.awsapps.com/start\r');
		expect(shown.intents()).toEqual([{kind: 'answer', value: 'https://acme.awsapps.com/start'}]);
	});

	test('what follows Enter in a chunk confirms nothing unseen', async () => {
		const shown = await at(views.text, {
			react(intent, wizard) {
				wizard.show({stage: intent.kind === 'answer' ? views.review : {kind: 'stopped'}});
			},
		});
		await shown.chunk('hello\r\r\r');
		expect(shown.intents()).toEqual([{kind: 'answer', value: 'hello'}]);
		expect(shown.screen()).toContain('What happens to your prompts');
	});

	test('two arrows and Enter in one chunk choose the third option', async () => {
		const shown = await at(views.choice);
		await shown.chunk('\u001B[B\u001B[B\r');
		expect(shown.intents()).toEqual([{kind: 'answer', value: '333344445555'}]);
	});

	test('a second Enter does nothing while the first is at work, and works again after an error', async () => {
		const shown = await at(views.text);
		await shown.chunk('x\r');
		await shown.press('enter');
		expect(shown.intents()).toHaveLength(1);
		await shown.show({stage: {...views.text, error: 'Not an address.'}});
		expect(shown.screen()).toContain('✖ Not an address.');
		await shown.press('enter');
		expect(shown.intents()).toHaveLength(2);
	});

	test('an error about the old text goes when the text changes', async () => {
		const shown = await at({...views.text, error: 'Not an address.'});
		expect(shown.screen()).toContain('Not an address.');
		await shown.press('a');
		expect(shown.screen()).not.toContain('Not an address.');
	});

	test('pasted text is taken as it is and submits nothing', async () => {
		const shown = await at(views.text);
		await shown.chunk(pasted('https://acme.awsapps.com/start\r\n'));
		expect(shown.screen()).toContain('❯ https://acme.awsapps.com/start');
		expect(shown.intents()).toEqual([]);
		await shown.press('ctrlU', 'b', 'enter');
		expect(shown.intents()).toEqual([{kind: 'answer', value: 'b'}]);
	});

	test('pasted text presses no keys', async () => {
		const shown = await at(views.failed);
		await shown.chunk(pasted('r'));
		expect(shown.intents()).toEqual([]);
	});

	test('pasted text filters a list', async () => {
		const shown = await at({...views.choice, options: views.manyAccounts});
		await shown.chunk(pasted('100000000031\n'));
		await shown.press('enter');
		expect(shown.intents()).toEqual([{kind: 'answer', value: '100000000031'}]);
	});

	test('the terminal’s own cursor stands where the next character goes', async () => {
		const shown = await at(views.text);
		const row = () =>
			shown
				.screen()
				.split('\n')
				.findIndex(content => content.startsWith('❯'));
		await shown.press('a', 'b', '日', 'left');
		expect([shown.xterm.buffer.active.cursorX, shown.xterm.buffer.active.cursorY]).toEqual([4, row()]);
		await shown.press('end');
		expect([shown.xterm.buffer.active.cursorX, shown.xterm.buffer.active.cursorY]).toEqual([6, row()]);
	});

	test('text longer than the row scrolls with the caret', async () => {
		const shown = await at(views.text, {size: {columns: 40, rows: 24}});
		await shown.chunk(views.longUrl);
		expect(shown.screen()).toContain('❯ 127.0.0.1%3A8400%2Foauth%2Fcallback');
		await shown.press('home');
		expect(shown.screen()).toContain('❯ https://oidc.eu-west-1');
	});

	test('escape sequences in names reach nobody’s terminal', async () => {
		const shown = await at({
			...views.choice,
			options: [{value: '1', label: 'evil\u001B[2J\u001B]0;title\u0007 \u202Ename', hint: 'a\nb'}, ...views.accounts],
		});
		expect(shown.screen()).toContain('evil name');
		expect(shown.screen()).toContain('onboard');
	});
});

describe('esc', () => {
	test('clears the filter first, then goes back', async () => {
		const shown = await at(views.choice);
		await shown.press('p', 'l');
		expect(lastLine(shown)).toContain('esc clear filter');
		await shown.press('escape');
		expect(shown.intents()).toEqual([]);
		expect(shown.screen()).toContain('claude-dev');
		await shown.press('escape');
		expect(shown.intents()).toEqual([{kind: 'back'}]);
	});

	test('is not offered where there is nothing to take back', async () => {
		const shown = await at(views.choice, {view: {canGoBack: false}});
		expect(lastLine(shown)).not.toContain('esc');
		await shown.press('escape');
		expect(shown.intents()).toEqual([]);
	});
});

describe('help', () => {
	test('keeps the draft and the keys to itself', async () => {
		const shown = await at(views.choice);
		await shown.press('down', '?');
		expect(shown.screen()).toContain('this account pays for');
		await shown.press('down', 'x', 'escape');
		expect(shown.screen()).toContain('❯ claude-research');
		expect(shown.intents()).toEqual([]);
		await shown.press('enter');
		expect(shown.intents()).toEqual([{kind: 'answer', value: '222233334444'}]);
	});

	test('typed text survives it', async () => {
		const shown = await at({...views.checklist});
		await shown.press('space', '?', 'enter');
		expect(shown.screen()).toContain('❯ [ ] ~/.zshrc');
		expect(shown.intents()).toEqual([{kind: 'preview', value: 'claude'}]);
	});
});

describe('reading', () => {
	test('a long body scrolls, and its details open and close on their key', async () => {
		const shown = await at(views.checklist);
		await shown.press('d');
		expect(shown.screen()).toContain('+ line 1 of the diff');
		expect(shown.screen()).toContain('d summary');
		await shown.press('pageDown', 'pageDown', 'pageDown', 'pageDown', 'pageDown');
		expect(shown.screen()).toContain('+ line 30 of the diff');
		await shown.press('d');
		expect(shown.screen()).toContain('~/.zshrc');
		expect(shown.screen()).not.toContain('of the diff');
	});

	test('new facts replace old ones while a preview is made', async () => {
		const shown = await at(views.checklist);
		await shown.show({stage: {...views.checklist, preferred: 'claude', body: {lines: [line('  Only one file changes.')]}}});
		expect(shown.screen()).toContain('Only one file changes.');
	});
});

describe('a proof', () => {
	test('shows how long it has run, of how long at most', async () => {
		const shown = await at(views.prove);
		expect(shown.screen()).toContain('2 s of 10 s');
		shown.time.elapsed = 17_500;
		await shown.waitFor('9 s of 10 s');
	});

	test('a turning spinner leaves no copies of the frame behind, even in a low window', async () => {
		const shown = await at(views.prove, {size: {columns: 40, rows: 10}, view: {transcript: views.transcript}});
		for (const second of [3, 4, 5, 6, 7]) {
			shown.time.elapsed = 8000 + second * 1000;
			await shown.waitFor(`${second} s of 10 s`);
		}

		expect(shown.transcript().match(/5 of 8/gu)).toHaveLength(1);
		expect(shown.transcript().match(/✔ Provider/gu)).toHaveLength(1);
	});

	test('offers the provider’s keys', async () => {
		const shown = await at(views.signIn);
		expect(shown.screen()).toContain('o open the browser · d use a code instead');
		await shown.press('o');
		expect(shown.intents()).toEqual([{kind: 'act', id: 'open'}]);
	});

	test('prints the address once, in one piece', async () => {
		const shown = await at(views.signIn);
		await shown.show({stage: {...views.signIn, rows: []}});
		await shown.show({stage: views.signIn});
		expect(shown.transcript().split(views.longUrl)).toHaveLength(2);
		const buffer = shown.xterm.buffer.active;
		const first = Array.from({length: buffer.length}, (_, row) => row).find(row =>
			buffer.getLine(row)?.translateToString(true).startsWith('https://'),
		)!;
		expect(buffer.getLine(first + 1)?.isWrapped).toBe(true);
		expect(buffer.getLine(first + 2)?.isWrapped).toBe(true);
	});

	test('prints the QR code only where it can be seen as a whole', async () => {
		const small = await at(views.signIn);
		expect(small.transcript()).not.toContain('█▀▄');
		await small.end();
		const large = await at(views.signIn, {size: {columns: 80, rows: 40}});
		expect(large.screen()).toContain('█▀▄█▀▄');
		expect(large.screen()).toContain('WDJB-MJHT');
	});

	test('says when a code is no longer valid', async () => {
		const shown = await at({...views.signIn, notice: {text: 'Enter the code.', code: 'WDJB-MJHT', until: 0}});
		expect(shown.screen()).toContain('WDJB-MJHT   no longer valid');
	});
});

describe('the transcript', () => {
	const entry = (title: string, value: string): TranscriptLine => ({mark: 'ok', title, value});

	test('grows above the frame; finished lines are printed once', async () => {
		const shown = await at(views.choice, {view: {transcript: [entry('Provider', 'Amazon Bedrock')]}});
		await shown.show({transcript: [entry('Provider', 'Amazon Bedrock'), entry('Account', 'claude-dev')]});
		await shown.show({stage: views.review});
		expect(shown.transcript().match(/✔ Provider/gu)).toHaveLength(1);
		expect(shown.transcript().match(/✔ Account {9}claude-dev/gu)).toHaveLength(1);
	});

	test('says what going back has forgotten', async () => {
		const shown = await at(views.choice, {
			view: {transcript: [entry('Provider', 'Amazon Bedrock'), entry('Account', 'claude-dev'), entry('Region', 'us-east-1')]},
		});
		await shown.show({transcript: [entry('Provider', 'Amazon Bedrock')]});
		expect(shown.screen()).toContain('↶ Account, Region forgotten');
		await shown.show({transcript: [entry('Provider', 'Amazon Bedrock'), entry('Account', 'claude-research')]});
		expect(shown.screen()).toContain('✔ Account         claude-research');
		expect(shown.transcript().match(/✔ Provider/gu)).toHaveLength(1);
	});

	test('a ticket is printed line by line, so that it can be copied', async () => {
		const ticket: TranscriptLine = {
			mark: 'muted',
			title: 'For the ticket',
			value: '',
			lines: [line('Hello network team,'), line(`Please look at ${views.longUrl}`)],
		};
		const shown = await at(views.failed, {
			react(intent, wizard) {
				wizard.show(intent.kind === 'quit' ? {stage: {kind: 'stopped'}} : {transcript: [ticket]});
			},
		});
		await shown.press('c');
		expect(shown.intents()).toEqual([{kind: 'act', id: 'copy'}]);
		expect(shown.transcript()).toContain(`\nHello network team,\nPlease look at ${views.longUrl}\n`);
	});
});

describe('resizing', () => {
	test('a narrower and a wider window are drawn anew, with the draft kept', async () => {
		const shown = await at(views.choice);
		await shown.press('down');
		shown.resize(40, 20);
		await shown.settle();
		expect(shown.screen()).toContain('enter choose · esc back · ? help');
		expect(shown.screen()).toContain('❯ claude-research');
		shown.resize(100, 30);
		await shown.settle();
		expect(lastLine(shown)).toContain('ctrl+c quit (progress is kept)');
		expect(shown.screen()).toContain('no Bedrock role seen');
	});

	test('a lower window scrolls what no longer fits', async () => {
		const shown = await at({...views.choice, options: views.manyAccounts});
		shown.resize(80, 10);
		await shown.settle();
		expect(shown.screen()).toContain('❯ team-00');
		expect(lastLine(shown)).toContain('enter choose');
	});
});

describe('leaving', () => {
	test('Ctrl+C quits, leaves the transcript and gives the keyboard back', async () => {
		const shown = await at(views.choice, {view: {transcript: views.transcript}});
		await shown.press('ctrlC');
		expect(await shown.closed).toBe('cancelled');
		expect(shown.intents()).toEqual([{kind: 'quit'}]);
		await shown.write('');
		expect(shown.screen()).toContain('✔ Sign-in');
		expect(shown.screen()).not.toContain('Which account');
		expect(shown.stdin.isRaw).toBe(false);
	});

	test('Ctrl+C in the middle of a chunk and over the help quits too', async () => {
		const shown = await at(views.choice);
		await shown.press('?');
		await shown.chunk('ab\u0003');
		expect(await shown.closed).toBe('cancelled');
	});

	test('Ctrl+C leaves even when the wizard does not react', async () => {
		const shown = await at(views.choice, {react() {}});
		await shown.press('ctrlC');
		expect(await shown.closed).toBe('cancelled');
	});

	test('closed input and a stop from outside count as quitting', async () => {
		const closing = await at(views.choice);
		closing.stdin.push(null);
		expect(await closing.closed).toBe('cancelled');
		expect(closing.intents()).toEqual([{kind: 'quit'}]);
		const stop = new AbortController();
		const stopped = await at(views.choice, {signal: stop.signal});
		stop.abort();
		expect(await stopped.closed).toBe('cancelled');
	});

	test('a bug while drawing rejects, and shows no source code', async () => {
		const shown = await at(views.choice);
		const closed = shown.closed.catch((error: unknown) => error);
		await shown.show({stage: {...views.choice, options: [undefined as never]}});
		expect(await closed).toBeInstanceOf(TypeError);
		expect(shown.transcript()).not.toContain('at ');
	});

	test('a bug in the wizard rejects', async () => {
		const shown = await at(views.choice, {
			react() {
				throw new Error('The table has a hole.');
			},
		});
		const closed = shown.closed.catch((error: unknown) => error);
		await shown.press('enter');
		expect(await closed).toEqual(new Error('The table has a hole.'));
	});

	test('a run that is already stopped draws nothing', async () => {
		const stop = new AbortController();
		stop.abort();
		const terminal = openTerminal();
		const wizard = fakeWizard({view: {stage: views.choice}});
		expect(
			await openWizard({wizard, io: terminal, clock: {now: () => 0, elapsed: () => 0}, isUnicode: true, colour: true, signal: stop.signal}),
		).toBe('cancelled');
		expect(wizard.intents).toEqual([{kind: 'quit'}]);
		expect(terminal.screen()).toBe('');
	});

	test('nothing follows the last line of a finished run', async () => {
		const shown = await at(views.prove);
		await shown.show({stage: {kind: 'finished', lines: [line('Ready.')]}});
		expect(await shown.closed).toBe('finished');
		await shown.write('');
		expect(lastLine(shown)).toBe('Ready.');
		expect(shown.xterm.buffer.active.cursorX).toBe(0);
	});
});

test('a proof that was tried again and came to the same says so', async () => {
	const [finding] = views.failed.findings;
	const shown = await at({...views.failed, title: finding?.title ?? ''});
	expect(shown.screen()).toContain('· Not proven');
	await shown.show({stage: {...views.failed, title: finding?.title ?? '', isAgain: true}});
	expect(shown.screen()).toContain('· Still not proven');
});
