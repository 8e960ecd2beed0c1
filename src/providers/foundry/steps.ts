// The Foundry steps of the wizard, in order.

import type {Step} from '../provider.ts';
import {modelsStep} from './steps/models.ts';
import {networkStep} from './steps/network.ts';
import {signInStep} from './steps/sign-in.ts';
import {targetStep} from './steps/target.ts';
import {termsStep} from './steps/terms.ts';

export const foundrySteps: readonly Step[] = [signInStep, targetStep, networkStep, modelsStep, termsStep];
