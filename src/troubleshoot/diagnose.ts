// One look at the machine and what it means: the cause to deal with next, and how it can be dealt with from here.

import type {Finding} from '../core/finding.ts';
import {valueOf, type Answers} from '../core/session.ts';
import type {ProveContext, StepContext} from '../providers/provider.ts';
import {oneLine} from '../output/lines.ts';
import type {Bench, Looked} from './bench.ts';
import {rank} from './choose.ts';
import {ids, none, type Way} from './flow.ts';
import {bySignIn, repairs} from './repairs/index.ts';
import type {Patient} from './repairs/repair.ts';
import {likely, told} from './signs.ts';
import {chosenSymptom, namedCodes, suspicionOf} from './suspicion.ts';

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

/** Whether a cause that was seen before is gone: its check came to its end and did not raise it again. */
export function isGone(code: string, before: Looked, after: Looked): boolean {
	const check = before.raisedBy[code];
	return after.raisedBy[code] === undefined && (check === undefined || after.done.includes(check));
}

/** The cause to deal with next; undefined when nothing speaks for any that was not put aside. */
export async function causeIn(looked: Looked, {answers}: Pick<StepContext, 'answers'>, bench: Bench): Promise<Finding | undefined> {
	const suspicion = suspicionOf(answers, bench);
	const [found] = rank(looked.findings, suspicion);
	if (found !== undefined && (found.severity !== 'unknown' || suspicion.isPointed)) {
		return found;
	}

	const open = (code: string) => !suspicion.dismissed.has(code);
	const facts = await bench.survey();
	const signs = [...namedCodes(answers, bench), ...(chosenSymptom(answers)?.otherwise ?? [])].filter(code => open(code));
	return signs.map(code => likely(code, facts)).find(finding => finding !== undefined) ?? found ?? (await named(answers, bench, open));
}

/** What the text means, when no check finds it here. */
async function named(answers: Answers, bench: Bench, open: (code: string) => boolean): Promise<Finding | undefined> {
	const text = valueOf(answers, 'errorText');
	const [code] = namedCodes(answers, bench).filter(candidate => open(candidate));
	return code === undefined || text === undefined ? undefined : told(code, [{label: 'the text', value: oneLine(text).slice(0, 160)}]);
}

/** The finding of a code: from this look, or as far as signs and words tell. */
export async function findingOf(
	code: string,
	looked: Looked,
	context: Pick<StepContext, 'answers'>,
	bench: Bench,
): Promise<Finding | undefined> {
	const found = looked.findings.find(finding => finding.code === code);
	const text = valueOf(context.answers, 'errorText');
	return (
		found ??
		likely(code, await bench.survey()) ??
		(namedCodes(context.answers, bench).includes(code) && text !== undefined
			? told(code, [{label: 'the text', value: oneLine(text).slice(0, 160)}])
			: undefined)
	);
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
	return {[ids.cause(round)]: finding.code, [ids.way(round)]: way, [ids.choosing(round)]: isChoosing ? 'yes' : 'no'};
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
