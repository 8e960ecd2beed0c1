// The step `sign-in`: which credential Claude Code will find, and driving `az login` when there is none yet.

import {valueOf} from '../../../core/session.ts';
import type {Action, Notice, Option, ProofResult, ProveContext, Step, StepContext} from '../../provider.ts';
import {sessionCheck, sessionCheckId, signInFinding} from '../checks/session.ts';
import {kindOf} from '../credentials.ts';
import {readFailure, type SignInFailure} from '../entra.ts';
import {anyTenant, isGateway, tenantOf} from '../target.ts';
import {azAccount, azLoginHere, azLoginWithCode, loginCommand, signInLimitMs} from '../tools.ts';
import {beforeSignIn, resultOf, run} from './prove.ts';

const labels: Readonly<Record<string, string>> = {
	az: 'Azure CLI',
	environment: 'service principal in the environment',
	azd: 'Azure Developer CLI',
	'api-key': 'key in ANTHROPIC_FOUNDRY_API_KEY',
	'auth-token': 'token in ANTHROPIC_FOUNDRY_AUTH_TOKEN',
};

const browserAction: Action = {id: 'browser', key: 'o', label: 'sign in with the browser'};
const codeAction: Action = {id: 'code', key: 'd', label: 'use a code instead'};
const openAction: Action = {id: 'open', key: 'o', label: 'open in browser'};

export const signInStep: Step = {
	id: 'sign-in',
	title: 'Sign-in',
	proving: 'Signing in to Azure',
	help: 'Claude Code takes its sign-in from the Azure CLI or from the environment. A sign-in made anywhere else would be invisible to it.',
	owns: ['signIn', 'tenant'],
	applies: answers => !isGateway(answers),
	asks: answers => (kindOf(answers) === 'az' && valueOf(answers, 'signIn') !== undefined ? ['signIn', 'tenant'] : ['signIn']),
	proves: true,
	questions: [
		{
			kind: 'choice',
			id: 'signIn',
			title: 'How should Claude Code sign in to Azure?',
			why: 'The Azure CLI keeps a sign-in that Claude Code reads and renews. A service principal or a key comes from your environment; onboard never stores either.',
			flag: 'sign-in',
			label: 'Sign-in with',
			options: signInOptions,
			display: value => labels[value] ?? value,
		},
		{
			kind: 'choice',
			id: 'tenant',
			title: 'Which tenant does the resource live in?',
			why: 'A sign-in to another tenant is refused by the resource. Your platform team knows it; without one the home tenant of your account is used.',
			flag: 'tenant',
			label: 'Tenant',
			env: 'AZURE_TENANT_ID',
			options: tenantOptions,
			display: value => (value === anyTenant ? 'the home tenant of your account' : value),
		},
	],
	prove,
};

async function signInOptions({ports, signal}: StepContext): Promise<readonly Option[]> {
	const {env} = ports;
	const isSet = (...names: readonly string[]) => names.every(name => (env[name] ?? '').trim() !== '');
	const [account, az, azd] = await Promise.all([azAccount(ports, signal), ports.processes.find('az'), ports.processes.find('azd')]);
	const options: Option[] = [];
	if (isSet('ANTHROPIC_FOUNDRY_AUTH_TOKEN')) {
		options.push({value: 'auth-token', label: 'Use the token in ANTHROPIC_FOUNDRY_AUTH_TOKEN', note: 'lasts about an hour; never stored'});
	}

	if (isSet('ANTHROPIC_FOUNDRY_API_KEY')) {
		options.push({value: 'api-key', label: 'Use the key in ANTHROPIC_FOUNDRY_API_KEY', note: 'has to be set in every shell; never stored'});
	}

	if (isSet('AZURE_CLIENT_ID', 'AZURE_TENANT_ID') && (isSet('AZURE_CLIENT_SECRET') || isSet('AZURE_CLIENT_CERTIFICATE_PATH'))) {
		options.push({value: 'environment', label: 'Use the service principal of the environment', note: 'wins over the Azure CLI'});
	}

	const azOption: Option =
		account === undefined
			? {value: 'az', label: 'Sign in with the Azure CLI', ...(az === undefined ? {note: 'az is not installed yet'} : {})}
			: {value: 'az', label: 'Use the Azure CLI sign-in', hint: account.name};
	return [...options, azOption, ...(azd === undefined ? [] : [{value: 'azd', label: 'Use the Azure Developer CLI sign-in'}])];
}

/** The tenant that az is signed in to; else whichever the account is at home in. A preset or a flag names another. */
async function tenantOptions({ports, signal}: StepContext): Promise<readonly Option[]> {
	const account = await azAccount(ports, signal);
	const value = account === undefined || account.tenant === '' ? anyTenant : account.tenant;
	return [{value, label: value}];
}

async function prove(context: ProveContext): Promise<ProofResult> {
	const first = await run(beforeSignIn(context), [sessionCheck(context)], ['sign-in']);
	const codes = first.flatMap(outcome => outcome.findings.filter(finding => finding.severity === 'fail').map(finding => finding.code));
	if (kindOf(context.answers) !== 'az' || codes.length === 0 || codes.includes('foundry.az-missing')) {
		return concluded(context, first);
	}

	const failure = await login(context);
	if (failure !== undefined) {
		const finding = signInFinding(failure, context.answers, sessionCheckId);
		return {state: 'failed', summary: finding.title, findings: [finding]};
	}

	context.memo.forget('azure-');
	return concluded(context, await run(context, [sessionCheck(context)], ['sign-in']));
}

function concluded(context: ProveContext, outcomes: Awaited<ReturnType<typeof run>>): ProofResult {
	return resultOf(context, outcomes, ['sign-in'], outcomes[0]?.summary ?? '');
}

/** Nothing is opened unasked: a key lends the terminal to az, which opens the browser; without one, or with nobody there, it is a code. */
async function login(context: ProveContext): Promise<SignInFailure | undefined> {
	const tenant = tenantOf(context.answers);
	const isBrowser = context.ports.browser.isLocal && context.isAttended && valueOf(context.answers, 'deviceCode') !== 'yes';
	try {
		const outcome = isBrowser ? await withBrowser(context, tenant) : 'code';
		return outcome === 'code' ? await withCode(context, tenant, context.ports.clock.now() + signInLimitMs) : outcome.failure;
	} finally {
		context.onNotice(undefined);
	}
}

/** Offers the browser until it leads somewhere, or a code is preferred. */
async function withBrowser(
	context: ProveContext,
	tenant: string | undefined,
): Promise<'code' | {readonly failure: SignInFailure | undefined}> {
	const command = loginCommand('browser', tenant);
	let opening = 'The Azure CLI will sign you in and keep the sign-in. It runs:';
	for (;;) {
		context.onNotice({text: `${opening}\n${command}`});
		// oxlint-disable-next-line no-await-in-loop -- one attempt after the other is the point
		if ((await context.onActions([browserAction, codeAction])) !== browserAction.id) {
			return 'code';
		}

		// oxlint-disable-next-line no-await-in-loop
		const failure = await context.handOver(command, async () => azLoginHere(context.ports, tenant, context.signal));
		if (failure?.code !== 'foundry.sign-in-not-finished') {
			return {failure};
		}

		opening = 'The Azure CLI ended without a sign-in; what it said is above. Try again, or use a code:';
	}
}

async function withCode(context: ProveContext, tenant: string | undefined, until: number): Promise<SignInFailure | undefined> {
	context.onNotice({text: 'The Azure CLI is asking for a code'});
	let isDone = false;
	const failure = await azLoginWithCode(context.ports, {
		tenant,
		signal: context.signal,
		onCode({url, code}) {
			const notice: Notice = {text: 'Sign in on this page, on any device, and type this code there', url, code, until};
			context.onNotice(notice);
			const offer = async (): Promise<void> => {
				await context.onActions([openAction]);
				if (!isDone) {
					const isOpened = await context.ports.browser.open(url);
					context.onNotice(isOpened ? notice : {...notice, text: 'No browser could be started; copy this address'});
					await offer();
				}
			};
			// Ends with the proof: whoever offers keys takes them away then.
			void offer().catch(() => {});
		},
	});
	isDone = true;
	return failure === undefined ? undefined : isTimedOut(failure) ? {...failure, code: 'foundry.device-code-expired'} : failure;
}

/** az says in words of its own that nobody typed the code in time. */
function isTimedOut(failure: SignInFailure): boolean {
	return failure.number === undefined && /code (?:has )?expired|expired_token/iu.test(readFailure(failure.raw).raw);
}
