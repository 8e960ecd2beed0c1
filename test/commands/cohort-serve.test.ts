import {mkdtemp, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {runCommand} from '../helpers/command.ts';

test.each([
	[['none'], /holds no cohort/u],
	[['spring', '--port', '70000'], /no port number/u],
	[['spring', '--tls-key', 'key.pem'], /certificate for TLS is missing/u],
	[['spring', '--store', 'mysql://db/onboard'], /no PostgreSQL/u],
	[['spring', '--store', 'postgres://lead:word@db.acme.example/onboard'], /password stands in --store/u],
	[['spring', '--store', 'postgres://db.acme.example/onboard?password=word'], /password stands in --store/u],
])('%j is refused before anything is served', async (words, message) => {
	const home = await mkdtemp(path.join(tmpdir(), 'cohort-'));
	await writeFile(path.join(home, 'people.csv'), 'Name,Email,Cloud\nAda,ada@acme.example,AWS\n');
	await runCommand(['cohort', 'init', '--roster', 'people.csv', '--out', 'spring'], {home, folder: home});
	await expect(runCommand(['cohort', 'serve', ...words], {home, folder: home})).rejects.toThrow(message);
});

test.each([
	['0.0.0.0', true],
	['127.0.0.1', false],
])('on %s without TLS it warns: %s', async (host, warns) => {
	const home = await mkdtemp(path.join(tmpdir(), 'cohort-'));
	await writeFile(path.join(home, 'people.csv'), 'Name,Email,Cloud\nAda,ada@acme.example,AWS\n');
	await runCommand(['cohort', 'init', '--roster', 'people.csv', '--out', 'spring'], {home, folder: home});
	const stop = new AbortController();
	setTimeout(() => {
		stop.abort();
	}, 300);
	const {stdout} = await runCommand(['cohort', 'serve', 'spring', '--host', host, '--port', '0'], {
		home,
		folder: home,
		signal: stop.signal,
	});
	expect(stdout).toContain('Stop with Ctrl+C');
	expect(stdout.includes('Without TLS, codes and names are readable on the network')).toBe(warns);
});
