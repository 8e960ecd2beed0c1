// The simulated AWS as one of the sandbox's clouds.

import type {Scenario} from '../../scenario.ts';
import {gatewayHosts, type SimulatedCloud} from '../cloud.ts';
import {emptyMemory} from './call.ts';
import {dispatch} from './dispatch.ts';
import {answersOf, awsFiles, claudeSettings} from './home.ts';
import type {AwsScenario} from './scenario.ts';

/** Suffix of `AWS_ENDPOINT_URL_*` by path prefix (AWS SDKs and Tools reference, "Service-specific endpoints", read 2026-11-22). */
const suffixes: Readonly<Record<string, string>> = {
	'sso-oidc': 'SSO_OIDC',
	sso: 'SSO',
	sts: 'STS',
	ec2: 'EC2',
	bedrock: 'BEDROCK',
	'bedrock-runtime': 'BEDROCK_RUNTIME',
	logs: 'CLOUDWATCH_LOGS',
	cloudtrail: 'CLOUDTRAIL',
	servicequotas: 'SERVICE_QUOTAS',
};

export const aws: SimulatedCloud = {
	name: 'aws',
	provider: 'bedrock',
	isIn: scenario => scenario.aws !== undefined,
	start(given, now) {
		const scenario = withAws(given);
		const skewMs = (scenario.aws.sso.clockSkewSeconds ?? 0) * 1000;
		const cloud = {scenario, memory: emptyMemory(), now: () => now() + skewMs};
		return {now: cloud.now, dispatch: request => dispatch(request, cloud)};
	},
	secureHosts: scenario => gatewayHosts(withAws(scenario).aws.gateway),
	variables: ({url}, scenario) => ({
		...Object.fromEntries(Object.entries(suffixes).map(([prefix, suffix]) => [`AWS_ENDPOINT_URL_${suffix}`, `${url}/${prefix}`])),
		...(withAws(scenario).aws.gateway === undefined ? {ANTHROPIC_BEDROCK_BASE_URL: `${url}/bedrock-runtime`} : {}),
		AWS_EC2_METADATA_DISABLED: 'true',
	}),
	claudeVariables: ['ANTHROPIC_BEDROCK_BASE_URL'],
	answersOf: scenario => answersOf(withAws(scenario)),
	settings: scenario => claudeSettings(withAws(scenario)),
	plantedFiles: (scenario, now) => awsFiles(withAws(scenario), now),
	addressed: [],
	markers: ['.aws/config'],
	hints(scenario) {
		const {startUrl, region} = withAws(scenario).aws.sso;
		return {startUrl, ssoRegion: region};
	},
	tools: {},
	programs: () => ({}),
	issuerOf: host => (host.endsWith('.amazonaws.com') ? {issuer: 'Amazon', root: 'Amazon'} : undefined),
};

function withAws(scenario: Scenario): AwsScenario {
	const {aws: simulated} = scenario;
	if (simulated === undefined) {
		throw new Error(`The scenario ${scenario.name} has no AWS.`);
	}

	return {...scenario, aws: simulated};
}
