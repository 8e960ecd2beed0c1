// Looks at one target with the lead's own sign-in, by the provider's own checks, and again while the cloud asks for patience.

import {runChecks} from '../../checks/runner.ts';
import type {Policy, ProgressRow} from '../../core/check.ts';
import type {Finding} from '../../core/finding.ts';
import type {Answers} from '../../core/session.ts';
import {paced, type RunningPace} from '../../ports/pace.ts';
import type {Ports} from '../../ports/ports.ts';
import type {Provider, Registration, StepContext} from '../../providers/provider.ts';
import {createMemo} from '../../wizard/memo.ts';
import type {TargetEvent} from '../event.ts';
import type {Target} from '../person.ts';
import {estimateOf, type Estimate} from './capacity.ts';
import {judgeTarget} from './judge.ts';

/** Milliseconds for all checks of one target together, waiting for a turn included. */
export const targetLimitMs = 120_000;
/** Calls to a cloud for one look at a target, at most, repeated ones included; about 15 when nothing is refused. */
const mostCalls = 60;
/** Tries of a target whose calls were refused for being too many, the first included. */
const mostTries = 3;
/** Calls to a cloud for one target in a whole run, at most. */
export const mostCallsPerTarget = mostCalls * mostTries;
const pauseMs = 5000;

export type Looking = {
	readonly ports: Ports;
	readonly providers: readonly Registration[];
	readonly policy: Policy;
	readonly organization?: StepContext['organization'];
	readonly pace: RunningPace;
	readonly signal: AbortSignal;
	/** People who share the quota of a target, by its id. */
	readonly sharers: ReadonlyMap<string, number>;
	/** Tokens a minute to plan for a developer; absent takes the usual ones. */
	readonly perDeveloper?: number;
	/** The lead agreed to two paid calls for each target. */
	readonly measuresCaching: boolean;
};

export type Looked = {
	readonly state: TargetEvent['state'];
	readonly codes: readonly string[];
	/** Root findings that need attention, the deciding one first. */
	readonly findings: readonly Finding[];
	/** Absent for a target that failed: nobody will work there yet. */
	readonly load?: Estimate;
	readonly caching?: 'works' | 'absent' | 'unread';
};

/** The provider of a target, and the answers with which the lead looks at it. */
export type LeadView = {readonly provider: Provider; readonly answers: Answers; readonly isOtherRole: boolean};

/**
 * Runs every check that applies to the target.
 *
 * @throws The signal's reason when aborted; an error when the target names a cloud that does not exist.
 */
export async function lookAt(target: Target, looking: Looking, onRows: (rows: readonly ProgressRow[]) => void): Promise<Looked> {
	for (let tries = 1; ; tries++) {
		const {looked, isThrottled} = await lookOnce(target, looking, onRows);
		if (looked.state !== 'unproven' || !isThrottled || tries >= mostTries) {
			return looked;
		}

		await looking.ports.clock.sleep(pauseMs * tries, looking.signal);
	}
}

async function lookOnce(
	target: Target,
	{ports, providers, policy, organization, pace, signal, ...wishes}: Looking,
	onRows: (rows: readonly ProgressRow[]) => void,
): Promise<{readonly looked: Looked; readonly isThrottled: boolean}> {
	let isThrottled = false;
	const own = paced(
		ports,
		pace,
		() => {
			isThrottled = true;
		},
		mostCalls,
	);
	const {provider, answers, isOtherRole} = await leadView(target, {ports, providers});
	const context: StepContext = {
		ports: own,
		answers,
		policy,
		memo: createMemo(),
		signal,
		...(organization === undefined ? {} : {organization}),
	};
	const outcomes = await runChecks({
		checks: provider.checks(context),
		context: {answers, policy},
		clock: ports.clock,
		signal,
		limitMs: targetLimitMs,
		onProgress: onRows,
	});
	const {state, findings} = judgeTarget(outcomes, {isOtherRole, isThrottled});
	const more = await extras(target, provider, context, {state, ...wishes});
	return {
		looked: {state, findings, codes: codesOf(findings), ...more},
		isThrottled: isThrottled || findings.some(({code}) => code.endsWith('.throttled')),
	};
}

/** Capacity where people will work, and caching where a model is proven to answer. */
async function extras(
	target: Target,
	provider: Provider,
	context: StepContext,
	{state, sharers, perDeveloper, measuresCaching}: Pick<Looking, 'sharers' | 'perDeveloper' | 'measuresCaching'> & Pick<Looked, 'state'>,
): Promise<Pick<Looked, 'load' | 'caching'>> {
	if (state === 'failed') {
		return {};
	}

	const capacity = await provider.capacity?.(context);
	const load = estimateOf(sharers.get(target.id) ?? 0, capacity, perDeveloper);
	const isMeasured = measuresCaching && state === 'proven' && provider.measureCaching !== undefined;
	return isMeasured ? {load, caching: (await provider.measureCaching?.(context)) ?? 'unread'} : {load};
}

/** How the lead, on this machine, looks at a target whose answers are a developer's. */
export async function leadView(target: Target, {ports, providers}: Pick<Looking, 'ports' | 'providers'>): Promise<LeadView> {
	const registration = providers.find(({id}) => id === target.answers['provider']);
	if (registration === undefined) {
		throw new Error(`The target ${target.id} names a cloud that does not exist.`);
	}

	const provider = await registration.load();
	const lead = (await provider.leadAnswers?.(target.answers, ports)) ?? {answers: target.answers, isOtherRole: false};
	return {
		provider,
		isOtherRole: lead.isOtherRole,
		answers: Object.fromEntries(Object.entries(lead.answers).map(([id, value]) => [id, {value, origin: 'preset' as const}])),
	};
}

/** Most codes an event holds. */
const mostCodes = 12;

function codesOf(findings: readonly Finding[]): readonly string[] {
	return [...new Set(findings.map(({code}) => code))].slice(0, mostCodes);
}
