// The step `sign-in`: how to sign in, and the proof that a sign-in works.

import {dirname} from 'node:path';
import {raise} from '../../../catalog/declare.ts';
import {signInFindings} from '../../../catalog/sign-in.ts';
import {valueOf, type Answers} from '../../../core/session.ts';
import type {ProofResult, ProveContext, Step, StepContext} from '../../provider.ts';
import {canonicalStartUrl} from '../aws-files.ts';
import {identityCheck} from '../checks/identity.ts';
import {roleCheck} from '../checks/role.ts';
import {sessionCheck} from '../checks/session.ts';
import {failureFinding, problemFinding, skewFinding} from '../checks/sign-in-words.ts';
import {timeOf} from '../../../core/time-of-day.ts';
import {attempt} from '../failure.ts';
import {signIn} from '../sign-in/flow.ts';
import {listAccounts, type PortalAccount} from '../sign-in/portal.ts';
import {accessToken, methodOf, tokenOf, type SsoSource} from '../sign-in/session.ts';
import {expiryOf, tokenPath, writeToken} from '../sign-in/token-cache.ts';
import {isGateway} from '../target.ts';
import {resultOf, run} from './prove.ts';
import {checkStartUrl, knownDirectories, signInOptions, ssoRegionOptions} from './sign-in-options.ts';

const id = 'sign-in';

export const signInStep: Step = {
	id,
	title: 'Sign-in',
	proving: 'Signing in to AWS',
	help: "You sign in on your company's own page. onboard keeps the same file that the AWS tools keep (~/.aws/sso/cache), readable only by you, so one sign-in serves all of them.",
	owns: ['signIn', 'startUrl', 'ssoRegion', 'deviceCode'],
	applies: answers => !isGateway(answers),
	asks: answers => (valueOf(answers, 'signIn') === 'sso' ? ['signIn', 'startUrl', 'ssoRegion'] : ['signIn']),
	proves: true,
	// Everything after it needs to be signed in.
	isSkippable: false,
	questions: [
		{
			kind: 'choice',
			id: 'signIn',
			title: 'How do you sign in to AWS?',
			why: "A sign-in that works already is offered first. A new one goes through your company's IAM Identity Center in the browser.",
			flag: 'sign-in',
			label: 'Sign-in with',
			options: signInOptions,
			display: value =>
				value === 'sso' ? 'IAM Identity Center' : value.replace(/^session:/u, 'existing sign-in ').replace(/^profile:/u, 'profile '),
		},
		{
			kind: 'text',
			id: 'startUrl',
			title: "What is the start URL of your company's AWS access portal?",
			why: "It is the page that lists your AWS accounts, for example https://d-1234567890.awsapps.com/start. Your onboarding mail or your browser's bookmarks have it.",
			flag: 'start-url',
			label: 'Start URL',
			placeholder: 'https://d-1234567890.awsapps.com/start',
			preferred: async context => (await knownDirectories(context))[0]?.startUrl,
			validate: async value => checkStartUrl(value),
			normalize: canonicalStartUrl,
		},
		{
			kind: 'choice',
			id: 'ssoRegion',
			title: 'In which region does that sign-in live?',
			why: 'IAM Identity Center lives in one region, often another one than the models. The access portal shows it under "Access keys" as SSO region.',
			flag: 'sso-region',
			label: 'Sign-in region',
			options: ssoRegionOptions,
			preferred: async context =>
				(await knownDirectories(context)).find(known => known.startUrl === valueOf(context.answers, 'startUrl'))?.region,
		},
	],
	prove,
};

async function prove(context: ProveContext): Promise<ProofResult> {
	const method = await methodOf(context);
	if (method?.kind !== 'sso') {
		const checks = [sessionCheck(context), roleCheck(context), identityCheck(context)];
		const outcomes = await run(context, checks, ['sign-in']);
		const who = outcomes.find(outcome => outcome.check === 'sign-in.identity')?.summary ?? '';
		return resultOf(
			context,
			outcomes,
			['sign-in'],
			`${who} through ${method?.kind === 'profile' ? `the profile ${method.profile.name}` : 'the environment'}`,
		);
	}

	const cached = await fromCache(context, method);
	return cached ?? freshly(context, method);
}

/** A cached sign-in counts only when the portal accepts it. */
async function fromCache(context: ProveContext, source: SsoSource): Promise<ProofResult | undefined> {
	// Not being signed in yet is no failure here, so this look shows no row.
	const outcomes = await run({...context, onRows() {}}, [sessionCheck(context)], ['sign-in']);
	const token =
		outcomes[0]?.findings.every(finding => finding.severity === 'pass') === true ? await accessToken(context, source) : undefined;
	if (token === undefined) {
		return undefined;
	}

	const accounts = await attempt(async () => accountsOf(context, source, token.accessToken));
	if (accounts.failure?.status === 401) {
		const renewed = await attempt(async () => tokenOf(context, source, true));
		context.memo.forget('sso-token:');
		const again = renewed.value?.state === 'renewed' ? renewed.value.token : undefined;
		const second = again === undefined ? undefined : await attempt(async () => accountsOf(context, source, again.accessToken));
		return second?.value === undefined || again === undefined ? undefined : done(context, source, second.value, expiryOf(again));
	}

	if (accounts.failure !== undefined) {
		return {
			state: 'failed',
			summary: 'The access portal could not be asked',
			findings: [failureFinding(accounts.failure, about(context.answers, source))],
		};
	}

	return done(context, source, accounts.value, expiryOf(token));
}

async function freshly(context: ProveContext, source: SsoSource): Promise<ProofResult> {
	const outcome = await signIn(context, {startUrl: source.startUrl, region: source.region});
	if (outcome.kind === 'failed') {
		const finding = problemFinding(outcome.problem, outcome.failure, about(context.answers, source));
		return {state: 'failed', summary: finding.title, findings: [finding]};
	}

	try {
		await writeToken(context.ports, source.key, outcome.token);
	} catch (error) {
		const details = {
			path: dirname(tokenPath(context.ports, source.key)),
			reason: error instanceof Error && 'code' in error ? String(error.code) : 'unknown',
		};
		const finding = raise(signInFindings, 'sign-in.not-kept', {check: id, details});
		return {state: 'failed', summary: finding.title, findings: [finding]};
	}

	context.memo.forget('sso-token:');
	context.memo.forget('credentials:');
	context.memo.forget('accounts:');
	const skew = skewFinding(outcome.skewMs, id);
	if (skew !== undefined) {
		return {state: 'failed', summary: skew.title, findings: [skew]};
	}

	const accounts = await attempt(async () => accountsOf(context, source, outcome.token.accessToken));
	if (accounts.failure !== undefined) {
		// A sign-in of a second ago that the portal does not know was made for another region.
		const failure = accounts.failure.status === 401 ? {...accounts.failure, name: 'RefusedAfterRenewal'} : accounts.failure;
		const finding = failureFinding(failure, about(context.answers, source));
		return {state: 'failed', summary: finding.title, findings: [finding]};
	}

	return done(context, source, accounts.value, expiryOf(outcome.token));
}

function done(context: ProveContext, source: SsoSource, accounts: readonly PortalAccount[], expiresAt: number): ProofResult {
	const {startUrl, region} = source;
	if (accounts.length === 0) {
		const finding = raise(signInFindings, 'sign-in.no-accounts', {check: id, details: {startUrl}});
		return {state: 'failed', summary: finding.title, findings: [finding]};
	}

	const until = timeOf(expiresAt, context.ports.clock.now());
	const count = accounts.length === 1 ? '1 account' : `${accounts.length} accounts`;
	const finding = raise(signInFindings, 'sign-in.ok', {
		check: id,
		details: {who: `a member of ${startUrl}`, until: `, until ${until}`, proof: `The access portal lists ${count}.`},
	});
	return {
		state: 'proven',
		summary: `${startUrl.replace(/^https:\/\//u, '')}, until ${until}, ${count}`,
		findings: [finding],
		...(valueOf(context.answers, 'startUrl') === undefined ? {answers: {startUrl, ssoRegion: region}} : {}),
	};
}

/** Accounts of the signed-in person, once per run. */
export async function accountsOf(context: StepContext, source: SsoSource, token: string): Promise<readonly PortalAccount[]> {
	return context.memo.get(`accounts:${source.key}`, async () =>
		listAccounts({ports: context.ports, region: source.region, signal: context.signal, attempts: 2}, token),
	);
}

function about(answers: Answers, source: SsoSource) {
	return {check: id, answers, ssoRegion: source.region, startUrl: source.startUrl};
}
