// Certificate authorities that a run trusts besides this process's own: those of a PEM file that Claude Code's settings name.

import type {LookupFunction} from 'node:net';
import type {Network, Ports} from './ports.ts';

const beginning = '-----BEGIN CERTIFICATE-----';

/** The authorities that NODE_EXTRA_CA_CERTS names, as PEM text; undefined when it names none that can be used. */
export async function extraAuthorities({env, files}: Pick<Ports, 'env' | 'files'>): Promise<string | undefined> {
	const file = env['NODE_EXTRA_CA_CERTS'];
	// Like Node, which only warns about a file that it cannot load.
	const bytes = file === undefined || file === '' ? undefined : await files.read(file).catch(() => undefined);
	const text = bytes === undefined ? '' : new TextDecoder().decode(bytes);
	return text.includes(beginning) ? text : undefined;
}

/** The network of ports whose TLS trusts these authorities, too: Node itself reads the variable only when a process starts. */
export function trusting(ports: Ports): Network {
	const {network} = ports;
	const added = async () => {
		const authorities = await extraAuthorities(ports);
		return authorities === undefined ? {} : {authorities};
	};
	return {
		...network,
		handshake: async asked => network.handshake({...asked, ...(await added())}),
		request: async asked => network.request({...asked, ...(await added())}),
	};
}

/** The `ca` option for Node's TLS: what this process trusts by itself, and these. */
export async function certificatesWith(authorities: string): Promise<string[]> {
	const tls: {readonly rootCertificates: readonly string[]; readonly getCACertificates?: (type: 'default') => string[]} =
		await import('node:tls');
	// Node 20 and 22.14 know only the authorities that they bring along.
	return [...(tls.getCACertificates?.('default') ?? tls.rootCertificates), authorities];
}

/** An agent for https that trusts these authorities, too; whatever the variables say, it checks certificates. */
export async function agentTrusting(authorities: string | undefined, lookup: LookupFunction) {
	const {Agent} = await import('node:https');
	return new Agent({
		keepAlive: true,
		lookup,
		rejectUnauthorized: true,
		...(authorities === undefined ? {} : {ca: await certificatesWith(authorities)}),
	});
}
