// The stand-in for the Azure Developer CLI: the token that client libraries ask it for.

import {argumentsOf, type AzAnswer, type AzRun} from './az-state.ts';
import {told} from './az-token.ts';
import type {World} from './call.ts';
import {refreshToken, token} from './entra-token.ts';
import {azureCliClient} from './tokens.ts';

/** What `azd auth token --output json` prints and how it exits (azure-dev, cli/azd, read 2026-11-23). Other commands are not known. */
export function runAzd(run: AzRun, world: World): AzAnswer {
	const {words, options} = argumentsOf(run);
	if (words.join(' ') !== 'auth token') {
		return refused(`unknown command "${words.join(' ')}" for "azd"`);
	}

	if (!/"currentUser"/u.test(run.files['auth.json'] ?? '')) {
		return refused('not logged in, run `azd auth login` to login');
	}

	const tenant = options['tenant-id'] ?? world.azure.tenants[0]?.id ?? '';
	const scope = options['scope'] ?? 'https://management.azure.com//.default';
	const form = {grant_type: 'refresh_token', client_id: azureCliClient, refresh_token: refreshToken(tenant, world.now()), scope};
	const reply = token(tenant, new URLSearchParams(form), world);
	const answer = JSON.parse(Buffer.from(reply.body ?? '{}').toString('utf8')) as Readonly<Record<string, unknown>>;
	const got = told(answer, {tenant, scope});
	if (typeof got === 'string') {
		return refused(`fetching token: ${got.split('\n', 1)[0] ?? ''}`);
	}

	const expiresOn = new Date(world.now() + got.seconds * 1000).toISOString().replace(/\.\d+Z$/u, 'Z');
	return {stdout: `${JSON.stringify({token: got.token, expiresOn})}\n`, stderr: '', code: 0};
}

/** With `--output json` azd also puts its errors into a message of their own on standard output; @azure/identity reads the other one. */
function refused(message: string): AzAnswer {
	const data = {message: `\nERROR: ${message}\n`};
	return {
		stdout: `${JSON.stringify({type: 'consoleMessage', timestamp: '2026-11-23T09:00:00Z', data})}\n`,
		stderr: `ERROR: ${message}\n`,
		code: 1,
	};
}
