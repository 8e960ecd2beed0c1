// Every simulated cloud, and the ones a scenario has.

import type {Scenario} from '../scenario.ts';
import {aws} from './aws/cloud.ts';
import {azure} from './azure/cloud.ts';
import type {Address, SimulatedCloud} from './cloud.ts';
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

/** Below the home: the certificate that clients have to trust. */
export const certificateFile = '.sandbox/certificate.pem';

/** Variables that lead a client through the sandbox to hosts by their own names. REQUESTS_CA_BUNDLE is for Python programs. */
export function tunnelVariables({url, certificate}: Address): Readonly<Record<string, string>> {
	const file = `$HOME/${certificateFile}`;
	return certificate === undefined ? {} : {HTTPS_PROXY: url, NODE_EXTRA_CA_CERTS: file, REQUESTS_CA_BUNDLE: file};
}

/** Variables that only other clients need: to onboard they would look like a gateway or proxy that the person chose. */
export const claudeVariables: readonly string[] = [
	...clouds.flatMap(cloud => cloud.claudeVariables),
	...Object.keys(tunnelVariables({url: '', certificate: ''})),
];
