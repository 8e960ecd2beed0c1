// Findings about the way to the model endpoint, gathered from one file per part of that way.

import {family} from './declare.ts';
import {callFindings} from './network/call.ts';
import {connectionFindings} from './network/connection.ts';
import {endpointFindings} from './network/endpoint.ts';
import {pathFindings} from './network/path.ts';
import {proxyFindings} from './network/proxy.ts';

export const networkFindings = family({
	...pathFindings,
	...proxyFindings,
	...connectionFindings,
	...callFindings,
	...endpointFindings,
});

/** Codes that explain why anything that needs the network fails; for `causedBy` of other families. */
export const networkRoots: readonly string[] = [
	'network.offline',
	'network.name-not-found',
	'network.name-blocked',
	'network.proxy-unusable',
	'network.proxy-unreachable',
	'network.proxy-refused',
	'network.connect-dropped',
	'network.connect-refused',
	'network.tls-failed',
	'network.certificate-untrusted',
	'network.intercepted',
	'network.captive-portal',
	'network.not-the-service',
	'network.wrong-service-endpoint',
	'network.no-reply',
];

/** Codes that tell about something useful to know whose absence leaves a proven path proven. */
export const supplementaryCodes: ReadonlySet<string> = new Set(['network.endpoint-not-visible', 'network.endpoint-read-denied']);
