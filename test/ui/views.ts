// Views as the engine makes them, for the screens of SCREENS and their awkward relatives.

import {line} from '../../src/core/document.ts';
import type {Finding} from '../../src/core/finding.ts';
import type {Option, Question} from '../../src/providers/provider.ts';
import type {AskStage, FailedStage, ProveStage, TranscriptLine} from '../../src/wizard/view.ts';

export const transcript: readonly TranscriptLine[] = [
	{mark: 'ok', title: 'Provider', value: 'Amazon Bedrock', note: 'set by Acme'},
	{mark: 'ok', title: 'Route', value: 'private endpoint', note: 'set by Acme'},
	{mark: 'ok', title: 'Sign-in', value: 'dana@acme.example, until 17:42'},
];

const base = {
	flag: 'account',
	label: 'Account',
	id: 'account',
	why: 'Claude Code signs its requests in this account, and this account pays for them. Your platform team can tell you which one is meant for it.',
};

export const accounts: readonly Option[] = [
	{value: '111122223333', label: 'claude-dev', hint: '111122223333'},
	{value: '222233334444', label: 'claude-research', hint: '222233334444'},
	{value: '333344445555', label: 'platform-sandbox', hint: '333344445555', note: 'no Bedrock role seen'},
];

export const choiceQuestion: Question = {
	...base,
	kind: 'choice',
	title: 'Which account should Claude Code bill to?',
	options: async () => accounts,
};

export const choice: AskStage = {
	kind: 'ask',
	position: {step: 'step', index: 4, total: 8},
	question: choiceQuestion,
	options: accounts,
	help: base.why,
};

export const manyAccounts: readonly Option[] = Array.from({length: 40}, (_, index) => ({
	value: String(100_000_000_000 + index),
	label: `team-${String(index).padStart(2, '0')}`,
	hint: String(100_000_000_000 + index),
}));

export const text: AskStage = {
	kind: 'ask',
	position: {step: 'step', index: 3, total: 8},
	question: {
		...base,
		id: 'startUrl',
		kind: 'text',
		title: 'What is your company’s sign-in address?',
		placeholder: 'https://acme.awsapps.com/start',
		validate: async () => undefined,
	},
	help: 'IAM Identity Center calls it the start URL. It is on the page where you sign in to AWS.',
};

export const checklist: AskStage = {
	kind: 'ask',
	position: {step: 'step', index: 8, total: 8},
	question: {...base, id: 'destinations', kind: 'checklist', title: 'Save', options: async () => [], confirm: 'save these'},
	options: [
		{value: 'shell', label: '~/.zshrc', hint: '+ 1 line, new file ~/.config/onboard/env.sh'},
		{value: 'claude', label: '~/.claude/settings.json', hint: '+ 6 keys, 1 replaced (AWS_REGION eu-west-1)'},
	],
	preferred: 'shell,claude',
	body: {
		lines: [
			line('  ', ['▲ ', 'warn'], '.envrc in this folder sets AWS_PROFILE=legacy and will win here'),
			line(),
			line(['  --- ~/.zshrc', 'muted']),
			line(['  +[ -r "$HOME/.config/onboard/env.sh" ] && . "$HOME/.config/onboard/env.sh" # onboard', 'ok']),
		],
		details: {key: 'd', label: 'full diff', lines: Array.from({length: 30}, (_, index) => line(`  + line ${index + 1} of the diff`))},
	},
	help: 'Nothing is written before you press Enter.',
};

export const review: AskStage = {
	kind: 'ask',
	position: {step: 'step', index: 7, total: 8},
	question: {
		...base,
		id: 'terms',
		kind: 'review',
		title: 'What happens to your prompts, with these choices',
		body: async () => ({lines: []}),
		confirm: 'I have read this',
		value: async () => '1',
		alternatives: [{key: 'x', label: 'compare providers', value: 'compare'}],
		needsFlag: false,
	},
	body: {
		lines: [
			line(['  Measured in this account, us-east-1, just now', 'strong']),
			line('    account retention mode      ', ['none', 'ok'], '       nothing kept by the service'),
			line('    invocation logging          ', ['off', 'ok']),
			line(['  Stated by AWS (read 2026-11-22, press o to open)', 'strong']),
			line('    training on your data       no'),
			line('    shared with Anthropic       no, for the pinned models'),
			line('    CloudTrail                  call metadata, 90 days, no prompt text'),
			line(['  Unknown', 'strong']),
			line('    organization trail bucket   ', ['your role cannot read it', 'unknown'], ' · cloud-admin can'),
			line(['  On this laptop', 'strong']),
			line('    ~/.claude/projects          transcripts in plain text, 30 days'),
		],
		details: {
			key: 'o',
			label: 'open sources',
			lines: [
				line('  Data protection in Amazon Bedrock'),
				line('  https://docs.aws.amazon.com/bedrock/latest/userguide/data-protection.html'),
			],
		},
	},
	help: 'You decide with open eyes: this says what is kept, where, and for how long.',
};

export const prove: ProveStage = {
	kind: 'prove',
	position: {step: 'step', index: 5, total: 8},
	title: 'Is the path to Bedrock private?',
	rows: [
		{id: 'name', title: 'name', state: 'pass', text: 'bedrock-runtime.us-east-1.amazonaws.com → 10.20.4.17, 10.20.5.9', tookMs: 4},
		{id: 'connect', title: 'connect', state: 'pass', text: '443 answers on both addresses', tookMs: 12},
		{id: 'tls', title: 'TLS', state: 'pass', text: 'issued by Amazon, not intercepted', tookMs: 31},
		{id: 'call', title: 'call', state: 'running', text: 'signed request', startedAt: 8000, limitMs: 10_000},
		{id: 'proxy', title: 'proxy', state: 'waiting', text: 'HTTPS_PROXY is set; NO_PROXY covers this host'},
	],
	actions: [],
	help: 'A private path keeps your prompts off the public internet.',
};

export const longUrl = `https://oidc.eu-west-1.amazonaws.com/authorize?response_type=code&client_id=${'abcdefgh'.repeat(12)}&redirect_uri=http%3A%2F%2F127.0.0.1%3A8400%2Foauth%2Fcallback`;

export const signIn: ProveStage = {
	kind: 'prove',
	position: {step: 'step', index: 3, total: 8},
	title: 'Sign in to Acme',
	rows: [{id: 'browser', title: 'browser', state: 'running', text: 'waiting for you to approve', startedAt: 2000, limitMs: 600_000}],
	notice: {
		text: 'Open the address on any device and check that it shows this code.',
		url: longUrl,
		code: 'WDJB-MJHT',
		qr: Array.from({length: 17}, () => '█▀▄'.repeat(11)),
		until: Date.UTC(2026, 10, 22, 12, 9, 40),
	},
	actions: [
		{id: 'open', key: 'o', label: 'open the browser'},
		{id: 'device', key: 'd', label: 'use a code instead'},
	],
	help: 'You sign in with your company, not with us.',
};

export const publicPath: Finding = {
	code: 'network.public-path',
	severity: 'fail',
	title: 'The path to Bedrock is public',
	cause: 'You are not on the VPN, or it does not answer for AWS names.',
	fix: {kind: 'do', text: 'Connect the Acme VPN, then press r.'},
	owner: 'network-team',
	evidence: [
		{label: 'name', value: 'bedrock-runtime.us-east-1.amazonaws.com → 52.94.0.17'},
		{label: 'policy', value: 'Acme requires a private path'},
	],
	causedBy: [],
	check: 'name',
};

export const failed: FailedStage = {
	kind: 'failed',
	position: {step: 'step', index: 5, total: 8},
	title: 'Is the path to Bedrock private?',
	findings: [publicPath],
	canSkip: true,
	actions: [],
	help: 'A private path keeps your prompts off the public internet.',
	ticket: [],
};

export const contacts = {'network-team': '#netops'};
