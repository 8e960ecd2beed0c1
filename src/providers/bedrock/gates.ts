// The gates in front of a model that can be read without calling it: agreement, authorization, region, use case form.

import {valueOf} from '../../core/session.ts';
import type {StepContext} from '../provider.ts';
import {onBedrock} from './clients.ts';
import {connect} from './credentials.ts';
import {attempt, tidy} from './failure.ts';
import {parseArn, parseModelId} from './names.ts';

/** As AWS spells it; open to values that do not exist yet. */
export type Availability = {
	readonly agreement: string;
	readonly agreementError?: string;
	readonly authorization: string;
	readonly entitlement: string;
	readonly region: string;
};

/** The gates of one model, by its base id; undefined when they could not be read. Free and without side effects. */
export async function readAvailability(context: StepContext, region: string, base: string): Promise<Availability | undefined> {
	const account = valueOf(context.answers, 'account') ?? '';
	return context.memo.get(`availability:${account}:${region}:${base}`, async () => {
		const tried = await attempt(async () =>
			onBedrock(await connect(context, context.signal, region), async (sdk, client) => {
				const answer = await client.send(new sdk.GetFoundationModelAvailabilityCommand({modelId: base}));
				const error = answer.agreementAvailability?.errorMessage;
				return {
					agreement: tidy(answer.agreementAvailability?.status ?? 'not given'),
					...(error === undefined ? {} : {agreementError: tidy(error)}),
					authorization: tidy(answer.authorizationStatus ?? 'not given'),
					entitlement: tidy(answer.entitlementAvailability ?? 'not given'),
					region: tidy(answer.regionAvailability ?? 'not given'),
				};
			}),
		);
		return tried.value;
	});
}

/** The foundation model behind a pin: read from its id, or asked for when it is a profile that only AWS knows. Undefined when neither tells. */
export async function baseOf(context: StepContext, region: string, id: string): Promise<string | undefined> {
	const parsed = parseModelId(id);
	if (parsed !== undefined || parseArn(id) === undefined) {
		return parsed?.base;
	}

	return context.memo.get(`base:${id}`, async () => {
		const tried = await attempt(async () =>
			onBedrock(await connect(context, context.signal, region), async (sdk, client) =>
				client.send(new sdk.GetInferenceProfileCommand({inferenceProfileIdentifier: id})),
			),
		);
		return parseModelId(tried.value?.models?.[0]?.modelArn ?? '')?.base;
	});
}

/** Whether Anthropic's use case form is known to be filled. `missing` is no proof: an organization's form may not show here. */
export async function readUseCaseForm(context: StepContext, region: string): Promise<'filled' | 'missing' | 'unread'> {
	const account = valueOf(context.answers, 'account') ?? '';
	return context.memo.get(`form:${account}:${region}`, async () => {
		const tried = await attempt(async () =>
			onBedrock(await connect(context, context.signal, region), async (sdk, client) =>
				client.send(new sdk.GetUseCaseForModelAccessCommand({})),
			),
		);
		if (tried.failure === undefined) {
			return 'filled';
		}

		return tried.failure.status === 404 && !tried.failure.isForeign ? 'missing' : 'unread';
	});
}

/** Whether a call could not accept anything any more: the agreement stands or is being made. Unread counts as "could". */
export function isAccepted(availability: Availability | undefined): boolean {
	return availability?.agreement === 'AVAILABLE' || availability?.agreement === 'PENDING';
}
