// Microsoft Foundry as a provider: everything the rest of the program may know about it.

import type {Provider} from '../provider.ts';
import {allChecks} from './checks.ts';
import {detect} from './detect.ts';
import {exportsFor} from './exports.ts';
import {foundrySteps} from './steps.ts';
import {endpointFrom} from './target.ts';
import {termsFor} from './terms.ts';

export const foundry: Provider = {
	id: 'foundry',
	name: 'Microsoft Foundry',
	vendor: 'Microsoft and Anthropic',
	tagline: "Claude through a Foundry resource in your company's Azure",
	tool: 'az',
	steps: foundrySteps,
	checks: allChecks,
	endpoint: endpointFrom,
	exports: exportsFor,
	// The Azure CLI keeps its own files; nothing of them is written here.
	fileChanges: async () => ({changes: [], findings: []}),
	detect,
	terms: termsFor,
};
