// The stand-in for the Azure CLI: what `az` prints, how it exits and what it keeps in its folder, for the commands that matter here.

import {jsonBody, type Reply} from '../cloud.ts';
import {login} from './az-login.ts';
import {runAzd} from './azd.ts';
import {accountOf, argumentsOf, failed, printed, profileOf, type AzAnswer, type AzCall, type AzRun} from './az-state.ts';
import {silentToken} from './az-token.ts';
import {answerArm} from './arm.ts';
import {AzureError, jsonReply, type Call, type World} from './call.ts';

/** First line of `az --version`, as Azure CLI prints it. */
export const azVersion = 'azure-cli                         2.79.0';

const armVersion = '2025-09-01';

/** Answers the stand-in's own protocol: one run of `az` as JSON, answered with what it prints and writes. */
export function answerAz(call: Call, world: World): Reply {
	const given = jsonBody(call.body) as Partial<AzRun>;
	const run: AzRun = {parameters: given.parameters ?? [], files: given.files ?? {}, device: given.device, env: given.env ?? {}};
	return jsonReply(call.query.get('tool') === 'azd' ? runAzd(run, world) : runAz(run, world));
}

/** One run of `az`. Never throws for a wrong command. */
export function runAz(run: AzRun, world: World): AzAnswer {
	const asked = argumentsOf(run);
	const [first = '', second = ''] = asked.words;
	if (asked.options['version'] !== undefined || first === 'version') {
		return version(first === 'version', asked, world);
	}

	try {
		switch (`${first} ${second}`.trim()) {
			case 'login':
				return login(asked, world);
			case 'logout':
				return logout(asked);
			case 'account show':
				return printed(accountOf(asked, asked.options['subscription']), asked);
			case 'account list':
				return list(asked);
			case 'account set':
				return select(asked);
			case 'account clear':
				return {stdout: '', stderr: '', code: 0, files: {'azureProfile.json': null, 'msal_token_cache.json': null}};
			case 'account get-access-token':
				return accessToken(asked, world);
			case 'cloud show':
				return printed(cloud(), asked);
			default:
				return first === 'cognitiveservices' || first === 'rest' ? throughArm(asked, world) : unknown(asked);
		}
	} catch (error) {
		if (error instanceof AzureError) {
			return failed(
				error.code === 'az' ? error.message : `(${error.code}) ${error.message}\nCode: ${error.code}\nMessage: ${error.message}`,
				error.status === 404 ? 3 : 1,
			);
		}

		throw error;
	}
}

function unknown(asked: AzCall): AzAnswer {
	return failed(
		`'${asked.words[0] ?? ''}' is misspelled or not recognized by the system.\n\nThe simulated az only knows login, logout, account, cloud show, cognitiveservices and rest.`,
		2,
	);
}

function version(isJson: boolean, asked: AzCall, world: World): AzAnswer {
	const line = world.scenario.home.tools?.['az'] ?? azVersion;
	const number = /\d+\.\d+\.\d+/u.exec(line)?.[0] ?? '';
	return isJson
		? printed({'azure-cli': number, 'azure-cli-core': number, 'azure-cli-telemetry': '1.1.0', extensions: {}}, asked)
		: {
				stdout: `${line}\n\ncore                              ${number}\ntelemetry                          1.1.0\n\nDependencies:\nmsal                            1.34.0b1\nazure-mgmt-resource               24.0.0\n\nYour CLI is up-to-date.\n`,
				stderr: '',
				code: 0,
			};
}

function logout(asked: AzCall): AzAnswer {
	const {subscriptions} = profileOf(asked);
	if (subscriptions.length === 0) {
		return failed('There are no active accounts.', 1);
	}

	return {stdout: '', stderr: '', code: 0, files: {'azureProfile.json': null, 'msal_token_cache.json': null}};
}

function list(asked: AzCall): AzAnswer {
	const {subscriptions} = profileOf(asked);
	const shown = subscriptions.map(({environmentName, ...rest}) => ({cloudName: environmentName, ...rest}));
	const answer = printed(shown, asked);
	return subscriptions.length === 0 ? {...answer, stderr: 'WARNING: Please run "az login" to access your accounts.\n'} : answer;
}

function select(asked: AzCall): AzAnswer {
	const wanted = (asked.options['subscription'] ?? '').toLowerCase();
	const profile = profileOf(asked);
	const found = profile.subscriptions.filter(({id, name}) => [id.toLowerCase(), name.toLowerCase()].includes(wanted));
	if (found.length !== 1) {
		return failed(
			`The subscription of '${wanted}' ${found.length === 0 ? "doesn't exist" : 'has more than one match'} in cloud 'AzureCloud'.`,
			1,
		);
	}

	const subscriptions = profile.subscriptions.map(subscription => ({...subscription, isDefault: subscription.id === found[0]?.id}));
	return {stdout: '', stderr: '', code: 0, files: {'azureProfile.json': `\u{FEFF}${JSON.stringify({...profile, subscriptions})}`}};
}

function accessToken(asked: AzCall, world: World): AzAnswer {
	const {subscription, tenant, resource, scope} = asked.options;
	if (subscription !== undefined && tenant !== undefined) {
		return failed('Please specify only one of subscription and tenant, not both', 1);
	}

	const account = accountOf(asked, subscription);
	const wanted = scope ?? `${resource ?? 'https://management.core.windows.net/'}/.default`;
	const used = tenant ?? account.tenantId;
	const got = silentToken(asked, {scope: wanted, tenant: used}, world);
	if (typeof got === 'string') {
		return failed(got, 1);
	}

	const expires = Math.floor(world.now() / 1000) + got.seconds;
	// Azure CLI prints local time here, which is why it added `expires_on`; the sandbox's machine is as good as any.
	const local = new Date(expires * 1000 - new Date(expires * 1000).getTimezoneOffset() * 60_000);
	return printed(
		{
			accessToken: got.token,
			expiresOn: `${local.toISOString().slice(0, 19).replace('T', ' ')}.000000`,
			expires_on: expires,
			...(tenant === undefined ? {subscription: account.id} : {}),
			tenant: used,
			tokenType: 'Bearer',
		},
		asked,
	);
}

function cloud(): Readonly<Record<string, unknown>> {
	return {
		endpoints: {
			activeDirectory: 'https://login.microsoftonline.com',
			activeDirectoryResourceId: 'https://management.core.windows.net/',
			management: 'https://management.core.windows.net/',
			microsoftGraphResourceId: 'https://graph.microsoft.com/',
			resourceManager: 'https://management.azure.com/',
		},
		isActive: true,
		name: 'AzureCloud',
		profile: 'latest',
	};
}

/** `az cognitiveservices …` and `az rest`: a token for the resource manager, then every page of the list. */
function throughArm(asked: AzCall, world: World): AzAnswer {
	const account = accountOf(asked, asked.options['subscription']);
	const got = silentToken(asked, {scope: 'https://management.core.windows.net//.default', tenant: account.tenantId}, world);
	if (typeof got === 'string') {
		return failed(got, 1);
	}

	const url = armUrl(asked, account.id);
	if (url === undefined) {
		return unknown(asked);
	}

	const isRest = asked.words[0] === 'rest';
	const method = isRest ? (asked.options['method'] ?? 'get').toUpperCase() : 'GET';
	const first = ask(url, method, got.token, world);
	if (isRest || !Array.isArray(first['value'])) {
		return printed(first, asked);
	}

	const items: unknown[] = [...(first['value'] as readonly unknown[])];
	let next = first['nextLink'];
	while (typeof next === 'string') {
		const page = ask(new URL(next), 'GET', got.token, world);
		items.push(...(page['value'] as readonly unknown[]));
		next = page['nextLink'];
	}

	return printed(items, asked);
}

function armUrl(asked: AzCall, subscription: string): URL | undefined {
	const base = 'https://management.azure.com';
	if (asked.words[0] === 'rest') {
		const given = asked.options['url'] ?? asked.options['uri'] ?? '';
		return new URL(given.replaceAll('{subscriptionId}', subscription), base);
	}

	const {name, location, 'resource-group': group} = asked.options;
	const provider = '/providers/Microsoft.CognitiveServices';
	const inGroup = `/subscriptions/${subscription}${group === undefined ? '' : `/resourceGroups/${group}`}${provider}/accounts`;
	const paths: Readonly<Record<string, string>> = {
		'account list': inGroup,
		'account show': `${inGroup}/${name ?? ''}`,
		'account list-usage': `${inGroup}/${name ?? ''}/usages`,
		'account list-models': `${inGroup}/${name ?? ''}/models`,
		'account deployment list': `${inGroup}/${name ?? ''}/deployments`,
		'account deployment show': `${inGroup}/${name ?? ''}/deployments/${asked.options['deployment-name'] ?? ''}`,
		'usage list': `/subscriptions/${subscription}${provider}/locations/${location ?? ''}/usages`,
		'model list': `/subscriptions/${subscription}${provider}/locations/${location ?? ''}/models`,
	};
	const path = paths[asked.words.slice(1).join(' ')];
	return path === undefined ? undefined : new URL(`${path}?api-version=${armVersion}`, base);
}

function ask(url: URL, method: string, token: string, world: World): Readonly<Record<string, unknown>> {
	const reply = answerArm(
		{
			method,
			path: url.pathname,
			query: url.searchParams,
			headers: {authorization: `Bearer ${token}`},
			body: new Uint8Array(),
			baseUrl: url.origin,
			host: url.host,
		},
		world,
	);
	return JSON.parse(Buffer.from(reply.body ?? '{}').toString('utf8')) as Record<string, unknown>;
}
