// What can go wrong before there is a Claude Code: downloading and installing it.

import {family} from '../declare.ts';
import {explained} from './declare.ts';

const setup = 'https://code.claude.com/docs/en/setup';

export const installFindings = family({
	'install.certificate-untrusted': explained({
		owner: 'network-team',
		title: 'The download is refused because TLS is intercepted on the way',
		cause: 'A company inspection device signs with its own authority, which npm, curl or the installer does not trust.',
		fix: {
			kind: 'ask',
			text: 'Get the authority as a PEM file: for npm set NODE_EXTRA_CA_CERTS or `npm config set cafile FILE`; curl and the installer use the system store. Never turn verification off.',
			message:
				'Downloads of Claude Code (registry.npmjs.org, downloads.claude.ai) fail because their certificates are signed by our inspection device. Please exempt these hosts, or send its certificates as one PEM file and put them into the system store.',
		},
		detection: 'npm, curl or the installer says that a certificate is self-signed or its issuer is unknown.',
		links: ['https://code.claude.com/docs/en/network-config', 'https://github.com/anthropics/claude-code/issues/22756'],
	}),
	'install.source-unreachable': explained({
		owner: 'network-team',
		title: 'The place that Claude Code is downloaded from cannot be reached',
		cause:
			'This network leads neither to the npm registry nor to downloads.claude.ai, or only through a proxy that the installer does not know.',
		fix: {
			kind: 'ask',
			text: 'Set HTTPS_PROXY (npm: `npm config set proxy`), or use the registry of your company. Otherwise send this to the network team.',
			message:
				'Developer machines cannot reach registry.npmjs.org or downloads.claude.ai, which Claude Code is installed and updated from. Please allow one of them, or tell us which internal registry has @anthropic-ai/claude-code.',
		},
		causedBy: ['network.offline'],
		detection: 'npm, curl or the installer cannot look up or connect to the registry or download host.',
		links: [setup],
	}),
	'install.page-instead-of-script': explained({
		owner: 'network-team',
		title: 'A web page arrived instead of the installer',
		cause: 'A block page, a sign-in page or a notice that the country is not served was downloaded, and the shell tried to run it.',
		fix: {
			kind: 'do',
			text: 'Open https://claude.ai/install.sh in a browser and read what it shows; or install from npm: npm install -g @anthropic-ai/claude-code.',
		},
		detection: "The shell reports a syntax error near unexpected token '<' while installing.",
		links: [setup],
	}),
	'install.scripts-blocked': explained({
		owner: 'you',
		title: 'npm installed Claude Code without its program, because install scripts are off',
		cause: 'The package fetches its native program in a script after the install; ignore-scripts or an allow list keeps it from running.',
		fix: {
			kind: 'do',
			text: 'Allow the script of @anthropic-ai/claude-code (npm install -g --ignore-scripts=false @anthropic-ai/claude-code), or use the native installer.',
		},
		detection: 'npm warns about blocked install scripts, or claude says that its native binary is not found.',
		links: [setup],
	}),
	'install.no-permission': explained({
		owner: 'you',
		title: 'npm may not write into its folder for global packages',
		cause: 'The folder belongs to another user, usually root.',
		fix: {
			kind: 'do',
			text: 'Use the native installer, or point npm at a folder of your own (npm config set prefix ~/.npm-global). Do not use sudo.',
		},
		detection: 'npm ends with EACCES or EPERM while installing Claude Code.',
		links: [setup],
	}),
	'install.node-too-old': explained({
		owner: 'you',
		title: 'Node.js is too old for this Claude Code',
		cause: 'The npm package of Claude Code needs Node.js 22 or newer; the native installer needs none.',
		fix: {kind: 'do', text: 'Use the native installer, or install Node.js 22 or newer.'},
		detection: 'npm warns EBADENGINE for @anthropic-ai/claude-code, or claude asks for a newer Node.js.',
		links: [setup],
	}),
});
