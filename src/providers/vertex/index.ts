// Claude on Google Cloud (Vertex AI) as a provider: everything the rest of the program may know about it.

import type {Provider} from '../provider.ts';
import {allChecks} from './checks.ts';
import {detect} from './detect.ts';
import {exportsFor} from './exports.ts';
import {vertexSteps} from './steps.ts';
import {endpointFrom} from './target.ts';
import {termsFor} from './terms.ts';

export const vertex: Provider = {
	id: 'vertex',
	name: 'Google Vertex AI',
	vendor: 'Google',
	tagline: "Claude through your company's Google Cloud projects",
	tool: 'gcloud',
	steps: vertexSteps,
	checks: allChecks,
	endpoint: endpointFrom,
	exports: exportsFor,
	// gcloud itself writes the credentials; nothing else of Google's is changed.
	fileChanges: async () => ({changes: [], findings: []}),
	detect,
	terms: termsFor,
};
