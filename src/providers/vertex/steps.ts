// The steps of the wizard for Google Cloud, in order.

import type {Step} from '../provider.ts';
import {modelsStep} from './steps/models.ts';
import {networkStep} from './steps/network.ts';
import {offeringStep} from './steps/offering.ts';
import {signInStep} from './steps/sign-in.ts';
import {targetStep} from './steps/target.ts';
import {termsStep} from './steps/terms.ts';

export const vertexSteps: readonly Step[] = [offeringStep, signInStep, targetStep, networkStep, modelsStep, termsStep];
