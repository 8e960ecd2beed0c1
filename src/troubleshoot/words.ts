// The words of a round: what the person reads about a cause, what they may decide, and what came of it.

import {line, type Line} from '../core/document.ts';
import type {Finding} from '../core/finding.ts';
import {findingLines} from '../output/finding.ts';
import {diffLines} from '../save/diff.ts';
import {shortPath} from '../ports/places.ts';
import type {Review, StepContext} from '../providers/provider.ts';
import type {Bench, Looked} from './bench.ts';
import {none, roundsOf, type Decision, type Round, type Way} from './flow.ts';
import type {Repair} from './repairs/repair.ts';

type DecisionWords = {
	readonly title: string;
	readonly confirm: string;
	/** What Enter stands for. */
	readonly value: Decision;
	readonly alternatives: ReadonlyArray<{readonly key: string; readonly label: string; readonly value: Decision}>;
};

const goOn = {key: 'n', label: 'not this, go on', value: 'next'} as const;

const decisions: Readonly<Record<Way, DecisionWords>> = {
	repair: {title: 'This is the cause. May onboard change it?', confirm: 'change it and check again', value: 'apply', alternatives: [goOn]},
	'sign-in': {title: 'This is the cause. Sign in now?', confirm: 'sign in and check again', value: 'apply', alternatives: [goOn]},
	self: {
		title: 'This is the cause, and this is what you can do',
		confirm: 'done, check again',
		value: 'again',
		alternatives: [goOn, {key: 'e', label: 'end with a summary', value: 'leave'}],
	},
	ask: {
		title: 'This is the cause, and somebody else can fix it',
		confirm: 'end with a text to send',
		value: 'leave',
		alternatives: [{key: 'a', label: 'check again', value: 'again'}, goOn],
	},
	told: {
		title: 'Every check passes. Try this',
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

/** Texts of a round. */
export const titles = {
	decisions,
	decided: {
		apply: 'yes, change it',
		again: 'check again',
		works: 'it works now',
		next: 'not this one',
		leave: 'leave it for now',
	} satisfies Record<Decision, string>,
	helpOfCause:
		'The cause comes from the checks on this machine, not from a guess, unless it says so. Nothing is changed before you agree; every change can be put back with onboard undo.',
	helpOfCheck: 'The same checks as before run again, so that nothing is called fixed that is not.',
	doing: (now: Round): string =>
		now.way === 'sign-in' && now.decision === 'apply' ? 'Signing in, then checking again' : doing[now.decision ?? 'next'],
	done: (now: Round): string => (now.decision === 'apply' || now.decision === 'again' ? 'Checked again' : 'Next'),
	putAside: (next: string | undefined): string => (next === undefined || next === none ? 'no other cause was found' : `next: ${next}`),
	outcome(now: Round, isGone: boolean, looked: Looked, next: string | undefined): string {
		const own = isGone ? `${now.cause} is gone` : `${now.cause} is still there`;
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
	const lines: readonly Line[] = [
		...(isBack ? [line(['It is still there.', 'warn'])] : []),
		...findingLines(finding, {contacts: bench.contacts, glyphs: bench.glyphs, consequences}),
		...(repair === undefined ? [] : repairLines(repair, context)),
		...(now.way === 'repair' && repair === undefined ? [line(''), line('There is nothing that onboard could change here.')] : []),
	];
	const details = repair?.changes.flatMap(change => [...diffLines(change, shortPath(change.path, context.ports))]) ?? [];
	return {lines, ...(details.length === 0 ? {} : {details: {key: 'd', label: 'full diff', lines: details}})};
}

function repairLines(repair: Repair, {ports}: StepContext): readonly Line[] {
	return [
		line(''),
		line(['  onboard can  ', 'muted'], [repair.title, 'strong']),
		...repair.changes.flatMap(change =>
			diffLines(change, shortPath(change.path, ports))
				.filter(own => /^[+-](?![+-]{2} )/u.test(own[0]?.text ?? ''))
				.map(own => line('  ', ...own.map(span => [span.text, span.tone] as const))),
		),
		...(repair.remark === undefined ? [] : [line(['               ', 'muted'], repair.remark)]),
	];
}
