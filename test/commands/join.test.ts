// `onboard --join`: the real wizard beside a real collector, and what the collector gets to know.

import {mkdtemp, readFile, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {PassThrough} from 'node:stream';
import {expect, test, vi} from 'vitest';
import {liveBoard} from '../../src/cohort/board/live.ts';
import {callersOf} from '../../src/cohort/collector/callers.ts';
import {createCollector} from '../../src/cohort/collector/collector.ts';
import {remoteAddress, serveCollector} from '../../src/cohort/collector/serve.ts';
import {openCohort, places, type Cohort} from '../../src/cohort/folder.ts';
import {openGrowing} from '../../src/cohort/growing.ts';
import {joinLink} from '../../src/cohort/join-link.ts';
import {fileJournal} from '../../src/cohort/journal/file.ts';
import {nodePorts} from '../../src/ports/node.ts';
import acme from '../../assets/presets/acme.json' with {type: 'json'};
import {runCommand} from '../helpers/command.ts';

async function collect() {
	const home = await mkdtemp(path.join(tmpdir(), 'cohort-'));
	await writeFile(path.join(home, 'acme.json'), JSON.stringify(acme));
	await writeFile(path.join(home, 'people.csv'), 'Name,Email,Team\nAda,ada@acme.example,Payments\nEve,eve@acme.example,Data\n');
	await runCommand(['cohort', 'init', '--roster', 'people.csv', '--out', 'spring', '--preset', 'acme.json'], {home, folder: home});
	const ports = nodePorts({});
	const folder = path.join(home, 'spring');
	const cohort = await openCohort(folder, ports);
	const journal = fileJournal(places(folder).journal, ports);
	const board = liveBoard(cohort, journal);
	const app = createCollector({
		cohort,
		leadCode: '',
		journal,
		board: {current: async () => '', watch: board.watch},
		page: new Map(),
		clock: ports.clock,
		addressOf: remoteAddress,
		log() {},
	});
	const server = await serveCollector(app, {host: '127.0.0.1', port: 0});
	return {home, cohort, journal, board, server, close: async () => Promise.all([server.close(), journal.close()])};
}

const linkOf = (cohort: Cohort, url: string, id: string) => joinLink(url, cohort.codes[id] ?? '');

test('a set-up that succeeds is ready on the board, with the preset of the kit', {timeout: 180_000}, async () => {
	const {home, cohort, board, server, close} = await collect();
	const {code, stdout, stderr} = await runCommand(
		['--yes', '--sandbox', 'bedrock/happy', '--home', path.join(home, 'laptop'), '--join', linkOf(cohort, server.url, 'p0001')],
		{home},
	);
	expect([code, stdout.includes('Acme preset')]).toEqual([0, true]);
	expect(stderr).toContain('Reporting to 127.0.0.1');
	expect((await board.current()).rows.map(({state}) => state)).toEqual(['ready', 'invited']);
	await close();
});

test('a set-up that cannot go on waits for whoever owns the fix; the journal holds no content', {timeout: 180_000}, async () => {
	const {home, cohort, board, server, close} = await collect();
	await runCommand(
		['--yes', '--sandbox', 'bedrock/private-dns-off', '--home', path.join(home, 'laptop'), '--join', linkOf(cohort, server.url, 'p0002')],
		{home},
	);
	const {rows, causes} = await board.current();
	expect(rows[1]).toMatchObject({state: 'waiting', owner: 'network-team', step: 'run'});
	expect(causes.map(({people}) => people.map(({id}) => id))).toEqual([['p0002']]);
	const journal = await readFile(places(cohort.folder).journal, 'utf8');
	expect(journal).toContain('network.');
	expect(journal).not.toMatch(/111122223333|acme|awsapps|amazonaws|laptop|Eve|\b10\.\d+\.\d/u);
	await close();
});

test('with the collector away everything works, and what was not sent goes out later', {timeout: 180_000}, async () => {
	const {home, cohort, board, server, close} = await collect();
	const link = linkOf(cohort, server.url, 'p0001');
	const words = ['--yes', '--sandbox', 'bedrock/happy', '--home', path.join(home, 'laptop')];
	await server.close();
	const alone = await runCommand([...words, '--join', link], {home});
	expect(alone.code).toBe(0);
	expect(alone.stderr).toMatch(/collector is away: \d+ reports wait/u);
	expect((await board.current()).rows[0]?.state).toBe('invited');
	await close().catch(() => {});
});

test('without the collector nobody sets up unasked: their answers are there', async () => {
	const {home, cohort, server, close} = await collect();
	const words = ['--home', path.join(home, 'laptop'), '--join', linkOf(cohort, server.url, 'p0001')];
	await server.close();
	const said: string[] = [];
	const stderr = new PassThrough().on('data', (part: Uint8Array) => said.push(String(part)));
	const asked = runCommand(['--plain', ...words], {home, input: '1\n', stderr});
	await expect(asked).rejects.toThrow('Stopped.');
	expect(said.join('')).toContain('Nothing was set up. Run the same line again when the collector answers.');
	const goesOn = runCommand(['--plain', ...words], {home, input: '2\n2\n'});
	await expect(goesOn).rejects.toThrow('Input closed before every question was answered.');
	await close().catch(() => {});
});

test('an unknown code is said at once', async () => {
	const {home, server, close} = await collect();
	const {makeJoinCode} = await import('../../src/cohort/join-code.ts');
	const link = joinLink(
		server.url,
		makeJoinCode(size => new Uint8Array(size).fill(9)),
	);
	await expect(runCommand(['--yes', '--sandbox', 'bedrock/happy', '--join', link], {home})).rejects.toThrow(
		/does not know this join code/u,
	);
	await expect(runCommand(['--yes', '--sandbox', 'bedrock/happy', '--join', link.split('#')[1] ?? ''], {home})).rejects.toThrow(
		/where the collector is/u,
	);
	await close();
});

test('who is added while the collector runs can join it, and is on its board', {timeout: 180_000}, async () => {
	const home = await mkdtemp(path.join(tmpdir(), 'cohort-'));
	const init = async (rows: string) => {
		await writeFile(path.join(home, 'people.csv'), `Name,Email,Cloud\n${rows}`);
		await runCommand(['cohort', 'init', '--roster', 'people.csv', '--out', 'spring'], {home, folder: home});
		return openCohort(path.join(home, 'spring'), nodePorts({}));
	};
	await init('Ada,ada@acme.example,AWS\n');
	const growing = await openGrowing(path.join(home, 'spring'), nodePorts({}));
	growing.follow();
	const callerOf = callersOf(growing.cohort, '');
	const journal = fileJournal(places(growing.cohort.folder).journal, nodePorts({}));
	const board = liveBoard(growing.cohort, journal);
	expect((await board.current()).rows).toHaveLength(1);
	const {codes} = await init('Ada,ada@acme.example,AWS\nEve,eve@acme.example,AWS\n');
	await vi.waitFor(() => expect(callerOf(`Bearer ${codes['p0002']}`)).toMatchObject({person: {name: 'Eve'}}), {timeout: 10_000});
	expect(callerOf(`Bearer ${codes['p0001']}`)).toMatchObject({person: {name: 'Ada'}});
	expect((await board.current()).rows).toHaveLength(2);
	growing.stop();
	await journal.close();
});
