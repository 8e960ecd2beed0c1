// Which way a request of Claude Code would take: through a proxy or straight, and which variable decides.

import type {Environment} from '../ports/ports.ts';
import {coversForControl, coversForModel, type Target} from './no-proxy.ts';

export type ProxyDecision = {
	/** The proxy that the request goes through; absent means it goes straight. May hold a password: show `display`, never this. */
	readonly proxy?: string;
	/** The configured proxy with its password masked; present even when an exemption lets this request pass it by. */
	readonly display?: string;
	/** The variable that names the proxy. */
	readonly variable?: string;
	/** The variable and the entry that exempt this host. */
	readonly exemption?: {readonly variable: string; readonly entry: string};
	/** Why the configured proxy cannot work at all; a request would fail. */
	readonly problem?: string;
	/** Whether names are looked up by the proxy instead of this machine (CLAUDE_CODE_PROXY_RESOLVES_HOSTS). */
	readonly resolvesHosts: boolean;
};

/** Claude Code has two clients with different rules: one for model requests, one for the cloud's control plane (listing models). */
export type ProxyClient = 'model' | 'control';

const variables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;
const fallbacks = ['all_proxy', 'ALL_PROXY'] as const;

/**
 * Decides which way a request takes, from the variables alone, as Claude Code does.
 *
 * The first non-empty of https_proxy, HTTPS_PROXY, http_proxy, HTTP_PROXY names the proxy, whatever the scheme of the request;
 * for model requests all_proxy and ALL_PROXY come after them. Loopback addresses are not exempt by themselves.
 * Source: code.claude.com/docs/en/network-config (read 2026-11-22); every rule observed with Claude Code 2.1.330 on Linux
 * against a recording proxy on 2026-11-23, ALL_PROXY and the differences between the clients being undocumented.
 *
 * @param url - The request's address. Without a scheme it is taken as https.
 * @param client - Which of Claude Code's clients sends the request.
 */
export function resolveProxy(url: string, env: Environment, client: ProxyClient = 'model'): ProxyDecision {
	const resolvesHosts = isOn(env['CLAUDE_CODE_PROXY_RESOLVES_HOSTS']);
	const variable =
		variables.find(name => textOf(env, name) !== '') ??
		(client === 'model' ? fallbacks.find(name => isUsable(parseProxy(textOf(env, name)))) : undefined);
	if (variable === undefined) {
		return {resolvesHosts};
	}

	const proxy = parseProxy(textOf(env, variable));
	if (proxy === undefined) {
		return {variable, problem: `${variable} is not a complete address with a host and a port; Claude Code refuses to start`, resolvesHosts};
	}

	const display = maskPassword(proxy);
	const exemption = findExemption(targetOf(url), env, client);
	if (exemption !== undefined) {
		return {variable, display, exemption, resolvesHosts};
	}

	if (!isUsable(proxy)) {
		const scheme = proxy.protocol.slice(0, -1);
		return {
			variable,
			display,
			problem: `${variable} names a ${scheme} proxy; Claude Code supports http and https proxies only`,
			resolvesHosts,
		};
	}

	return {proxy: proxy.href, variable, display, resolvesHosts};
}

/**
 * The proxy that a request of our own goes through. What is on this machine's loopback can never be behind a proxy: one would
 * get in the clear what was meant to stay here, and could answer in its place.
 */
export function ownProxy(url: string, env: Environment, client: ProxyClient = 'model'): string | undefined {
	return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname) ? undefined : resolveProxy(url, env, client).proxy;
}

function textOf(env: Environment, name: string): string {
	return (env[name] ?? '').trim();
}

const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i;

/** Claude Code takes `host:port` as an http proxy and rejects a bare host. */
function parseProxy(text: string): URL | undefined {
	const address = hasScheme.test(text) ? text : /:\d+\/?$/.test(text) ? `http://${text}` : '';
	return URL.canParse(address) ? new URL(address) : undefined;
}

function isUsable(proxy: URL | undefined): boolean {
	return proxy?.protocol === 'http:' || proxy?.protocol === 'https:';
}

function maskPassword(proxy: URL): string {
	const user = proxy.username === '' ? '' : `${proxy.username}${proxy.password === '' ? '' : ':…'}@`;
	return `${proxy.protocol}//${user}${proxy.host}`;
}

function targetOf(url: string): Target {
	const address = new URL(hasScheme.test(url) ? url : `https://${url}`);
	const port = address.protocol === 'http:' ? '80' : '443';
	return {host: address.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, ''), port: address.port === '' ? port : address.port};
}

function findExemption(target: Target, env: Environment, client: ProxyClient): ProxyDecision['exemption'] {
	const names = ['no_proxy', 'NO_PROXY'].filter(name => (env[name] ?? '') !== '');
	// The model client stops at the first variable that is set; the control client reads both.
	for (const variable of client === 'model' ? names.slice(0, 1) : names) {
		const value = env[variable] ?? '';
		const entry = client === 'model' ? coversForModel(value, target) : coversForControl(value, target);
		if (entry !== undefined) {
			return {variable, entry};
		}
	}

	return undefined;
}

function isOn(value: string | undefined): boolean {
	return ['1', 'true', 'yes', 'on'].includes((value ?? '').trim().toLowerCase());
}
