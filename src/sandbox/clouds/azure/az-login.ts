// `az login` of the stand-in: browser, device code and service principal, and the files it leaves.

import {azureFiles, cachedSubscriptions} from './az-files.ts';
import {azError, failed, printed, type AzAnswer, type AzCall} from './az-state.ts';
import {reachDirectory, refusalText, told} from './az-token.ts';
import type {World} from './call.ts';
import {answerEntra} from './entra.ts';
import {refusalBody} from './entra-errors.ts';
import {signInRefusal, tenantOf, token} from './entra-token.ts';
import {azureCliClient, resourceOf} from './tokens.ts';

const defaultScope = 'https://management.core.windows.net//.default';
const browserPollMs = 1000;
const waitingForBrowser = 'browser';

export function login(asked: AzCall, world: World): AzAnswer {
	const {options, run} = asked;
	const tenant = options['tenant'] ?? 'organizations';
	reachDirectory(tenant, world);
	if (options['service-principal'] !== undefined) {
		return loginApplication(asked, tenant, world);
	}

	if (options['use-device-code'] !== undefined) {
		return run.device === undefined ? showCode(asked, tenant, world) : poll(asked, tenant, run.device, world);
	}

	return loginInBrowser(asked, tenant, world);
}

function loginInBrowser(asked: AzCall, tenant: string, world: World): AzAnswer {
	const isFirst = asked.run.device === undefined;
	const stderr = isFirst
		? `WARNING: A web browser has been opened at https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize. Please continue the login in the web browser. If no web browser is available or if the web browser fails to open, use device code flow with \`az login --use-device-code\`.\n`
		: '';
	if (world.azure.approval === 'never') {
		return {stdout: '', stderr, code: 1, again: {afterMs: browserPollMs, device: waitingForBrowser}};
	}

	const unknownTenant = tenantOf(tenant, world) === undefined ? 90_002 : undefined;
	const refusal = unknownTenant ?? signInRefusal('browser', world);
	const outcome = refusal === undefined ? signedIn(asked, tenant, world) : refused(refusal, asked, tenant, world);
	return {...outcome, stderr: `${stderr}${outcome.stderr}`};
}

function refused(code: number, asked: AzCall, tenant: string, world: World): AzAnswer {
	const scope = asked.options['scope'] ?? defaultScope;
	const body = refusalBody(code, {tenant, resource: resourceOf(scope), client: azureCliClient}, world);
	return failed(refusalText(body, {tenant, scope}), 1);
}

function showCode(asked: AzCall, tenant: string, world: World): AzAnswer {
	const form = new URLSearchParams({client_id: azureCliClient, scope: asked.options['scope'] ?? defaultScope});
	const reply = answerEntra(
		'DeviceCode',
		{
			method: 'POST',
			path: `/${tenant}/oauth2/v2.0/devicecode`,
			query: new URLSearchParams(),
			headers: {},
			body: Buffer.from(form.toString()),
			baseUrl: 'https://login.microsoftonline.com',
			host: 'login.microsoftonline.com',
		},
		world,
	);
	const flow = JSON.parse(Buffer.from(reply.body ?? '{}').toString('utf8')) as Readonly<Record<string, unknown>>;
	return typeof flow['device_code'] === 'string'
		? {
				stdout: '',
				stderr: `${String(flow['message'])}\n`,
				code: 1,
				again: {afterMs: Number(flow['interval']) * 1000, device: flow['device_code']},
			}
		: failed(`Fail to create device flow. Err: ${JSON.stringify(flow, undefined, 4)}`, 1);
}

function poll(asked: AzCall, tenant: string, device: string, world: World): AzAnswer {
	const form = new URLSearchParams({
		grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
		client_id: azureCliClient,
		device_code: device,
	});
	const reply = token(tenant, form, world);
	const answer = JSON.parse(Buffer.from(reply.body ?? '{}').toString('utf8')) as Readonly<Record<string, unknown>>;
	if (answer['error'] === 'authorization_pending') {
		return {stdout: '', stderr: '', code: 1, again: {afterMs: (world.azure.intervalSeconds ?? 5) * 1000, device}};
	}

	const got = told(answer, {tenant, scope: asked.options['scope'] ?? defaultScope});
	return typeof got === 'string' ? failed(got, 1) : signedIn(asked, tenant, world);
}

/** What a good sign-in leaves: the subscriptions it found and a refresh token. */
function signedIn(asked: AzCall, tenant: string, world: World): AzAnswer {
	const {user} = world.azure;
	const own = tenantOf(tenant, world);
	const subscriptions = cachedSubscriptions(world.azure, tenant === 'organizations' ? undefined : own);
	if (subscriptions.length === 0 && asked.options['allow-no-subscriptions'] === undefined) {
		throw azError(`No subscriptions found for ${user.name}.`);
	}

	const tenantLevel = {
		id: own ?? '',
		name: 'N/A(tenant level account)',
		state: 'Enabled',
		isDefault: true,
		tenantId: own ?? '',
		environmentName: 'AzureCloud',
		user: {name: user.name, type: 'user'},
	};
	const kept = subscriptions.length === 0 ? [tenantLevel] : subscriptions;
	const files = azureFiles(world.azure, world.now(), kept);
	const shown = printed(
		kept.map(({environmentName, ...rest}) => ({cloudName: environmentName, ...rest})),
		asked,
	);
	return {...shown, files};
}

function loginApplication(asked: AzCall, tenant: string, world: World): AzAnswer {
	const {username = '', password = '', scope = defaultScope} = asked.options;
	const form = {grant_type: 'client_credentials', client_id: username, client_secret: password, scope};
	const reply = token(tenant, new URLSearchParams(form), world);
	const answer = JSON.parse(Buffer.from(reply.body ?? '{}').toString('utf8')) as Readonly<Record<string, unknown>>;
	if (typeof answer['access_token'] !== 'string') {
		return failed(refusalText(answer, {tenant, scope}), 1);
	}

	const own = tenantOf(tenant, world);
	const kept = cachedSubscriptions(world.azure, own).map(subscription => ({
		...subscription,
		user: {name: username, type: 'servicePrincipal'},
	}));
	const entries = [{client_id: username, tenant: own, client_secret: password}];
	return {
		...printed(
			kept.map(({environmentName, ...rest}) => ({cloudName: environmentName, ...rest})),
			asked,
		),
		files: {
			'azureProfile.json': `\u{FEFF}${JSON.stringify({installationId: '', subscriptions: kept})}`,
			'service_principal_entries.json': JSON.stringify(entries),
		},
	};
}
