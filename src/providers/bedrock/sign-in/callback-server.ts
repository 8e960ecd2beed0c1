// The page on this machine that the browser comes back to: 127.0.0.1 only, one path, one state, gone when the signal aborts.

import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {callbackPath} from './oidc.ts';
import {signInPage} from './page.ts';

export type CallbackResult =
	| {readonly kind: 'code'; readonly code: string}
	| {readonly kind: 'error'; readonly error: string; readonly description: string};

export type CallbackServer = {
	/** Address to give as redirect_uri, with the port. */
	readonly redirectUri: string;
	/** The first answer that carries the right state; never rejects. */
	readonly result: Promise<CallbackResult>;
};

const listenTries = 5;

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
	const server = createServer((request, response) => {
		answer(request, response, state, settle);
	});
	const port = await listen(server, listenTries);
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

function answer(request: IncomingMessage, response: ServerResponse, state: string, settle: (result: CallbackResult) => void): void {
	const url = new URL(request.url ?? '/', 'http://127.0.0.1');
	const isOurs = /^127\.0\.0\.1(?::\d+)?$/u.test(request.headers.host ?? '');
	if (request.method !== 'GET' || url.pathname !== callbackPath || !isOurs) {
		send(response, 404, signInPage('unknown'));
		return;
	}

	const error = url.searchParams.get('error');
	const code = url.searchParams.get('code');
	const given = url.searchParams.get('state');
	if (given !== state && !(given === null && error !== null)) {
		send(response, 400, signInPage('foreign'));
		return;
	}

	if (error === null && code !== null && code !== '') {
		send(response, 200, signInPage('done'));
		settle({kind: 'code', code});
		return;
	}

	send(response, 200, signInPage('refused'));
	settle({kind: 'error', error: error ?? 'invalid_request', description: url.searchParams.get('error_description') ?? ''});
}

function send(response: ServerResponse, status: number, body: string): void {
	response.writeHead(status, {
		'content-type': 'text/html; charset=utf-8',
		'cache-control': 'no-store',
		'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
		'referrer-policy': 'no-referrer',
		connection: 'close',
	});
	response.end(body);
}
