// The words of a round: what the person reads about a cause, what they may decide, and what came of it.

import {line, type Line} from '../core/document.ts';
import type {Finding} from '../core/finding.ts';
import {findingParts, row} from '../output/finding.ts';
import {diffLines} from '../save/diff.ts';
import {shortPath} from '../ports/places.ts';
import type {Review, StepContext} from '../providers/provider.ts';
import type {Bench, Looked} from './bench.ts';
import {none, roundsOf, type Decision, type Round, type Way} from './flow.ts';
import type {Repair} from './repairs/repair.ts';

type DecisionWords = {
	/** The second half of the heading. */
	readonly ask: string;
	readonly confirm: string;
	/** What Enter stands for. */
	readonly value: Decision;
	readonly alternatives: ReadonlyArray<{readonly key: string; readonly label: string; readonly value: Decision}>;
};

const goOn = {key: 'n', label: 'not this, go on', value: 'next'} as const;

const decisions: Readonly<Record<Way, DecisionWords>> = {
	repair: {ask: 'May onboard change it?', confirm: 'change it and check again', value: 'apply', alternatives: [goOn]},
	'sign-in': {ask: 'Sign in now?', confirm: 'sign in and check again', value: 'apply', alternatives: [goOn]},
	self: {
		ask: 'This is what you can do',
		confirm: 'done, check again',
		value: 'again',
		alternatives: [goOn, {key: 'e', label: 'end with a summary', value: 'leave'}],
	},
	ask: {
		ask: 'Somebody else can fix it',
		confirm: 'end with a text to send',
		value: 'leave',
		alternatives: [{key: 'a', label: 'check again', value: 'again'}, goOn],
	},
	told: {
		ask: 'Try this',
		confirm: 'it works now',
		value: 'works',
		alternatives: [{key: 'n', label: 'it still does not work', value: 'next'}],
	},
};

const doing: Readonly<Record<Decision, string>> = {
	apply: 'Changing it, then checking again',
	again: 'Checking again',
	works: 'Noted',
	next: 'Looking for another cause',
	leave: 'Noted',
};

const decided: Readonly<Record<Decision, string>> = {
	apply: 'yes, change it',
	again: 'check again',
	works: 'it works now',
	next: 'not this one',
	leave: 'leave it for now',
};

/** Decisions that are called otherwise in some ways of dealing with a cause. */
const special: Readonly<Record<string, string>> = {'sign-in apply': 'yes, sign in', 'ask leave': 'send it to its owner'};

/** Texts of a round. */
export const titles = {
	decisions,
	decided: (now: Round, decision: Decision): string => special[`${now.way ?? ''} ${decision}`] ?? decided[decision],
	heading: (now: Round): string =>
		`${now.way === 'told' ? 'Every check passes' : now.isSure ? 'This is the cause' : 'This may be the cause'}. ${decisions[now.way ?? 'self'].ask}`,
	helpOfCause:
		'The cause comes from the checks on this machine, not from a guess, unless it says so. Nothing is changed before you agree; every change can be put back with onboard undo.',
	helpOfCheck: 'The same checks as before run again, so that nothing is called fixed that is not.',
	doing: (now: Round): string =>
		now.way === 'sign-in' && now.decision === 'apply' ? 'Signing in, then checking again' : doing[now.decision ?? 'next'],
	done: (now: Round): string => (now.decision === 'apply' || now.decision === 'again' ? 'Checked again' : 'Next'),
	putAside: (next: string | undefined): string => (next === undefined || next === none ? 'no other cause was found' : `next: ${next}`),
	outcome(now: Round, isGone: boolean, looked: Looked, next: string | undefined): string {
		const isRemark = looked.raisedBy[now.cause ?? ''] !== undefined;
		const how = !now.isSure ? 'put right' : isRemark ? 'only a remark now' : 'gone';
		const own = `${now.cause} is ${isGone ? how : 'still there'}`;
		const others =
			next === undefined || next === none
				? looked.isWhole && looked.verdict === 'ready'
					? 'every check passes'
					: ''
				: next === now.cause
					? ''
					: `next: ${next}`;
		return [own, others].filter(part => part !== '').join('; ');
	},
} as const;

export type CauseReview = {
	readonly now: Round;
	readonly context: StepContext;
	readonly bench: Bench;
	readonly looked: Looked;
	readonly finding?: Finding;
	readonly repair?: Repair;
};

/** What is shown before a decision: the cause, its fix and owner, and the exact change where onboard can make it. */
export function causeReview(options: CauseReview): Review {
	const {now, context, bench, looked, finding, repair} = options;
	if (finding === undefined) {
		return {lines: [line(`${now.cause ?? ''} does not show any more.`)]};
	}

	const consequences = looked.findings.find(other => other.code === finding.code)?.consequences ?? [];
	const isBack = roundsOf(context.answers).some(other => other.round < now.round && other.cause === now.cause);
	const parts = findingParts(finding, {contacts: bench.contacts, glyphs: bench.glyphs, consequences});
	const still = isBack ? [line(['It is still there.', 'warn'])] : [];
	const rest = [...parts.cause, ...parts.seen, ...parts.explains];
	// What may be agreed to stands at the top, however small the window is; the words for people who do it by hand are then left out.
	const lines: readonly Line[] =
		repair !== undefined
			? [...still, parts.headline, ...repairLines(repair), ...rest]
			: now.way === 'sign-in'
				? [...still, parts.headline, ...rest]
				: [...still, parts.headline, ...parts.next, ...parts.help, ...rest];
	const details = repair?.changes.flatMap(change => [...diffLines(change, shortPath(change.path, context.ports))]) ?? [];
	return {lines, ...(details.length === 0 ? {} : {details: {key: 'd', label: 'full diff', lines: details}})};
}

function repairLines({title, shown, remark}: Repair): readonly Line[] {
	return [
		row('onboard can', title, 'strong'),
		...shown.map(text => row('', text, text.startsWith('-') ? 'fail' : 'ok')),
		...(remark === undefined ? [] : [row('', remark)]),
	];
}
