// What Claude Code itself does or lacks, as its own texts and its users tell it.

import {family} from '../declare.ts';
import {explained} from './declare.ts';

const settings = 'https://code.claude.com/docs/en/settings';
const bedrock = 'https://code.claude.com/docs/en/amazon-bedrock';
const network = 'https://code.claude.com/docs/en/network-config';
const editor = 'https://code.claude.com/docs/en/vs-code';
const issue = (number: number) => `https://github.com/anthropics/claude-code/issues/${number}`;

export const clientFindings = family({
	'client.first-run-unreachable': explained({
		owner: 'you',
		title: 'Claude Code wants api.anthropic.com before its first menu, and cannot reach it',
		cause: 'A fresh Claude Code without a provider checks its connection to Anthropic first. A private network does not lead there.',
		fix: {kind: 'command', command: 'onboard', text: 'Run onboard and save: once a provider is set, the check is left out.'},
		detection: 'Claude Code says "Unable to connect to Anthropic services" or "Failed to connect to api.anthropic.com" at its start.',
		links: [network, issue(26935)],
	}),
	'client.sign-in-loop': explained({
		owner: 'you',
		title: 'The browser opens for a sign-in again and again',
		cause:
			'Claude Code runs the refresh command of its settings (awsAuthRefresh), and the VPN or TLS inspection keeps the answer of the browser from arriving.',
		fix: {
			kind: 'do',
			text: 'Take awsAuthRefresh out of the settings, sign in once with a device code (onboard sign-in --device-code), then start Claude Code.',
		},
		causedBy: ['network.intercepted', 'network.proxy-refused'],
		detection: 'Sign-in pages keep opening, or a sign-in is asked for in every session.',
		links: [bedrock, issue(81_069)],
	}),
	'client.bearer-token-not-sent': explained({
		owner: 'you',
		title: 'Claude Code did not send the Bedrock API key',
		cause: 'Versions 2.1.92 to 2.1.95 forgot the Authorization header when AWS_BEARER_TOKEN_BEDROCK is set.',
		fix: {kind: 'command', command: 'claude update', text: 'Update Claude Code to 2.1.96 or newer.'},
		detection: 'Bedrock answers 403 "Authorization header is missing".',
		links: [issue(44_910)],
	}),
	'client.web-fetch-blocked': explained({
		owner: 'you',
		severity: 'warn',
		title: 'Only fetching web pages fails: Claude Code cannot ask api.anthropic.com about the address',
		cause: 'Before WebFetch reads a page, Claude Code asks Anthropic whether its domain is safe, with every provider.',
		fix: {kind: 'do', text: 'Add "skipWebFetchPreflight": true to ~/.claude/settings.json, if your organization agrees.'},
		detection: 'WebFetch alone fails, or says that a domain is not allowed or not verified to be safe to fetch.',
		links: [settings, issue(4053)],
	}),
	'client.beta-refused': explained({
		owner: 'platform-team',
		title: 'The model or a gateway refuses a beta feature that Claude Code asks for',
		cause: 'Claude Code names features in the anthropic-beta header, and the model, its cloud or a gateway on the way is older.',
		fix: {
			kind: 'ask',
			text: 'Update Claude Code, and set CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS=1 until then. Behind a gateway, send this to your platform team.',
			message:
				'Claude Code is refused with "invalid beta flag" or an unexpected value in the anthropic-beta header. Please update the gateway, or let it drop the values its model does not know.',
		},
		detection: 'A call answers 400 with "invalid beta flag" or names a value of the anthropic-beta header.',
		links: ['https://code.claude.com/docs/en/env-vars', issue(49_370)],
	}),
	'client.field-refused': explained({
		owner: 'platform-team',
		title: 'A field of the request is refused: something on the way dropped the header it belongs to',
		cause:
			'New request fields (context_management, ttl, input_examples) count only together with the anthropic-beta header. A gateway dropped it, or the model is older.',
		fix: {
			kind: 'ask',
			text: 'Update Claude Code, or set CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS=1. Behind a gateway, send this to your platform team.',
			message:
				'Requests of Claude Code are refused with "Extra inputs are not permitted". Please let the gateway pass the header anthropic-beta on unchanged.',
		},
		detection: 'A call answers 400 "Extra inputs are not permitted".',
		links: ['https://code.claude.com/docs/en/errors', issue(12_122)],
	}),
	'client.capability-unknown': explained({
		owner: 'you',
		title: 'Claude Code cannot see which model stands behind the id, and asks for something it cannot do',
		cause:
			'An application inference profile or a deployment name hides the model, so Claude Code guesses its abilities, for example thinking.',
		fix: {
			kind: 'do',
			text: 'Name the model behind the id: modelOverrides in ~/.claude/settings.json, or the variable that ends in _SUPPORTED_CAPABILITIES.',
		},
		detection: 'A call answers 400 that thinking (or another ability) is not supported for this model.',
		links: ['https://code.claude.com/docs/en/model-config', issue(51_711)],
	}),
	'client.editor-without-environment': explained({
		owner: 'you',
		title: 'A program that was not started from a shell does not see what the shell sets',
		cause:
			'An editor or desktop app started from its icon gets no variables of the shell: no provider, no profile, no proxy, no certificate file.',
		fix: {
			kind: 'command',
			command: 'onboard',
			text: 'Run onboard and save to the Claude Code settings, which every way of starting reads; then quit and reopen the editor.',
		},
		detection:
			'The command line works while VS Code, JetBrains or the desktop app shows a login, or ignores the proxy or the certificates.',
		links: [editor, issue(8361), issue(11_660)],
	}),
	'client.talks-to-anthropic': explained({
		owner: 'you',
		title: "This Claude Code talks to Anthropic itself, not to your company's cloud",
		cause:
			"It does not see the switch of the cloud, such as CLAUDE_CODE_USE_BEDROCK: it was started from an icon, an editor or another shell, other settings win in that folder, or nothing is saved yet. So it wants a sign-in or key of Anthropic's own.",
		fix: {
			kind: 'command',
			command: 'onboard status',
			text: 'Do not sign in there. See which cloud each way of starting leads to, and which place decides; then run onboard, save to the Claude Code settings, which every way reads, and start Claude Code again.',
		},
		causedBy: ['config.not-configured', 'config.switch-missing'],
		detection:
			'Claude Code asks for /login, refuses an API key or token of Anthropic, or speaks of credit and limits of an Anthropic account.',
		links: ['https://code.claude.com/docs/en/errors', issue(8361)],
	}),
	'client.desktop-app-own-provider': explained({
		owner: 'you',
		title: 'The desktop app keeps a provider of its own',
		cause: 'It does not use the provider of the command line; it has its own set-up for third-party inference.',
		fix: {kind: 'do', text: 'In the app: Developer, Configure Third-Party Inference. Enter the same provider and models, then restart it.'},
		detection: 'The desktop app fails with a third-party provider while the command line works.',
		links: [issue(82_457), issue(61_708)],
	}),
	'client.crash-after-setup': explained({
		owner: 'you',
		title: 'Claude Code crashes after its own Bedrock set-up',
		cause: 'A fault of Claude Code 2.1.204 when it starts again after /setup-bedrock.',
		fix: {kind: 'command', command: 'claude update', text: 'Update Claude Code.'},
		detection: 'Claude Code crashes when it is started after /setup-bedrock.',
		links: [issue(78_023)],
	}),
	'client.settings-half-read': explained({
		owner: 'you',
		severity: 'warn',
		title: 'An old Claude Code reads provider variables from its settings only in part',
		cause: 'Older versions used the env block of settings.json for calls, but not for counting tokens or listing models.',
		fix: {
			kind: 'command',
			command: 'claude update',
			text: 'Update Claude Code. Until then, export the same variables in the shell as well.',
		},
		detection: 'countTokens answers 400, or the list of models is short, while the variables are only in settings.json.',
		links: [issue(28_700), issue(78_114)],
	}),
	'client.managed-login-required': explained({
		owner: 'platform-team',
		title: "This machine's managed settings demand a login with Anthropic, so a cloud provider is refused",
		cause: 'A device management profile forces the login of claude.ai.',
		fix: {
			kind: 'ask',
			text: 'Send this to your platform team.',
			message:
				"Claude Code on my machine says that this machine's managed settings require a first-party login. I should use our cloud provider; please take forceLoginMethod out of my managed settings, or tell me which login is meant.",
		},
		detection: 'Claude Code says "This machine\'s managed settings require a first-party login".',
		links: ['https://code.claude.com/docs/en/managed-settings', 'https://code.claude.com/docs/en/errors'],
	}),
	'client.restart-needed': explained({
		owner: 'you',
		severity: 'warn',
		title: 'A Claude Code that is still open works with what it read when it was started',
		cause: 'Settings, variables and sign-ins that changed since then reach a new session only.',
		fix: {kind: 'do', text: 'Leave every open Claude Code (type /exit), open a new terminal and start claude again. Restart VS Code, too.'},
		detection: 'Every check passes, and a session that was open before the change still fails.',
		links: [settings, issue(23_399)],
	}),
	'client.doctor-blind': explained({
		owner: 'you',
		severity: 'warn',
		title: '"No installation issues found" says nothing about the provider',
		cause: 'claude doctor looks at the installation only; it does not sign in and calls no model.',
		fix: {kind: 'command', command: 'onboard doctor', text: 'Let onboard check the provider.'},
		detection: 'claude doctor reports no installation issues while Claude Code does not work.',
		links: ['https://code.claude.com/docs/en/troubleshooting'],
	}),
});
