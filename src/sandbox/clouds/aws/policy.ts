// What policies allow a signed call: the role's own, an organization's over it, and that of the private endpoint it came through.

import {CloudError, type Caller, type Cloud, type ServiceName} from './call.ts';
import {baseIdOf, profilesIn} from './models.ts';

type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

type Statement = {
	readonly Effect: 'Allow' | 'Deny';
	readonly Action: string | readonly string[];
	readonly Resource: string | readonly string[];
	readonly Condition?: Condition;
};

/** One thing that is asked of the policies: an action on a resource, with the keys that conditions look at. */
type Asked = {readonly action: string; readonly resource: string; readonly keys: Readonly<Record<string, string>>};

export type SignedCall = {
	readonly service: ServiceName;
	readonly operation: string;
	readonly region: string;
	readonly modelId: string | undefined;
	readonly caller: Caller;
};

/** The IAM action of an operation; undefined for one that needs none (Service Authorization Reference, read 2026-11-22). */
export function actionOf(service: ServiceName, operation: string): string | undefined {
	if (service === 'sts' || service === 'sso' || service === 'sso-oidc') {
		return undefined;
	}

	return `${service === 'bedrock-runtime' ? 'bedrock' : service}:${operation}`;
}

/**
 * Lets a call through the scenario's policies; without any, everything is allowed.
 *
 * @throws CloudError worded as AWS words it: an explicit deny of the organization first, then the endpoint's policy, then the role's.
 */
export function authorize(call: SignedCall, cloud: Cloud): void {
	const action = actionOf(call.service, call.operation);
	if (action === undefined) {
		return;
	}

	const {rolePolicy, controlPolicy, endpoints} = cloud.scenario.aws;
	const endpoint = endpoints.find(one => one.service === call.service && (one.region ?? 'us-east-1') === call.region);
	for (const asked of askedBy(action, call, cloud)) {
		if (controlPolicy !== undefined && verdict(controlPolicy, asked) === 'denied') {
			refuse(asked, call, 'with an explicit deny in a service control policy');
		}

		if (endpoint?.policy !== undefined && verdict(endpoint.policy, asked) !== 'allowed') {
			refuse(asked, call, `because no VPC endpoint policy allows the ${action} action`);
		}

		if (rolePolicy !== undefined && verdict(rolePolicy, asked) !== 'allowed') {
			refuse(asked, call, `because no identity-based policy allows the ${action} action`);
		}
	}
}

function refuse({action, resource}: Asked, {caller}: SignedCall, reason: string): never {
	throw new CloudError(
		403,
		'AccessDeniedException',
		`User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
	);
}

/**
 * A call through a profile is asked for the profile and for the model in every destination Region, each with its own Region; a global
 * one has no Region there (Amazon Bedrock user guide, "Prerequisites for inference profiles", read 2026-11-22).
 */
function askedBy(action: string, {service, region, modelId, caller}: SignedCall, cloud: Cloud): readonly Asked[] {
	const keys = {'aws:PrincipalAccount': caller.account, 'aws:RequestedRegion': region};
	if (service !== 'bedrock-runtime' || modelId === undefined) {
		return [{action, resource: '*', keys}];
	}

	const name = modelId.startsWith('arn:') ? (modelId.split('/').at(-1) ?? '') : modelId;
	const profile = profilesIn(region, cloud).find(({id}) => id === name);
	if (profile === undefined) {
		return [{action, resource: `arn:aws:bedrock:${region}::foundation-model/${name}`, keys}];
	}

	return [
		{action, resource: `arn:aws:bedrock:${region}:${caller.account}:inference-profile/${profile.id}`, keys},
		...profile.regions.map(destination => ({
			action,
			resource: `arn:aws:bedrock:${destination}::foundation-model/${baseIdOf(profile.id)}`,
			keys: {...keys, 'aws:RequestedRegion': destination === '' ? 'unspecified' : destination},
		})),
	];
}

function verdict(document: string, asked: Asked): 'allowed' | 'denied' | 'silent' {
	const {Statement: statements} = JSON.parse(document) as {readonly Statement: readonly Statement[]};
	const matching = statements.filter(
		statement =>
			many(statement.Action).some(pattern => isLike(asked.action, pattern, true)) &&
			many(statement.Resource).some(pattern => (asked.resource === '*' ? pattern === '*' : isLike(asked.resource, pattern, false))) &&
			holds(statement.Condition ?? {}, asked),
	);
	return matching.some(({Effect}) => Effect === 'Deny') ? 'denied' : matching.length > 0 ? 'allowed' : 'silent';
}

function holds(condition: Condition, {keys}: Asked): boolean {
	return Object.entries(condition).every(([operator, tests]) =>
		Object.entries(tests).every(([key, wanted]) => {
			const value = keys[key];
			if (value === undefined || !['StringEquals', 'StringNotEquals'].includes(operator)) {
				throw new Error(`The simulated AWS knows no condition ${operator} on ${key}.`);
			}

			return many(wanted).includes(value) === (operator === 'StringEquals');
		}),
	);
}

function many(value: string | readonly string[]): readonly string[] {
	return typeof value === 'string' ? [value] : value;
}

/** `*` stands for any text, `?` for any one character. */
function isLike(text: string, pattern: string, ignoresCase: boolean): boolean {
	const source = pattern
		.replaceAll(/[.+^${}()|[\]\\]/gu, String.raw`\$&`)
		.replaceAll('*', '.*')
		.replaceAll('?', '.');
	return new RegExp(`^${source}$`, ignoresCase ? 'iu' : 'u').test(text);
}
