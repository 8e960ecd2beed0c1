// The check `terms.trails`: which CloudTrail trails record who called which model, never the text of prompts.

import {raise} from '../../../catalog/declare.ts';
import {termsFindings} from '../../../catalog/terms.ts';
import type {Check} from '../../../core/check.ts';
import type {StepContext} from '../../provider.ts';
import {onTrails} from '../clients.ts';
import {connect} from '../credentials.ts';
import {attempt, tidy, type CloudFailure} from '../failure.ts';
import {regionOf} from '../target.ts';
import {nextStepOf, unreadReason} from './unread.ts';
import {seen, targetWords} from './words.ts';

export type TrailFacts = {readonly name: string; readonly bucket: string; readonly isOrganization: boolean; readonly kmsKey?: string};

export type TrailsFacts = {readonly trails?: readonly TrailFacts[]; readonly failure?: CloudFailure};

export const trailsCheckId = 'terms.trails';

export function trailsCheck(context: StepContext, needs: readonly string[]): Check<TrailsFacts> {
	return {
		id: trailsCheckId,
		group: 'terms',
		title: 'trails',
		needs,
		after: ['network.control'],
		limitMs: 25_000,
		run: async ({signal}) => readTrails({...context, signal}),
		summarize: facts => (facts.trails === undefined ? 'could not be read' : `${facts.trails.length} beside the event history`),
		judge(facts, {answers}) {
			const check = trailsCheckId;
			const {account, region} = targetWords(answers);
			if (facts.trails === undefined) {
				const evidence = facts.failure === undefined ? [] : [seen('trails', facts.failure)];
				return [
					raise(termsFindings, 'terms.trail-unknown', {
						check,
						evidence,
						details: {account, region, reason: unreadReason(facts.failure)},
						instead: nextStepOf(facts.failure, answers),
					}),
				];
			}

			const evidence = facts.trails.map(trail => ({
				label: 'trail',
				value: `${trail.name}, bucket ${trail.bucket}${trail.isOrganization ? ', of the organization' : ''}`,
			}));
			return [
				raise(termsFindings, 'terms.measured', {
					check,
					evidence,
					details: {
						region,
						what: 'CloudTrail trails',
						value: facts.trails.length === 0 ? 'none beside the 90 day event history' : facts.trails.map(trail => trail.name).join(', '),
					},
				}),
			];
		},
	};
}

/** Once per run. */
export async function readTrails(context: StepContext): Promise<TrailsFacts> {
	const region = regionOf(context.answers);
	return context.memo.get(`trails:${targetWords(context.answers).account}:${region}`, async () => {
		const tried = await attempt(async () =>
			onTrails(await connect(context, context.signal, region), async (sdk, client) => client.send(new sdk.DescribeTrailsCommand({}))),
		);
		if (tried.failure !== undefined) {
			return {failure: tried.failure};
		}

		return {
			trails: (tried.value.trailList ?? []).map(trail => ({
				name: tidy(trail.Name ?? 'a trail'),
				bucket: tidy(trail.S3BucketName ?? 'none'),
				isOrganization: trail.IsOrganizationTrail === true,
				...(trail.KmsKeyId === undefined ? {} : {kmsKey: trail.KmsKeyId}),
			})),
		};
	});
}
