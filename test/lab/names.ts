// The lab's name servers: dnsmasq, once on the internet, once inside the private network, and once per office.

import type {ChildProcess} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {saidBy, startIn} from './namespaces.ts';

export type NameServer = {
	/** Addresses that it answers on. */
	readonly at: readonly string[];
	/** Addresses of single names; an empty list means that the name does not exist here. */
	readonly names?: Readonly<Record<string, readonly string[]>>;
	/** Addresses of every name below these suffixes that has none of its own. */
	readonly below?: Readonly<Record<string, readonly string[]>>;
	/** Suffixes that another server is asked for. */
	readonly forwards?: Readonly<Record<string, string>>;
	/** The server that is asked for everything else; without one it does not exist. */
	readonly rest?: string;
};

/** Top-level domains that the lab knows; dnsmasq would refuse, rather than deny, what it has nobody to ask about. */
const known = ['com', 'net', 'org', 'aws', 'cloud', 'example', 'dev', 'ai'];

/** Pure. What dnsmasq reads. */
export function configurationOf({at, names = {}, below = {}, forwards = {}, rest}: NameServer): string {
	const existing = Object.entries(names).filter(([, addresses]) => addresses.length > 0);
	const lines = [
		'no-resolv',
		'no-hosts',
		'bind-interfaces',
		'cache-size=0',
		'local-ttl=1',
		'user=root',
		'pid-file=',
		...at.map(address => `listen-address=${address}`),
		...existing.flatMap(([name, addresses]) => addresses.map(address => `host-record=${name},${address}`)),
		// Nobody else is asked about them: neither for another kind of address nor for what does not exist.
		...Object.keys(names).map(name => `local=/${name}/`),
		...Object.entries(below).flatMap(([suffix, addresses]) => addresses.map(address => `address=/${suffix}/${address}`)),
		...Object.entries(forwards).map(([suffix, server]) => `server=/${suffix}/${server}`),
		...(rest === undefined ? known.map(domain => `local=/${domain}/`) : [`server=${rest}`]),
	];
	return `${lines.join('\n')}\n`;
}

/** Starts a name server inside a namespace and waits until it answers. */
export async function startNames(namespace: string, server: NameServer, folder: string, children: Set<ChildProcess>): Promise<void> {
	const file = path.join(folder, `names-${server.at[0]?.replaceAll(/[.:]/gu, '-')}.conf`);
	writeFileSync(file, configurationOf(server));
	const child = startIn(namespace, ['dnsmasq', '--keep-in-foreground', '--log-facility=-', `--conf-file=${file}`], children);
	await saidBy(child, 'stderr', /started, version/u, 'dnsmasq');
}
