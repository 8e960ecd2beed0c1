// Claude on Google Cloud (Vertex AI) as a provider: everything the rest of the program may know about it.

import type {Provider} from '../provider.ts';
import {allChecks} from './checks.ts';
import {detect} from './detect.ts';
import {exportsFor} from './exports.ts';
import {vertexRegistration} from './registration.ts';
import {vertexSteps} from './steps.ts';
import {endpointFrom} from './target.ts';
import {placeOf, termsFor} from './terms.ts';

export const vertex: Provider = {
	...vertexRegistration,
	steps: vertexSteps,
	checks: allChecks,
	endpoint: endpointFrom,
	exports: exportsFor,
	// gcloud itself writes the credentials; nothing else of Google's is changed.
	fileChanges: async () => ({changes: [], findings: []}),
	detect,
	// Everybody signs in as themselves here, so what is refused to one may be allowed to another.
	leadAnswers: async answers => ({answers, isOtherRole: true}),
	place: placeOf,
	terms: termsFor,
	access: async (...asked) => (await import('./access.ts')).accessFor(...asked),
};
