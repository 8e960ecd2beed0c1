// Broken gates of a simulated AWS: sign-in, role, endpoint, models and what the account keeps.

import type {AwsScenario} from '../../../src/sandbox/clouds/aws/scenario.ts';
import type {Fault} from '../../../src/sandbox/scenario.ts';
import {answersIn, broken, everyModel, hits, lastingFaults, modelCheckOf, pinsIn, type Broken} from './gate.ts';

const signed = /^sign-in\.(?:role|identity)$|^network\.(?:signed|endpoint)$|^model\.|^terms\./u;

export function brokenAws(scenario: AwsScenario): readonly Broken[] {
	return answersIn(scenario)['route'] === 'gateway'
		? models(scenario)
		: [...signIn(scenario), ...endpoint(scenario), ...models(scenario), ...terms(scenario)];
}

/** The first invocation only tries the signature; an answer in trouble, or one of another program, tells nothing of it. */
function saysNothing(fault: Fault | undefined): boolean {
	return fault !== undefined && (fault.status >= 500 || fault.raw !== undefined);
}

function signIn(scenario: AwsScenario): readonly Broken[] {
	const {aws, home} = scenario;
	const faults = lastingFaults(aws.faults);
	const answers = answersIn(scenario);
	const state = home.signIn ?? 'valid';
	const env: Readonly<Record<string, string | undefined>> = {...home.env, ...home.settings};
	const hasOtherKeys = (env['AWS_ACCESS_KEY_ID'] ?? env['AWS_BEARER_TOKEN_BEDROCK']) !== undefined;
	const account = aws.sso.accounts.find(candidate => candidate.id === answers['account']);
	const isAssigned = account?.roles.includes(answers['permissionSet'] ?? '') === true;
	const config = home.files?.['.aws/config'];
	const hasProfile =
		!('.aws/config' in (home.files ?? {})) ||
		config?.includes((answers['profileName'] ?? '') === '' ? '[default]' : `[profile ${answers['profileName']}]`) === true;
	const exported = env['AWS_ACCESS_KEY_ID'];
	const areKeysGood = aws.staticKeys?.some(key => key.isExpired !== true && key.accessKeyId === exported) === true;
	return [
		...(state === 'expired' || state === 'none' || !hasProfile
			? [broken('sign-in', /^sign-in\.|^model\.|^terms\.|^network\.signed$/u)]
			: []),
		...(answers['ssoRegion'] !== aws.sso.region || hits(faults, 'sso:GetRoleCredentials') ? [broken('role', signed)] : []),
		...(exported !== undefined && !areKeysGood ? [broken('role', signed)] : []),
		...(isAssigned || hasOtherKeys ? [] : [broken('role', signed)]),
		...(aws.sso.clockSkewSeconds === undefined ? [] : [broken('role', /^sign-in\.identity$|^network\.signed$|^model\.|^terms\./u)]),
		...(saysNothing(aws.faults?.['bedrock-runtime:InvokeModelWithResponseStream']) ? [broken('role', /^network\.signed$/u)] : []),
		...(hits(faults, 'sts:GetCallerIdentity') ? [broken('role', /^sign-in\.identity$|^network\.signed$|^model\./u)] : []),
	];
}

function endpoint({aws, requirePrivatePath, ...scenario}: AwsScenario): readonly Broken[] {
	const faults = lastingFaults(aws.faults);
	if (requirePrivatePath !== true) {
		return [];
	}

	const {account, region} = answersIn({aws, ...scenario});
	const visible = aws.endpoints.filter(
		candidate =>
			candidate.service === 'bedrock-runtime' &&
			(candidate.region ?? 'us-east-1') === region &&
			(candidate.owner ?? account) === account &&
			(candidate.state ?? 'available') === 'available',
	);
	const groups = aws.securityGroups.filter(group => visible.some(candidate => candidate.groups?.includes(group.id)));
	const isClosed = groups.length > 0 && groups.every(group => group.inbound.every(rule => rule.from > 443 || rule.to < 443));
	return visible.length === 0 || isClosed || hits(faults, 'ec2:DescribeVpcEndpoints') ? [broken('endpoint', /^network\.endpoint$/u)] : [];
}

function models(scenario: AwsScenario): readonly Broken[] {
	const {aws} = scenario;
	const faults = lastingFaults(aws.faults);
	const ids = new Set(aws.profiles.map(profile => profile.id));
	const region = answersIn(scenario)['region'] ?? '';
	const isWrong = (pin: string): boolean => {
		const base = pin.replace(/^[a-z-]+\.(?=anthropic\.)/u, '');
		const own = aws.models[pin] ?? aws.models[base] ?? {};
		const {agreement = 'AVAILABLE', authorization = 'AUTHORIZED', entitlement = 'AVAILABLE'} = own.availability ?? {};
		const isElsewhere = (pin.startsWith('eu.') && !region.startsWith('eu-')) || (pin.startsWith('us.') && region.startsWith('eu-'));
		const refusesMode = base.includes('fable') && ['none', 'default', 'inherit'].includes(aws.retentionMode);
		return (
			!ids.has(pin) ||
			isElsewhere ||
			refusesMode ||
			own.invoke !== undefined ||
			own.rewritten !== undefined ||
			own.midStream !== undefined ||
			own.stalls === true ||
			own.lifecycle === 'LEGACY' ||
			[agreement, authorization, entitlement].some(gate => gate !== 'AVAILABLE' && gate !== 'AUTHORIZED')
		);
	};

	const isEverywhere =
		aws.useCaseForm === 'missing' ||
		hits(faults, 'bedrock-runtime:InvokeModelWithResponseStream') ||
		hits(faults, 'bedrock:GetFoundationModelAvailability');
	return [
		...(isEverywhere ? [broken('models', everyModel)] : []),
		...pinsIn(scenario)
			.filter(pin => isWrong(pin))
			.map(pin => broken('models', modelCheckOf(pin))),
		...(hits(faults, 'bedrock:ListInferenceProfiles') ? [broken('model list', /^model\.access$/u)] : []),
	];
}

function terms({aws}: AwsScenario): readonly Broken[] {
	const faults = lastingFaults(aws.faults);
	const isKnownMode = ['none', 'default', 'inherit', 'aws_review'].includes(aws.retentionMode);
	return [
		...(isKnownMode && !hits(faults, 'bedrock:GetAccountDataRetention') ? [] : [broken('terms', /^terms\.retention$/u)]),
		...(aws.logging === undefined && !hits(faults, 'bedrock:GetModelInvocationLoggingConfiguration')
			? []
			: [broken('terms', /^terms\.logging$/u)]),
		...(hits(faults, 'cloudtrail:DescribeTrails') ? [broken('terms', /^terms\.trails$/u)] : []),
	];
}
