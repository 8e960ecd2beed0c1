// Decides where the way to the endpoint leads, from the facts of every layer and nothing else.

import {isSameAddress, kindOf} from '../../probes/address.ts';
import type {HttpFacts} from '../../probes/http.ts';
import type {TlsFacts} from '../../probes/tls.ts';
import {isAnsweredBy} from './call.ts';
import {openOnes, type TcpFacts} from './connect.ts';
import type {EndpointFacts} from './endpoint.ts';
import type {DnsFacts} from './name.ts';
import type {ProxyFacts} from './proxy.ts';
import type {Service} from './service.ts';
import {isIssuedForService} from './tls.ts';

export type PathVerdict = 'private' | 'public' | 'blocked' | 'cannot tell';

/** What the name says, before anything is connected to. */
export type Whereabouts = 'private' | 'public' | 'mixed' | 'local' | 'behind the proxy' | 'nowhere';

/** What a signed call can add: a denial that names the endpoint's policy proves the private path. */
export type SignedFacts = {readonly provesPrivate: boolean; readonly text: string};

/** Facts of the layers; absent means that the layer was not reached. */
export type PathLayers = {
	readonly host: string;
	readonly service: Service;
	readonly expectedAddresses: readonly string[];
	readonly proxy?: ProxyFacts | undefined;
	readonly dns?: DnsFacts | undefined;
	readonly tcp?: TcpFacts | undefined;
	/** `isLocal` stands for a base URL without TLS. */
	readonly tls?: TlsFacts | {readonly isLocal: boolean} | undefined;
	readonly http?: HttpFacts | undefined;
	readonly endpoint?: EndpointFacts | undefined;
	readonly signed?: SignedFacts | undefined;
};

export type PathFacts = {
	readonly verdict: PathVerdict;
	readonly where: Whereabouts;
	/** One sentence that says what the verdict stands on. */
	readonly reason: string;
	readonly addresses: readonly string[];
	readonly privateOnes: readonly string[];
	readonly publicOnes: readonly string[];
	/** Whether the service itself answered at the end of this way. */
	readonly isAnswered: boolean;
};

/**
 * The verdict on the way to the endpoint.
 *
 * `private` needs all of: no proxy on the way, only private or known endpoint addresses, a connection, TLS from the service's own
 * authority, and an answer of the service. A denial that names the endpoint's policy proves it alone.
 */
export function pathVerdict(layers: PathLayers): PathFacts {
	const addresses = layers.dns?.name.addresses ?? [];
	const privateOnes = addresses.filter(address => isPrivate(address, layers));
	const publicOnes = addresses.filter(address => !isPrivate(address, layers) && kindOf(address) === 'public');
	const where = whereabouts(layers, addresses, privateOnes, publicOnes);
	const isAnswered = layers.http !== undefined && isAnsweredBy(layers.http, layers);
	const [verdict, reason] = decide(layers, where, isAnswered);
	return {verdict, where, reason, addresses, privateOnes, publicOnes, isAnswered};
}

function decide(layers: PathLayers, where: Whereabouts, isAnswered: boolean): readonly [PathVerdict, string] {
	if (layers.signed?.provesPrivate === true) {
		return ['private', `A signed call was denied by the policy of the private endpoint, so it arrived there: ${layers.signed.text}`];
	}

	const obstacle = obstacleOf(layers, where, isAnswered);
	switch (where) {
		case 'nowhere': {
			return ['blocked', 'The name has no usable address.'];
		}

		case 'behind the proxy': {
			return obstacle ?? ['cannot tell', `Requests go through the proxy ${layers.proxy?.display ?? ''}, which decides where they lead.`];
		}

		case 'local': {
			return obstacle ?? ['cannot tell', 'The name leads to this machine; what forwards it from here cannot be seen.'];
		}

		case 'mixed': {
			return obstacle ?? ['public', 'Some of the addresses are public, so some requests leave on the public path.'];
		}

		case 'public': {
			return obstacle ?? ['public', 'The addresses are public and the service answers there.'];
		}

		case 'private': {
			return obstacle ?? ['private', privateReason(layers)];
		}
	}
}

/** What keeps the layers above the name from proving anything. */
function obstacleOf(layers: PathLayers, where: Whereabouts, isAnswered: boolean): readonly [PathVerdict, string] | undefined {
	if (layers.tcp !== undefined && openOnes(layers.tcp).length === 0) {
		return ['blocked', where === 'behind the proxy' ? 'The proxy does not answer.' : 'No address accepts a connection.'];
	}

	const {tls} = layers;
	if (tls !== undefined && !('isLocal' in tls)) {
		if (tls.isTrusted === undefined) {
			return ['blocked', tls.refusedBy === undefined ? 'The TLS handshake does not finish.' : 'The proxy refuses this host.'];
		}

		if (!tls.isTrusted) {
			return ['cannot tell', 'The certificate is not accepted, so who is at the other end is unknown.'];
		}

		if (where === 'private' && isIssuedForService(tls, layers) === false) {
			return ['cannot tell', 'TLS ends at a device in between, which decides where requests go.'];
		}
	}

	if (layers.http !== undefined && layers.http.status === undefined) {
		return ['blocked', 'The connection opens and the call gets no reply.'];
	}

	if (layers.http !== undefined && !isAnswered) {
		return ['cannot tell', 'Something other than the service answers.'];
	}

	return [layers.proxy, layers.tcp, tls, layers.http].includes(undefined) ? ['cannot tell', 'Not every layer was checked.'] : undefined;
}

function whereabouts(
	layers: PathLayers,
	addresses: readonly string[],
	privateOnes: readonly string[],
	publicOnes: readonly string[],
): Whereabouts {
	if (layers.proxy?.isOnPath === true) {
		return 'behind the proxy';
	}

	if (addresses.every(address => kindOf(address) === 'nowhere')) {
		return 'nowhere';
	}

	if (publicOnes.length > 0) {
		return publicOnes.length === addresses.length ? 'public' : 'mixed';
	}

	return privateOnes.length === addresses.length ? 'private' : 'local';
}

function isPrivate(address: string, layers: PathLayers): boolean {
	return (
		layers.service.isPrivateName(layers.host) ||
		kindOf(address) === 'private' ||
		layers.service.privateWay?.(address) !== undefined ||
		isKnown(address, layers)
	);
}

function isKnown(address: string, layers: PathLayers): boolean {
	const {service} = layers;
	const listed = Array.isArray(layers.endpoint?.endpoints) ? layers.endpoint.endpoints : [];
	const known = [
		...layers.expectedAddresses,
		...listed.filter(endpoint => endpoint.service === service.endpointService).flatMap(endpoint => endpoint.addresses),
	];
	return known.some(other => isSameAddress(address, other));
}

function privateReason(layers: PathLayers): string {
	const addresses = layers.dns?.name.addresses ?? [];
	const count = addresses.length === 1 ? 'The address' : addresses.length === 2 ? 'Both addresses' : `All ${addresses.length} addresses`;
	const verb = addresses.length === 1 ? 'belongs' : 'belong';
	const whose = addresses.every(address => isKnown(address, layers)) ? 'your private endpoint' : 'a private network';
	const {name, beyond} = layers.service;
	const ways = [...new Set(addresses.map(address => layers.service.privateWay?.(address)))];
	if (ways.length === 1 && ways[0] !== undefined) {
		return `${count} ${verb} to ${ways[0]}, which is not announced to the internet, and ${name} answers there.`;
	}

	return `${count} ${verb} to ${whose}, and ${beyond === undefined ? `${name} itself` : name.toLowerCase()} answers there.${beyond === undefined ? '' : ` ${beyond}`}`;
}
