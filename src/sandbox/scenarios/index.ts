// Every scenario, and finding one by its name.

import type {Scenario} from '../scenario.ts';
import {configuration} from './configuration.ts';
import {cutOff} from './cut-off.ts';
import {endpointScenarios} from './endpoints.ts';
import {allHappy, everyCloud} from './every-cloud.ts';
import {foundry} from './foundry.ts';
import {grown} from './grown.ts';
import {happy} from './happy.ts';
import {models} from './models.ts';
import {network} from './network.ts';
import {signIn} from './sign-in.ts';
import {terms} from './terms.ts';
import {vertex} from './vertex/index.ts';

/** In the order to show them: what works first, then by family. */
export const scenarios: readonly Scenario[] = [
	...happy,
	...configuration,
	...grown,
	...signIn,
	...network,
	...endpointScenarios,
	...models,
	...terms,
	...foundry,
	...vertex,
	...cutOff,
];

export function findScenario(name: string): Scenario | undefined {
	return name === everyCloud ? allHappy(scenarios) : scenarios.find(candidate => candidate.name === name);
}
