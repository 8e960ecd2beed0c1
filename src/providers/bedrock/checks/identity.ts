// The check `sign-in.identity`: who AWS says is calling. Optional after a sign-in, the only proof for other credentials.

import {raise} from '../../../catalog/declare.ts';
import {signInFindings} from '../../../catalog/sign-in.ts';
import type {Check} from '../../../core/check.ts';
import {valueOf} from '../../../core/session.ts';
import type {StepContext} from '../../provider.ts';
import {incomplete} from '../answers.ts';
import {onSts} from '../clients.ts';
import {connect} from '../credentials.ts';
import {attempt, tidy, type CloudFailure} from '../failure.ts';
import {domainOf} from '../names.ts';
import {classify} from './classify.ts';
import {roleCheckId} from './role.ts';
import {isSso} from '../sign-in/session.ts';
import {seen, signInCommand, sourceOf} from './words.ts';

export type IdentityFacts = {
	readonly arn?: string;
	readonly account?: string;
	readonly failure?: CloudFailure;
	/** Whether the credentials were proven before. */ readonly isProven: boolean;
	readonly region: string;
};

export const identityCheckId = 'sign-in.identity';

export function identityCheck(context: StepContext): Check<IdentityFacts> {
	return {
		id: identityCheckId,
		group: 'sign-in',
		title: 'identity',
		needs: [roleCheckId],
		limitMs: 15_000,
		async run({signal}) {
			const region = valueOf(context.answers, 'region') ?? 'us-east-1';
			const base = {isProven: isSso(context.answers), region};
			const tried = await attempt(async () =>
				onSts(await connect(context, signal, region), async (sdk, client) => client.send(new sdk.GetCallerIdentityCommand({}))),
			);
			if (tried.failure !== undefined) {
				return {...base, failure: tried.failure};
			}

			const {Arn: arn, Account: account} = tried.value;
			return arn === undefined
				? {...base, failure: incomplete('caller').failure}
				: {...base, arn: tidy(arn), ...(account === undefined ? {} : {account: tidy(account)})};
		},
		summarize: facts => (facts.arn === undefined ? 'STS could not be asked' : personOf(facts.arn)),
		// Only keys that AWS rejects stop the rest; an STS that cannot be asked does not.
		isUsable: facts =>
			facts.failure === undefined || !['sign-in.credentials-expired', 'sign-in.credentials-invalid'].includes(classify(facts.failure)),
		judge(facts, {answers}) {
			const check = identityCheckId;
			if (facts.failure === undefined) {
				return [
					raise(signInFindings, 'sign-in.ok', {
						check,
						details: {who: personOf(facts.arn ?? ''), until: '', proof: `STS names the caller: ${facts.arn ?? ''}.`},
					}),
				];
			}

			const evidence = [seen('identity', facts.failure)];
			const code = classify(facts.failure);
			const source = sourceOf(answers);
			if (code === 'sign-in.credentials-expired') {
				return [raise(signInFindings, code, {check, evidence, details: {source, command: signInCommand(answers)}})];
			}

			if (code === 'sign-in.credentials-invalid') {
				return [raise(signInFindings, code, {check, evidence, details: {source}})];
			}

			if (facts.isProven) {
				return [
					raise(signInFindings, 'sign-in.ok', {
						check,
						evidence,
						details: {
							who: source,
							until: '',
							proof: 'The access portal handed out credentials; STS could not be asked, which nothing here needs.',
						},
					}),
				];
			}

			const host = `sts.${facts.region}.${domainOf(facts.region)}`;
			return [
				raise(signInFindings, 'sign-in.unavailable', {
					check,
					evidence,
					details: {host, reason: `${facts.failure.status ?? 'No answer'}: ${facts.failure.name}.`},
				}),
			];
		},
	};
}

/** `dana@acme.example` from an assumed role's ARN; other ARNs as they are. */
export function personOf(arn: string): string {
	return /:assumed-role\/[^/]+\/(.+)$/u.exec(arn)?.[1] ?? arn;
}
