// Decides which simulated Google operation a request is for: by the shape of its path, and by host name for clients that arrive through DNS.

import type {ServiceName} from './call.ts';

export type Route = {
	readonly service: ServiceName;
	readonly operation: string;
	readonly named: Readonly<Record<string, string>>;
	/** Location from the path, else from the host name. */
	readonly location: string | undefined;
	/** The host that the request would have gone to without the sandbox. */
	readonly host: string;
	/** Whether it came to the sandbox's own address instead of a name of Google's. */
	readonly isDirect: boolean;
};

type Form = readonly [ServiceName, string, string, RegExp];

const model = '(?<publisher>[\\w-]+)/models/(?<model>[\\w.@-]+)';

/** Service, operation, method and path of everything that is simulated. Paths of different services do not overlap. */
const forms: readonly Form[] = [
	['oauth2', 'token', 'POST', /^\/token$/u],
	['oauth2', 'tokeninfo', 'GET|POST', /^\/tokeninfo$/u],
	['oauth2', 'revoke', 'POST', /^\/revoke$/u],
	['oauth2', 'userinfo', 'GET', /^\/(?:oauth2\/)?v[13]\/userinfo$/u],
	['sts', 'oauthtoken', 'POST', /^\/v1\/oauthtoken$/u],
	['sts', 'token', 'POST', /^\/v1\/token$/u],
	['sts', 'introspect', 'POST', /^\/v1\/introspect$/u],
	['accounts', 'authorize', 'GET', /^\/o\/oauth2\/(?:v2\/)?auth$/u],
	['accounts', 'authorizeFederated', 'GET', /^\/authorize$/u],
	['accounts', 'showCode', 'GET', /^\/applicationdefaultauthcode\.html$/u],
	['iamcredentials', 'generateAccessToken', 'POST', /^\/v1\/projects\/-\/serviceAccounts\/(?<account>[^/:]+):generateAccessToken$/u],
	['aiplatform', 'listModels', 'GET', /^\/v1beta1\/publishers\/(?<publisher>[\w-]+)\/models$/u],
	['aiplatform', 'getModel', 'GET', new RegExp(`^/v1(?:beta1)?/publishers/${model}$`, 'u')],
	[
		'aiplatform',
		'countTokens',
		'POST',
		/^\/v1(?:beta1)?\/projects\/(?<project>[^/]+)\/locations\/(?<location>[\w-]+)\/publishers\/anthropic\/models\/count-tokens:rawPredict$/u,
	],
	...['rawPredict', 'streamRawPredict', 'fetchPublisherModelConfig'].map((verb): Form => [
		'aiplatform',
		verb,
		verb === 'fetchPublisherModelConfig' ? 'GET' : 'POST',
		new RegExp(`^/v1(?:beta1)?/projects/(?<project>[^/]+)/locations/(?<location>[\\w-]+)/publishers/${model}:${verb}$`, 'u'),
	]),
	['aiplatform', 'getCacheConfig', 'GET', /^\/v1(?:beta1)?\/projects\/(?<project>[^/]+)\/cacheConfig$/u],
	['aiplatform', 'checkAgreement', 'POST', /^\/v1beta1\/projects\/(?<project>[^/]+)\/modelGardenEula:check$/u],
	[
		'claude',
		'messages',
		'POST',
		/^\/v1\/projects\/(?<project>[^/]+)\/locations\/(?<location>[\w-]+)\/workspaces\/(?<workspace>[\w-]+)\/invoke\/v1\/messages$/u,
	],
	['cloudresourcemanager', 'testIamPermissions', 'POST', /^\/v[13]\/projects\/(?<project>[^/:]+):testIamPermissions$/u],
	['cloudresourcemanager', 'getIamPolicy', 'POST', /^\/v[13]\/projects\/(?<project>[^/:]+):getIamPolicy$/u],
	['cloudresourcemanager', 'listProjects', 'GET', /^\/v1\/projects$/u],
	['cloudresourcemanager', 'searchProjects', 'GET', /^\/v3\/projects:search$/u],
	['cloudresourcemanager', 'getProject', 'GET', /^\/v[13]\/projects\/(?<project>[^/:]+)$/u],
	['serviceusage', 'getService', 'GET', /^\/v1\/projects\/(?<project>[^/]+)\/services\/(?<name>[\w.-]+)$/u],
	['serviceusage', 'enableService', 'POST', /^\/v1\/projects\/(?<project>[^/]+)\/services\/(?<name>[\w.-]+):enable$/u],
	['logging', 'getBucket', 'GET', /^\/v2\/projects\/(?<project>[^/]+)\/locations\/(?<place>[\w-]+)\/buckets\/(?<name>\w+)$/u],
	['orgpolicy', 'getEffectivePolicy', 'GET', /^\/v2\/projects\/(?<project>[^/]+)\/policies\/(?<name>[\w.]+):getEffectivePolicy$/u],
];

const hosts: Readonly<Record<ServiceName, string>> = {
	oauth2: 'oauth2.googleapis.com',
	sts: 'sts.googleapis.com',
	accounts: 'accounts.google.com',
	iamcredentials: 'iamcredentials.googleapis.com',
	aiplatform: 'aiplatform.googleapis.com',
	claude: 'claude.googleapis.com',
	cloudresourcemanager: 'cloudresourcemanager.googleapis.com',
	serviceusage: 'serviceusage.googleapis.com',
	logging: 'logging.googleapis.com',
	orgpolicy: 'orgpolicy.googleapis.com',
};

/** Hosts of every service that has one name only. */
export const plainHosts: readonly string[] = [...Object.values(hosts), 'auth.cloud.google', 'www.googleapis.com', 'sdk.cloud.google.com'];

/** The host that serves a location (code.claude.com/docs/en/google-vertex-ai, read 2026-08-22). */
export function modelHost(location: string): string {
	if (location === 'global') {
		return hosts.aiplatform;
	}

	return location === 'us' || location === 'eu' ? `aiplatform.${location}.rep.googleapis.com` : `${location}-aiplatform.googleapis.com`;
}

/** Whether a host name is one of the simulated ones. */
export function isGoogleHost(host: string): boolean {
	return plainHosts.includes(host) || locationOfHost(host) !== undefined || /^[\w-]+\.p\.googleapis\.com$/u.test(host);
}

function locationOfHost(host: string): string | undefined {
	return (
		/^aiplatform\.(us|eu)\.rep\.googleapis\.com$/u.exec(host)?.[1] ?? /^([a-z]+-[a-z]+\d+)-aiplatform\.googleapis\.com$/u.exec(host)?.[1]
	);
}

/**
 * @param authority - `Host` header, with or without a port.
 * @param path - Path without the query, percent-decoded.
 * @param baseUrl - Where the scenario sends model calls instead of the location's host.
 * @returns Undefined when nothing simulated answers there.
 */
export function routeOf(authority: string, method: string, path: string, baseUrl: string | undefined): Route | undefined {
	const name = authority.replace(/:\d+$/u, '').toLowerCase();
	const isDirect = !isGoogleHost(name);
	for (const [service, operation, methods, pattern] of forms) {
		const match = methods.split('|').includes(method) ? pattern.exec(path) : null;
		if (match === null || !(isDirect || serves(name, service))) {
			continue;
		}

		const named = {...match.groups};
		const location = named['location'] ?? (isDirect ? undefined : locationOfHost(name));
		const isModelCall = /predict|countTokens|messages/iu.test(operation);
		const direct =
			isModelCall && baseUrl !== undefined
				? new URL(baseUrl).hostname
				: service === 'aiplatform'
					? modelHost(location ?? 'global')
					: operation === 'authorizeFederated'
						? 'auth.cloud.google'
						: hosts[service];
		return {service, operation, named, location, host: isDirect ? direct : name, isDirect};
	}

	return undefined;
}

function serves(name: string, service: ServiceName): boolean {
	return (
		hosts[service] === name ||
		(service === 'aiplatform' && (locationOfHost(name) !== undefined || name.endsWith('.p.googleapis.com'))) ||
		(service === 'accounts' && (name === 'auth.cloud.google' || name === 'sdk.cloud.google.com')) ||
		(service === 'oauth2' && (name === 'www.googleapis.com' || name === 'accounts.google.com'))
	);
}
