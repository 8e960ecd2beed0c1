// Why the lab, or a part of it, cannot run on this machine; and what killed runs have left behind.

import {execFileSync} from 'node:child_process';
import {readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {batch, inside, removeNamespace, prefix} from './namespaces.ts';

/** Why the lab cannot run here; undefined when it can. */
export function obstacle(): string | undefined {
	if (process.platform !== 'linux') {
		return 'network namespaces need Linux';
	}

	if (process.getuid?.() !== 0) {
		return 'network namespaces need root';
	}

	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	if (major < 22 || (major === 22 && minor < 18)) {
		return `its own server needs Node 22.18 or newer, this is ${process.versions.node}`;
	}

	return (
		missing('dnsmasq', ['--version'], 'dnsmasq-base') ??
		missing('openssl', ['version'], 'openssl') ??
		inTrial('network namespaces do not work here', name => {
			batch([`-n ${name} link set lo up`]);
		})
	);
}

/** Why packets cannot be dropped, rejected or diverted here; undefined when they can. */
export function rulesObstacle(): string | undefined {
	return (
		missing('nft', ['--version'], 'nftables') ??
		inTrial('nftables does not work here', name => {
			inside(
				name,
				['nft', '-f', '-'],
				'table ip trial { chain one { type nat hook prerouting priority -100; tcp dport 443 dnat to 10.0.0.1; }; }',
			);
		})
	);
}

function missing(program: string, parameters: readonly string[], ofPackage: string): string | undefined {
	try {
		execFileSync(program, parameters, {stdio: 'ignore'});
		return undefined;
	} catch {
		return `${program} is not installed (package ${ofPackage})`;
	}
}

function inTrial(problem: string, attempt: (name: string) => void): string | undefined {
	const name = `${prefix}${process.pid}-try`;
	try {
		batch([`netns add ${name}`]);
		attempt(name);
		return undefined;
	} catch (error) {
		return `${problem} (${error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : 'unknown'})`;
	} finally {
		removeNamespace(name);
	}
}

/** Removes what runs that were killed have left behind: processes, namespaces, folders. */
export function sweep(): void {
	const isOrphan = (name: string) => {
		const owner = /^onboard-lab-(\d+)-/u.exec(name)?.[1];
		return owner !== undefined && !isAlive(Number(owner));
	};

	for (const name of new Set([...list('/run/netns'), ...list('/etc/netns')].filter(entry => isOrphan(entry)))) {
		removeNamespace(name);
	}

	for (const name of list(tmpdir()).filter(entry => isOrphan(entry))) {
		rmSync(path.join(tmpdir(), name), {recursive: true, force: true});
	}
}

function list(folder: string): readonly string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
