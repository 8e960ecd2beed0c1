// Microsoft Foundry as a provider: everything the rest of the program may know about it.

import type {Provider} from '../provider.ts';
import {allChecks} from './checks.ts';
import {detect} from './detect.ts';
import {exportsFor} from './exports.ts';
import {foundryRegistration} from './registration.ts';
import {foundrySteps} from './steps.ts';
import {endpointFrom} from './target.ts';
import {placeOf, termsFor} from './terms.ts';

export const foundry: Provider = {
	...foundryRegistration,
	steps: foundrySteps,
	checks: allChecks,
	endpoint: endpointFrom,
	exports: exportsFor,
	// The Azure CLI keeps its own files; nothing of them is written here.
	fileChanges: async () => ({changes: [], findings: []}),
	detect,
	// Everybody signs in as themselves here, so what is refused to one may be allowed to another.
	leadAnswers: async answers => ({answers, isOtherRole: true}),
	place: placeOf,
	terms: termsFor,
	access: async (...asked) => (await import('./access.ts')).accessFor(...asked),
};
