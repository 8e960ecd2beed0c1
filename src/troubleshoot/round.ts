// The steps of one round: the cause with its fix and a decision, then what was decided, and the checks once more.

import {raise} from '../catalog/declare.ts';
import {saveFindings} from '../catalog/save.ts';
import type {ProgressRow} from '../core/check.ts';
import {valueOf, type Answers} from '../core/session.ts';
import {tryToApply} from '../save/apply.ts';
import {shortPath} from '../ports/places.ts';
import type {Option, ProofResult, ProveContext, Question, Step, StepContext} from '../providers/provider.ts';
import {createMemo} from '../wizard/memo.ts';
import type {Bench, Looked} from './bench.ts';
import {answersFor, findingOf, isGone, look, patientFor} from './diagnose.ts';
import {ids, keep, lookKey, none, roundOf, type Decision, type Round} from './flow.ts';
import {repairs} from './repairs/index.ts';
import type {Repair} from './repairs/repair.ts';
import {causeReview, titles} from './words.ts';

/** The steps of a round, given the answers so far. */
export function roundSteps(round: number, answers: Answers, bench: Bench): readonly Step[] {
	const now = roundOf(answers, round);
	// Until the checks have run, the first round counts as coming.
	const isThere = now.cause !== undefined || (round === 1 && valueOf(answers, ids.cause(1)) === undefined);
	const isGoingOn = now.choice === keep || now.decision === undefined || now.decision !== 'leave';
	return [
		{
			id: `cause-${round}`,
			title: 'Cause',
			help: titles.helpOfCause,
			owns: [ids.choice(round), ids.decision(round)],
			applies: () => isThere,
			asks: () => (now.cause === undefined ? [] : asked(now)),
			proves: false,
			questions: [choiceQuestion(now, bench), decisionQuestion(now, bench)],
		},
		{
			id: `check-${round}`,
			title: titles.done(now),
			proving: titles.doing(now),
			help: titles.helpOfCheck,
			owns: [ids.cause(round + 1), ids.way(round + 1), ids.choosing(round + 1), ids.sure(round + 1)],
			applies: () => isThere && isGoingOn,
			asks: () => [],
			proves: true,
			questions: [],
			prove: async context => act(now, context, bench),
		},
	];
}

function asked(now: Round): readonly string[] {
	const choice = now.isChoosing ? [ids.choice(now.round)] : [];
	return now.choice === keep ? choice : [...choice, ids.decision(now.round)];
}

function choiceQuestion(now: Round, bench: Bench): Question {
	const choice = repairs[now.cause ?? '']?.choice;
	return {
		kind: 'choice',
		id: ids.choice(now.round),
		title: choice?.title ?? 'Which one is right?',
		why: choice?.why ?? titles.helpOfCause,
		flag: 'choice',
		label: choice?.label ?? 'Choice',
		async options(context): Promise<readonly Option[]> {
			const patient = await patientOf(now, context, bench);
			return patient === undefined || choice === undefined ? [{value: keep, label: 'leave it as it is'}] : choice.options(patient);
		},
	};
}

function decisionQuestion(now: Round, bench: Bench): Question {
	const way = now.way ?? 'self';
	const words = titles.decisions[way];
	return {
		kind: 'review',
		id: ids.decision(now.round),
		title: titles.heading(now),
		why: titles.helpOfCause,
		flag: 'decision',
		label: 'Decision',
		confirm: words.confirm,
		value: async () => words.value,
		alternatives: words.alternatives,
		needsFlag: true,
		display: value => titles.decided(now, value as Decision),
		async body(context) {
			const looked = await lookedIn(now.round, context, bench);
			const finding = now.cause === undefined ? undefined : await findingOf(now.cause, looked, context, bench);
			const repair = way === 'repair' ? await planned(now, context, bench) : undefined;
			return causeReview({
				now,
				context,
				bench,
				looked,
				...(finding === undefined ? {} : {finding}),
				...(repair === undefined ? {} : {repair}),
			});
		},
	};
}

/** The look that this round stands on; going back forgets it, and it is taken again. */
async function lookedIn(round: number, context: StepContext, bench: Bench): Promise<Looked> {
	return context.memo.get(lookKey(round), async () => bench.look({signal: context.signal}));
}

async function patientOf(now: Round, context: StepContext, bench: Bench) {
	const looked = await lookedIn(now.round, context, bench);
	const finding = now.cause === undefined ? undefined : await findingOf(now.cause, looked, context, bench);
	return finding === undefined ? undefined : patientFor(finding, looked, context, bench);
}

/** The repair as it was shown: what is applied is what the person agreed to. */
async function planned(now: Round, context: StepContext, bench: Bench): Promise<Repair | undefined> {
	return context.memo.get(`troubleshoot:plan:${now.round}:${now.choice ?? ''}`, async () => {
		const patient = await patientOf(now, context, bench);
		return patient === undefined ? undefined : repairs[now.cause ?? '']?.plan(patient, now.choice);
	});
}

async function act(now: Round, context: ProveContext, bench: Bench): Promise<ProofResult> {
	const next = now.round + 1;
	if (now.decision === 'works') {
		return {state: 'unproven', summary: 'it works now, as you say', findings: [], answers: {[ids.cause(next)]: none}};
	}

	if (now.decision === 'next' || now.choice === keep) {
		const looked = await lookedIn(now.round, context, bench);
		await context.memo.get(lookKey(next), async () => looked);
		const found = await answersFor(next, looked, context, bench);
		return {state: 'unproven', summary: titles.putAside(found[ids.cause(next)]), findings: [], answers: found};
	}

	const {rows, failed} = now.decision === 'apply' ? await change(now, context, bench) : {rows: [], failed: undefined};
	if (failed !== undefined) {
		return failed;
	}

	const before = await lookedIn(now.round, context, bench);
	const looked = await look({...context, onRows: more => context.onRows([...rows, ...more])}, bench, before.isWhole);
	context.memo.forget(lookKey(next));
	await context.memo.get(lookKey(next), async () => looked);
	const hasGone = isGone(now.cause ?? '', before, looked) && (now.isSure || (await isPutRight(now, looked, context, bench)));
	const found = await answersFor(next, looked, context, bench);
	return {
		state: hasGone ? 'proven' : 'unproven',
		summary: titles.outcome(now, hasGone, looked, found[ids.cause(next)]),
		findings: [],
		answers: found,
	};
}

/** A cause that no check raises is dealt with when its sign is gone, or what was chosen for it leaves nothing to change. */
async function isPutRight(now: Round, looked: Looked, context: StepContext, bench: Bench): Promise<boolean> {
	const finding = await findingOf(now.cause ?? '', looked, context, bench);
	const plan = repairs[now.cause ?? ''];
	if (finding === undefined || plan === undefined) {
		return finding === undefined;
	}

	return (await plan.plan(await patientFor(finding, looked, context, bench), now.choice)) === undefined;
}

type Changed = {readonly rows: readonly ProgressRow[]; readonly failed?: ProofResult};

async function change(now: Round, context: ProveContext, bench: Bench): Promise<Changed> {
	return now.way === 'sign-in' ? signIn(context, bench) : applyRepair(now, context, bench);
}

async function applyRepair(now: Round, context: ProveContext, bench: Bench): Promise<Changed> {
	const startedAt = context.ports.clock.elapsed();
	const plan = await planned(now, context, bench);
	const refusal = await tryToApply({changes: plan?.changes ?? [], findings: []}, context.ports);
	if (refusal !== undefined) {
		return {rows: [], failed: {state: 'failed', summary: 'Nothing was changed', findings: [refusal]}};
	}

	const text = plan?.changes.map(({path}) => shortPath(path, context.ports)).join(', ') ?? 'nothing to change';
	const row: ProgressRow = {id: 'write', title: 'write', state: 'pass', text, tookMs: context.ports.clock.elapsed() - startedAt};
	context.onRows([row]);
	return {rows: [row]};
}

/** The cloud's own sign-in step, as the wizard and `onboard sign-in` run it. */
async function signIn(context: ProveContext, bench: Bench): Promise<Changed> {
	const configured = await bench.configured();
	const step = configured?.provider.steps.find(candidate => candidate.id === 'sign-in');
	if (configured === undefined || step?.prove === undefined) {
		const details = {reason: 'nothing says any more how to sign in', next: 'Run onboard.'};
		return {
			rows: [],
			failed: {state: 'failed', summary: 'Not signed in', findings: [raise(saveFindings, 'save.not-written', {check: 'save', details})]},
		};
	}

	const own = bench.contextFor(configured, context.signal);
	let rows: readonly ProgressRow[] = [];
	const result = await step.prove({
		...context,
		...own,
		memo: createMemo(),
		onRows(more) {
			rows = more;
			context.onRows(more);
		},
	});
	return result.state === 'failed' ? {rows, failed: result} : {rows};
}
