// The step `terms` of this cloud.

import {makeTermsStep} from '../../terms-step.ts';
import {placeOf, statedBy, statementsVersion, termsFor} from '../terms.ts';

export const termsStep = makeTermsStep({measuredIn: 'project', version: statementsVersion, summary: termsFor, statedBy, place: placeOf});
