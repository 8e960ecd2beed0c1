// The one thing a developer is given to join with: a code alone, or a link that also names the collector.

import {UserError} from '../core/errors.ts';
import {readJoinCode} from './join-code.ts';

/** What `--join` says; `collector` is absent when the preset has to name it. */
export type Join = {readonly code: string; readonly collector?: string};

/** The code stands after `#`: what comes there stays on the laptop, so that no server or proxy on the way logs it. */
export function joinLink(collector: string, code: string): string {
	return `${collector.replace(/\/+$/u, '')}/#${code}`;
}

/**
 * Reads what was given to `--join`.
 *
 * @throws UserError when it is neither a code nor a link with one.
 */
export function readJoin(text: string): Join {
	const [address = '', fragment] = text.trim().split('#');
	const code = readJoinCode(fragment ?? address);
	if (code === undefined) {
		throw new UserError(
			'The join code does not look like one: a character may be missing or mistyped.',
			'Copy it again from the message of your cohort lead.',
		);
	}

	return fragment === undefined ? {code} : {code, collector: collectorAddress(address, '--join')};
}

/**
 * The collector's address in the form requests are made with: no path's end, no query, no user name.
 *
 * @param from - What named it, for the message.
 * @throws UserError for an address that is none, or that would send codes in the clear to another machine.
 */
export function collectorAddress(text: string, from: string): string {
	let url: URL;
	try {
		url = new URL(text);
	} catch {
		throw new UserError(`${from} names no address of a collector.`, 'It looks like https://collector.example.');
	}

	const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere)) {
		throw new UserError(
			`The collector ${url.host} would be spoken to without encryption.`,
			'Name an address that starts with https://; http:// is only for this machine.',
		);
	}

	if (url.username !== '' || url.password !== '' || url.search !== '') {
		throw new UserError(`The address of the collector holds more than a place.`, `Leave out user name, password and everything after "?".`);
	}

	return `${url.origin}${url.pathname.replace(/\/+$/u, '')}`;
}
