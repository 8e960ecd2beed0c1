// Who acts next after a read of Azure Resource Manager gave nothing: denied, without a sign-in, unreachable and too busy are different things.

import {raise} from '../../../catalog/declare.ts';
import {foundryFindings} from '../../../catalog/foundry.ts';
import {lookAgain} from '../../../checks/unread.ts';
import type {Finding, NextStep} from '../../../core/finding.ts';
import type {Answers} from '../../../core/session.ts';
import type {Problem} from '../arm.ts';
import {kindOf} from '../credentials.ts';
import {signInFinding} from './session.ts';
import {wordsFor} from './words.ts';

/** The finding for a resource, or the list of them, that could not be read. */
export function unreadFinding(
	problem: Problem,
	about: {readonly check: string; readonly answers: Answers; readonly details: Readonly<Record<string, string>>},
): Finding {
	const {check, answers} = about;
	const isAsked = problem.kind !== 'unread' && problem.kind !== 'busy';
	const mayNot = problem.kind === 'signed-out' && isKey(answers) ? aboutKeys : undefined;
	return raise(foundryFindings, isAsked ? 'foundry.resource-read-denied' : 'foundry.management-unreachable', {
		check,
		details: wordsFor(answers, {...about.details, reason: problem.reason}),
		instead: problem.kind === 'unread' ? undefined : (mayNot ?? nextStepOf(problem, answers)),
	});
}

/** The next step when it is another one than to ask who knows; undefined when it is that, as for those who have only a key. */
export function nextStepOf(problem: Problem | undefined, answers: Answers): NextStep | undefined {
	switch (problem?.kind) {
		case 'signed-out': {
			return isKey(answers) ? undefined : signInStep(problem, answers);
		}

		case 'unread':
		case 'busy': {
			return lookAgain;
		}

		default: {
			return undefined;
		}
	}
}

/** For a summary: what helps, or else who knows. */
export function unreadNote(problem: Problem | undefined, answers: Answers, unnamed: string, knows: string): string {
	const helps =
		problem?.kind === 'signed-out' && !isKey(answers)
			? 'sign in again'
			: problem?.kind === 'unread' || problem?.kind === 'busy'
				? 'try again in a minute'
				: knows;
	return `${problem?.reason ?? unnamed}; ${helps}`;
}

const aboutKeys: NextStep = {
	owner: 'you',
	fix: {
		kind: 'do',
		text: 'Nothing is broken: a key shows nothing of the resource itself. To have its settings checked too, sign in with the Azure CLI (az login).',
	},
};

function isKey(answers: Answers): boolean {
	return ['api-key', 'auth-token'].includes(kindOf(answers));
}

function signInStep(problem: Extract<Problem, {readonly kind: 'signed-out'}>, answers: Answers): NextStep {
	const isElsewhere = problem.reason.includes('InvalidAuthenticationTokenTenant');
	const {owner, fix} =
		problem.failure === undefined
			? raise(foundryFindings, isElsewhere ? 'foundry.wrong-tenant' : 'foundry.sign-in-expired', {check: '', details: wordsFor(answers)})
			: signInFinding(problem.failure, answers, '');
	return {owner, fix};
}
