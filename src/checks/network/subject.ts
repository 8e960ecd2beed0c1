// What a run of network checks is about: the endpoint, the way to it, and what the organization demands.

import type {Evidence} from '../../core/finding.ts';
import type {Policy} from '../../core/check.ts';
import {valueOf, type Answers} from '../../core/session.ts';
import type {Environment, Ports} from '../../ports/ports.ts';
import type {Bounds} from '../../probes/bounded.ts';
import {resolveProxy, type ProxyDecision} from '../../probes/proxy.ts';
import {gatewayTo, type Service} from './service.ts';

export type Endpoint = {readonly host: string; readonly port: number; readonly url: string};

export type NetworkOptions = {
	/** The exact endpoint that model requests are sent to. */
	readonly endpoint: Endpoint;
	readonly ports: Ports;
	readonly answers: Answers;
	readonly policy: Policy;
	/** Variables that Claude Code will see, when they differ from this process's (its settings can set them). */
	readonly environment?: Environment;
	readonly service: Service;
	/** Host of the control plane, checked lightly. */
	readonly control?: {readonly host: string; readonly port?: number};
	/** A second model endpoint in use, which needs a private path of its own. */
	readonly mantle?: {readonly host: string; readonly port?: number};
	/** Addresses that are known to belong to the private endpoint; they count as private whatever their range. */
	readonly expectedAddresses?: readonly string[];
};

export type Subject = {
	readonly endpoint: Endpoint;
	readonly ports: Ports;
	readonly environment: Environment;
	readonly service: Service;
	readonly region: string;
	/** Whether a public path is a failure. */
	readonly wantsPrivate: boolean;
	readonly expectedAddresses: readonly string[];
	readonly controlHost: string | undefined;
	/** May hold the proxy's password: never part of facts. */
	readonly way: ProxyDecision;
};

export function subjectOf(options: NetworkOptions): Subject {
	const {endpoint, ports, answers, policy} = options;
	const environment = options.environment ?? ports.env;
	const route = valueOf(answers, 'route');
	const {service} = options;
	return {
		endpoint,
		ports,
		environment,
		service: route === 'gateway' ? gatewayTo(service) : service,
		region: valueOf(answers, 'region') ?? 'the chosen region',
		wantsPrivate: policy.requirePrivatePath || route === 'private',
		expectedAddresses: options.expectedAddresses ?? [],
		controlHost: options.control?.host,
		way: resolveProxy(endpoint.url, environment),
	};
}

/** Bounds of one probe. */
export function boundsOf(subject: Subject, limitMs: number, signal: AbortSignal): Bounds {
	return {clock: subject.ports.clock, limitMs, signal};
}

/** Host and port of the proxy; undefined when the request goes straight. */
export function proxyTarget(subject: Subject): {readonly host: string; readonly port: number} | undefined {
	if (subject.way.proxy === undefined) {
		return undefined;
	}

	const {hostname, port, protocol} = new URL(subject.way.proxy);
	const usual = protocol === 'https:' ? 443 : 80;
	return {host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? usual : Number(port)};
}

/** Details that every sentence of the network family may use. */
export function detailsOf(subject: Subject, addresses: readonly string[] = []): Record<string, string> {
	return {
		host: subject.endpoint.host,
		port: String(subject.endpoint.port),
		service: subject.service.name,
		region: subject.region,
		addresses: addresses.length === 0 ? 'no address' : addresses.join(', '),
		forwarding: subject.service.forwarding(subject.endpoint.host),
		proxy: subject.way.display ?? 'none',
		variable: subject.way.variable ?? 'none',
	};
}

export function evidence(label: string, value: string): Evidence {
	return {label, value};
}

/** Other hosts of the provider, for telling "nothing works" from "this host does not". */
export function witnessesOf(subject: Subject): readonly string[] {
	return [subject.controlHost, subject.service.witness].filter(
		(host): host is string => host !== undefined && host !== subject.endpoint.host,
	);
}
