// Everything a scenario breaks, without a look at what doctor is expected to say.

import type {Scenario} from '../../../src/sandbox/scenario.ts';
import {brokenAws} from './aws.ts';
import {brokenAzure} from './azure.ts';
import type {Broken} from './gate.ts';
import {brokenGoogle} from './google.ts';
import {brokenNetwork} from './network.ts';
import {brokenSettings} from './settings.ts';

/** Every broken gate, by the data of the scenario alone. */
export function brokenIn(scenario: Scenario): readonly Broken[] {
	const {aws, azure, google} = scenario;
	return [
		...brokenSettings(scenario),
		...brokenNetwork(scenario),
		...(aws === undefined ? [] : brokenAws({...scenario, aws})),
		...(google === undefined ? [] : brokenGoogle({...scenario, google})),
		...(azure === undefined ? [] : brokenAzure({...scenario, azure})),
	];
}
