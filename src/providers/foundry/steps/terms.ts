// The step `terms` of this cloud.

import {makeTermsStep} from '../../terms-step.ts';
import {placeOf, statementsVersion, termsFor} from '../terms.ts';

export const termsStep = makeTermsStep({
	measuredIn: 'resource',
	version: statementsVersion,
	summary: termsFor,
	statedBy: () => 'Microsoft and Anthropic',
	place: placeOf,
});
