// IAM documents for Claude Code on Amazon Bedrock: a developer's role, the policy of the private endpoint, a service control policy.

import offline from '../../../assets/models/bedrock.json' with {type: 'json'};
import template from '../../../assets/policies/bedrock.json' with {type: 'json'};
import {valueOf, type Answers} from '../../core/session.ts';
import {partsFor, type AccessKind, type AccessOptions, type AccessPart, type AccessTemplate} from '../access.ts';
import {pinsOf} from '../pins.ts';
import {parseArn, parseModelId} from './names.ts';

type Part = AccessPart & {readonly on: string; readonly when?: string};

type Statement = Readonly<Record<string, unknown>>;

/** The document; what the answers leave open is as wide as it has to be, and named among the remarks. */
export async function accessFor(kind: AccessKind, answers: Answers, options: AccessOptions): Promise<AccessTemplate> {
	switch (kind) {
		case 'iam-policy':
			return role(answers, options);
		case 'endpoint-policy':
			return endpoint(answers, options);
		case 'service-control-policy':
			return control(answers);
	}
}

/** Parts of the template that these answers call for. */
function wanted(answers: Answers, options: AccessOptions): readonly Part[] {
	const hasApplicationProfile = pinsOf(answers).some(
		({id}) => parseArn(id)?.resource.startsWith('application-inference-profile/') === true,
	);
	return partsFor(template.parts as readonly Part[], options).filter(({when}) => when === undefined || hasApplicationProfile);
}

function statements(parts: readonly Part[], answers: Answers, more: Statement): readonly Statement[] {
	return parts.map(({name, actions, on}) => ({
		Sid: name,
		Effect: 'Allow',
		...more,
		Action: actions,
		Resource: on === 'models' ? modelResources(answers) : '*',
	}));
}

function role(answers: Answers, options: AccessOptions): AccessTemplate {
	const parts = wanted(answers, options);
	return {
		kind: 'iam-policy',
		text: documentOf(statements(parts, answers, {})),
		parts,
		remarks: [
			...openRemarks(answers),
			'Put it into the permission set of the developers (inline or customer managed).',
			'The first call to a model accepts its terms for the whole account. Make it once yourself, with aws-marketplace:ViewSubscriptions and aws-marketplace:Subscribe; developers do not need them afterwards.',
			'sts:GetCallerIdentity needs no permission.',
		],
	};
}

/** For the endpoints of bedrock-runtime and bedrock alike: what does not apply to one of them does nothing there. */
function endpoint(answers: Answers, options: AccessOptions): AccessTemplate {
	const parts = wanted(answers, options).filter(({actions}) => actions.every(action => action.startsWith('bedrock:')));
	const ofLogging = wanted(answers, options).find(({name}) => name === 'ReadInvocationLogging');
	const all = [
		...parts,
		...(ofLogging === undefined ? [] : [{...ofLogging, actions: ofLogging.actions.filter(action => action.startsWith('bedrock:'))}]),
	];
	const account = valueOf(answers, 'account');
	const condition = account === undefined ? {} : {Condition: {StringEquals: {'aws:PrincipalAccount': account}}};
	return {
		kind: 'endpoint-policy',
		text: documentOf(statements(all, answers, {Principal: '*'}).map(statement => ({...statement, ...condition}))),
		parts: all,
		remarks: [
			...openRemarks(answers),
			'For the endpoints of com.amazonaws.REGION.bedrock-runtime and com.amazonaws.REGION.bedrock. Other services keep their own endpoints and policies.',
			...(account === undefined
				? ['The account is left open, so every account may use the endpoint: add aws:PrincipalAccount or aws:PrincipalOrgID.']
				: ['Other accounts that share the endpoint belong into aws:PrincipalAccount as well.']),
		],
	};
}

/** Keeps model calls to the Regions that the pinned profiles lead to, and the retention mode to those who own it. */
function control(answers: Answers): AccessTemplate {
	const regions = destinations(answers);
	const parts: readonly AccessPart[] = [
		...(regions.length === 0
			? []
			: [
					{
						name: 'DenyModelCallsElsewhere',
						actions: ['bedrock:InvokeModel*'],
						reason: `A profile is refused as a whole when one of its Regions is denied. These are the Regions of the user guide, read ${offline.read}: compare them with aws bedrock get-inference-profile. "unspecified" stands for a global profile.`,
					},
				]),
		{
			name: 'DenyRetentionChange',
			actions: ['bedrock:PutAccountDataRetention'],
			reason:
				'Nobody changes how long prompts are kept. Except those who shall: add a condition on aws:PrincipalArn. onboard never calls it.',
		},
	];
	return {
		kind: 'service-control-policy',
		text: documentOf(
			parts.map(({name, actions}) => ({
				Sid: name,
				Effect: 'Deny',
				Action: actions,
				Resource: '*',
				...(name === 'DenyModelCallsElsewhere' ? {Condition: {StringNotEquals: {'aws:RequestedRegion': regions}}} : {}),
			})),
		),
		parts,
		remarks: [
			...(regions.length === 0 ? ['The models are left open, so no Region is denied.'] : []),
			'An example to adapt: a service control policy binds whole accounts, their administrators included. It allows nothing by itself.',
			'Attach it to one account for rehearsal first, and run onboard doctor there.',
		],
	};
}

/** ARNs of the pinned profiles and of the models behind them, in every Region they may lead to. */
function modelResources(answers: Answers): readonly string[] {
	const region = valueOf(answers, 'region');
	const partition =
		region === undefined ? 'aws' : region.startsWith('us-gov-') ? 'aws-us-gov' : region.startsWith('cn-') ? 'aws-cn' : 'aws';
	const account = valueOf(answers, 'account') ?? '*';
	const pins = pinsOf(answers);
	if (pins.length === 0) {
		const any = ['inference-profile', 'application-inference-profile'].map(
			type => `arn:${partition}:bedrock:${region ?? '*'}:${account}:${type}/*`,
		);
		return [...any, `arn:${partition}:bedrock:*::foundation-model/anthropic.*`, `arn:${partition}:bedrock:::foundation-model/anthropic.*`];
	}

	const resources = pins.flatMap(({id}) => {
		const model = parseModelId(id);
		if (model === undefined) {
			return [id, `arn:${partition}:bedrock:*::foundation-model/anthropic.*`];
		}

		return [
			...(model.prefix === undefined
				? []
				: [parseArn(id) === undefined ? `arn:${partition}:bedrock:${region ?? '*'}:${account}:inference-profile/${id}` : id]),
			`arn:${partition}:bedrock:*::foundation-model/${model.base}`,
			...(model.prefix === 'global' ? [`arn:${partition}:bedrock:::foundation-model/${model.base}`] : []),
		];
	});
	return [...new Set(resources)].toSorted();
}

/** Regions that the pinned profiles may send a request to; none when one of them cannot be told. */
function destinations(answers: Answers): readonly string[] {
	const region = valueOf(answers, 'region');
	const geographies: Readonly<Record<string, readonly string[]>> = offline.geographies;
	const prefixes = pinsOf(answers).map(({id}) => parseModelId(id)?.prefix);
	const known = prefixes.map(prefix => (prefix === 'global' ? ['unspecified'] : prefix === undefined ? undefined : geographies[prefix]));
	return region === undefined || known.length === 0 || known.includes(undefined)
		? []
		: [...new Set([region, ...known.flatMap(regions => regions ?? [])])].toSorted();
}

function openRemarks(answers: Answers): readonly string[] {
	const open = ['account', 'region'].filter(id => valueOf(answers, id) === undefined);
	return [
		...(open.length === 0 ? [] : [`The preset leaves ${open.join(' and ')} open: * stands there.`]),
		...(pinsOf(answers).length === 0 ? ['The preset pins no model: every model of Anthropic is allowed.'] : []),
	];
}

function documentOf(list: readonly Statement[]): string {
	return `${JSON.stringify({Version: '2012-10-17', Statement: list}, undefined, '\t')}\n`;
}
