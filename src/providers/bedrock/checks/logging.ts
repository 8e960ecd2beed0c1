// The check `terms.logging`: whether model invocation logging keeps prompts, where, for how long and under which key.

import {raise} from '../../../catalog/declare.ts';
import {termsFindings} from '../../../catalog/terms.ts';
import type {Check} from '../../../core/check.ts';
import type {Finding} from '../../../core/finding.ts';
import type {Answers} from '../../../core/session.ts';
import type {StepContext} from '../../provider.ts';
import {onBedrock, onLogs} from '../clients.ts';
import {connect} from '../credentials.ts';
import {attempt, tidy, type CloudFailure} from '../failure.ts';
import {regionOf} from '../target.ts';
import {nextStepOf, unreadReason} from './unread.ts';
import {seen, targetWords} from './words.ts';

export type LogGroupFacts = {
	readonly name: string;
	/** Absent means that nothing is ever deleted. */ readonly retentionDays?: number;
	readonly kmsKey?: string;
};

export type LoggingFacts = {
	/** Undefined when it could not be read. */
	readonly isOn: boolean | undefined;
	readonly failure?: CloudFailure;
	readonly logGroup?: string;
	readonly buckets: readonly string[];
	/** What the log group says; `missing` when it is not listed. */
	readonly group?: LogGroupFacts | 'missing';
	readonly groupFailure?: CloudFailure;
};

export const loggingCheckId = 'terms.logging';

export function loggingCheck(context: StepContext, needs: readonly string[]): Check<LoggingFacts> {
	return {
		id: loggingCheckId,
		group: 'terms',
		title: 'logging',
		needs,
		after: ['network.control'],
		limitMs: 25_000,
		run: async ({signal}) => readLogging({...context, signal}),
		summarize: facts => (facts.isOn === undefined ? 'could not be read' : facts.isOn ? `on, to ${destinationOf(facts)}` : 'off'),
		judge: (facts, {answers}) => judgeLogging(facts, answers),
	};
}

function judgeLogging(facts: LoggingFacts, answers: Answers): readonly Finding[] {
	const check = loggingCheckId;
	const {account, region} = targetWords(answers);
	const details = {account, region, destination: destinationOf(facts)};
	if (facts.isOn === undefined) {
		const evidence = facts.failure === undefined ? [] : [seen('logging', facts.failure)];
		return [
			raise(termsFindings, 'terms.logging-unknown', {
				check,
				evidence,
				details: {...details, reason: unreadReason(facts.failure)},
				instead: nextStepOf(facts.failure, answers),
			}),
		];
	}

	if (!facts.isOn) {
		return [raise(termsFindings, 'terms.measured', {check, details: {...details, what: 'Model invocation logging', value: 'off'}})];
	}

	const group = typeof facts.group === 'object' ? facts.group : undefined;
	const evidence = [
		...(facts.logGroup === undefined
			? []
			: [
					{
						label: 'log group',
						value: `${facts.logGroup}, ${keptFor(facts)}, key ${group?.kmsKey ?? (group === undefined ? 'not read' : 'of AWS (none of your own)')}`,
					},
				]),
		...facts.buckets.map(bucket => ({label: 'bucket', value: `${bucket}, lifecycle not read`})),
	];
	const findings = [raise(termsFindings, 'terms.logging-on', {check, evidence, details})];
	if (facts.logGroup !== undefined && group === undefined) {
		const reason = facts.group === 'missing' ? 'The log group is not listed for your role.' : unreadReason(facts.groupFailure);
		findings.push(
			raise(termsFindings, 'terms.log-retention-unknown', {
				check,
				evidence: facts.groupFailure === undefined ? [] : [seen('log group', facts.groupFailure)],
				details: {...details, destination: facts.logGroup, reason},
				instead: nextStepOf(facts.groupFailure, answers),
			}),
		);
	} else if (group !== undefined && group.retentionDays === undefined) {
		findings.push(raise(termsFindings, 'terms.log-group-never-expires', {check, evidence, details: {...details, group: group.name}}));
	}

	const [bucket] = facts.buckets;
	if (bucket !== undefined) {
		findings.push(
			raise(termsFindings, 'terms.log-retention-unknown', {
				check,
				evidence,
				details: {...details, destination: `the bucket ${bucket}`, reason: 'Rules of a bucket are not read by onboard.'},
			}),
		);
	}

	return findings;
}

/** Once per run. */
export async function readLogging(context: StepContext): Promise<LoggingFacts> {
	const region = regionOf(context.answers);
	return context.memo.get(`logging:${targetWords(context.answers).account}:${region}`, async () => {
		const tried = await attempt(async () =>
			onBedrock(await connect(context, context.signal, region), async (sdk, client) =>
				client.send(new sdk.GetModelInvocationLoggingConfigurationCommand({})),
			),
		);
		if (tried.failure !== undefined) {
			return {isOn: undefined, buckets: [], failure: tried.failure};
		}

		const {loggingConfig} = tried.value;
		const {logGroupName} = loggingConfig?.cloudWatchConfig ?? {};
		const logGroup = logGroupName === undefined ? undefined : tidy(logGroupName);
		const bucketNames = [loggingConfig?.s3Config?.bucketName, loggingConfig?.cloudWatchConfig?.largeDataDeliveryS3Config?.bucketName];
		const buckets = [...new Set(bucketNames.filter(name => name !== undefined).map(name => tidy(name)))];
		const isOn = logGroup !== undefined || buckets.length > 0;
		return {isOn, buckets, ...(logGroup === undefined ? {} : {logGroup, ...(await readGroup(context, region, logGroup))})};
	});
}

async function readGroup(context: StepContext, region: string, name: string): Promise<Pick<LoggingFacts, 'group' | 'groupFailure'>> {
	const tried = await attempt(async () =>
		onLogs(await connect(context, context.signal, region), async (sdk, client) => {
			let nextToken: string | undefined;
			do {
				const answer = await client.send(
					new sdk.DescribeLogGroupsCommand({logGroupNamePrefix: name, ...(nextToken === undefined ? {} : {nextToken})}),
				);
				const group = answer.logGroups?.find(candidate => candidate.logGroupName === name);
				if (group !== undefined) {
					return {
						name,
						...(group.retentionInDays === undefined ? {} : {retentionDays: group.retentionInDays}),
						...(group.kmsKeyId === undefined ? {} : {kmsKey: tidy(group.kmsKeyId)}),
					};
				}

				({nextToken} = answer);
			} while (nextToken !== undefined && nextToken !== '');
			return 'missing' as const;
		}),
	);
	return tried.failure === undefined ? {group: tried.value} : {groupFailure: tried.failure};
}

/** Where logged prompts go, in words. */
export function destinationOf(facts: LoggingFacts): string {
	const places = [
		...(facts.logGroup === undefined ? [] : [`the log group ${facts.logGroup}`]),
		...facts.buckets.map(bucket => `the bucket ${bucket}`),
	];
	return places.length === 0 ? 'nowhere' : places.join(' and ');
}

/** How long the log group keeps things, in words. */
export function keptFor(facts: LoggingFacts): string {
	if (typeof facts.group !== 'object') {
		return 'for how long could not be read';
	}

	return facts.group.retentionDays === undefined ? 'kept for ever' : `kept ${facts.group.retentionDays} days`;
}
