// The check `sign-in.session`: whether the way these answers sign in hands out a token for Foundry, and to whom.

import {raise} from '../../../catalog/declare.ts';
import {foundryFindings} from '../../../catalog/foundry.ts';
import type {Check} from '../../../core/check.ts';
import type {Evidence, Finding} from '../../../core/finding.ts';
import type {Answers} from '../../../core/session.ts';
import type {Environment} from '../../../ports/ports.ts';
import type {StepContext} from '../../provider.ts';
import {authorize, kindOf, tokenFor, type SignInKind} from '../credentials.ts';
import type {SignInFailure} from '../entra.ts';
import {tenantOf} from '../target.ts';
import {azAccount} from '../tools.ts';
import {timeOf} from '../../../core/time-of-day.ts';
import {whoOf, wordsFor} from './words.ts';

export type SessionFacts = {
	readonly kind: SignInKind;
	readonly who: string;
	readonly tenant?: string;
	/** Milliseconds since the Unix epoch. */
	readonly expiresAt?: number;
	readonly failure?: SignInFailure;
	/** Variables of a service principal that the Azure CLI sign-in is hidden by. */
	readonly shadows: readonly string[];
	readonly readAt: number;
};

export const sessionCheckId = 'sign-in.session';

export function sessionCheck(context: StepContext): Check<SessionFacts> {
	return {
		id: sessionCheckId,
		group: 'sign-in',
		title: 'session',
		needs: [],
		limitMs: 60_000,
		run: async ({signal}) => readSession({...context, signal}),
		summarize: facts => (facts.failure === undefined ? `${facts.who}${untilOf(facts)}` : (facts.failure.number ?? 'not signed in')),
		isUsable: facts => facts.failure === undefined,
		judge: (facts, {answers}) => [judgeSession(facts, answers), ...shadowFindings(facts, answers)],
	};
}

async function readSession(context: StepContext): Promise<SessionFacts> {
	const {answers, ports} = context;
	const kind = kindOf(answers);
	const base = {kind, who: whoOf(answers), readAt: ports.clock.now(), shadows: []};
	if (kind === 'api-key' || kind === 'auth-token') {
		const {failure} = await authorize(context);
		return {...base, ...(failure === undefined ? {} : {failure})};
	}

	const outcome = await tokenFor(context, 'models');
	if (outcome.failure !== undefined) {
		return {...base, failure: outcome.failure};
	}

	const principal = principalIn(ports.env);
	const account = kind === 'az' || principal.length > 0 ? await azAccount(ports, context.signal) : undefined;
	const tenant = outcome.token.tenant ?? (kind === 'az' ? account?.tenant : undefined);
	return {
		...base,
		...(account === undefined ? {} : {shadows: principal}),
		...(account === undefined || kind !== 'az' ? {} : {who: account.name}),
		...(tenant === undefined ? {} : {tenant}),
		...(outcome.token.expiresAt === undefined ? {} : {expiresAt: outcome.token.expiresAt}),
	};
}

/** Pure. Whether anybody is signed in, and what keeps them from it. */
export function judgeSession(facts: SessionFacts, answers: Answers): Finding {
	const {failure} = facts;
	if (failure === undefined) {
		const isKey = facts.kind === 'api-key' || facts.kind === 'auth-token';
		const proof = isKey
			? 'It is set in this shell and never stored by onboard; the call to the model proves it.'
			: `A token for https://ai.azure.com was handed out${facts.tenant === undefined ? '' : ` by the tenant ${facts.tenant}`}.`;
		return raise(foundryFindings, 'foundry.signed-in', {
			check: sessionCheckId,
			details: wordsFor(answers, {who: facts.who, until: untilOf(facts), proof}),
		});
	}

	return signInFinding(failure, answers, sessionCheckId, facts.who);
}

/** The finding of a failed sign-in; the original words stay in the evidence. */
export function signInFinding(failure: SignInFailure, answers: Answers, check: string, who = whoOf(answers)): Finding {
	const evidence: readonly Evidence[] = [{label: 'said', value: failure.raw === '' ? 'nothing' : failure.raw}];
	return raise(foundryFindings, failure.code, {
		check,
		evidence,
		details: wordsFor(answers, {
			who,
			tenant: tenantOf(answers) ?? tenantIn(failure.raw) ?? 'that is signed in to',
			number: failure.number ?? 'no number',
			raw: failure.raw,
			reason: failure.raw === '' ? 'No reason was given.' : failure.raw,
		}),
	});
}

function shadowFindings(facts: SessionFacts, answers: Answers): readonly Finding[] {
	return facts.shadows.length === 0
		? []
		: [
				raise(foundryFindings, 'foundry.service-principal-shadows', {
					check: sessionCheckId,
					details: wordsFor(answers, {variables: facts.shadows.join(', ')}),
				}),
			];
}

/** The variables of a complete service principal that the credential chain would take; names only, never values. */
function principalIn(env: Environment): readonly string[] {
	const names = ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PATH'];
	const set = names.filter(name => (env[name] ?? '') !== '');
	const isComplete = set.includes('AZURE_CLIENT_ID') && set.includes('AZURE_TENANT_ID') && set.length > 2;
	const isNarrowed = (env['AZURE_TOKEN_CREDENTIALS'] ?? '') !== '';
	return isComplete && !isNarrowed ? set : [];
}

/** Entra quotes the tenant or names it by its id. */
function tenantIn(raw: string): string | undefined {
	return /\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b(?=[^.]{0,40}(?:tenant|directory))|(?<=tenant ['"]?)[\da-f-]{36}/iu.exec(raw)?.[0];
}

function untilOf(facts: SessionFacts): string {
	return facts.expiresAt === undefined ? '' : `, this token until ${timeOf(facts.expiresAt, facts.readAt)}`;
}
