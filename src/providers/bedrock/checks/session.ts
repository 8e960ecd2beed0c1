// The check `sign-in.session`: is there a working sign-in to ask with, on this machine, for these answers?

import {raise} from '../../../catalog/declare.ts';
import {signInFindings} from '../../../catalog/sign-in.ts';
import type {Check} from '../../../core/check.ts';
import type {StepContext} from '../../provider.ts';
import {findProfile, kindOfProfile, sessionOfProfile} from '../aws-files.ts';
import {attempt, type CloudFailure} from '../failure.ts';
import {expiryOf} from '../sign-in/token-cache.ts';
import {awsFiles, methodOf, tokenOf, type SsoSource} from '../sign-in/session.ts';
import {failureFinding} from './sign-in-words.ts';
import {timeOf} from '../../../core/time-of-day.ts';
import {profileOf, signInCommand} from './words.ts';

export type SessionFacts = {
	readonly method: 'sso' | 'profile' | 'environment' | 'missing' | 'unanswered';
	/** `unreadable`: the sign-in service could not be asked to renew it. */
	readonly state: 'valid' | 'renewed' | 'none' | 'expired' | 'unreadable' | 'elsewhere';
	/** Name of the profile or session the answers mean, or the start URL. */
	readonly name: string;
	/** Milliseconds since the Unix epoch. */
	readonly expiresAt?: number;
	readonly ssoRegion?: string;
	/** Region that the cached sign-in was made in, when it is another one than the settings name. */
	readonly madeIn?: string;
	readonly failure?: CloudFailure;
	/** Lines of the AWS files that no tool can read. */
	readonly unreadLines?: readonly string[];
	/** No profile on this machine signs in with these answers, so `onboard sign-in` would have nothing to go by. */
	readonly hasNoProfile?: true;
	readonly readAt: number;
};

export const sessionCheckId = 'sign-in.session';

export function sessionCheck(context: StepContext): Check<SessionFacts> {
	return {
		id: sessionCheckId,
		group: 'sign-in',
		title: 'session',
		needs: [],
		limitMs: 15_000,
		async run({signal}) {
			const facts = await readSession({...context, signal});
			const files = await awsFiles(context);
			const profile = findProfile(files, profileOf(context.answers));
			return {
				...facts,
				...(files.problems.length === 0 ? {} : {unreadLines: files.problems}),
				...(profile !== undefined && sessionOfProfile(files, profile) !== undefined ? {} : {hasNoProfile: true}),
			};
		},
		summarize: facts => summarize(facts),
		isUsable: facts => ['valid', 'renewed', 'elsewhere'].includes(facts.state),
		judge(facts, {answers}) {
			const command = facts.hasNoProfile === true ? 'onboard' : signInCommand(answers);
			const at = facts.name === '' ? '' : ` at ${facts.name}`;
			if (facts.state === 'none') {
				const reason =
					facts.method === 'missing'
						? `The settings name ${facts.name}, which does not exist.`
						: facts.method === 'unanswered'
							? 'Nothing on this machine says how to sign in.'
							: 'There is no sign-in on this machine for it yet.';
				return [
					raise(signInFindings, 'sign-in.needed', {
						check: sessionCheckId,
						evidence: (facts.unreadLines ?? []).map(value => ({label: 'settings', value})),
						details: {what: facts.method === 'sso' ? at : '', reason, command},
					}),
				];
			}

			if (facts.failure !== undefined && facts.state === 'unreadable') {
				return [
					failureFinding(facts.failure, {
						check: sessionCheckId,
						answers,
						...(facts.ssoRegion === undefined ? {} : {ssoRegion: facts.ssoRegion}),
						startUrl: facts.name,
					}),
				];
			}

			if (facts.state === 'expired') {
				const when = facts.expiresAt === undefined ? '' : ` (at ${timeOf(facts.expiresAt, facts.readAt)})`;
				const reason =
					facts.failure === undefined
						? 'It lasts some hours, and this one cannot be renewed without you.'
						: 'It could not be renewed: the session in the directory is over.';
				return [raise(signInFindings, 'sign-in.expired', {check: sessionCheckId, details: {when, reason, command}})];
			}

			if (facts.state === 'elsewhere') {
				return [raise(signInFindings, 'sign-in.credentials-untried', {check: sessionCheckId, details: {who: facts.name}})];
			}

			return [
				raise(signInFindings, 'sign-in.ok', {
					check: sessionCheckId,
					details: {who: `a member of ${facts.name}`, until: untilOf(facts), proof: 'The cached sign-in is valid.'},
				}),
			];
		},
	};
}

async function readSession(context: StepContext): Promise<SessionFacts> {
	const readAt = context.ports.clock.now();
	const method = await methodOf(context);
	if (method === undefined) {
		return {method: 'unanswered', state: 'none', name: '', readAt};
	}

	switch (method.kind) {
		case 'missing': {
			return {method: 'missing', state: 'none', name: method.name, readAt};
		}

		case 'environment': {
			return {method: 'environment', state: 'elsewhere', name: 'the keys in the environment', readAt};
		}

		case 'profile': {
			const state = kindOfProfile(method.profile) === 'none' ? 'none' : 'elsewhere';
			return {
				method: state === 'none' ? 'missing' : 'profile',
				state,
				name: state === 'none' ? `the profile ${method.profile.name}, without credentials` : `the profile ${method.profile.name}`,
				readAt,
			};
		}

		case 'sso': {
			return {...(await readToken(context, method)), readAt};
		}
	}
}

async function readToken(context: StepContext, source: SsoSource): Promise<Omit<SessionFacts, 'readAt'>> {
	const base = {method: 'sso', name: source.startUrl, ssoRegion: source.region} as const;
	const tried = await attempt(async () => context.memo.get(`sso-token:${source.key}`, async () => tokenOf(context, source)));
	if (tried.failure !== undefined) {
		return {...base, state: 'unreadable', failure: tried.failure};
	}

	const found = tried.value;
	if (found.state === 'none' || found.state === 'expired') {
		// The next look must not be answered from memory: the person may sign in meanwhile.
		context.memo.forget(`sso-token:${source.key}`);
		return found.state === 'none'
			? {...base, state: 'none'}
			: {...base, state: 'expired', expiresAt: found.expiredAt, ...(found.failure === undefined ? {} : {failure: found.failure})};
	}

	const {region} = found.token;
	return {
		...base,
		state: found.state,
		expiresAt: expiryOf(found.token),
		...(region === undefined || region === source.region ? {} : {madeIn: region}),
	};
}

function summarize(facts: SessionFacts): string {
	switch (facts.state) {
		case 'elsewhere': {
			return facts.name;
		}

		case 'none': {
			return 'not signed in';
		}

		case 'expired': {
			return 'the sign-in has ended';
		}

		case 'unreadable': {
			return 'the sign-in service could not be asked';
		}

		default: {
			return `${facts.name.replace(/^https:\/\//u, '')}${untilOf(facts)}${facts.state === 'renewed' ? ', renewed' : ''}`;
		}
	}
}

function untilOf(facts: SessionFacts): string {
	return facts.expiresAt === undefined ? '' : `, until ${timeOf(facts.expiresAt, facts.readAt)}`;
}
