// What an account may use of its primary model in a minute: the quota that Service Quotas states, or the provisioned throughput that is pinned.

import {valueOf} from '../../core/session.ts';
import type {Capacity, StepContext} from '../provider.ts';
import {onBedrock, onQuotas} from './clients.ts';
import {connect} from './credentials.ts';
import {isSignedOut, nextStepOf} from './checks/unread.ts';
import {attempt, isDenied, type CloudFailure} from './failure.ts';
import {modelName, parseArn, parseModelId} from './names.ts';
import {withoutSuffix} from '../pins.ts';
import {isGateway, regionOf} from './target.ts';

const pageSize = 100;

/** Never throws for a refused read: what could not be read is unknown, with who knows. */
export async function readCapacity(context: StepContext): Promise<Capacity> {
	const pin = withoutSuffix(valueOf(context.answers, 'primaryModel') ?? '');
	if (pin === '' || isGateway(context.answers)) {
		return {
			unread: pin === '' ? 'no primary model is named' : 'the gateway calls the models, with limits of its own',
			owner: 'platform-team',
		};
	}

	return parseArn(pin)?.resource.startsWith('provisioned-model/') === true ? provisioned(context, pin) : quota(context, pin);
}

async function quota(context: StepContext, pin: string): Promise<Capacity> {
	const region = regionOf(context.answers);
	const account = valueOf(context.answers, 'account') ?? '';
	const listed = await attempt(async () =>
		context.memo.get(`quotas:${account}:${region}`, async () => {
			const connection = await connect(context, context.signal, region);
			return onQuotas(connection, async (sdk, client) => {
				const found = new Map<string, number>();
				let nextToken: string | undefined;
				do {
					const answer = await client.send(
						new sdk.ListServiceQuotasCommand({
							ServiceCode: 'bedrock',
							MaxResults: pageSize,
							...(nextToken === undefined ? {} : {NextToken: nextToken}),
						}),
					);
					for (const {QuotaName: name, Value: value} of answer.Quotas ?? []) {
						if (name !== undefined && value !== undefined) {
							found.set(name, value);
						}
					}

					nextToken = answer.NextToken;
				} while (nextToken !== undefined && nextToken !== '');
				return found;
			});
		}),
	);
	if (listed.failure !== undefined) {
		return unread(listed.failure, context, 'the quotas (servicequotas:ListServiceQuotas)');
	}

	const name = [...listed.value.keys()].find(candidate => isQuotaOf(candidate, pin));
	return name === undefined
		? {unread: `no quota of the account names ${modelName(pin)}`, owner: 'cloud-admin'}
		: {tokensPerMinute: listed.value.get(name) ?? 0, source: name};
}

/**
 * Whether a quota is the one for tokens a minute of a pinned profile. Both wordings exist: `Cross-region model inference tokens per
 * minute for Anthropic Claude Sonnet 5`, and `Cross-Region InvokeModel tokens per minute for …` (Amazon Bedrock user guide, "Quotas
 * for the bedrock-runtime endpoint", and public lists of quotas; read 2026-11-23). Endings such as `V1` are no part of the model.
 */
export function isQuotaOf(name: string, pin: string): boolean {
	const parsed = parseModelId(pin);
	const match =
		/^(global cross-region|cross-region|on-demand) (?:model inference|invokemodel) tokens per minute for (?:anthropic )?(.+)$/iu.exec(name);
	if (match === null || parsed === undefined) {
		return false;
	}

	const kind = parsed.prefix === undefined ? 'on-demand' : parsed.prefix === 'global' ? 'global cross-region' : 'cross-region';
	const model = (match[2] ?? '').replace(/ v\d+(?::\d+)?$/iu, '');
	return match[1]?.toLowerCase() === kind && model.toLowerCase() === `claude ${modelName(pin)}`.toLowerCase();
}

async function provisioned(context: StepContext, arn: string): Promise<Capacity> {
	const tried = await attempt(async () =>
		onBedrock(await connect(context, context.signal, regionOf(context.answers)), async (sdk, client) =>
			client.send(new sdk.GetProvisionedModelThroughputCommand({provisionedModelId: arn})),
		),
	);
	// AWS states tokens for a model unit to its customers only, not in an API (Amazon Bedrock user guide, "Provisioned Throughput").
	return tried.failure === undefined
		? {
				unread: `${tried.value.modelUnits ?? 0} model units are provisioned; your AWS account manager knows the tokens of one`,
				owner: 'provider',
			}
		: unread(tried.failure, context, 'the provisioned throughput (bedrock:GetProvisionedModelThroughput)');
}

/** Only a permission is for others to give. */
function unread(failure: CloudFailure, {answers}: StepContext, what: string): Capacity {
	const owner = nextStepOf(failure, answers)?.owner ?? 'cloud-admin';
	if (isSignedOut(failure)) {
		return {unread: `there is no working sign-in to read ${what} with (${failure.name}); sign in again`, owner};
	}

	return isDenied(failure)
		? {unread: `your role may not read ${what}`, owner}
		: {unread: `asked for ${what}, AWS answered ${failure.name}${owner === 'you' ? '; try again in a minute' : ''}`, owner};
}
