// Decides which simulated service a request is for: by path prefix on loopback, by host name for clients that arrive through DNS.

import type {ServiceName} from './call.ts';

export type Route = {
	readonly service: ServiceName;
	readonly region: string | undefined;
	/** Path below the service, still percent-encoded, without the query. */
	readonly path: string;
	readonly isPrefixed: boolean;
};

const names: readonly ServiceName[] = [
	'sso-oidc',
	'sso',
	'sts',
	'ec2',
	'bedrock',
	'bedrock-runtime',
	'logs',
	'cloudtrail',
	'servicequotas',
];

const hostForms: ReadonlyArray<readonly [RegExp, ServiceName]> = [
	[/^oidc\.([a-z0-9-]+)\.amazonaws\.com$/u, 'sso-oidc'],
	[/^portal\.sso\.([a-z0-9-]+)\.amazonaws\.com$/u, 'sso'],
	[/^(?:vpce-[a-z0-9-]+\.)?bedrock-runtime\.([a-z0-9-]+)\.(?:vpce\.)?amazonaws\.com$/u, 'bedrock-runtime'],
	[/^(?:vpce-[a-z0-9-]+\.)?bedrock\.([a-z0-9-]+)\.(?:vpce\.)?amazonaws\.com$/u, 'bedrock'],
	[/^(?:vpce-[a-z0-9-]+\.)?sts\.([a-z0-9-]+)\.(?:vpce\.)?amazonaws\.com$/u, 'sts'],
	[/^ec2\.([a-z0-9-]+)\.amazonaws\.com$/u, 'ec2'],
	[/^logs\.([a-z0-9-]+)\.amazonaws\.com$/u, 'logs'],
	[/^cloudtrail\.([a-z0-9-]+)\.amazonaws\.com$/u, 'cloudtrail'],
	[/^servicequotas\.([a-z0-9-]+)\.amazonaws\.com$/u, 'servicequotas'],
];

/** Path prefixes, which are also the service names. */
export const prefixes: readonly ServiceName[] = names;

/** The host a service has in a region. */
export function hostOf(service: ServiceName, region: string): string {
	const first = service === 'sso-oidc' ? 'oidc' : service === 'sso' ? 'portal.sso' : service;
	return `${first}.${region}.amazonaws.com`;
}

/**
 * @param host - `Host` header, with or without a port.
 * @param path - Request path without the query.
 * @returns Undefined when no simulated service answers there.
 */
export function routeOf(host: string, path: string): Route | undefined {
	const name = host.replace(/:\d+$/u, '').toLowerCase();
	for (const [form, service] of hostForms) {
		const match = form.exec(name);
		if (match !== null) {
			return {service, region: match[1], path, isPrefixed: false};
		}
	}

	const [, prefix = ''] = path.split('/');
	const service = names.find(candidate => candidate === prefix);
	return service === undefined ? undefined : {service, region: undefined, path: path.slice(prefix.length + 1) || '/', isPrefixed: true};
}
