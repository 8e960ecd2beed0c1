// The data-retention summary for Bedrock: what this account says, what AWS and Anthropic state, what nobody here can read.

import statements from '../../../assets/statements/bedrock.json' with {type: 'json'};
import {valueOf} from '../../core/session.ts';
import type {TermsRow, TermsSummary} from '../../core/terms.ts';
import type {StepContext} from '../provider.ts';
import {gatewayRows, localRows, statedRow, type Rows} from '../terms-rows.ts';
import {destinationOf, keptFor, readLogging, type LoggingFacts} from './checks/logging.ts';
import {meaningOfMode, readRetention, type RetentionFacts} from './checks/retention.ts';
import {readTrails, type TrailsFacts} from './checks/trails.ts';
import {unreadNote} from './checks/unread.ts';
import {attempt, type CloudFailure} from './failure.ts';
import {pinsOf} from '../pins.ts';
import {cachingNote} from './models.ts';
import {modelName, parseModelId} from './names.ts';
import {isGateway, regionOf} from './target.ts';

/** Identifies the statements that are shown. */
export const statementsVersion = statements.version;

/** Measures what can be measured and puts the dated statements beside it. */
export async function termsFor(context: StepContext): Promise<TermsSummary> {
	const measured = isGateway(context.answers) ? gatewayRows : await measure(context);
	return {
		version: statements.version,
		...measured,
		stated: [...statements.stated.map(row => statedRow(row)), ...cachingRows(context)],
		local: [...statements.local.map(row => statedRow(row)), ...(await localRows(context))],
		corrections: statements.corrections.map(correction => correction.text),
		...(context.organization === undefined ? {} : {organization: context.organization}),
	};
}

async function measure(context: StepContext): Promise<Rows> {
	const read = async <T>(ask: () => Promise<T>, failed: (failure: CloudFailure) => T): Promise<T> => {
		const tried = await attempt(ask);
		return tried.failure === undefined ? tried.value : failed(tried.failure);
	};
	const [retention, logging, trails] = await Promise.all([
		read(
			async () => readRetention(context),
			failure => ({failure}),
		),
		read<LoggingFacts>(
			async () => readLogging(context),
			failure => ({isOn: undefined, buckets: [], failure}),
		),
		read(
			async () => readTrails(context),
			failure => ({failure}),
		),
	]);
	const parts = [retentionRows(retention, context), loggingRows(logging), trailRows(trails), organizationRows(trails)];
	return {measured: parts.flatMap(part => part.measured), unknown: parts.flatMap(part => part.unknown)};
}

function retentionRows(facts: RetentionFacts, context: StepContext): Rows {
	const label = 'account retention mode';
	if (facts.mode === undefined) {
		return {
			measured: [],
			unknown: [{label, value: 'not readable', note: unreadNote(facts.failure, 'Cloud administrators can.'), tone: 'unknown'}],
		};
	}

	const meaning = meaningOfMode(facts.mode);
	if (meaning === undefined) {
		return {
			measured: [{label, value: facts.mode, tone: 'unknown'}],
			unknown: [
				{
					label: `mode ${facts.mode}`,
					value: 'not known here',
					note: 'newer than this version; read what AWS says about it',
					tone: 'unknown',
				},
			],
		};
	}

	const keeps = pinsOf(context.answers).filter(pin => parseModelId(pin.id)?.family === 'fable');
	const fable =
		keeps.length > 0 && facts.mode === 'aws_review'
			? [
					{
						label: 'pinned Fable models',
						value: 'kept up to 30 days',
						note: `${keeps.map(pin => modelName(pin.id)).join(', ')}: by AWS, inside AWS`,
						tone: 'warn',
					} as const,
				]
			: [];
	return {
		measured: [{label, value: facts.mode, note: meaning, tone: facts.mode === 'provider_data_share' ? 'warn' : 'ok'}, ...fable],
		unknown: [],
	};
}

function loggingRows(facts: LoggingFacts): Rows {
	const label = 'invocation logging';
	if (facts.isOn === undefined) {
		return {
			measured: [],
			unknown: [{label, value: 'not readable', note: unreadNote(facts.failure, 'Cloud administrators can.'), tone: 'unknown'}],
		};
	}

	if (!facts.isOn) {
		return {measured: [{label, value: 'off', tone: 'ok'}], unknown: []};
	}

	const group = typeof facts.group === 'object' ? facts.group : undefined;
	const on: TermsRow = {label, value: 'on', note: `full text to ${destinationOf(facts)}`, tone: 'warn'};
	const kept: readonly TermsRow[] =
		group === undefined
			? []
			: [
					{
						label: group.name,
						value: keptFor(facts),
						note: group.kmsKey === undefined ? 'no key of your own' : `encrypted with ${group.kmsKey}`,
						tone: group.retentionDays === undefined ? 'warn' : 'ok',
					},
				];
	const unread: readonly TermsRow[] = [
		...(facts.logGroup !== undefined && group === undefined
			? [
					{
						label: facts.logGroup,
						value: 'kept how long?',
						note: unreadNote(facts.groupFailure, 'Your cloud administrators can.'),
						tone: 'unknown',
					} as const,
				]
			: []),
		...facts.buckets.map(
			bucket =>
				({
					label: `bucket ${bucket}`,
					value: 'kept how long?',
					note: 'lifecycle rules are not read here; your cloud administrators know',
					tone: 'unknown',
				}) as const,
		),
	];
	return {measured: [on, ...kept], unknown: unread};
}

function trailRows(facts: TrailsFacts): Rows {
	const label = 'CloudTrail trails';
	if (facts.trails === undefined) {
		return {
			measured: [],
			unknown: [{label, value: 'not readable', note: unreadNote(facts.failure, 'Call metadata only, never prompts.'), tone: 'unknown'}],
		};
	}

	const names = facts.trails.map(trail => `${trail.name} to ${trail.bucket}`);
	return {
		measured: [
			{
				label,
				value: names.length === 0 ? 'none' : String(names.length),
				note: names.length === 0 ? 'beside the 90 day event history' : `${names.join(', ')}; call metadata, never prompts`,
				tone: 'ok',
			},
		],
		unknown: [],
	};
}

function organizationRows(facts: TrailsFacts): Rows {
	const shared = facts.trails?.filter(trail => trail.isOrganization) ?? [];
	return {
		measured: [],
		unknown: shared.map(trail => ({
			label: `organization trail ${trail.name}`,
			value: 'kept how long?',
			note: `its bucket ${trail.bucket} belongs to another account; your cloud administrators know`,
			tone: 'unknown',
		})),
	};
}

function cachingRows(context: StepContext): readonly TermsRow[] {
	return pinsOf(context.answers).flatMap(pin => {
		const note = cachingNote(pin.id);
		return note === undefined ? [] : [{label: modelName(pin.id), value: 'no prompt caching', note, tone: 'warn'} as const];
	});
}

/** Where the summary was measured, for its heading. */
export function placeOf(context: StepContext): string {
	const account = valueOf(context.answers, 'account');
	return [account === undefined ? undefined : `account ${account}`, regionOf(context.answers), 'just now']
		.filter(part => part !== undefined)
		.join(', ');
}
