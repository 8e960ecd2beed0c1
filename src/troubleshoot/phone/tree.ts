// What to ask somebody on the phone, as data: from the first question to the causes its answers leave.

import {errorWords} from './error-words.ts';
import {codes, node, typed, why, type PhoneNode} from './node.ts';

export const firstNode = 'start';

export const phoneNodes: Readonly<Record<string, PhoneNode>> = {
	start: {
		title: 'Ask them to type: onboard doctor. What happens?',
		why: 'Its last lines hold a short code that says everything doctor found on that computer. It can be read out and is safe against slips.',
		label: 'Doctor there',
		options: [
			{value: 'code', label: 'It ends with a code they can read out', lead: node(typed.code)},
			{value: 'no', label: 'They cannot run it, or it is not installed', lead: node('sees')},
		],
	},
	sees: {
		title: 'What do they see in Claude Code?',
		why,
		label: 'They see',
		options: [
			{value: 'text', label: 'An error text; they can read out its last line', lead: node(typed.text)},
			{value: 'login', label: 'It wants them to sign in', lead: node('cloud')},
			{value: 'unreachable', label: 'It cannot reach the server, or waits', lead: node('vpn')},
			{value: 'denied', label: '403, 401 or "not allowed"', lead: node('denied')},
			{value: 'model', label: 'A model is not available or does not exist', lead: node('model')},
			{value: 'busy', label: 'Too many requests', lead: node('busy')},
			{value: 'wrong', label: 'The wrong cloud, account or model', lead: node('status')},
			{value: 'editor', label: 'Only VS Code or another editor fails', lead: codes('client.editor-without-environment')},
			{value: 'setting', label: 'A setting they changed does nothing', lead: node('setting')},
		],
	},
	cloud: {
		title: 'Which sign-in page does it show, or which cloud do they use?',
		why,
		label: 'Cloud',
		options: [
			{value: 'bedrock', label: 'AWS (Amazon Bedrock)', lead: node('keys')},
			{value: 'vertex', label: 'Google Cloud (Vertex AI)', lead: node('gcloud')},
			{value: 'foundry', label: 'Microsoft Azure (Foundry)', lead: node('az')},
			{
				value: 'anthropic',
				label: 'claude.ai or Anthropic',
				note: 'no cloud is switched on',
				lead: codes('config.not-configured', 'config.not-exported', 'client.managed-login-required'),
			},
		],
	},
	keys: {
		title: 'Ask them to type: printenv AWS_ACCESS_KEY_ID. Does it print anything?',
		why: 'Exported keys win over a sign-in, however fresh it is.',
		label: 'Keys in the shell',
		options: [
			{
				value: 'yes',
				label: 'Yes, a line of letters and digits',
				note: 'they should not read it out',
				lead: codes('config.static-keys-shadow-profile', 'sign-in.credentials-expired'),
			},
			{value: 'no', label: 'No, nothing', lead: node('today')},
		],
	},
	today: {
		title: 'Have they signed in today (onboard sign-in or aws sso login), and did it say that it worked?',
		why,
		label: 'Signed in today',
		options: [
			{value: 'no', label: 'No, not today', lead: codes('sign-in.expired', 'sign-in.needed')},
			{
				value: 'yes',
				label: 'Yes, and Claude Code was open all the time',
				lead: codes('client.restart-needed', 'sign-in.credentials-expired'),
			},
			{
				value: 'again',
				label: 'Yes, and they started Claude Code after it',
				lead: codes('config.profile-missing', 'sign-in.wrong-region', 'sign-in.role-not-assigned'),
			},
			{value: 'loop', label: 'They try, and the browser opens again and again', lead: codes('client.sign-in-loop')},
		],
	},
	gcloud: {
		title: 'With which command did they sign in?',
		why: 'Claude Code reads Application Default Credentials; being signed in to gcloud itself is not enough.',
		label: 'Signed in with',
		options: [
			{value: 'cli', label: 'gcloud auth login', lead: codes('vertex.cli-sign-in-only')},
			{
				value: 'adc',
				label: 'gcloud auth application-default login',
				lead: codes('vertex.sign-in-expired', 'vertex.reauthentication-needed', 'vertex.credentials-shadowed'),
			},
			{value: 'none', label: 'None so far', lead: codes('vertex.adc-missing', 'vertex.gcloud-missing')},
		],
	},
	az: {
		title: 'Ask them to type: az account show. What does it print?',
		why: 'Claude Code takes the sign-in of the Azure CLI.',
		label: 'az account show',
		options: [
			{value: 'login', label: 'That they should run az login', lead: codes('foundry.sign-in-needed')},
			{value: 'missing', label: 'Command not found', lead: codes('foundry.az-missing')},
			{
				value: 'account',
				label: 'Their company account',
				lead: codes('foundry.sign-in-expired', 'foundry.wrong-tenant', 'foundry.service-principal-shadows'),
			},
			{value: 'other', label: 'Another account or tenant', lead: codes('foundry.wrong-tenant')},
		],
	},
	vpn: {
		title: 'Are they connected to the company VPN, and does a web page open in their browser?',
		why,
		label: 'Network',
		options: [
			{
				value: 'off',
				label: 'Pages open, the VPN is off',
				lead: codes('network.public-path', 'network.name-not-found', 'network.connect-dropped'),
			},
			{value: 'offline', label: 'No page opens', lead: codes('network.offline')},
			{value: 'portal', label: 'Every page turns into a sign-in page', note: 'hotel, guest Wi-Fi', lead: codes('network.captive-portal')},
			{value: 'on', label: 'Pages open, and the VPN is on', lead: node('words')},
		],
	},
	status: {
		title: 'Ask them to type /status in Claude Code. Which line is wrong?',
		why: '/status shows what Claude Code really uses, and from where.',
		label: 'Wrong line',
		options: [
			{value: 'provider', label: 'API provider', lead: codes('config.stale-provider', 'config.managed-settings-override')},
			{
				value: 'region',
				label: 'Region or project',
				lead: codes('config.settings-override-shell', 'model.other-region', 'vertex.project-shadowed'),
			},
			{
				value: 'model',
				label: 'Model',
				lead: codes('config.settings-override-shell', 'config.project-settings-override', 'config.managed-settings-override'),
			},
			{value: 'none', label: 'None; the account is wrong', lead: codes('config.wrong-account', 'config.static-keys-shadow-profile')},
		],
	},
	setting: {
		title: 'Ask them to open ~/.claude/settings.json. Does the same name stand in it?',
		why: "Claude Code's settings win over the shell.",
		label: 'In settings.json',
		options: [
			{value: 'yes', label: 'Yes, with another value', lead: codes('config.settings-override-shell')},
			{value: 'no', label: 'No, or there is no such file', lead: node('terminal')},
		],
	},
	terminal: {
		title: 'Ask them to open a new terminal and type: printenv, a space, and the name. Does it print the value?',
		why: 'What a new terminal does not have was not exported, or stands in a file that this shell does not read.',
		label: 'New terminal',
		options: [
			{value: 'no', label: 'No, nothing', lead: codes('config.not-exported')},
			{
				value: 'yes',
				label: 'Yes, the new value',
				lead: codes('client.restart-needed', 'config.project-settings-override', 'config.managed-settings-override'),
			},
		],
	},
	...errorWords,
};
