// The step `terms` of this cloud.

import {makeTermsStep} from '../../terms-step.ts';
import {placeOf, statementsVersion, termsFor} from '../terms.ts';

export const termsStep = makeTermsStep({
	measuredIn: 'account',
	version: statementsVersion,
	summary: termsFor,
	statedBy: () => 'AWS and Anthropic',
	place: placeOf,
});
