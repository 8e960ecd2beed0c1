// Every simulated cloud, and the ones a scenario has.

import type {Scenario} from '../scenario.ts';
import {aws} from './aws/cloud.ts';
import {azure} from './azure/cloud.ts';
import type {SimulatedCloud} from './cloud.ts';
import {google} from './google/cloud.ts';

const clouds: readonly SimulatedCloud[] = [aws, google, azure];

export function cloudsOf(scenario: Scenario): readonly SimulatedCloud[] {
	return clouds.filter(cloud => cloud.isIn(scenario));
}

/** The cloud that plants the scenario's set-up. */
export function homeCloudOf(scenario: Scenario): SimulatedCloud {
	const found = clouds.find(cloud => cloud.provider === scenario.provider);
	if (found === undefined) {
		throw new Error(`No simulated cloud serves ${scenario.provider}.`);
	}

	return found;
}

/** Variables that only Claude Code needs, of every cloud. */
export const claudeVariables: readonly string[] = clouds.flatMap(cloud => cloud.claudeVariables);
