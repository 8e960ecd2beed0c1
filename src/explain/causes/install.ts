// Signs that Claude Code could not be installed or updated.

import type {Signals} from '../clue.ts';
import {untrusted} from './network/words.ts';

const whileInstalling = (list: readonly string[], where: string): readonly string[] =>
	list.filter(item => !item.includes('@')).map(item => `${item} & ${where}`);

export const installCauses: Readonly<Record<string, Signals>> = {
	'install.certificate-untrusted': {
		certain: [
			...whileInstalling(untrusted, '@installing'),
			...whileInstalling(
				[
					'SELF_SIGNED_CERT_IN_CHAIN',
					'UNABLE_TO_GET_ISSUER_CERT',
					'unable to get local issuer',
					'self-signed certificate',
					'self signed certificate',
					'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
				],
				'@npm',
			),
		],
		likely: ['unable to get local issuer … fetching', 'Install … unable to get local issuer'],
		possible: ['Failed to fetch version from'],
		tellApart:
			'If a running Claude Code fails as well, it is the same inspecting proxy; if only the download fails, npm or curl lacks the authority.',
	},
	'install.source-unreachable': {
		certain: [
			...whileInstalling(
				[
					'ENOTFOUND',
					'EAI_AGAIN',
					'ETIMEDOUT',
					'ECONNREFUSED',
					'ECONNRESET',
					'Could not resolve host',
					'Connection refused',
					'curl: (28)',
					'curl: (7)',
					'curl: (6)',
					'curl: (56)',
					'timeout of',
					'Request failed with status code',
					'E403',
					'ENETUNREACH',
					'socket hang up',
				],
				'@installing',
			),
		],
		likely: [
			'Failed to fetch version from',
			'npm … network & @installing',
			'ERR_SOCKET_TIMEOUT & @npm',
			'E404 & @installing',
			'Failed to download & @installing',
			'Failed to fetch & @installing',
			'registry.npmjs.org & ENOTFOUND',
			'registry.npmjs.org & ETIMEDOUT',
			'registry.npmjs.org & ECONNREFUSED',
			'registry.npmjs.org & ECONNRESET',
			'registry.npmjs.org & EAI_AGAIN',
			'The remote name could not be resolved … claude.ai',
			'installation failed & claude',
			'installation failed & --force to override',
			'download failed & @installing',
			'download|fetch|install ~ $timeout & @installing',
			'curl: ( & @installing',
			'installing|installation|install ~ $failed & @installing',
			'@403 & @installing',
			'@404 & @installing',
			'download|fetch ~ $failed & @installing',
		],
		tellApart:
			'Open https://registry.npmjs.org/@anthropic-ai%2fclaude-code in a browser; it loads there but not in the terminal when the installer does not use the proxy.',
	},
	'install.page-instead-of-script': {
		certain: [
			"syntax error near unexpected token '<'",
			'syntax error near unexpected token `<',
			'unexpected token `newline & <!DOCTYPE',
			'<!doctype html & install.sh',
			'iex : … <!DOCTYPE',
			'App unavailable in region',
		],
		likely: ['syntax error near unexpected token', '<!DOCTYPE & iex', 'parse error near < & install'],
		tellApart: 'Open https://claude.ai/install.sh in a browser and read what it shows.',
	},
	'install.scripts-blocked': {
		certain: [
			'claude native binary not installed',
			'native binary not found',
			'postinstall did not run',
			'postinstall blocked',
			'allowScripts',
			'ignore-scripts & @installing',
			'approve-builds & @installing',
			'native binary & not found',
		],
		likely: [
			'ignore-scripts',
			'install scripts … blocked',
			'Ignored build scripts',
			'postinstall & @installing',
			'optional dependenc & @installing',
			'npm warn & install scripts',
			'native binary & claude',
			'scripts|postinstall|post-install ~ blocked|disabled|ignored|not run|skipped & claude',
			'claude-code postinstall & $failed',
			'native package|native binary ~ $missing|$failed & claude',
		],
		tellApart: 'Install again with --ignore-scripts=false, or use the native installer.',
	},
	'install.no-permission': {
		certain: [
			'EACCES & @npm & @installing',
			'EPERM & @npm & @installing',
			'no write permissions & @installing',
			'Insufficient permissions to install',
			'EACCES & npm … install -g',
			'EACCES & /usr/local/lib/node_modules/@anthropic',
			'permission denied & node_modules/@anthropic-ai',
		],
		likely: [
			'No write permissions',
			'no write permission to npm prefix',
			'EACCES & @installing',
			'EBUSY & @installing',
			'ENOTEMPTY & @installing',
			'permission denied|operation not permitted|access is denied & @installing',
			'curl: (23) & @installing',
			'EACCES|EPERM & @npm & lib/node_modules|npm/node_modules|npm-global',
		],
		tellApart: 'Look at npm config get prefix: your user has to own it.',
	},
	'install.node-too-old': {
		certain: [
			'EBADENGINE & @installing',
			'Unsupported engine & @installing',
			'Claude Code requires Node.js',
			'requires Node.js version & @claude',
			'not compatible with your version of node & @installing',
		],
		likely: ['Unsupported engine & @claude', 'requires Node & @claude'],
		tellApart: 'Run node --version.',
	},
};
