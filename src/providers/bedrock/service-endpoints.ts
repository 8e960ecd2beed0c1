// Where each AWS service is called: configured endpoint, base URL, or the service's own host.

import type {Environment, Ports} from '../../ports/ports.ts';
import {domainOf} from './names.ts';

export type ServiceName = 'sso-oidc' | 'sso' | 'sts' | 'ec2' | 'bedrock' | 'bedrock-runtime' | 'logs' | 'cloudtrail' | 'servicequotas';

// Suffixes of AWS_ENDPOINT_URL_*: AWS SDKs and Tools reference, "Service-specific endpoints" (read 2026-11-22).
const services: Readonly<Record<ServiceName, {readonly suffix: string; readonly host: string}>> = {
	'sso-oidc': {suffix: 'SSO_OIDC', host: 'oidc'},
	sso: {suffix: 'SSO', host: 'portal.sso'},
	sts: {suffix: 'STS', host: 'sts'},
	ec2: {suffix: 'EC2', host: 'ec2'},
	bedrock: {suffix: 'BEDROCK', host: 'bedrock'},
	'bedrock-runtime': {suffix: 'BEDROCK_RUNTIME', host: 'bedrock-runtime'},
	logs: {suffix: 'CLOUDWATCH_LOGS', host: 'logs'},
	cloudtrail: {suffix: 'CLOUDTRAIL', host: 'cloudtrail'},
	servicequotas: {suffix: 'SERVICE_QUOTAS', host: 'servicequotas'},
};

/** The address set for a service in the environment, as AWS tools read it; undefined when none applies. */
export function configuredEndpoint(service: ServiceName, env: Environment): string | undefined {
	if ((env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? '').toLowerCase() === 'true') {
		return undefined;
	}

	return [env[`AWS_ENDPOINT_URL_${services[service].suffix}`], env['AWS_ENDPOINT_URL']].find(value => value !== undefined && value !== '');
}

/**
 * The address a service is called at. A configured endpoint wins over everything, so that a simulated cloud can stand in for
 * any service; then the base URL that Claude Code was given; then the service's own host.
 */
export function endpointOf(
	service: ServiceName,
	connection: {readonly ports: Ports; readonly region: string; readonly url?: string},
): string {
	return (
		configuredEndpoint(service, connection.ports.env) ??
		connection.url ??
		`https://${services[service].host}.${connection.region}.${domainOf(connection.region)}`
	);
}
