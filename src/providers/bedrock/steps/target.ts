// The step `target`: which account, which permission set, which region; its proof is that the role is handed out.

import {raise} from '../../../catalog/declare.ts';
import {signInFindings} from '../../../catalog/sign-in.ts';
import offline from '../../../../assets/models/bedrock.json' with {type: 'json'};
import {valueOf, type Answers} from '../../../core/session.ts';
import {isProblem, type Finding} from '../../../core/finding.ts';
import type {Option, ProofResult, ProveContext, Step, StepContext} from '../../provider.ts';
import {findProfile} from '../aws-files.ts';
import {identityCheck, identityCheckId} from '../checks/identity.ts';
import {roleCheck} from '../checks/role.ts';
import {sessionCheck} from '../checks/session.ts';
import {failureFinding} from '../checks/sign-in-words.ts';
import {CloudError} from '../failure.ts';
import {isRegion} from '../names.ts';
import {listRoles} from '../sign-in/portal.ts';
import {accessToken, awsFiles, isSso, methodOf, type SsoSource} from '../sign-in/session.ts';
import {defaultRegion, isGateway, regionOf} from '../target.ts';
import {resultOf, run} from './prove.ts';
import {accountsOf} from './sign-in.ts';

const id = 'target';

export const targetStep: Step = {
	id,
	title: 'Role',
	proving: 'Getting credentials for this role',
	help: 'The account pays for what Claude Code uses, the permission set says what you may do in it, the region is where requests enter AWS.',
	owns: ['account', 'permissionSet', 'region'],
	applies: () => true,
	asks: answers => (isSso(answers) && !isGateway(answers) ? ['account', 'permissionSet', 'region'] : ['region']),
	proves: true,
	questions: [
		{
			kind: 'choice',
			id: 'account',
			title: 'Which account should Claude Code bill to?',
			why: 'The list is what your sign-in may use. Your platform team knows which one is meant for Claude.',
			flag: 'account',
			label: 'Account',
			options: async context => (await accounts(context)).map(account => ({value: account.id, label: account.name, hint: account.id})),
		},
		{
			kind: 'choice',
			id: 'permissionSet',
			title: 'Which permission set?',
			why: 'It has to allow bedrock:InvokeModelWithResponseStream. The next steps prove whether it does.',
			flag: 'permission-set',
			label: 'Permission set',
			options: roleOptions,
		},
		{
			kind: 'choice',
			id: 'region',
			title: 'In which region should requests enter AWS?',
			why: 'Models and private endpoints exist per region. A geographic profile may still answer from a neighbouring region; data stays in its geography.',
			flag: 'region',
			label: 'Region',
			env: 'AWS_REGION',
			options: async () => regionOptions(),
			preferred: preferredRegion,
		},
	],
	prove,
};

async function signedIn(context: StepContext): Promise<{readonly source: SsoSource; readonly token: string}> {
	const method = await methodOf(context);
	const token = method?.kind === 'sso' ? await accessToken(context, method) : undefined;
	if (method?.kind !== 'sso' || token === undefined) {
		throw withFinding(
			raise(signInFindings, 'sign-in.needed', {check: id, details: {what: '', reason: 'There is no valid sign-in.', command: 'onboard'}}),
		);
	}

	return {source: method, token: token.accessToken};
}

async function accounts(context: StepContext) {
	const {source, token} = await signedIn(context);
	const found = await explained(context, source, async () => accountsOf(context, source, token));
	if (found.length === 0) {
		throw withFinding(raise(signInFindings, 'sign-in.no-accounts', {check: id, details: {startUrl: source.startUrl}}));
	}

	return found;
}

async function roleOptions(context: StepContext): Promise<readonly Option[]> {
	const {source, token} = await signedIn(context);
	const account = valueOf(context.answers, 'account') ?? '';
	const roles = await explained(context, source, async () =>
		context.memo.get(`roles:${source.key}:${account}`, async () =>
			listRoles({ports: context.ports, region: source.region, signal: context.signal, attempts: 2}, token, account),
		),
	);
	if (roles.length === 0) {
		throw withFinding(
			raise(signInFindings, 'sign-in.role-not-assigned', {
				check: id,
				details: {role: 'for Claude Code', account, startUrl: source.startUrl, has: 'You have no role in this account.'},
			}),
		);
	}

	return roles.map(role => ({
		value: role,
		label: role,
		...(/viewonly|readonly|billing/iu.test(role) ? {note: 'by its name, it may not call models'} : {}),
	}));
}

/** Turns a failed look-up into an error that carries its finding. */
async function explained<T>(context: StepContext, source: SsoSource, look: () => Promise<T>): Promise<T> {
	try {
		return await look();
	} catch (error) {
		throw error instanceof CloudError
			? withFinding(
					failureFinding(error.failure, {check: id, answers: context.answers, ssoRegion: source.region, startUrl: source.startUrl}),
				)
			: error;
	}
}

function withFinding(finding: Finding): Error {
	return Object.assign(new Error(finding.title), {findings: [finding]});
}

/** Regions with geographic Claude profiles first, then those that have global ones only. Dated data; the live list decides later. */
export function regionOptions(): readonly Option[] {
	const names: Readonly<Record<string, string>> = {
		us: 'profiles for the United States and Canada',
		eu: 'profiles for Europe',
		jp: 'profiles for Japan',
		au: 'profiles for Australia',
	};
	const geographic = Object.entries(offline.geographies).flatMap(([prefix, regions]) =>
		regions.map(region => ({value: region, label: region, note: names[prefix] ?? prefix})),
	);
	const others = ['ap-southeast-1', 'ap-south-1', 'ap-northeast-2', 'ap-east-1', 'sa-east-1', 'me-central-1', 'af-south-1'];
	return [...geographic, ...others.map(region => ({value: region, label: region, note: 'global profiles only'}))];
}

async function preferredRegion(context: StepContext): Promise<string | undefined> {
	const {env} = context.ports;
	const signIn = valueOf(context.answers, 'signIn');
	const profile =
		signIn?.startsWith('profile:') === true ? findProfile(await awsFiles(context), signIn.slice('profile:'.length)) : undefined;
	const candidates = [env['AWS_REGION'], env['AWS_DEFAULT_REGION'], profile?.credentials['region'], profile?.config['region']];
	return candidates.find(region => region !== undefined && isRegion(region)) ?? defaultRegion;
}

async function prove(context: ProveContext): Promise<ProofResult> {
	const {answers} = context;
	if (isGateway(answers)) {
		return {state: 'proven', summary: `${regionOf(answers)}, behind your gateway`, findings: []};
	}

	const outcomes = await run(context, [sessionCheck(context), roleCheck(context), identityCheck(context)], ['sign-in']);
	const result = resultOf(
		context,
		outcomes,
		['sign-in'],
		summarize(answers, outcomes.find(outcome => outcome.check === identityCheckId)?.summary ?? ''),
	);
	return {...result, findings: result.findings.filter(finding => isProblem(finding) || result.state === 'proven')};
}

function summarize(answers: Answers, person: string): string {
	const account = valueOf(answers, 'account');
	const role = valueOf(answers, 'permissionSet');
	return account === undefined || role === undefined ? person : `${role} in ${account} as ${person}`;
}
