// The host a service's requests would have gone to, and whether the scenario's network reaches it.

import {reachOfHost, type Reach} from '../reach.ts';
import type {ServiceName} from './call.ts';
import {hostOf} from './route.ts';
import type {AwsScenario} from './scenario.ts';

/**
 * Clients that come over loopback skip the simulated network, so the server asks here before it answers.
 *
 * @param region - Undefined when the request does not tell; the sign-in services then use the instance's region.
 */
export function reachOf(service: ServiceName, region: string | undefined, scenario: AwsScenario): Reach {
	const {aws, home} = scenario;
	const isSignIn = service === 'sso-oidc' || service === 'sso';
	const usedRegion = isSignIn ? aws.sso.region : region;
	if (usedRegion === undefined) {
		return 'open';
	}

	const baseUrl = service === 'bedrock-runtime' ? home.answers?.['baseUrl'] : undefined;
	const host = baseUrl === undefined ? hostOf(service, usedRegion) : new URL(baseUrl).hostname;
	return reachOfHost(host, scenario);
}
