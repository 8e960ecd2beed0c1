// The check `terms.retention`: what the account's data retention mode is, in the chosen region.

import {raise} from '../../../catalog/declare.ts';
import {termsFindings} from '../../../catalog/terms.ts';
import type {Check} from '../../../core/check.ts';
import type {StepContext} from '../../provider.ts';
import {onBedrock} from '../clients.ts';
import {connect} from '../credentials.ts';
import {attempt, tidy, type CloudFailure} from '../failure.ts';
import {regionOf} from '../target.ts';
import {seen, targetWords} from './words.ts';
import {nextStepOf, unreadReason} from './unread.ts';

export type RetentionFacts = {readonly mode?: string; readonly updatedAt?: string; readonly failure?: CloudFailure};

export const retentionCheckId = 'terms.retention';

// Amazon Bedrock User Guide, "Data retention" (read 2026-11-22). An open list: a new word is unknown, never "none".
const meanings: Readonly<Record<string, string>> = {
	none: 'nothing is kept by the service',
	default: "each model's own rule",
	inherit: "not set: each model's own rule",
	aws_review: 'AWS keeps traffic of some models up to 30 days',
	provider_data_share: 'an older mode; traffic may be kept and shared',
};

/** What a mode means in plain words; undefined for one this version does not know. */
export function meaningOfMode(mode: string): string | undefined {
	return meanings[mode];
}

export function retentionCheck(context: StepContext, needs: readonly string[]): Check<RetentionFacts> {
	return {
		id: retentionCheckId,
		group: 'terms',
		title: 'retention',
		needs,
		after: ['network.control'],
		limitMs: 25_000,
		run: async ({signal}) => readRetention({...context, signal}),
		summarize: facts => (facts.mode === undefined ? 'the mode could not be read' : `mode ${facts.mode}`),
		judge(facts, {answers}) {
			const check = retentionCheckId;
			const {account, region} = targetWords(answers);
			if (facts.mode === undefined) {
				const evidence = facts.failure === undefined ? [] : [seen('retention', facts.failure)];
				return [
					raise(termsFindings, 'terms.retention-unknown', {
						check,
						evidence,
						details: {account, region, reason: unreadReason(facts.failure)},
						instead: nextStepOf(facts.failure, answers),
					}),
				];
			}

			const evidence = [{label: 'mode', value: `${facts.mode}${facts.updatedAt === undefined ? '' : `, set ${facts.updatedAt}`}`}];
			const meaning = meaningOfMode(facts.mode);
			if (meaning === undefined) {
				return [raise(termsFindings, 'terms.retention-mode-unrecognized', {check, evidence, details: {account, region, mode: facts.mode}})];
			}

			return [
				facts.mode === 'provider_data_share'
					? raise(termsFindings, 'terms.provider-data-share', {check, evidence, details: {account, region}})
					: raise(termsFindings, 'terms.measured', {
							check,
							evidence,
							details: {region, what: 'Data retention mode', value: `${facts.mode} (${meaning})`},
						}),
			];
		},
	};
}

/** Once per run. */
export async function readRetention(context: StepContext): Promise<RetentionFacts> {
	const region = regionOf(context.answers);
	return context.memo.get(`retention:${targetWords(context.answers).account}:${region}`, async () => {
		const tried = await attempt(async () =>
			onBedrock(await connect(context, context.signal, region), async (sdk, client) =>
				client.send(new sdk.GetAccountDataRetentionCommand({})),
			),
		);
		if (tried.failure !== undefined) {
			return {failure: tried.failure};
		}

		const {mode, updatedAt} = tried.value;
		return {
			...(mode === undefined ? {} : {mode: tidy(mode)}),
			...(updatedAt === undefined ? {} : {updatedAt: updatedAt.toISOString().slice(0, 10)}),
		};
	});
}
