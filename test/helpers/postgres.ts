// A PostgreSQL server of a test's own, from the system's packages: its data in a temporary folder, reached by a socket there.

import {execFile} from 'node:child_process';
import {chown, mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir, userInfo} from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';

const run = promisify(execFile);
const packages = '/usr/lib/postgresql';

export type Postgres = {
	/** `postgres://…` without a password: only who may open the socket gets in. */
	readonly url: string;
	/** `immediate` is what a power cut is to it. */
	stop(mode: 'fast' | 'immediate'): Promise<void>;
	start(): Promise<void>;
	remove(): Promise<void>;
};

/** The folder of the newest server's programs; undefined where none is installed. */
export async function postgresPrograms(): Promise<string | undefined> {
	try {
		const versions = await readdir(packages);
		const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
		return newest === undefined ? undefined : path.join(packages, newest, 'bin');
	} catch {
		return undefined;
	}
}

/** Makes and starts a server. It refuses to run as root, so root starts it as the user `postgres`. */
export async function startPostgres(programs: string): Promise<Postgres> {
	const folder = await mkdtemp(path.join(tmpdir(), 'onboard-postgres-'));
	const isRoot = userInfo().uid === 0;
	const as = async (program: string, ...parameters: readonly string[]) =>
		isRoot
			? run('runuser', ['-u', 'postgres', '--', path.join(programs, program), ...parameters], {cwd: folder})
			: run(path.join(programs, program), [...parameters], {cwd: folder});
	if (isRoot) {
		const [, , uid = '0', gid = '0'] = (await run('getent', ['passwd', 'postgres'])).stdout.split(':');
		await chown(folder, Number(uid), Number(gid));
	}

	const data = path.join(folder, 'data');
	await as('initdb', '-D', data, '-A', 'trust', '-U', 'onboard', '-E', 'UTF8', '--no-locale');
	const start = async () => {
		await as('pg_ctl', 'start', '-D', data, '-w', '-s', '-l', path.join(folder, 'log'), '-o', `-c listen_addresses= -k ${folder}`);
	};
	const stop = async (mode: 'fast' | 'immediate') => {
		await as('pg_ctl', 'stop', '-D', data, '-w', '-s', '-m', mode);
	};
	await start();
	return {
		url: `postgres://onboard@/postgres?host=${encodeURIComponent(folder)}`,
		start,
		stop,
		async remove() {
			await stop('immediate').catch(() => {});
			await rm(folder, {recursive: true, force: true});
		},
	};
}
