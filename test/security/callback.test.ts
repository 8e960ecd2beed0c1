// The loopback callback of the sign-in under attack: by pages of the same machine's browser, other machines, other names and other sign-ins.

import {request} from 'node:http';
import net from 'node:net';
import {networkInterfaces} from 'node:os';
import {afterEach, describe, expect, it} from 'vitest';
import {startCallbackServer, type CallbackServer} from '../../src/providers/bedrock/sign-in/callback-server.ts';
import {signInStep} from '../../src/providers/bedrock/steps/sign-in.ts';
import {enter, signInAnswers} from '../providers/bedrock/stage.ts';

const state = 'the-right-state-0123456789abcdef';
let stop = new AbortController();
afterEach(() => {
	stop.abort();
	stop = new AbortController();
});

type Opened = CallbackServer & {readonly port: number; readonly host: string};

async function open(): Promise<Opened> {
	const server = await startCallbackServer(state, stop.signal);
	const {port, host} = new URL(server.redirectUri);
	return {...server, port: Number(port), host};
}

type Sent = {
	readonly method?: string;
	readonly path?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly address?: string;
};

async function send({port}: Opened, {method = 'GET', path = '/', headers = {}, address = '127.0.0.1'}: Sent) {
	return new Promise<{readonly status: number; readonly body: string; readonly headers: NodeJS.Dict<string | string[]>}>(
		(resolve, reject) => {
			request({host: address, port, method, path, headers}, response => {
				let body = '';
				response.setEncoding('utf8').on('data', (part: string) => {
					body += part;
				});
				response.on('end', () => {
					resolve({status: response.statusCode ?? 0, body, headers: response.headers});
				});
			})
				.on('error', reject)
				.end();
		},
	);
}

const good = `/oauth/callback?code=c0de&state=${state}`;
const isSettled = async (server: Opened) =>
	Promise.race([server.result.then(() => true), new Promise(done => setTimeout(done, 20, false))]);

describe('who may knock', () => {
	it('only this machine, by its loopback address', async () => {
		const server = await open();
		const others = Object.values(networkInterfaces()).flatMap(found => (found ?? []).filter(({internal}) => !internal));
		for (const address of ['::1', ...(process.platform === 'linux' ? ['127.0.0.2'] : []), ...others.map(({address: own}) => own)]) {
			await expect(send(server, {path: good, address}), address).rejects.toThrow(
				/ECONNREFUSED|EADDRNOTAVAIL|EINVAL|ENETUNREACH|EHOSTUNREACH/u,
			);
		}

		expect(await isSettled(server)).toBe(false);
	});

	it.each([
		['another name that leads here', {headers: {host: 'evil.example'}}],
		['another name with our port', (port: number) => ({headers: {host: `evil.example:${port}`}})],
		['localhost, which we never name', (port: number) => ({headers: {host: `localhost:${port}`}})],
		['another port', {headers: {host: '127.0.0.1:1'}}],
		['no port', {headers: {host: '127.0.0.1'}}],
		['another method', {method: 'POST'}],
		['a look ahead', {method: 'HEAD'}],
		['a preflight', {method: 'OPTIONS', headers: {origin: 'https://evil.example', 'access-control-request-method': 'GET'}}],
		['another path', {path: `/callback?code=c0de&state=${state}`}],
		['a path below', {path: `/oauth/callback/x?code=c0de&state=${state}`}],
		['a picture of a page', {headers: {'sec-fetch-dest': 'image', 'sec-fetch-site': 'cross-site'}}],
		['a script of a page', {headers: {'sec-fetch-dest': 'empty', 'sec-fetch-site': 'cross-site', origin: 'https://evil.example'}}],
		['a frame of a page', {headers: {'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site'}}],
		['a whole address in the request line', {path: `http://evil.example/oauth/callback?code=c0de&state=${state}`}],
	] satisfies ReadonlyArray<readonly [string, Sent | ((port: number) => Sent)]>)('not %s', async (_, sent) => {
		const server = await open();
		const answer = await send(server, {path: good, ...(typeof sent === 'function' ? sent(server.port) : sent)});
		expect(answer.status).toBe(404);
		expect(answer.headers['access-control-allow-origin']).toBeUndefined();
		expect(await isSettled(server)).toBe(false);
		expect((await send(server, {path: good})).status, 'the genuine return still counts').toBe(200);
	});

	it.each(['//', '///', '/\\', '//:', '/%', '/oauth/callback?%', '*', `//evil.example${good}`])(
		'what is no address does not end the program: %s',
		async path => {
			const server = await open();
			expect([400, 404]).toContain((await send(server, {path})).status);
			expect((await send(server, {path: good})).status).toBe(200);
		},
	);

	it('bytes that are no HTTP are cut off', async () => {
		const server = await open();
		const socket = net.connect(server.port, '127.0.0.1');
		socket.end('\u0000\u0001 HTTP?\r\n\r\n');
		await new Promise(done => socket.once('close', done).resume());
		expect((await send(server, {path: good})).status).toBe(200);
	});
});

describe('what counts', () => {
	it.each(['', 'wrong', state.slice(1), `${state}x`, state.toUpperCase()])('not the state %j', async given => {
		const server = await open();
		for (const what of ['code=c0de', 'error=access_denied&error_description=call+0800+EVIL']) {
			const answer = await send(server, {path: `/oauth/callback?${what}&state=${given}`});
			expect([answer.status, answer.body.includes('EVIL')]).toEqual([400, false]);
		}

		expect(await isSettled(server)).toBe(false);
	});

	it('not a code without a state', async () => {
		const server = await open();
		expect((await send(server, {path: '/oauth/callback?code=c0de'})).status).toBe(400);
		expect(await isSettled(server)).toBe(false);
	});

	it('one use: the second return finds nobody', async () => {
		const server = await open();
		expect((await send(server, {path: good})).status).toBe(200);
		expect(await server.result).toEqual({kind: 'code', code: 'c0de'});
		await expect(send(server, {path: `/oauth/callback?code=other&state=${state}`})).rejects.toThrow('ECONNREFUSED');
	});

	it('a connection that was open before gets nothing either', async () => {
		const server = await open();
		const late = net.connect(server.port, '127.0.0.1');
		await new Promise(done => late.once('connect', done));
		late.write(`GET /oauth/callback?code=other&state=${state} HTTP/1.1\r\nHost: ${server.host}\r\n`);
		await send(server, {path: good});
		const answer = new Promise<string>(resolve => {
			let text = '';
			late.on('data', (part: Buffer) => {
				text += part.toString();
			});
			late.once('close', () => {
				resolve(text);
			});
		});
		late.write('\r\n');
		expect(await answer).not.toContain('200 OK');
		expect(await server.result).toEqual({kind: 'code', code: 'c0de'});
	});

	it('gone when the sign-in ends in any other way', async () => {
		const server = await open();
		stop.abort();
		await expect(send(server, {path: good})).rejects.toThrow('ECONNREFUSED');
	});
});

describe('refusals', () => {
	it('are taken with the state, their text on one line, bounded and without control characters', async () => {
		const server = await open();
		const text = encodeURIComponent(`\u001B[2J\u001B]0;owned\u0007no\r\nnext \u202Eline ${'x'.repeat(5000)}`);
		const answer = await send(server, {path: `/oauth/callback?error=access_denied&error_description=${text}&state=${state}`});
		expect(answer.body).not.toMatch(/owned|xxx/u);
		const result = await server.result;
		const description = result.kind === 'error' ? result.description : '';
		expect(description).toMatch(/^no next line x+$/u);
		expect(description.length).toBe(300);
	});

	it('without a state end the sign-in and say nothing of their own', async () => {
		const server = await open();
		await send(server, {path: '/oauth/callback?error=call_0800_EVIL&error_description=call+0800+EVIL'});
		expect(await server.result).toEqual({kind: 'error', error: 'access_denied', description: ''});
	});

	it('with a code that is none become a plain one', async () => {
		const server = await open();
		await send(server, {path: `/oauth/callback?error=%1B%5B2Jcall%200800&state=${state}`});
		expect(await server.result).toMatchObject({kind: 'error', error: 'invalid_request'});
	});

	it('every page is fixed text that no other page may frame or read', async () => {
		const server = await open();
		for (const path of [
			'/',
			`/oauth/callback?code=<script>1</script>&state=<b>`,
			`/oauth/callback?error=<script>&error_description=<b>&state=${state}`,
		]) {
			const {body, headers} = await send(server, {path});
			expect(body).not.toMatch(/<script|<b>/u);
			expect(headers['content-security-policy']).toBe("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
			expect([headers['cache-control'], headers['referrer-policy'], headers['x-content-type-options']]).toEqual([
				'no-store',
				'no-referrer',
				'nosniff',
			]);
		}
	});
});

describe('the whole sign-in', () => {
	it('has an unguessable state and challenge of its own each time; the verifier is not in the address', async () => {
		const pages: URL[] = [];
		for (let run = 0; run < 2; run++) {
			const context = (await enter()).proving(signInAnswers, ['open']);
			expect((await signInStep.prove!(context)).state).toBe('proven');
			pages.push(new URL(context.notices[0]?.url ?? ''));
		}

		const [first, second] = pages.map(({searchParams}) => ['state', 'code_challenge'].map(name => searchParams.get(name) ?? ''));
		expect(first?.every((value, index) => value !== second?.[index] && value.length >= 32)).toBe(true);
		expect([...(pages[0]?.searchParams.keys() ?? [])].toSorted()).toEqual([
			'client_id',
			'code_challenge',
			'code_challenge_method',
			'redirect_uri',
			'response_type',
			'scopes',
			'state',
		]);
	});
});
