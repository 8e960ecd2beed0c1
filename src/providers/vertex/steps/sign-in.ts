// The step `sign-in`: leaves Application Default Credentials that Claude Code reads, and proves that Google accepts them.

import {valueOf} from '../../../core/session.ts';
import type {Option, ProofResult, ProveContext, Step, StepContext} from '../../provider.ts';
import {adcCheck, type AdcFacts} from '../checks/adc.ts';
import {findAdc, typeName} from '../credentials/adc.ts';
import {forgetSession} from '../credentials/session.ts';
import {tokenHostOf} from '../detect.ts';
import {signInWithGcloud} from '../sign-in.ts';
import {isGateway} from '../target.ts';
import {beforeSignIn, resultOf, run} from './prove.ts';

export const signInStep: Step = {
	id: 'sign-in',
	title: 'Sign-in',
	proving: 'Signing in to Google Cloud',
	help: 'Claude Code reads Application Default Credentials. gcloud makes them; being signed in to gcloud itself is not enough. onboard stores nothing of it.',
	owns: ['signIn', 'credentialsFile', 'loginConfig', 'tokenHost'],
	applies: answers => !isGateway(answers),
	asks: answers => (valueOf(answers, 'signIn') === 'file' ? ['signIn', 'credentialsFile'] : ['signIn']),
	proves: true,
	questions: [
		{
			kind: 'choice',
			id: 'signIn',
			title: 'How do you sign in to Google Cloud?',
			why: 'A sign-in that is there already is offered first. A new one goes through gcloud and your browser; a file is for service accounts and federation.',
			flag: 'sign-in',
			label: 'Sign-in with',
			skipSingle: false,
			options: signInOptions,
			display: value =>
				value === 'adc'
					? 'Application Default Credentials'
					: value === 'file'
						? 'a credentials file'
						: value.replace(/^file:/u, 'the file '),
		},
		{
			kind: 'text',
			id: 'credentialsFile',
			title: 'Where is the credentials file?',
			why: 'A JSON file of type service_account or external_account that your company gave you. Its path is saved, never its content.',
			flag: 'credentials-file',
			label: 'Credentials file',
			placeholder: '~/claude-code.json',
			async validate(value, context) {
				const look = await findAdc({ports: context.ports, answers: {signIn: {value: `file:${value}`, origin: 'person'}}});
				return look.state === 'found' ? undefined : look.state === 'unreadable' ? look.reason : 'There is no such file.';
			},
		},
	],
	prove,
};

async function signInOptions(context: StepContext): Promise<readonly Option[]> {
	const variable = context.ports.env['GOOGLE_APPLICATION_CREDENTIALS'];
	const look = await findAdc({ports: context.ports, answers: {signIn: {value: 'adc', origin: 'single'}}});
	const hasGcloud = look.state === 'found' || (await context.ports.processes.find('gcloud')) !== undefined;
	const usual: Option =
		look.state === 'found'
			? {value: 'adc', label: 'Use the sign-in on this machine', hint: look.adc.place, note: typeName(look.adc.type)}
			: {
					value: 'adc',
					label: 'Sign in with gcloud',
					note: hasGcloud ? 'in the browser, with your company account' : 'gcloud is not installed yet',
				};
	const named: readonly Option[] =
		variable === undefined || variable === ''
			? []
			: [
					{
						value: `file:${variable}`,
						label: 'Use the file of GOOGLE_APPLICATION_CREDENTIALS',
						hint: variable,
						note: 'wins while the variable is set',
					},
				];
	return [...named, usual, {value: 'file', label: 'Use a credentials file', note: 'service account or federation'}];
}

const repairable: ReadonlySet<string> = new Set([
	'vertex.adc-missing',
	'vertex.cli-sign-in-only',
	'vertex.adc-unreadable',
	'vertex.sign-in-expired',
	'vertex.reauthentication-needed',
]);

async function prove(context: ProveContext): Promise<ProofResult> {
	const first = await readSignIn(beforeSignIn(context));
	const isOwn = valueOf(context.answers, 'signIn') === 'adc';
	if (first.state === 'proven' || !isOwn || !first.findings.some(finding => repairable.has(finding.code))) {
		return first;
	}

	const isChanged = await signInWithGcloud(context);
	forgetSession(context);
	return isChanged ? readSignIn(context) : first;
}

async function readSignIn(context: ProveContext): Promise<ProofResult> {
	const outcomes = await run(context, [adcCheck(context)], ['sign-in']);
	const facts = outcomes[0]?.facts as AdcFacts | undefined;
	const tokenHost = await tokenHostOf(valueOf(context.answers, 'signIn') ?? 'adc', context.ports);
	const result = resultOf(context, outcomes, ['sign-in'], outcomes[0]?.summary ?? facts?.place ?? '');
	return result.state === 'proven' && tokenHost !== undefined ? {...result, answers: {tokenHost}} : result;
}
