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

/** Codes that tell about something useful to know whose absence leaves a proven path proven. */
export const supplementaryCodes: ReadonlySet<string> = new Set([
	'sign-in.credentials-untried',
	'network.endpoint-not-visible',
	'network.endpoint-read-denied',
	'network.endpoint-unread',
	'vertex.project-unread',
	'vertex.catalogue-unread',
]);
