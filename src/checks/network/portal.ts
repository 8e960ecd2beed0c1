// Whether a guest network stands in front of everything: it sends web pages that are asked for without TLS to its own.

import {call} from '../../probes/http.ts';
import type {Bounds} from '../../probes/bounded.ts';
import type {Subject} from './subject.ts';

/**
 * Asks for a page that always exists, without TLS, as browsers do to find a portal. The page's owner answers with a page or sends on to
 * a host of its own; a portal sends to another site, or says what it is (status 511, RFC 6585 §6).
 *
 * @returns Where it sends to, without its query; undefined when nobody stands there, or nobody answers.
 */
export async function portalBefore(subject: Subject, bounds: Bounds): Promise<string | undefined> {
	if (subject.way.proxy !== undefined) {
		return undefined;
	}

	const {witness} = subject.service;
	const {status, headers} = await call({url: `http://${witness}/`, method: 'GET'}, subject.ports.network, bounds);
	const location = (headers['location'] ?? '').replace(/[?#].*$/u, '');
	if (status === 511) {
		return location === '' ? 'status 511' : location;
	}

	const isRedirect = status !== undefined && status >= 300 && status < 400 && URL.canParse(location);
	return isRedirect && siteOf(new URL(location).hostname) !== siteOf(witness) ? location : undefined;
}

/** The last two labels: enough to tell one company's hosts from another's. */
function siteOf(host: string): string {
	return host.split('.').slice(-2).join('.');
}
