// The page on this machine that the browser comes back to: 127.0.0.1 only, one path, one state, one use, gone when the signal aborts.

import {timingSafeEqual} from 'node:crypto';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {tidy} from '../failure.ts';
import {callbackPath} from './oidc.ts';
import {signInPage, type PageKind} from './page.ts';

export type CallbackResult =
	| {readonly kind: 'code'; readonly code: string}
	| {readonly kind: 'error'; readonly error: string; readonly description: string};

export type CallbackServer = {
	/** Address to give as redirect_uri, with the port. */
	readonly redirectUri: string;
	/** The first answer that carries the right state, or the first refusal; never rejects. */
	readonly result: Promise<CallbackResult>;
};

const listenTries = 5;
/** Most characters of a description that a directory gives with a refusal. */
const longestDescription = 300;

/**
 * Listens on an ephemeral port of 127.0.0.1 until the signal aborts.
 *
 * @param state - Unguessable text that a genuine answer repeats; others get a page that says so and change nothing.
 * @throws The system's error when no port can be had after five tries.
 */
export async function startCallbackServer(state: string, signal: AbortSignal): Promise<CallbackServer> {
	let settle: (result: CallbackResult) => void = () => {};
	const result = new Promise<CallbackResult>(resolve => {
		settle = resolve;
	});
	let isUsed = false;
	let port = 0;
	const server = createServer((request, response) => {
		const answer = isUsed ? nothingHere : judge(request, state, port);
		send(response, answer);
		if (answer.result !== undefined) {
			isUsed = true;
			// Whoever is connected gets an answer; nobody else gets in.
			server.close();
			settle(answer.result);
		}
	});
	port = await listen(server, listenTries);
	const stop = (): void => {
		server.close();
		server.closeAllConnections();
	};

	signal.addEventListener('abort', stop, {once: true});
	if (signal.aborted) {
		stop();
	}

	return {redirectUri: `http://127.0.0.1:${port}${callbackPath}`, result};
}

async function listen(server: Server, tries: number): Promise<number> {
	try {
		return await new Promise<number>((resolve, reject) => {
			server.once('error', reject);
			server.listen(0, '127.0.0.1', () => {
				server.off('error', reject);
				const address = server.address();
				resolve(typeof address === 'object' && address !== null ? address.port : 0);
			});
		});
	} catch (error) {
		// Another program can take the ephemeral port between its choice and its use.
		if (tries > 1 && error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
			return listen(server, tries - 1);
		}

		throw error;
	}
}

type Answer = {readonly status: number; readonly page: PageKind; readonly result?: CallbackResult};

const nothingHere: Answer = {status: 404, page: 'unknown'};

/** What one request is: the browser's return with our state, or anybody's. Pure. */
function judge({method, url = '', headers}: IncomingMessage, state: string, port: number): Answer {
	// `//` and the like are no addresses at all.
	const base = `http://127.0.0.1:${port}`;
	const asked = URL.canParse(url, base) ? new URL(url, base) : undefined;
	// A name that was made to lead here has another host; a script, a picture or a frame of a page is no person's return.
	const isReturn = headers.host === `127.0.0.1:${port}` && (headers['sec-fetch-dest'] ?? 'document') === 'document';
	if (method !== 'GET' || !isReturn || asked?.origin !== base || asked.pathname !== callbackPath) {
		return nothingHere;
	}

	const error = asked.searchParams.get('error');
	const code = asked.searchParams.get('code') ?? '';
	const given = asked.searchParams.get('state');
	const isOurs = given !== null && isSame(given, state);
	if (!isOurs) {
		// RFC 6749 §4.1.2.1 asks for the state in refusals, too; one without it ends the sign-in, but may not say why.
		return given === null && error !== null ? refusal('access_denied', '') : {status: 400, page: 'foreign'};
	}

	return error === null && code !== ''
		? {status: 200, page: 'done', result: {kind: 'code', code}}
		: refusal(error ?? 'invalid_request', asked.searchParams.get('error_description') ?? '');
}

/** OAuth's error codes are words of letters, digits and underscores; the description is anybody's text. */
function refusal(error: string, description: string): Answer {
	const name = /^\w{1,60}$/u.test(error) ? error : 'invalid_request';
	return {status: 200, page: 'refused', result: {kind: 'error', error: name, description: tidy(description).slice(0, longestDescription)}};
}

function isSame(given: string, wanted: string): boolean {
	const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
	return one.length === other.length && timingSafeEqual(one, other);
}

function send(response: ServerResponse, {status, page}: Answer): void {
	response.writeHead(status, {
		'content-type': 'text/html; charset=utf-8',
		'cache-control': 'no-store',
		'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
		'referrer-policy': 'no-referrer',
		'x-content-type-options': 'nosniff',
		connection: 'close',
	});
	response.end(signInPage(page));
}
