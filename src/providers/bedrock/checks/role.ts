// The check `sign-in.role`: does the sign-in hand out credentials for the chosen account and role?

import {raise} from '../../../catalog/declare.ts';
import {signInFindings} from '../../../catalog/sign-in.ts';
import type {Check} from '../../../core/check.ts';
import {valueOf} from '../../../core/session.ts';
import type {StepContext} from '../../provider.ts';
import {credentialsOf} from '../credentials.ts';
import {attempt, type CloudFailure} from '../failure.ts';
import {listAccounts, listRoles} from '../sign-in/portal.ts';
import {accessToken, methodOf} from '../sign-in/session.ts';
import {readToken} from '../sign-in/token-cache.ts';
import {sessionCheckId} from './session.ts';
import {failureFinding, skewFinding} from './sign-in-words.ts';
import {timeOf} from '../../../core/time-of-day.ts';

export type RoleFacts = {
	/** Who the credentials are for, in words. */
	readonly who: string;
	readonly expiresAt?: number;
	readonly skewMs?: number;
	readonly failure?: CloudFailure;
	readonly startUrl?: string;
	readonly ssoRegion?: string;
	readonly madeIn?: string;
	/** Role names in the chosen account, read only after a refusal; undefined when unread. */
	readonly roles?: readonly string[];
	readonly accounts?: number;
	readonly readAt: number;
};

export const roleCheckId = 'sign-in.role';

export function roleCheck(context: StepContext): Check<RoleFacts> {
	return {
		id: roleCheckId,
		group: 'sign-in',
		title: 'role',
		needs: [sessionCheckId],
		limitMs: 25_000,
		run: async ({signal}) => readRole({...context, signal}),
		summarize: facts => (facts.failure === undefined ? `${facts.who}${untilOf(facts)}` : 'no credentials for this role'),
		isUsable: facts => facts.failure === undefined && skewFinding(facts.skewMs, roleCheckId) === undefined,
		judge(facts, {answers}) {
			const skew = skewFinding(facts.skewMs, roleCheckId);
			if (skew !== undefined) {
				return [skew];
			}

			if (facts.failure !== undefined) {
				const has =
					facts.accounts === 0
						? 'No account at all is assigned to you.'
						: facts.roles === undefined
							? ''
							: facts.roles.length === 0
								? 'You have no role in this account.'
								: `In this account you have: ${facts.roles.join(', ')}.`;
				return [
					failureFinding(facts.failure, {
						check: roleCheckId,
						answers,
						has,
						...(facts.startUrl === undefined ? {} : {startUrl: facts.startUrl}),
						...(facts.ssoRegion === undefined ? {} : {ssoRegion: facts.ssoRegion}),
						...(facts.madeIn === undefined ? {} : {madeIn: facts.madeIn}),
					}),
				];
			}

			if (facts.startUrl === undefined) {
				return [raise(signInFindings, 'sign-in.credentials-untried', {check: roleCheckId, details: {who: facts.who}})];
			}

			return [
				raise(signInFindings, 'sign-in.ok', {
					check: roleCheckId,
					details: {who: facts.who, until: untilOf(facts), proof: 'Credentials for this role were handed out.'},
				}),
			];
		},
	};
}

async function readRole(context: StepContext): Promise<RoleFacts> {
	const {answers, ports, signal} = context;
	const readAt = ports.clock.now();
	const method = await methodOf(context);
	const sso = method?.kind === 'sso' ? method : undefined;
	const who =
		sso === undefined
			? method?.kind === 'profile'
				? `the profile ${method.profile.name}`
				: 'the keys in the environment'
			: `${sso.role ?? valueOf(answers, 'permissionSet') ?? 'no role'} in ${sso.account ?? 'no account'}`;
	const base = {who, readAt, ...(sso === undefined ? {} : {startUrl: sso.startUrl, ssoRegion: sso.region})};
	const tried = await attempt(async () => credentialsOf(context));
	if (tried.failure === undefined) {
		return {...base, ...tried.value.facts};
	}

	const {failure} = tried;
	if (sso === undefined || failure.isForeign) {
		return {...base, failure};
	}

	if (failure.status === 401) {
		const made = (await readToken(ports, sso.key))?.region;
		return {...base, failure, ...(made === undefined ? {} : {madeIn: made})};
	}

	if (failure.status !== 403 && failure.status !== 404) {
		return {...base, failure};
	}

	// A refusal alone does not say what the person does have: two look-ups make the message to the administrators precise.
	const token = await accessToken(context, sso);
	const connection = {ports, region: sso.region, signal, attempts: 2};
	const [accounts, roles] = await Promise.all([
		attempt(async () => listAccounts(connection, token?.accessToken ?? '')),
		attempt(async () => listRoles(connection, token?.accessToken ?? '', sso.account ?? '')),
	]);
	return {
		...base,
		failure,
		...(accounts.value === undefined ? {} : {accounts: accounts.value.length}),
		...(roles.value === undefined ? {} : {roles: roles.value}),
	};
}

function untilOf(facts: RoleFacts): string {
	return facts.expiresAt === undefined ? '' : `, until ${timeOf(facts.expiresAt, facts.readAt)}`;
}
