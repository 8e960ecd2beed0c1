// The Bedrock control plane: what is offered, what the account may use, and what it keeps.

import {jsonReply, type Reply} from '../cloud.ts';
import {CloudError, page, restJsonError, type Call, type Caller, type Cloud, type Service} from './call.ts';
import type {SimulatedProfile} from './scenario.ts';
import {agreementOf, baseIdOf, baseIdsIn, modelFacts, modelName, profilesIn} from './models.ts';

const routes: ReadonlyArray<readonly [RegExp, string]> = [
	[/^\/foundation-models$/u, 'ListFoundationModels'],
	[/^\/inference-profiles$/u, 'ListInferenceProfiles'],
	[/^\/inference-profiles\/[^/]+$/u, 'GetInferenceProfile'],
	[/^\/foundation-model-availability\/[^/]+$/u, 'GetFoundationModelAvailability'],
	[/^\/list-foundation-model-agreement-offers\/[^/]+$/u, 'ListFoundationModelAgreementOffers'],
	[/^\/use-case-for-model-access$/u, 'GetUseCaseForModelAccess'],
	[/^\/logging\/modelinvocations$/u, 'GetModelInvocationLoggingConfiguration'],
	[/^\/data-retention$/u, 'GetAccountDataRetention'],
];

const updatedAt = '2026-09-28T08:00:00Z';

export const bedrock: Service = {
	name: 'bedrock',
	signingName: 'bedrock',
	operationOf: call => (call.method === 'GET' ? routes.find(([path]) => path.test(call.path))?.[1] : undefined),
	answer(operation, call, cloud, caller) {
		const region = call.region ?? 'us-east-1';
		switch (operation) {
			case 'ListFoundationModels':
				return listFoundationModels(call, cloud, region);
			case 'ListInferenceProfiles':
				return listInferenceProfiles(call, cloud, region, caller);
			case 'GetInferenceProfile':
				return getInferenceProfile(lastOf(call), cloud, region, caller);
			case 'GetFoundationModelAvailability':
				return availability(lastOf(call), cloud, region);
			case 'ListFoundationModelAgreementOffers':
				return offers(lastOf(call), cloud, region);
			case 'GetUseCaseForModelAccess':
				return useCase(cloud);
			case 'GetModelInvocationLoggingConfiguration':
				return loggingConfiguration(cloud, caller);
			default:
				return jsonReply({mode: cloud.scenario.aws.retentionMode, updatedAt});
		}
	},
	errorReply: restJsonError,
};

function lastOf(call: Call): string {
	return decodeURIComponent(call.path.split('/').at(-1) ?? '');
}

function listFoundationModels(call: Call, cloud: Cloud, region: string): Reply {
	const provider = call.query.get('byProvider');
	const isAsked = provider === null || provider.toLowerCase() === 'anthropic';
	return jsonReply({
		modelSummaries: (isAsked ? baseIdsIn(region, cloud) : []).map(baseId => ({
			modelArn: `arn:aws:bedrock:${region}::foundation-model/${baseId}`,
			modelId: baseId,
			modelName: modelName(baseId, cloud),
			providerName: 'Anthropic',
			inputModalities: ['TEXT', 'IMAGE'],
			outputModalities: ['TEXT'],
			responseStreamingSupported: true,
			customizationsSupported: [],
			inferenceTypesSupported: ['INFERENCE_PROFILE'],
			modelLifecycle: {status: modelFacts(baseId, cloud).lifecycle ?? 'ACTIVE'},
		})),
	});
}

function describeProfile(profile: SimulatedProfile, region: string, caller: Caller | undefined): Readonly<Record<string, unknown>> {
	return {
		inferenceProfileName: profile.name,
		description: `Routes requests to ${profile.name.replace(/^\S+ /u, '')} in ${profile.regions.filter(name => name !== '').join(', ') || 'any commercial region'}.`,
		createdAt: updatedAt,
		updatedAt,
		inferenceProfileArn: `arn:aws:bedrock:${region}:${caller?.account ?? ''}:inference-profile/${profile.id}`,
		models: profile.regions.map(destination => ({modelArn: `arn:aws:bedrock:${destination}::foundation-model/${baseIdOf(profile.id)}`})),
		inferenceProfileId: profile.id,
		status: 'ACTIVE',
		type: 'SYSTEM_DEFINED',
	};
}

function listInferenceProfiles(call: Call, cloud: Cloud, region: string, caller: Caller | undefined): Reply {
	const size = Number(call.query.get('maxResults') ?? 10);
	const type = call.query.get('type') ?? call.query.get('typeEquals');
	if (!Number.isInteger(size) || size < 1 || size > 1000) {
		throw new CloudError(
			400,
			'ValidationException',
			"Value at 'maxResults' failed to satisfy constraint: Member must be between 1 and 1000",
		);
	}

	const profiles = type === 'APPLICATION' ? [] : profilesIn(region, cloud);
	const {items, next} = page(profiles, call.query.get('nextToken') ?? undefined, size);
	return jsonReply({
		inferenceProfileSummaries: items.map(profile => describeProfile(profile, region, caller)),
		...(next === undefined ? {} : {nextToken: next}),
	});
}

function getInferenceProfile(id: string, cloud: Cloud, region: string, caller: Caller | undefined): Reply {
	const profile = profilesIn(region, cloud).find(candidate => candidate.id === (id.split('/').at(-1) ?? ''));
	if (profile === undefined) {
		throw new CloudError(404, 'ResourceNotFoundException', `Inference profile ${id} not found.`);
	}

	return jsonReply(describeProfile(profile, region, caller));
}

function knownModel(id: string, cloud: Cloud, region: string): string {
	if (!baseIdsIn(region, cloud).includes(id)) {
		throw new CloudError(400, 'ValidationException', 'The provided model identifier is invalid.');
	}

	return id;
}

function availability(id: string, cloud: Cloud, region: string): Reply {
	const baseId = knownModel(id, cloud, region);
	const stated = modelFacts(baseId, cloud).availability;
	const agreement = agreementOf(baseId, cloud);
	return jsonReply({
		modelId: baseId,
		agreementAvailability: {status: agreement, ...(agreement === 'ERROR' ? {errorMessage: 'The agreement could not be completed.'} : {})},
		authorizationStatus: stated?.authorization ?? 'AUTHORIZED',
		entitlementAvailability: stated?.entitlement ?? 'AVAILABLE',
		regionAvailability: stated?.region ?? 'AVAILABLE',
	});
}

function offers(id: string, cloud: Cloud, region: string): Reply {
	const baseId = knownModel(id, cloud, region);
	return jsonReply({
		modelId: baseId,
		offers: [
			{
				offerId: `offer-${baseId}`,
				offerToken: 'simulated',
				termDetails: {
					usageBasedPricingTerm: {rateCard: []},
					legalTerm: {url: 'https://aws.amazon.com/legal/bedrock/third-party-models/'},
					supportTerm: {refundPolicyDescription: 'None'},
				},
			},
		],
	});
}

function useCase(cloud: Cloud): Reply {
	if (cloud.scenario.aws.useCaseForm === 'missing') {
		throw new CloudError(
			404,
			'ResourceNotFoundException',
			'You have not filled out the request form. Fill out the form before getting access.',
		);
	}

	const form = {
		companyName: 'Acme',
		companyWebsite: 'https://acme.example',
		intendedUsers: '0',
		industryOption: 'Software',
		otherIndustryOption: '',
		useCases: 'Software development',
	};
	return jsonReply({formData: Buffer.from(JSON.stringify(form)).toString('base64')});
}

function loggingConfiguration(cloud: Cloud, caller: Caller | undefined): Reply {
	const {logging} = cloud.scenario.aws;
	if (logging === undefined) {
		return jsonReply({});
	}

	return jsonReply({
		loggingConfig: {
			...(logging.logGroup === undefined
				? {}
				: {cloudWatchConfig: {logGroupName: logging.logGroup, roleArn: `arn:aws:iam::${caller?.account ?? ''}:role/BedrockLogging`}}),
			...(logging.bucket === undefined ? {} : {s3Config: {bucketName: logging.bucket, keyPrefix: 'bedrock'}}),
			textDataDeliveryEnabled: true,
			imageDataDeliveryEnabled: true,
			embeddingDataDeliveryEnabled: true,
			videoDataDeliveryEnabled: false,
			audioDataDeliveryEnabled: false,
		},
	});
}
