// The step `target`: which subscription and which Foundry resource; its proof is that Azure describes it, or says why not.

import {raise} from '../../../catalog/declare.ts';
import {foundryFindings} from '../../../catalog/foundry.ts';
import type {Finding} from '../../../core/finding.ts';
import {valueOf} from '../../../core/session.ts';
import type {Option, ProofResult, ProveContext, Step, StepContext} from '../../provider.ts';
import {listResources, listSubscriptions} from '../arm.ts';
import {resourceChecks, signInChecks} from '../checks.ts';
import {resourceCheckId, type ResourceFacts} from '../checks/resource.ts';
import {settingsCheck} from '../checks/settings.ts';
import {unreadFinding} from '../checks/unread.ts';
import {wordsFor} from '../checks/words.ts';
import {kindOf} from '../credentials.ts';
import {resourceFrom} from '../names.ts';
import {endpointFrom, isGateway, noSubscription, resourceOf, subscriptionOf} from '../target.ts';
import {azAccount} from '../tools.ts';
import {resultOf, run} from './prove.ts';

export const targetStep: Step = {
	id: 'target',
	title: 'Place',
	proving: 'Looking the resource up',
	help: 'The resource is what your platform team made in Foundry; models are deployed in it, and requests go to its own host.',
	owns: ['subscription', 'resource', 'resourceAddress'],
	applies: answers => !isGateway(answers),
	asks(answers) {
		if (valueOf(answers, 'resource') !== undefined) {
			// Whoever named the resource needs no list to find it in.
			return [...(valueOf(answers, 'subscription') === undefined ? [] : ['subscription']), 'resource'];
		}

		const kind = kindOf(answers);
		if (kind === 'api-key' || kind === 'auth-token') {
			return ['resourceAddress'];
		}

		return ['subscription', valueOf(answers, 'subscription') === noSubscription ? 'resourceAddress' : 'resource'];
	},
	proves: true,
	questions: [
		{
			kind: 'choice',
			id: 'subscription',
			title: 'Which subscription is the Foundry resource in?',
			why: 'The list is what your sign-in may see in this tenant.',
			flag: 'subscription',
			label: 'Subscription',
			options: subscriptionOptions,
			preferred: async ({ports, signal}) => (await azAccount(ports, signal))?.subscription,
			display: value => (value === noSubscription ? 'not listed' : undefined),
		},
		{
			kind: 'choice',
			id: 'resource',
			title: 'Which Foundry resource should Claude Code use?',
			why: 'Only resources that can hold Claude models are listed. A name, a host or a project address given by a preset is understood as well.',
			flag: 'resource',
			label: 'Resource',
			env: 'ANTHROPIC_FOUNDRY_RESOURCE',
			options: resourceOptions,
			display: value => resourceFrom(value) ?? value,
		},
		{
			kind: 'text',
			id: 'resourceAddress',
			title: 'What is the name of the Foundry resource?',
			why: 'It could not be listed. The portal shows the address of the project or the resource; paste either, the name is taken from it.',
			flag: 'resource',
			label: 'Resource',
			placeholder: 'contoso-claude or https://contoso-claude.services.ai.azure.com',
			preferred: async ({ports}) => resourceFrom(ports.env['ANTHROPIC_FOUNDRY_RESOURCE'] ?? ''),
			validate: async value => (resourceFrom(value) === undefined ? 'Type the name of the resource, or paste its address.' : undefined),
			normalize: value => resourceFrom(value) ?? value,
		},
	],
	prove,
};

async function subscriptionOptions(context: StepContext): Promise<readonly Option[]> {
	const read = await listSubscriptions(context);
	if (read.value === undefined) {
		// Calls need no right to list anything, so the way on is to name the resource.
		return [{value: noSubscription, label: noSubscription}];
	}

	if (read.value.length === 0) {
		const who = await azAccount(context.ports, context.signal);
		throw withFinding(
			raise(foundryFindings, 'foundry.no-subscription', {
				check: 'target',
				details: wordsFor(context.answers, who === undefined ? {} : {who: who.name}),
			}),
		);
	}

	return read.value.map(subscription => ({value: subscription.id, label: subscription.name, hint: subscription.id}));
}

async function resourceOptions(context: StepContext): Promise<readonly Option[]> {
	const subscription = subscriptionOf(context.answers) ?? '';
	const read = await listResources(context, subscription);
	if (read.value === undefined) {
		throw withFinding(
			unreadFinding(read.problem, {
				check: 'target',
				answers: context.answers,
				details: {resource: 'for Claude Code', arm: 'Azure Resource Manager'},
			}),
		);
	}

	if (read.value.length === 0) {
		throw withFinding(raise(foundryFindings, 'foundry.no-resource', {check: 'target', details: wordsFor(context.answers)}));
	}

	return read.value.map(resource => ({
		value: resource.subdomain === '' ? resource.name : resource.subdomain,
		label: resource.name,
		hint: resource.location,
		...(resource.publicAccess === 'Disabled' ? {note: 'private only'} : {}),
	}));
}

function withFinding(finding: Finding): Error {
	return Object.assign(new Error(finding.title), {findings: [finding]});
}

async function prove(context: ProveContext): Promise<ProofResult> {
	const outcomes = await run(
		context,
		[settingsCheck(context), ...signInChecks(context), ...resourceChecks(context)],
		['configuration', 'models'],
	);
	const facts = outcomes.find(outcome => outcome.check === resourceCheckId)?.facts as ResourceFacts | undefined;
	const place = facts?.resource === undefined ? '' : ` in ${facts.resource.location}`;
	return resultOf(
		context,
		outcomes,
		['configuration', 'models'],
		`${resourceOf(context.answers)}${place}, ${endpointFrom(context.answers).host}`,
	);
}
