// What each kind of trouble makes of an answer that was ready to be sent.

import type {Dispatched, RawRequest, Reply} from './clouds/cloud.ts';

/** Every kind of trouble, with what happens to the call. */
export const troubleKinds = {
	slow: 'the answer comes up to nine seconds late',
	silent: 'the answer never comes',
	reset: 'the connection is reset before the answer',
	cut: 'the connection is reset in the middle of the body',
	truncated: 'the body ends early, and nothing says so',
	failing: 'a 500, 502, 503 or 504',
	throttled: 'a 429, with and without Retry-After',
	page: 'a web page, with 200, 403, 407 or 502',
	garbage: 'bytes or JSON that mean nothing',
	empty: 'an empty body',
	huge: 'a body of some megabytes',
	endless: 'a list whose every page says that there is another',
	mislabelled: 'another content type than the body has',
} as const;

export type TroubleKind = keyof typeof troubleKinds;

/** Kinds that leave nothing of an answer, or not enough of it to tell what it was. */
export const losing: ReadonlySet<TroubleKind> = new Set<TroubleKind>([
	'silent',
	'reset',
	'cut',
	'truncated',
	'failing',
	'throttled',
	'page',
	'garbage',
	'empty',
]);

export type Trouble = {
	readonly kind: TroubleKind;
	/** A number from 0 to 1 for each position. */
	roll(position: number): number;
};

type Troubled = Dispatched & {readonly trouble?: Trouble};

/** Pure. The same call with trouble; the call itself where this kind cannot happen to it. */
export function troubled(request: RawRequest, dispatched: Dispatched, trouble: Trouble): Troubled {
	const {kind, roll} = trouble;
	if (kind === 'slow') {
		return {...dispatched, trouble, delayMs: dispatched.delayMs + 200 + Math.floor(roll(2) * 8800)};
	}

	if (kind === 'silent' || kind === 'reset') {
		return {...dispatched, trouble, outcome: kind === 'silent' ? 'hang' : 'drop'};
	}

	const {outcome} = dispatched;
	if (typeof outcome === 'string') {
		return dispatched;
	}

	if (dispatched.carriesPrograms === true) {
		// A program's own answer to the person has no wire format; its call to the cloud was lost.
		return kind === 'endless' || kind === 'huge' || kind === 'mislabelled' ? dispatched : {...dispatched, trouble, outcome: 'drop'};
	}

	const reply = changed(request, outcome, trouble);
	return reply === undefined ? dispatched : {...dispatched, trouble, outcome: reply};
}

function changed(request: RawRequest, reply: Reply, {kind, roll}: Trouble): Reply | undefined {
	const body = Buffer.from(reply.pieces === undefined ? (reply.body ?? '') : Buffer.concat(reply.pieces));
	// Neither all of it nor, where there is anything, none of it.
	const part = body.subarray(0, Math.min(body.length - 1, 1 + Math.floor(roll(2) * body.length)));
	const {status, headers} = reply;
	const isJson = headers?.['content-type']?.includes('json') === true;
	switch (kind) {
		case 'cut':
			return body.length < 2 ? undefined : {status, ...withHeaders(headers), body, breaksAfter: part.length};
		case 'truncated':
			return body.length < 2 ? undefined : {status, ...withHeaders(headers), body: part};
		case 'failing':
			return failing(roll);
		case 'throttled':
			return throttled(roll);
		case 'page':
			return {status: pick([200, 403, 407, 502], roll(2)), headers: {'content-type': 'text/html; charset=utf-8'}, body: page};
		case 'garbage':
			return {status, ...withHeaders(headers), body: pick(garbage, roll(2))};
		case 'empty':
			return {status: 200, ...withHeaders(headers), body: ''};
		case 'huge':
			return isJson && body[0] === 0x7b
				? {status, ...withHeaders(headers), body: `{"padding":"${'x'.repeat(3_000_000)}",${body.subarray(1).toString('utf8')}`}
				: {status: 200, headers: {'content-type': 'text/html'}, body: page.repeat(20_000)};
		case 'endless':
			return endless(request, reply, body);
		case 'mislabelled':
			return {status, headers: {...headers, 'content-type': pick(['text/html', 'application/octet-stream', ''], roll(2))}, body};
		default:
			return undefined;
	}
}

/** Exact optional types want the name left out where there is nothing. */
function withHeaders(headers: Reply['headers']): Pick<Reply, 'headers'> {
	return headers === undefined ? {} : {headers};
}

function pick<T>(all: readonly T[], roll: number): T {
	return all[Math.floor(roll * all.length)] as T;
}

const page =
	'<!doctype html><html><head><title>Acme guest network</title></head><body><p>Access denied. Sign in to go on.</p></body></html>\n';

/** Neither a member that any service has, nor an empty object: several services mean "nothing is set" by that one. */
const garbage: ReadonlyArray<string | Uint8Array> = [
	Uint8Array.from({length: 200}, (_value, index) => (index * 151 + 17) % 256),
	'null',
	'[]',
	'[[{"":null}]]',
	'"OK"',
	'12',
	'{"',
	'\u001B[2J\u001B]0;owned\u0007',
];

function failing(roll: Trouble['roll']): Reply {
	const status = pick([500, 502, 503, 504], roll(2));
	return roll(3) < 0.5
		? {status, headers: {'content-type': 'application/json'}, body: '{"message":"The service had a problem. Try again."}'}
		: {status, headers: {'content-type': 'text/html'}, body: `<html><body><h1>${status}</h1></body></html>`};
}

function throttled(roll: Trouble['roll']): Reply {
	const after = pick([undefined, '1', '30', '3600', 'Wed, 21 Oct 2099 07:28:00 GMT'], roll(2));
	return {
		status: 429,
		headers: {'content-type': 'application/json', ...(after === undefined ? {} : {'retry-after': after})},
		body: '{"message":"Slow down."}',
	};
}

/** A list in any of the clouds' ways of going on; undefined for what is no list. */
function endless({url, headers}: RawRequest, reply: Reply, body: Uint8Array): Reply | undefined {
	const text = Buffer.from(body).toString('utf8');
	if (reply.status !== 200 || reply.pieces !== undefined) {
		return undefined;
	}

	if (/^<\?xml|^<Describe/u.test(text)) {
		return {...reply, body: text.replace(/(<nextToken>[^<]*<\/nextToken>)?(<\/Describe\w+Response>\s*)$/u, '<nextToken>on</nextToken>$2')};
	}

	if (!text.startsWith('{') || !text.includes('[')) {
		return undefined;
	}

	const {pathname, searchParams} = new URL(url, 'http://sandbox.invalid');
	searchParams.set('$skiptoken', 'on');
	const host = headers['host'] ?? '';
	const scheme = /^(?:127\.|localhost)/u.test(host) ? 'http' : 'https';
	return {
		...reply,
		body: JSON.stringify({
			...(JSON.parse(text) as object),
			nextToken: 'on',
			NextToken: 'on',
			nextPageToken: 'on',
			nextLink: `${scheme}://${host}${pathname}?${searchParams.toString()}`,
		}),
	};
}
