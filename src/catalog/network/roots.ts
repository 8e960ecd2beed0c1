// The network findings under which everything else that needs the network folds.

/** Codes that explain why anything that needs the network fails; for `causedBy` of other families. */
export const networkRoots: readonly string[] = [
	'network.offline',
	'network.nothing-answers',
	'network.name-not-found',
	'network.name-blocked',
	'network.proxy-unusable',
	'network.proxy-unreachable',
	'network.proxy-refused',
	'network.connect-dropped',
	'network.connect-refused',
	'network.handshake-broken',
	'network.tls-failed',
	'network.certificate-untrusted',
	'network.intercepted',
	'network.captive-portal',
	'network.not-the-service',
	'network.wrong-service-endpoint',
	'network.no-reply',
];
