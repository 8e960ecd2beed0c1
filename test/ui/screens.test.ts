// Every screen on a real terminal buffer, wide and narrow, as files that people can look at.

import {afterEach, describe, expect, test} from 'vitest';
import type {Stage} from '../../src/wizard/view.ts';
import {line} from '../../src/core/document.ts';
import {diagnosticCodeLines} from '../../src/output/diagnostic-code.ts';
import {start, type Session, type StartOptions} from './fake.ts';
import * as views from './views.ts';

const sizes = [
	{columns: 80, rows: 24},
	{columns: 40, rows: 24},
] as const;

const stages: Readonly<Record<string, Stage>> = {
	choice: views.choice,
	'choice-many': {...views.choice, options: views.manyAccounts, preferred: '100000000020'},
	'choice-loading': {...withoutOptions(), startedAt: 8000, limitMs: 20_000},
	text: views.text,
	'text-error': {...views.text, preferred: 'acme', error: 'This is not an address. It starts with https:// and ends with /start.'},
	checklist: views.checklist,
	review: views.review,
	prove: views.prove,
	'sign-in': views.signIn,
	failed: views.failed,
	'failed-many': {
		...views.failed,
		codeLines: diagnosticCodeLines('1530-0200-0H11-7P6J'),
		findings: [
			{
				...views.publicPath,
				evidence: Array.from({length: 6}, (_, index) => ({label: `address ${index + 1}`, value: `52.94.0.${index + 1} is public`})),
			},
			{
				...views.publicPath,
				code: 'network.wrong-region-endpoint',
				severity: 'warn',
				title: 'The endpoint is in another region',
				causedBy: ['network.public-path'],
			},
			{
				...views.publicPath,
				code: 'network.endpoint-read-denied',
				severity: 'unknown',
				title: 'Your role cannot read the VPC endpoint',
				owner: 'cloud-admin',
				fix: {kind: 'command', command: 'aws ec2 describe-vpc-endpoints --region us-east-1', text: 'Let a cloud admin run this:'},
			},
		],
	},
};

function withoutOptions(): typeof views.choice {
	const {options: _options, ...rest} = views.choice;
	return rest;
}

let session: Session | undefined;
afterEach(async () => {
	await session?.end();
	session = undefined;
});

const begin = async (options: StartOptions): Promise<Session> => {
	session = await start({contacts: views.contacts, ...options});
	return session;
};

describe.each(sizes)('$columns columns', size => {
	test.each(Object.keys(stages))('%s', async name => {
		const shown = await begin({size, view: {stage: stages[name]!, transcript: views.transcript}});
		// A spinner turns on while a busy machine draws.
		const screen = shown.screen().replaceAll(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/gu, '⠋');
		await expect(`${screen}\n`).toMatchFileSnapshot(`frames/${name}-${size.columns}.txt`);
	});

	test('help', async () => {
		const shown = await begin({size, view: {stage: views.choice, transcript: views.transcript}});
		await shown.press('?');
		await expect(`${shown.screen()}\n`).toMatchFileSnapshot(`frames/help-${size.columns}.txt`);
	});

	test('details of a failure', async () => {
		const shown = await begin({size, view: {stage: stages['failed-many']!, transcript: []}});
		await shown.press('d');
		await expect(`${shown.screen()}\n`).toMatchFileSnapshot(`frames/failed-details-${size.columns}.txt`);
		for (let page = 0; page < 5; page++) {
			await shown.press('pageDown');
		}

		expect(shown.screen().replaceAll(/\s+/gu, ' ')).toContain('look it up: onboard explain 1530-0200-0H11-7P6J');
	});

	test('the end', async () => {
		const shown = await begin({size, view: {stage: views.prove, transcript: views.transcript}});
		await shown.show({
			stage: {
				kind: 'finished',
				lines: [
					line(['✔ Ready.', 'ok'], ' Claude Code answers through Amazon Bedrock on a private path.'),
					line(),
					line('  Open a new terminal and run   ', ['claude', 'accent']),
					line('  Same thing without questions  ', ['onboard --yes --preset acme.example/onboard.json', 'accent']),
				],
			},
		});
		expect(await shown.closed).toBe('finished');
		await expect(`${shown.screen()}\n`).toMatchFileSnapshot(`frames/finished-${size.columns}.txt`);
	});

	test('ASCII, and the sandbox named on every screen', async () => {
		const options = {size, isUnicode: false, colour: false, badge: 'sandbox bedrock/happy'};
		const shown = await begin({
			...options,
			view: {stage: stages['choice']!, transcript: views.transcript, header: 'onboard · sandbox bedrock/happy'},
		});
		for (const name of Object.keys(stages)) {
			await shown.show({stage: stages[name]!});
			expect(shown.screen().replaceAll('’', "'"), name).toMatch(/^[\u0020-\u007E\n]*$/u);
			expect(shown.screen().split('\n').slice(-20).join('\n'), name).toContain('sandbox bedrock/happy');
		}

		await expect(`${shown.screen()}\n`).toMatchFileSnapshot(`frames/ascii-${size.columns}.txt`);
	});
});

describe('the live frame', () => {
	const windows = [
		[80, 24],
		[40, 24],
		[200, 60],
		[80, 12],
		[40, 10],
		[20, 8],
		[80, 5],
	] as const;

	test.each(windows)('leaves two rows free and has at most 18 at %i×%i', async (columns, rows) => {
		const shown = await begin({size: {columns, rows}, view: {stage: views.choice, header: 'onboard'}});
		for (const name of Object.keys(stages)) {
			await shown.show({stage: stages[name]!, transcript: []});
			for (const key of ['d', 'end'] as const) {
				await shown.press(key);
				expect(frameHeight(shown), `${name} ${key}\n${shown.screen()}`).toBeLessThanOrEqual(Math.max(3, Math.min(rows - 2, 18)));
			}
		}
	});

	test('says where it is and which keys work even in a window of 8 rows', async () => {
		const shown = await begin({size: {columns: 40, rows: 8}, view: {stage: stages['failed-many']!}});
		expect(shown.screen()).toContain('5 of 8');
		expect(shown.screen()).toContain('r try again');
	});
});

/** Rows from the heading of the live frame to the last one with text, and the empty one above. */
function frameHeight(shown: Session): number {
	const rows = shown.screen().split('\n');
	const top = rows.findLastIndex(row => /^\d of \d/u.test(row));
	return rows.length - Math.max(0, top) + (rows[top - 1] === '' ? 1 : 0);
}
