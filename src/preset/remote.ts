// Reads a preset over https: one host, bounded in size and time, through the proxy the person's variables name.

import {clean} from '../core/document.ts';
import {UserError} from '../core/errors.ts';
import type {Network} from '../ports/ports.ts';
import type {PresetOrigin} from './preset.ts';

/** Largest preset that is read, in bytes. */
export const presetSizeLimit = 256 * 1024;

/** Longest wait for a remote preset, in milliseconds. */
const presetTimeLimit = 10_000;

const mostRedirects = 3;

export type RemoteOptions = {
	readonly ports: {readonly network: Network};
	/** Proxy URL that a request to this address must go through; undefined means a direct connection. */
	proxyFor(url: string): string | undefined;
	readonly signal?: AbortSignal;
};

/**
 * Reads a preset's text from an address.
 *
 * @throws UserError when it cannot be read, is too large, or leads to another host.
 */
export async function readRemote(
	address: string,
	from: string,
	options: RemoteOptions,
): Promise<{readonly text: string; readonly origin: PresetOrigin}> {
	let url = checkAddress(address, from);
	const origin: PresetOrigin = {kind: 'url', location: url.href, label: `${url.host}${url.pathname === '/' ? '' : url.pathname}`, from};
	for (let redirects = 0; redirects <= mostRedirects; redirects++) {
		const response = await fetchOnce(url, origin, options);
		const target = response.headers['location'];
		if (![301, 302, 303, 307, 308].includes(response.status) || target === undefined) {
			return {text: bodyOf(response, origin), origin};
		}

		url = nextAddress(url, target, origin);
	}

	throw new UserError(`The preset ${origin.label} redirects more than ${mostRedirects} times.`, 'Give the address it really has.');
}

/** https anywhere; http only to this machine. No user name or password: the address is shown and remembered. */
function checkAddress(address: string, from: string): URL {
	if (!URL.canParse(address)) {
		throw new UserError(`The preset address from ${from} is not a valid address.`, 'It looks like https://acme.example/onboard.json.');
	}

	const url = new URL(address);
	const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
	if (url.username !== '' || url.password !== '') {
		throw new UserError(
			`The preset address of ${url.host} holds a user name or password.`,
			'Leave them out; a preset is shared with everybody and holds no secret.',
		);
	}

	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
		throw new UserError(`A preset is read over https only, not ${url.protocol.slice(0, -1)}.`, `Try https://${url.host}${url.pathname}.`);
	}

	url.hash = '';
	return url;
}

async function fetchOnce(url: URL, origin: PresetOrigin, options: RemoteOptions) {
	const proxy = options.proxyFor(url.href);
	try {
		return await options.ports.network.request({
			url: url.href,
			method: 'GET',
			headers: {accept: 'application/json'},
			limitMs: presetTimeLimit,
			maxBytes: presetSizeLimit + 1,
			...(proxy === undefined ? {} : {proxy}),
			...(options.signal === undefined ? {} : {signal: options.signal}),
		});
	} catch (error) {
		options.signal?.throwIfAborted();
		throw new UserError(
			`Could not read the preset ${origin.label}: ${reasonOf(error, url)}.`,
			'Check the address and your VPN, or download the file and give its path with --preset.',
		);
	}
}

function reasonOf(error: unknown, url: URL): string {
	const {code = ''} = error as {code?: string};
	const reasons: Readonly<Record<string, string>> = {
		ENOTFOUND: `the name ${url.hostname} does not exist here`,
		EAI_AGAIN: `the name ${url.hostname} could not be looked up`,
		ECONNREFUSED: `${url.host} refused the connection`,
		ECONNRESET: `${url.host} cut the connection`,
		ETIMEDOUT: `no answer within ${presetTimeLimit / 1000} s`,
	};
	return reasons[code] ?? clean(code === '' ? (error as Error).message : code);
}

function bodyOf(
	response: {readonly status: number; readonly body: string; readonly headers: Readonly<Record<string, string>>},
	origin: PresetOrigin,
): string {
	if (response.status !== 200) {
		throw new UserError(
			`Could not read the preset ${origin.label}: the server answered ${response.status}.`,
			response.status === 401 || response.status === 403
				? 'It must be readable without a sign-in; download the file and give its path with --preset.'
				: 'Check the address with whoever gave it to you.',
		);
	}

	if (Buffer.byteLength(response.body) > presetSizeLimit || Number(response.headers['content-length'] ?? 0) > presetSizeLimit) {
		throw tooLarge(origin.label);
	}

	return response.body;
}

/** Another host could be anybody's, so the person must name it themselves. */
function nextAddress(url: URL, target: string, origin: PresetOrigin): URL {
	const next = URL.canParse(target, url.href) ? new URL(target, url) : undefined;
	if (next === undefined || next.host !== url.host || next.protocol !== url.protocol) {
		const where =
			next === undefined
				? 'an invalid address'
				: next.host === url.host
					? `plain ${next.protocol.slice(0, -1)}`
					: `another host, ${clean(next.host)}`;
		throw new UserError(
			`The preset ${origin.label} redirects to ${where}.`,
			next === undefined || next.protocol !== 'https:'
				? 'Ask whoever gave you the address.'
				: 'If you trust that host, give its address with --preset.',
		);
	}

	return next;
}

/** The error for a preset over the limit. */
export function tooLarge(name: string): UserError {
	return new UserError(
		`The preset ${name} is larger than ${presetSizeLimit / 1024} KB.`,
		'A preset is a few lines of JSON; check that this is the right file.',
	);
}
