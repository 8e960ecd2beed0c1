// Where requests go, the same for every cloud: a gateway or base URL when one was chosen, else the cloud's own address.

import {valueOf, type Answers} from '../core/session.ts';

export type Place = {readonly host: string; readonly port: number; readonly url: string};

export function isGateway(answers: Answers): boolean {
	return valueOf(answers, 'route') === 'gateway';
}

/** The base URL when one was chosen and is an address, else `usual`; without a slash at its end. */
export function placeFrom(answers: Answers, usual: string): Place {
	const given = valueOf(answers, 'baseUrl');
	const url = given === undefined || !URL.canParse(given) ? usual : given.replace(/\/+$/u, '');
	const {hostname, port, protocol} = new URL(url);
	return {host: hostname.replace(/^\[(.*)\]$/u, '$1'), port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port), url};
}
