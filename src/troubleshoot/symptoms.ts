// What people say is wrong, in their own words, and which causes each of it makes likely.

import type {CheckGroup} from '../core/check.ts';

export type Symptom = {
	readonly id: string;
	/** What the person says. */
	readonly label: string;
	/** What it looks like, for those who are not sure. */
	readonly note?: string;
	/** The one group of checks that tells first; absent: all of them, because only together they find the root. */
	readonly only?: CheckGroup;
	/** Codes, or beginnings of codes that end in a dot, the likeliest first. */
	readonly suspects: readonly string[];
	/** Whether its suspects come before anything else that is wrong, even when they are mere warnings. */
	readonly isPointed?: boolean;
	/** Codes that no check raises; the machine is asked for signs of them when the checks find no cause. */
	readonly otherwise?: readonly string[];
};

/** The answer of somebody who helps by phone. */
export const elsewhere = 'elsewhere';
/** The answer of somebody who has an error text. */
export const pasted = 'text';

const signIns = [
	'sign-in.',
	'config.profile-missing',
	'config.credential-shadow',
	'config.static-keys-shadow-profile',
	'config.bearer-token-present',
	'vertex.adc-',
	'vertex.cli-sign-in-only',
	'vertex.sign-in-',
	'vertex.reauthentication-needed',
	'vertex.token-',
	'vertex.gcloud-missing',
	'foundry.sign-in-',
	'foundry.az-missing',
	'config.not-configured',
];

const settings = [
	'config.stale-provider',
	'config.settings-override-shell',
	'config.project-settings-override',
	'config.managed-settings-override',
	'config.deprecated-variable',
	'config.settings-unreadable',
	'vertex.project-shadowed',
	'vertex.credentials-shadowed',
	'foundry.service-principal-shadows',
	'foundry.both-places',
];

/** The list as it is shown; what help desks hear most comes first. */
export const symptoms: readonly Symptom[] = [
	{id: pasted, label: 'I have an error text to paste', suspects: []},
	{
		id: 'login',
		label: 'Claude Code asks me to sign in, or says I am not signed in',
		suspects: signIns,
		otherwise: ['client.talks-to-anthropic'],
	},
	{
		id: 'loop',
		label: 'The browser opens for a sign-in again and again',
		only: 'configuration',
		isPointed: true,
		suspects: [],
		otherwise: ['client.sign-in-loop'],
	},
	{
		id: 'unreachable',
		label: 'It cannot reach the server, or waits for ever',
		suspects: [
			'network.',
			'config.not-configured',
			'vertex.private-',
			'vertex.token-host-unreachable',
			'foundry.private-',
			'foundry.zone-',
		],
	},
	{
		id: 'denied',
		label: 'It says 403, 401 or "not allowed"',
		suspects: [...signIns, 'network.endpoint-policy-denied', 'network.source-', 'model.', 'vertex.', 'foundry.'],
	},
	{
		id: 'model',
		label: 'It says a model is not available or does not exist',
		suspects: ['model.', 'vertex.model-', 'vertex.location-', 'vertex.org-', 'foundry.deployment-', 'foundry.no-'],
		otherwise: ['model.other-region'],
	},
	{
		id: 'ignored',
		label: 'I changed a setting and nothing happens',
		only: 'configuration',
		isPointed: true,
		suspects: settings,
		otherwise: ['config.not-exported'],
	},
	{
		id: 'wrong',
		label: 'It uses the wrong cloud, account or model',
		only: 'configuration',
		isPointed: true,
		suspects: [...settings, 'config.static-keys-shadow-profile', 'config.bearer-token-present', 'config.credential-shadow'],
		otherwise: ['config.wrong-account'],
	},
	{
		id: 'certificate',
		label: 'It complains about a certificate',
		suspects: ['network.intercepted', 'network.certificate-', 'network.tls-', 'network.'],
	},
	{id: 'proxy', label: 'It complains about the proxy', suspects: ['network.proxy-', 'network.']},
	{
		id: 'busy',
		label: 'It says "too many requests", or is very slow',
		suspects: [
			'model.throttled',
			'model.daily-quota',
			'vertex.rate-',
			'vertex.quota-',
			'vertex.overloaded',
			'foundry.rate-',
			'foundry.quota-',
			'network.address-dead',
			'network.stalls',
		],
	},
	{
		id: 'editor',
		label: 'VS Code or another editor does not see my set-up',
		note: 'in a terminal it works',
		only: 'configuration',
		isPointed: true,
		suspects: [],
		otherwise: ['client.editor-without-environment'],
	},
	{
		id: 'fetch',
		label: 'Only reading web pages fails',
		only: 'configuration',
		isPointed: true,
		suspects: [],
		otherwise: ['client.web-fetch-blocked'],
	},
	{id: 'yesterday', label: 'It worked yesterday', suspects: [...signIns, 'network.'], otherwise: ['client.restart-needed']},
	{
		id: 'never',
		label: 'It has never worked on this computer',
		suspects: ['config.not-configured', 'config.claude-code-missing', 'sign-in.'],
		otherwise: ['config.not-exported'],
	},
	{id: elsewhere, label: 'I am not at that computer: I help somebody by phone', suspects: []},
	{id: 'other', label: 'Something else', suspects: []},
];

/** The symptom of this id. */
export function symptomOf(id: string | undefined): Symptom | undefined {
	return symptoms.find(symptom => symptom.id === id);
}
