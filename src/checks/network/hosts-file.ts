// What the hosts file of this machine says about a name: it wins over every name server, and nobody keeps it up to date.

import {isAddress} from '../../probes/address.ts';
import {hostsFile} from '../../ports/places.ts';
import type {Ports} from '../../ports/ports.ts';

export type HostsEntry = {readonly place: string; readonly addresses: readonly string[]};

/** The addresses that the hosts file gives a name; undefined when it does not name it or cannot be read. */
export async function hostsEntryOf(host: string, ports: Pick<Ports, 'env' | 'files' | 'host'>): Promise<HostsEntry | undefined> {
	const place = hostsFile(ports);
	try {
		const bytes = await ports.files.read(place);
		const addresses = bytes === undefined ? [] : addressesIn(new TextDecoder().decode(bytes), host);
		return addresses.length === 0 ? undefined : {place, addresses};
	} catch {
		return undefined;
	}
}

/** Pure. Lines hold an address and its names; `#` starts a remark. */
export function addressesIn(text: string, host: string): readonly string[] {
	return text.split('\n').flatMap(line => {
		const [address = '', ...names] = line.replace(/#.*$/u, '').trim().split(/\s+/u);
		return isAddress(address) && names.some(name => name.toLowerCase() === host.toLowerCase()) ? [address] : [];
	});
}
