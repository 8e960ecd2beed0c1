// Which models the simulated Bedrock offers where, and what stands between a caller and each of them.

import type {SimulatedModel, SimulatedProfile} from './scenario.ts';
import {CloudError, type Cloud} from './call.ts';

/** Regions a profile prefix can be called from (Amazon Bedrock user guide, model cards, read 2026-11-22); `global` is callable everywhere. */
const coverage: Readonly<Record<string, readonly string[]>> = {
	us: ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1'],
	eu: ['eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
	jp: ['ap-northeast-1', 'ap-northeast-3'],
	au: ['ap-southeast-2', 'ap-southeast-4'],
};

const provisionalMs = 15 * 60_000;

/** The model id without its prefix: `us.anthropic.claude-opus-5-5` → `anthropic.claude-opus-5-5`. */
export function baseIdOf(profileId: string): string {
	return profileId.replace(/^.*(?=anthropic\.)/u, '');
}

export function profilesIn(region: string, cloud: Cloud): readonly SimulatedProfile[] {
	return cloud.scenario.aws.profiles.filter(profile => {
		const prefix = profile.id.split('.')[0] ?? '';
		return profile.sources?.includes(region) ?? (prefix === 'global' || (coverage[prefix]?.includes(region) ?? false));
	});
}

/** Base ids of every model that some profile of this region leads to. */
export function baseIdsIn(region: string, cloud: Cloud): readonly string[] {
	return [...new Set(profilesIn(region, cloud).map(profile => baseIdOf(profile.id)))];
}

/** `Claude Opus 5.5` from `US Anthropic Claude Opus 5.5`. */
export function modelName(baseId: string, cloud: Cloud): string {
	const profile = cloud.scenario.aws.profiles.find(candidate => baseIdOf(candidate.id) === baseId);
	return profile === undefined ? baseId : profile.name.replace(/^\S+ Anthropic /u, '');
}

export function modelFacts(id: string, cloud: Cloud): SimulatedModel {
	const {models} = cloud.scenario.aws;
	return models[id] ?? models[baseIdOf(id)] ?? {};
}

/** The model's agreement as the availability call reports it; a first use starts one that completes 15 minutes later. */
export function agreementOf(baseId: string, cloud: Cloud): string {
	const stated = modelFacts(baseId, cloud).availability?.agreement ?? 'AVAILABLE';
	const firstUse = cloud.memory.firstUse.get(baseId);
	if (stated !== 'NOT_AVAILABLE' || firstUse === undefined) {
		return stated;
	}

	return cloud.now() - firstUse < provisionalMs ? 'PENDING' : 'AVAILABLE';
}

/**
 * Lets an invocation through the gates in the order of the real service, as far as it is known.
 *
 * @param id - Model id as sent, percent-decoded: a profile id, its ARN or a bare model id.
 * @returns The profile id that answers.
 */
export function admit(id: string, region: string, cloud: Cloud): string {
	const name = id.startsWith('arn:') ? (id.split('/').at(-1) ?? '') : id;
	const profile = profilesIn(region, cloud).find(candidate => candidate.id === name);
	if (profile === undefined) {
		const isBare = cloud.scenario.aws.profiles.some(candidate => baseIdOf(candidate.id) === name);
		throw new CloudError(
			400,
			'ValidationException',
			isBare
				? `Invocation of model ID ${name} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`
				: 'The provided model identifier is invalid.',
		);
	}

	const baseId = baseIdOf(profile.id);
	const {retentionMode, useCaseForm} = cloud.scenario.aws;
	if (useCaseForm === 'missing') {
		throw new CloudError(
			404,
			'ResourceNotFoundException',
			'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.',
		);
	}

	if (baseId.includes('claude-fable') && ['none', 'default', 'inherit'].includes(retentionMode)) {
		throw new CloudError(
			400,
			'ValidationException',
			`data retention mode '${retentionMode === 'inherit' ? 'default' : retentionMode}' is not available for this model`,
		);
	}

	if (modelFacts(profile.id, cloud).availability?.agreement === 'NOT_AVAILABLE' && !cloud.memory.firstUse.has(baseId)) {
		cloud.memory.firstUse.set(baseId, cloud.now());
	}

	return profile.id;
}
