// The state of a troubleshooting session in its answers: which round it is in, what each round found and what was decided.

import {valueOf, type Answers} from '../core/session.ts';

/** Rounds of "cause, decision, check again" before it ends with whatever is open. */
export const lastRound = 6;

/** How a cause can be dealt with from here. */
export type Way = 'repair' | 'sign-in' | 'self' | 'ask' | 'told';

/** What the person decides about a cause. */
export type Decision = 'apply' | 'again' | 'works' | 'next' | 'leave';

/** Stands for "no cause was found". */
export const none = 'none';

/** The value of the choice "as it is now". */
export const keep = 'keep';

export const ids = {
	cause: (round: number) => `cause${round}`,
	way: (round: number) => `way${round}`,
	/** Whether its repair depends on a choice only the person can make. */
	choosing: (round: number) => `choosing${round}`,
	/** Whether a check raised it; otherwise signs or words speak for it. */
	sure: (round: number) => `sure${round}`,
	choice: (round: number) => `choice${round}`,
	decision: (round: number) => `decision${round}`,
} as const;

export type Round = {
	readonly round: number;
	/** The code; undefined until the checks have run, and when they found nothing. */
	readonly cause?: string;
	readonly way?: Way;
	readonly isChoosing: boolean;
	/** Whether a check raised it. */
	readonly isSure: boolean;
	readonly choice?: string;
	readonly decision?: Decision;
};

/** What is known of one round. */
export function roundOf(answers: Answers, round: number): Round {
	const cause = valueOf(answers, ids.cause(round));
	const way = valueOf(answers, ids.way(round)) as Way | undefined;
	const choice = valueOf(answers, ids.choice(round));
	const decision = valueOf(answers, ids.decision(round)) as Decision | undefined;
	return {
		round,
		...(cause === undefined || cause === none ? {} : {cause}),
		...(way === undefined ? {} : {way}),
		isChoosing: valueOf(answers, ids.choosing(round)) === 'yes',
		isSure: valueOf(answers, ids.sure(round)) === 'yes',
		...(choice === undefined ? {} : {choice}),
		...(decision === undefined ? {} : {decision}),
	};
}

/** Every round that has found a cause, in order. */
export function roundsOf(answers: Answers): readonly Round[] {
	return Array.from({length: lastRound}, (_, index) => roundOf(answers, index + 1)).filter(round => round.cause !== undefined);
}

/** Whether the person had something changed, or changed it, in an earlier round. */
export function hasActed(answers: Answers): boolean {
	return roundsOf(answers).some(({decision}) => decision === 'apply' || decision === 'again');
}

/** What was put aside by the person: decided against, or left as it is. */
export function dismissedIn(answers: Answers): ReadonlySet<string> {
	return new Set(
		roundsOf(answers)
			.filter(({decision, choice}) => decision === 'next' || decision === 'leave' || choice === keep)
			.map(({cause}) => cause ?? ''),
	);
}

/** Where the look that a round stands on is kept for the length of the run. */
export const lookKey = (round: number): string => `troubleshoot:look:${round}`;

/** The same for the newest look. */
export function lastLookKey(answers: Answers): string {
	const done = Array.from({length: lastRound + 1}, (_, index) => index + 1).filter(
		round => valueOf(answers, ids.cause(round)) !== undefined,
	);
	return lookKey(done.at(-1) ?? 1);
}
