// Every finding that only an error text or the guided search names, in the order of its family.

import type {Declaration} from '../declare.ts';
import {clientFindings} from './client.ts';
import {explainedFoundryFindings, explainedGoogleFindings} from './google-and-azure.ts';
import {installFindings} from './install.ts';
import {explainedModelFindings} from './model.ts';
import {gatewayFindings} from './network.ts';
import {settingsFindings} from './settings.ts';
import {explainedSignInFindings} from './sign-in.ts';

export const explainedFindings: Readonly<Record<string, Declaration>> = {
	...clientFindings,
	...installFindings,
	...settingsFindings,
	...explainedSignInFindings,
	...gatewayFindings,
	...explainedModelFindings,
	...explainedGoogleFindings,
	...explainedFoundryFindings,
};
