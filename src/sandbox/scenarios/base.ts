// The happy company that every scenario starts from: its accounts, models, endpoints and names.

import {endpointHosts} from '../clouds/aws/endpoint-names.ts';
import {hostOf, prefixes} from '../clouds/aws/route.ts';
import type {AwsScenario, SimulatedAws, SimulatedEndpoint, SimulatedProfile} from '../clouds/aws/scenario.ts';
import type {Fault, SimulatedHome, SimulatedNetwork} from '../scenario.ts';

export const startUrl = 'https://d-9067f1a2b3.awsapps.com/start';

const usRegions = ['us-east-1', 'us-east-2', 'us-west-2'];
const euRegions = ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'];
const geographies: Readonly<Record<string, {readonly label: string; readonly regions: readonly string[]}>> = {
	us: {label: 'US', regions: usRegions},
	eu: {label: 'EU', regions: euRegions},
	jp: {label: 'JP', regions: ['ap-northeast-1', 'ap-northeast-3']},
	au: {label: 'AU', regions: ['ap-southeast-2', 'ap-southeast-4']},
	global: {label: 'Global', regions: ['us-east-1', '']},
};

/** Models and where they have profiles, from the model cards of the Amazon Bedrock user guide, read 2026-11-22. */
const models: ReadonlyArray<readonly [string, string, readonly string[]]> = [
	['anthropic.claude-opus-5-5', 'Claude Opus 5.5', ['us', 'eu', 'au', 'jp', 'global']],
	['anthropic.claude-sonnet-5-5', 'Claude Sonnet 5.5', ['us', 'eu', 'global']],
	['anthropic.claude-haiku-5-5', 'Claude Haiku 5.5', ['us', 'eu', 'au', 'jp', 'global']],
	['anthropic.claude-fable-5-1', 'Claude Fable 5.1', ['us', 'global']],
	['anthropic.claude-opus-5', 'Claude Opus 5', ['us', 'eu', 'au', 'global']],
	['anthropic.claude-sonnet-5', 'Claude Sonnet 5', ['us', 'eu', 'au', 'global']],
	['anthropic.claude-opus-4-8', 'Claude Opus 4.8', ['us', 'eu', 'jp', 'au', 'global']],
	['anthropic.claude-sonnet-4-5-20250929-v1:0', 'Claude Sonnet 4.5', ['us', 'eu', 'global']],
	['anthropic.claude-haiku-4-5-20251001-v1:0', 'Claude Haiku 4.5', ['us', 'eu', 'jp', 'au', 'global']],
];

const profiles: readonly SimulatedProfile[] = models.flatMap(([id, name, prefixList]) =>
	prefixList.map(prefix => ({
		id: `${prefix}.${id}`,
		name: `${geographies[prefix]?.label ?? prefix} Anthropic ${name}`,
		regions: geographies[prefix]?.regions ?? [],
	})),
);

/** The endpoint the company's traffic to the models goes through. */
export const runtimeEndpoint: SimulatedEndpoint = {
	id: 'vpce-0a1b2c3d4e5f67890',
	service: 'bedrock-runtime',
	addresses: ['10.20.4.17', '10.20.5.9'],
	groups: ['sg-0f3a9c1d2e4b58677'],
};

/** The endpoint of the control plane. */
export const controlEndpoint: SimulatedEndpoint = {
	...runtimeEndpoint,
	id: 'vpce-0b2c3d4e5f6a78901',
	service: 'bedrock',
	addresses: ['10.20.4.21', '10.20.5.23'],
};

export const happyAws: SimulatedAws = {
	sso: {
		startUrl,
		region: 'eu-west-1',
		accounts: [
			{id: '111122223333', name: 'claude-dev', email: 'aws+claude-dev@acme.example', roles: ['ClaudeCodeDeveloper']},
			{
				id: '222233334444',
				name: 'claude-research',
				email: 'aws+claude-research@acme.example',
				roles: ['ClaudeCodeDeveloper', 'ReadOnlyAccess'],
			},
			{id: '333344445555', name: 'platform-sandbox', email: 'aws+platform-sandbox@acme.example', roles: ['ViewOnlyAccess']},
		],
		approval: 'approve',
		pendingPolls: 1,
		// Services ask for 1 to 5 seconds; the shorter one keeps a rehearsal short.
		intervalSeconds: 1,
		tokenSeconds: 8 * 3600,
		refresh: true,
	},
	faults: {},
	profiles,
	models: {},
	useCaseForm: 'filled',
	// Fable models need it (Amazon Bedrock user guide, "Data retention", read 2026-11-22): with `none` the pinned one would be refused.
	retentionMode: 'aws_review',
	logGroups: [],
	trails: [],
	endpoints: [runtimeEndpoint, controlEndpoint],
	securityGroups: [{id: 'sg-0f3a9c1d2e4b58677', inbound: [{protocol: 'tcp', from: 443, to: 443, cidr: '10.0.0.0/8'}]}],
};

const regions = [
	'us-east-1',
	'us-east-2',
	'us-west-2',
	'ca-central-1',
	'eu-central-1',
	'eu-west-1',
	'eu-west-2',
	'ap-northeast-1',
	'ap-south-1',
	'ap-southeast-1',
	'ap-southeast-2',
];

/** A public address for a host; stable, and inside a range that AWS announces. */
export function publicAddress(host: string): string {
	const sum = [...host].reduce((total, character) => (total * 31 + (character.codePointAt(0) ?? 0)) % 65_536, 7);
	return `52.94.${sum >> 8}.${sum % 256}`;
}

/** DNS names that answer with the endpoints' addresses. */
export function endpointNames(endpoints: readonly SimulatedEndpoint[]): Readonly<Record<string, readonly string[]>> {
	return Object.fromEntries(
		endpoints.flatMap(endpoint =>
			endpointHosts(endpoint).map((host, index) => {
				// Zonal names follow the regional one and lead to one address each.
				const isZonal = index > 0 && host.startsWith('vpce-');
				return [host, isZonal ? [endpoint.addresses[index - 1] ?? ''] : endpoint.addresses];
			}),
		),
	);
}

/** Every AWS service at a public address in the usual regions. */
export const publicHosts: Readonly<Record<string, readonly string[]>> = {
	'd-9067f1a2b3.awsapps.com': ['52.94.200.1'],
	'aws.amazon.com': ['52.94.236.248'],
	...Object.fromEntries(
		regions.flatMap(region => prefixes.map(service => hostOf(service, region)).map(host => [host, [publicAddress(host)]])),
	),
};

/** The network with these endpoints reachable and everything else public. */
export function networkWith(endpoints: readonly SimulatedEndpoint[]): SimulatedNetwork {
	return {hosts: {...publicHosts, ...endpointNames(endpoints)}, addresses: {}, certificates: {}, proxies: {}, pages: {}};
}

export const happyNetwork = networkWith([runtimeEndpoint, controlEndpoint]);

/** Who the happy set-up calls as. */
export const roleArn = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ClaudeCodeDeveloper_8f2c41d09ab37e65/dana@acme.example';

/** The denial AWS words for the streamed call on a resource. */
export function invokeDenied(resource: string, reason: string): Fault {
	return {
		status: 403,
		type: 'AccessDeniedException',
		message: `User: ${roleArn} is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: ${resource} ${reason}`,
	};
}

export const opusProfileArn = 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-opus-5-5';

export const gatewayUrl = 'https://llm-gateway.acme.example/bedrock';

/** A home that reaches the models through a gateway: no profile, nothing to sign in to. */
export function gatewayHome(baseUrl: string): SimulatedHome {
	return {
		signIn: 'none',
		answers: {route: 'gateway', baseUrl, profileName: ''},
		settings: {CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1'},
		files: {'.aws/config': undefined},
	};
}

/** What a scenario changes of the happy one; groups are merged one level deep. */
export type Change = {
	readonly title: string;
	readonly expected: readonly string[];
	readonly wizard?: readonly string[];
	readonly requirePrivatePath?: boolean;
	readonly aws?: Partial<Omit<SimulatedAws, 'sso'>>;
	readonly sso?: Partial<SimulatedAws['sso']>;
	readonly network?: Partial<SimulatedNetwork>;
	readonly home?: SimulatedHome;
};

/** A Bedrock scenario: the happy one with some things changed. */
export function scenario(what: string, change: Change): AwsScenario {
	return {
		name: `bedrock/${what}`,
		provider: 'bedrock',
		title: change.title,
		expected: change.expected,
		...(change.wizard === undefined ? {} : {wizard: change.wizard}),
		requirePrivatePath: change.requirePrivatePath ?? true,
		aws: {...happyAws, ...change.aws, sso: {...happyAws.sso, ...change.sso}},
		network: {...happyNetwork, ...change.network},
		home: change.home ?? {},
	};
}
