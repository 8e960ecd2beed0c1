// Addresses of the lab's world that are not a cloud's: networks between the namespaces, name servers, proxies, devices.

/** Networks of the wires, without the last number: `.1` is the router's side, then the private network's, then the internet's. */
export const wires = {toPrivate: '10.76.1', toInternet: '10.76.2', backbone: '10.76.3'} as const;

/** What the router sends into the private network. */
export const privateNetworks = ['10.20.0.0/14', '10.60.0.0/16', '199.36.153.0/24'] as const;
export const privateNetworkOfSix = 'fd00:20::/64';

export const places = {
	/** The internet's name server. */
	publicNames: '9.9.9.9',
	/** The private network's name server, as an inbound endpoint of a cloud's resolver. */
	privateNames: '10.20.0.2',
	/** A name server that never answers. */
	silentNames: '10.1.1.53',
	/** A proxy that takes everybody. */
	proxy: '10.1.1.5',
	/** Nobody answers there. */
	silentProxy: '10.1.1.6',
	/** A proxy that wants a name and a password. */
	strictProxy: '10.1.1.7',
	proxyCredentials: 'dana:p@ss:word',
	/** A proxy that opens TLS. */
	inspectingProxy: '10.1.1.8',
	/** A device that opens the TLS of connections that are diverted to it. */
	inspector: '10.1.1.9',
	/** The portal of a guest network. */
	portal: '10.1.1.20',
	/** The page of a company's web gateway. */
	blockPage: '10.1.1.21',
	/** A firewall that takes connections and resets them at the first packet of TLS; on port 444 it says nothing instead. */
	cutter: '10.1.1.22',
} as const;

/** Those of them that exist on the internet's side. */
export const outside: readonly string[] = [
	places.publicNames,
	places.proxy,
	places.strictProxy,
	places.inspectingProxy,
	places.inspector,
	places.portal,
	places.blockPage,
	places.cutter,
];
