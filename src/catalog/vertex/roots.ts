// The Vertex findings under which everything else that needs Google folds.

import {networkRoots} from '../network/roots.ts';

/** Codes that explain why no token can be had. */
export const vertexSignInRoots: readonly string[] = [
	'vertex.adc-missing',
	'vertex.gcloud-missing',
	'vertex.cli-sign-in-only',
	'vertex.adc-file-missing',
	'vertex.adc-unreadable',
	'vertex.sign-in-expired',
	'vertex.reauthentication-needed',
	'vertex.token-refused',
	'vertex.sign-in-unproven',
];

/** Codes that explain why a project refuses every call. */
export const vertexProjectRoots: readonly string[] = [
	'vertex.project-missing',
	'vertex.project-invalid',
	'vertex.service-disabled',
	'vertex.billing-disabled',
	'vertex.perimeter-refused',
	'vertex.quota-project-missing',
	'vertex.quota-project-denied',
	'vertex.role-denied',
];

/** Everything below a call to Google. */
export const vertexRoots: readonly string[] = [
	...networkRoots,
	'vertex.private-route-missing',
	'vertex.multi-region-not-private',
	...vertexSignInRoots,
	...vertexProjectRoots,
];
