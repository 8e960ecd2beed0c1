// One look at the machine and what it means: the cause to deal with next, and how it can be dealt with from here.

import type {Finding} from '../core/finding.ts';
import {valueOf, type Answers} from '../core/session.ts';
import type {ProveContext, StepContext} from '../providers/provider.ts';
import {oneLine} from '../output/lines.ts';
import type {Bench, Looked} from './bench.ts';
import {rank} from './choose.ts';
import {hasActed, ids, none, type Way} from './flow.ts';
import {bySignIn, repairs} from './repairs/index.ts';
import type {Patient} from './repairs/repair.ts';
import {likely, told} from './signs.ts';
import {chosenSymptom, namedCodes, signsBehind, suspicionOf} from './suspicion.ts';

/**
 * Runs the checks: the one group that tells first, then all of them when it shows no cause.
 *
 * @param isWhole - Runs all of them at once: a cause that only all of them showed can only be gone from all of them.
 */
export async function look(context: ProveContext, bench: Bench, isWhole = false): Promise<Looked> {
	const onRows: ProveContext['onRows'] = rows => {
		context.onRows(rows);
	};
	const {signal, answers} = context;
	const only = chosenSymptom(answers)?.only;
	if (only !== undefined && !isWhole) {
		const first = await bench.look({signal, only, onRows});
		if ((await causeIn(first, context, bench)) !== undefined) {
			return first;
		}
	}

	return bench.look({signal, onRows});
}

/**
 * Whether a cause that a check raised before is gone: its check came to its end, or no longer applies, and nothing raised it
 * again; or what stopped the work is a mere remark now.
 */
export function isGone(code: string, before: Looked, after: Looked): boolean {
	const check = before.raisedBy[code];
	const isEased = before.stopping.includes(code) && !after.stopping.includes(code);
	return (after.raisedBy[code] === undefined || isEased) && (check === undefined || !after.notDone.includes(check));
}

/** The cause to deal with next; undefined when nothing speaks for any that was not put aside. */
export async function causeIn(looked: Looked, {answers}: Pick<StepContext, 'answers'>, bench: Bench): Promise<Finding | undefined> {
	const suspicion = suspicionOf(answers, bench);
	const [found] = rank(looked.findings, suspicion);
	const facts = await bench.survey();
	const open = (code: string) => !suspicion.dismissed.has(code);
	const sign = (codes: readonly string[]) =>
		codes
			.filter(code => open(code))
			.map(code => likely(code, facts))
			.find(finding => finding !== undefined);
	if (found !== undefined && (found.severity !== 'unknown' || suspicion.isPointed)) {
		return sign(signsBehind[found.code] ?? []) ?? found;
	}

	if (hasActed(answers)) {
		return undefined;
	}

	const otherwise = [...namedCodes(answers, bench), ...(chosenSymptom(answers)?.otherwise ?? [])];
	return sign(otherwise) ?? found ?? named(answers, bench, open);
}

/** What the text means, when no check finds it here. */
function named(answers: Answers, bench: Bench, open: (code: string) => boolean): Finding | undefined {
	const [code] = namedCodes(answers, bench).filter(candidate => open(candidate));
	return code === undefined ? undefined : fromText(code, answers, bench);
}

function fromText(code: string, answers: Answers, bench: Bench): Finding | undefined {
	const text = valueOf(answers, 'errorText');
	return text === undefined
		? undefined
		: told(code, [{label: 'the text', value: oneLine(text).slice(0, 160)}], bench.recognize(text).details);
}

/** The finding of a code: from this look, or as far as signs and words tell. */
export async function findingOf(
	code: string,
	looked: Looked,
	{answers}: Pick<StepContext, 'answers'>,
	bench: Bench,
): Promise<Finding | undefined> {
	const found = looked.findings.find(finding => finding.code === code);
	const isNamed = namedCodes(answers, bench).includes(code);
	return found ?? likely(code, await bench.survey()) ?? (isNamed ? fromText(code, answers, bench) : undefined);
}

/** Everything a repair is planned from. */
export async function patientFor(finding: Finding, looked: Looked, context: StepContext, bench: Bench): Promise<Patient> {
	const [facts, configured] = await Promise.all([bench.survey(), bench.configured()]);
	return {
		context: configured === undefined ? context : bench.contextFor(configured, context.signal),
		facts,
		looked,
		finding,
		...(configured === undefined ? {} : {configured}),
	};
}

/** The answers that a look leads to for a round: the cause and how to deal with it. */
export async function answersFor(
	round: number,
	looked: Looked,
	context: StepContext,
	bench: Bench,
): Promise<Readonly<Record<string, string>>> {
	const finding = await causeIn(looked, context, bench);
	if (finding === undefined) {
		return {[ids.cause(round)]: none};
	}

	const patient = await patientFor(finding, looked, context, bench);
	const {way, isChoosing} = await wayFor(patient);
	return {
		[ids.cause(round)]: finding.code,
		[ids.way(round)]: way,
		[ids.choosing(round)]: isChoosing ? 'yes' : 'no',
		[ids.sure(round)]: finding.severity !== 'unknown' && looked.raisedBy[finding.code] !== undefined ? 'yes' : 'no',
	};
}

async function wayFor(patient: Patient): Promise<{readonly way: Way; readonly isChoosing: boolean}> {
	const {finding, configured} = patient;
	if (bySignIn.has(finding.code) && configured !== undefined) {
		return {way: 'sign-in', isChoosing: false};
	}

	const plan = repairs[finding.code];
	if (plan?.choice !== undefined && (await plan.choice.options(patient)).length > 0) {
		return {way: 'repair', isChoosing: true};
	}

	if (plan !== undefined && plan.choice === undefined && (await plan.plan(patient, undefined)) !== undefined) {
		return {way: 'repair', isChoosing: false};
	}

	return {way: waysByWords(finding), isChoosing: false};
}

function waysByWords(finding: Finding): Way {
	if (finding.code === 'client.restart-needed') {
		return 'told';
	}

	return finding.owner === 'you' || finding.fix.kind !== 'ask' ? 'self' : 'ask';
}
