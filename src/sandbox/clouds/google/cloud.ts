// The simulated Google Cloud as one of the sandbox's clouds.

import type {Scenario} from '../../scenario.ts';
import {gatewayHosts, type SimulatedCloud} from '../cloud.ts';
import {emptyMemory} from './call.ts';
import {dispatch} from './dispatch.ts';
import {gcloudProgram, gcloudVersion} from './gcloud-program.ts';
import {answersOf, claudeSettings, credentialsFile, googleFiles, loginConfig, loginConfigFile} from './home.ts';
import {isGoogleHost} from './route.ts';
import type {GoogleScenario} from './scenario.ts';
import {clientSecretOf, federatedClient, gcloudClient} from './tokens.ts';

/** APIs that the real gcloud can be pointed elsewhere with (`gcloud topic configurations`, api_endpoint_overrides, read 2026-11-22). */
const overrides = ['AIPLATFORM', 'CLOUDRESOURCEMANAGER', 'SERVICEUSAGE', 'LOGGING', 'IAMCREDENTIALS', 'ORGPOLICY'];

export const google: SimulatedCloud = {
	name: 'google',
	provider: 'vertex',
	isIn: scenario => scenario.google !== undefined,
	start(given, now) {
		const cloud = {scenario: withGoogle(given), memory: emptyMemory(), now};
		return {now, dispatch: request => dispatch(request, cloud)};
	},
	secureHosts: scenario => gatewayHosts(withGoogle(scenario).google.gateway),
	variables: ({url}, scenario) => ({
		...Object.fromEntries(overrides.map(name => [`CLOUDSDK_API_ENDPOINT_OVERRIDES_${name}`, `${url}/`])),
		CLOUDSDK_AUTH_AUTH_HOST: `${url}/o/oauth2/auth`,
		CLOUDSDK_AUTH_TOKEN_HOST: `${url}/token`,
		// What gcloud reads the organization's sign-in from when no flag names it.
		...(isWorkforce(withGoogle(scenario)) ? {CLOUDSDK_AUTH_LOGIN_CONFIG_FILE: `$HOME/${loginConfigFile}`} : {}),
		// The real gcloud's OAuth library takes no plain HTTP otherwise, not even on this machine (measured with gcloud 528, 2026-11-23).
		OAUTHLIB_INSECURE_TRANSPORT: '1',
		...(withGoogle(scenario).google.gateway === undefined ? {ANTHROPIC_VERTEX_BASE_URL: `${url}/v1`} : {}),
		// This machine may be one of Google's; a scenario's person sits at a laptop.
		METADATA_SERVER_DETECTION: 'none',
	}),
	claudeVariables: ['ANTHROPIC_VERTEX_BASE_URL'],
	answersOf: scenario => answersOf(withGoogle(scenario)),
	settings: scenario => claudeSettings(withGoogle(scenario)),
	plantedFiles: (scenario, _now, address) => googleFiles(withGoogle(scenario), address),
	addressed: [credentialsFile],
	markers: [credentialsFile],
	hints: scenario => ({project: withGoogle(scenario).google.project.id}),
	tools: {gcloud: gcloudVersion},
	programs: scenario => ({
		gcloud: gcloudProgram({
			client: gcloudClient,
			clientSecret: clientSecretOf(gcloudClient),
			federatedClient,
			federatedSecret: clientSecretOf(federatedClient),
			email: withGoogle(scenario).google.email,
		}),
	}),
	equipment: (_scenario, address) => ({[loginConfigFile]: {text: loginConfig(address)}}),
	issuerOf: host => (isGoogleHost(host) ? {issuer: 'Google Trust Services', root: 'Google Trust Services LLC'} : undefined),
};

function isWorkforce({google: {adc = 'workforce'}}: GoogleScenario): boolean {
	return adc === 'workforce';
}

function withGoogle(scenario: Scenario): GoogleScenario {
	const {google: simulated} = scenario;
	if (simulated === undefined) {
		throw new Error(`The scenario ${scenario.name} has no Google Cloud.`);
	}

	return {...scenario, google: simulated};
}
