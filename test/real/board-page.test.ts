// The board's page in a real headless Chromium; skipped where none is installed.

import {existsSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {chromium, type Browser, type Page} from 'playwright-core';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {liveBoard} from '../../src/cohort/board/live.ts';
import {boardDocument} from '../../src/cohort/board/wire.ts';
import {createCollector} from '../../src/cohort/collector/collector.ts';
import {remoteAddress, serveCollector} from '../../src/cohort/collector/serve.ts';
import type {Report} from '../../src/cohort/event.ts';
import type {Cohort} from '../../src/cohort/folder.ts';
import {makeJoinCode} from '../../src/cohort/join-code.ts';
import {fileJournal} from '../../src/cohort/journal/file.ts';
import {boardPage} from '../../src/cohort/web/page.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {codeOf, someCohort} from '../cohort/cohort.ts';

const program = '/usr/bin/chromium';
const isHere = existsSync(program);
const why = isHere ? '' : ' (skipped: no /usr/bin/chromium)';
const screenshot = path.resolve(import.meta.dirname, '../../assets/screens/board-page.png');
const leadCode = makeJoinCode(size => new Uint8Array(size).fill(31));
const start = Date.parse('2026-11-23T09:00:00.000Z');

let browser: Browser;
const cleanups: Array<() => Promise<unknown>> = [];

beforeAll(async () => {
	if (isHere) {
		browser = await chromium.launch({
			executablePath: program,
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
			],
		});
	}
});

afterAll(async () => {
	await browser?.close();
	for (const cleanup of cleanups) {
		await cleanup();
	}
});

const names = [
	'Ada Lovelace',
	'Grace Hopper',
	'Katherine Johnson',
	'Dorothy Vaughan',
	'Mary Jackson',
	'Hedy Lamarr',
	'Radia Perlman',
	'Barbara Liskov',
];

async function open(change: (cohort: Cohort) => Cohort = cohort => cohort) {
	const ports = nodePorts({});
	const folder = await mkdtemp(path.join(tmpdir(), 'board-page-'));
	const some = someCohort(names.length);
	const cohort = change({...some, people: some.people.map((person, index) => ({...person, name: names[index] ?? ''}))});
	const journal = fileJournal(path.join(folder, 'journal.ndjson'), {...ports, clock: {...ports.clock, now: () => start + 600_000}});
	const board = liveBoard(cohort, journal);
	const app = createCollector({
		cohort,
		leadCode,
		journal,
		board: {current: async () => JSON.stringify(boardDocument(await board.current(), cohort)), watch: board.watch},
		page: await boardPage(ports.files),
		clock: ports.clock,
		addressOf: remoteAddress,
		log() {},
	});
	let server = await serveCollector(app, {host: '127.0.0.1', port: 0});
	const {url} = server;
	let number = 0;
	const report = async (index: number, step: string, state: Report['state'], ...codes: readonly string[]) => {
		number++;
		const events = [
			{id: `event-${String(number).padStart(4, '0')}`, at: new Date(start + number * 20_000).toISOString(), step, state, codes},
		];
		const response = await fetch(`${url}/api/events`, {
			method: 'POST',
			body: JSON.stringify({events}),
			headers: {'Content-Type': 'application/json', Authorization: `Bearer ${codeOf(index)}`},
		});
		expect(response.status).toBe(200);
	};
	const page = await browser.newPage({viewport: {width: 1000, height: 760}, colorScheme: 'light'});
	await page.clock.setFixedTime(start + 900_000);
	const complaints: string[] = [];
	page.on('console', message => {
		if (['error', 'warning'].includes(message.type())) {
			complaints.push(message.text());
		}
	});
	page.on('pageerror', error => complaints.push(error.message));
	cleanups.push(async () => {
		await page.close();
		await server.close();
		await journal.close();
		await rm(folder, {recursive: true, force: true});
	});
	return {
		page,
		url,
		report,
		complaints,
		async away() {
			await server.close();
		},
		async back() {
			server = await serveCollector(app, {host: '127.0.0.1', port: Number(new URL(url).port)});
		},
	};
}

const people = (page: Page) => page.locator('tr[data-id]');
const countOf = (page: Page, state: string) => page.locator(`button[data-state="${state}"] b`);

test.skipIf(!isHere)(`a lead sees changes come in, filters, groups and reads details by keyboard alone${why}`, async () => {
	const {page, url, report, complaints} = await open();
	await report(0, 'run', 'finished');
	await report(1, 'network', 'failed', 'network.public-path');
	await report(2, 'network', 'failed', 'network.public-path');
	await report(3, 'models', 'failed', 'model.use-case-form-missing');
	await report(4, 'sign-in', 'at');
	await report(5, 'network', 'at');
	await page.goto(`${url}/#${leadCode}`);
	await people(page).first().waitFor();
	expect(await countOf(page, 'waiting').textContent()).toBe('3');
	expect(await page.locator('#best').textContent()).toContain('network.public-path – 2 people, network team');
	expect(page.url()).not.toContain(leadCode);

	// Somebody becomes ready while the lead looks.
	await report(4, 'run', 'finished');
	await page.locator('button[data-state="ready"] b', {hasText: '2'}).waitFor();
	if (process.env['UPDATE_SCREENS'] !== undefined) {
		await page.screenshot({path: screenshot});
	}

	await page.keyboard.press('/');
	await page.keyboard.type('grace network');
	expect(await people(page).count()).toBe(1);
	await page.keyboard.press('Escape');
	expect(await people(page).count()).toBe(names.length);
	await page.keyboard.press('g');
	expect(await page.locator('tbody th').allTextContents()).toEqual(['Data (4)', 'Payments (4)']);
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	expect(await page.locator('dialog[open] h2').textContent()).toBe('Dorothy Vaughan');
	expect(await page.locator('#facts').textContent()).toContain('model.use-case-form-missing');
	await page.keyboard.press('Escape');
	expect(await page.locator('dialog[open]').count()).toBe(0);
	await page.locator('button[data-state="waiting"]').click();
	expect(await people(page).count()).toBe(3);
	expect(complaints).toEqual([]);
});

test.skipIf(!isHere)(`a collector that goes away is said, and the page finds it again${why}`, async () => {
	const {page, url, report, away, back} = await open();
	await page.goto(`${url}/#${leadCode}`);
	await people(page).first().waitFor();
	await away();
	await page.locator('#live', {hasText: 'may be old'}).waitFor();
	await back();
	await page.locator('#live', {hasText: 'Live'}).waitFor();
	await report(0, 'run', 'finished');
	await page.locator('button[data-state="ready"] b', {hasText: '1'}).waitFor();
	expect(await countOf(page, 'invited').textContent()).toBe(String(names.length - 1));
});

test.skipIf(!isHere)(`without a lead's code nothing is shown${why}`, async () => {
	const {page, url} = await open();
	await page.goto(`${url}/#${codeOf(0)}`);
	await page.locator('#live', {hasText: 'does not know this code'}).waitFor();
	expect(await people(page).count()).toBe(0);
	await page.locator('#code').fill(leadCode);
	await page.keyboard.press('Enter');
	await people(page).first().waitFor();
});

test.skipIf(!isHere)(`hostile names are text${why}`, async () => {
	const hostile = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';
	const {page, url, complaints} = await open(cohort => ({
		...cohort,
		people: cohort.people.map(person => ({...person, name: hostile, team: hostile})),
	}));
	await page.goto(`${url}/#${leadCode}`);
	await people(page).first().waitFor();
	expect(await people(page).first().locator('td').first().textContent()).toBe(hostile);
	expect(await page.title()).not.toContain('owned');
	expect(await page.locator('main img, main script').count()).toBe(0);
	expect(complaints).toEqual([]);
});
