// The check `foundry.resource`: what Azure Resource Manager says about the resource and its deployments.

import {raise} from '../../../catalog/declare.ts';
import {foundryFindings} from '../../../catalog/foundry.ts';
import type {DnsFacts} from '../../../checks/network/name.ts';
import type {Check, JudgeContext} from '../../../core/check.ts';
import type {Evidence, Finding} from '../../../core/finding.ts';
import type {StepContext} from '../../provider.ts';
import {findResource, listDeployments, type Deployment, type Problem, type Resource} from '../arm.ts';
import {kindOf} from '../credentials.ts';
import {endOf, hostingOf, modelName, zoneOf} from '../names.ts';
import {pinsOf} from '../../pins.ts';
import {managementUrl, resourceOf} from '../target.ts';
import {unreadFinding} from './unread.ts';
import {variablesOf, wordsFor} from './words.ts';

export type ResourceFacts = {
	readonly resource?: Resource;
	readonly subscription?: string;
	readonly searched?: number;
	readonly deployments?: readonly Deployment[];
	/** Why the resource or its deployments could not be read. */
	readonly problem?: Problem;
	readonly arm: string;
};

export const resourceCheckId = 'foundry.resource';

export function resourceCheck(context: StepContext): Check<ResourceFacts> {
	return {
		id: resourceCheckId,
		group: 'models',
		title: 'resource',
		// A key says nothing to Azure Resource Manager; whoever has only a key is told what stays unread.
		needs: ['az', 'environment', 'azd'].includes(kindOf(context.answers)) ? ['sign-in.session'] : [],
		after: ['network.dns'],
		limitMs: 45_000,
		async run({signal, say}) {
			say(resourceOf(context.answers));
			return readResource({...context, signal});
		},
		summarize: facts =>
			facts.resource === undefined
				? (facts.problem?.reason ?? 'not visible to this sign-in')
				: `${facts.resource.name} in ${facts.resource.location}, ${facts.deployments === undefined ? 'deployments not read' : `${claudeOf(facts).length} Claude deployments`}`,
		judge: judgeResource,
	};
}

async function readResource(context: StepContext): Promise<ResourceFacts> {
	const arm = managementUrl(context.ports.env);
	const found = await findResource(context);
	if (found.value === undefined) {
		return {arm, problem: found.problem};
	}

	const {resource, subscription, searched} = found.value;
	if (resource === undefined) {
		return {arm, searched};
	}

	const deployments = await listDeployments(context, resource);
	return {
		arm,
		resource,
		searched,
		...(subscription === undefined ? {} : {subscription: subscription.id}),
		...(deployments.value === undefined ? {problem: deployments.problem} : {deployments: deployments.value}),
	};
}

/** The deployments Claude Code can use. */
export function claudeOf(facts: ResourceFacts): readonly Deployment[] {
	return (facts.deployments ?? []).filter(deployment => deployment.format === 'Anthropic');
}

/** `claude-opus-5-5 (Claude Opus 5.5, hosted on Azure, any region)`. */
export function describeDeployment(deployment: Deployment): string {
	const hosting = {azure: 'hosted on Azure', anthropic: 'hosted by Anthropic', unknown: `version ${deployment.version ?? 'not given'}`};
	return `${deployment.name} (${modelName(deployment.model)}, ${hosting[hostingOf(deployment.version) ?? 'unknown']}, ${zoneOf(deployment.sku)})`;
}

/** Pure. Whether the resource exists, and whether each pin is one of its Claude deployments. */
export function judgeResource(facts: ResourceFacts, {answers, facts: all}: JudgeContext): readonly Finding[] {
	const check = resourceCheckId;
	const evidence: Evidence[] = [];
	const {resource, problem} = facts;
	if (resource === undefined) {
		return problem === undefined
			? [notFound(facts, {answers, facts: all, policy: {requirePrivatePath: false, contacts: {}}})]
			: [unreadFinding(problem, {check, answers, details: {arm: facts.arm.replace(/^https?:\/\//u, '')}})];
	}

	evidence.push({
		label: 'resource',
		value: `${resource.name}, ${resource.location}, public network access ${resource.publicAccess ?? 'not given'}, keys ${resource.isKeyless ? 'off' : 'on'}`,
	});
	if (facts.deployments !== undefined) {
		evidence.push({label: 'deployments', value: facts.deployments.map(deployment => describeDeployment(deployment)).join(', ') || 'none'});
	}

	const seen = raise(foundryFindings, 'foundry.resource-seen', {
		check,
		evidence,
		details: wordsFor(answers, {resource: resource.name, location: ` in ${resource.location}`}),
	});
	if (facts.deployments === undefined) {
		// What stays unread about the deployments is their hosting; that check says it.
		return [seen];
	}

	if (claudeOf(facts).length === 0) {
		return [raise(foundryFindings, 'foundry.no-deployments', {check, evidence, details: wordsFor(answers)})];
	}

	return [seen, ...pinsOf(answers).flatMap(pin => pinFindings(facts, pin, answers, evidence))];
}

function pinFindings(
	facts: ResourceFacts,
	pin: {readonly id: string; readonly pinnedBy: readonly string[]},
	answers: JudgeContext['answers'],
	evidence: readonly Evidence[],
): readonly Finding[] {
	const deployment = facts.deployments?.find(candidate => candidate.name === pin.id);
	if (deployment === undefined) {
		// The call says it with Foundry's own words; a list may lag behind.
		return [];
	}

	const check = resourceCheckId;
	const details = wordsFor(answers, {
		model: pin.id,
		format: deployment.format,
		name: modelName(deployment.model),
		state: deployment.state,
		when: endOf(deployment.model) ?? '',
		variables: variablesOf(pin.pinnedBy),
		suggestion: claudeOf(facts)[0]?.name ?? 'a Claude deployment',
	});
	if (deployment.format !== 'Anthropic') {
		return [raise(foundryFindings, 'foundry.deployment-not-claude', {check, evidence, details})];
	}

	if (deployment.state !== 'Succeeded') {
		return [raise(foundryFindings, 'foundry.deployment-not-ready', {check, evidence, details})];
	}

	return endOf(deployment.model) === undefined ? [] : [raise(foundryFindings, 'foundry.model-retiring', {check, evidence, details})];
}

function notFound(facts: ResourceFacts, {answers, facts: all}: JudgeContext): Finding {
	const dns = all['network.dns'] as DnsFacts | undefined;
	const isNameless =
		dns !== undefined &&
		dns.proxy === undefined &&
		dns.name.addresses.length === 0 &&
		dns.witnesses.some(name => name.addresses.length > 0);
	const count = facts.searched === 1 ? '1 subscription' : `${facts.searched ?? 0} subscriptions`;
	const reason = isNameless
		? `It is in none of ${count} that this sign-in sees, and its name has no address. The name is most likely misspelled.`
		: `It is in none of ${count} that this sign-in sees. Its name has an address, so it may belong to another tenant, or the role Reader is missing.`;
	return raise(foundryFindings, 'foundry.resource-not-found', {
		check: resourceCheckId,
		details: wordsFor(answers, {reason}),
		severity: isNameless ? 'fail' : 'unknown',
	});
}
