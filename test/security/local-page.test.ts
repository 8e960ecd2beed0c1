// A hostile web page in the browser of the same machine, against the servers that onboard runs there: scripts, forms, rebound names.

import {request} from 'node:http';
import {afterEach, describe, expect, it} from 'vitest';
import {createCollector, type LogEntry} from '../../src/cohort/collector/collector.ts';
import {remoteAddress, serveCollector} from '../../src/cohort/collector/serve.ts';
import {makeJoinCode} from '../../src/cohort/join-code.ts';
import type {Journal} from '../../src/cohort/journal/journal.ts';
import {nodeClock} from '../../src/ports/node.ts';

import {startSandbox, type Sandbox} from '../../src/sandbox/server.ts';
import {scenarioNamed} from '../../src/sandbox/stage.ts';
import {codeOf, someCohort} from '../cohort/cohort.ts';

const open: Array<{close(): Promise<void>}> = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map(async server => server.close()));
});

type Sent = {readonly method?: string; readonly path: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string};

async function send(base: string, {method = 'GET', path, headers = {}, body = ''}: Sent) {
	return new Promise<{readonly status: number; readonly body: string; readonly headers: NodeJS.Dict<string | string[]>}>(
		(resolve, reject) => {
			request(new URL(path, base), {method, headers}, response => {
				let text = '';
				response.setEncoding('utf8').on('data', (part: string) => {
					text += part;
				});
				response.on('end', () => {
					resolve({status: response.statusCode ?? 0, body: text, headers: response.headers});
				});
			})
				.on('error', reject)
				.end(body);
		},
	);
}

describe('the simulated cloud', () => {
	const asks: Readonly<Record<string, Sent>> = {
		bedrock: {method: 'POST', path: '/sso-oidc/client/register', body: '{"clientName":"x","clientType":"public"}'},
		vertex: {method: 'POST', path: '/token', body: 'grant_type=refresh_token'},
		foundry: {path: '/arm/subscriptions?api-version=2022-12-01'},
	};

	async function start(name: string): Promise<Sandbox> {
		const sandbox = await startSandbox(scenarioNamed(name), {clock: nodeClock()});
		open.push(sandbox);
		return sandbox;
	}

	it.each(['bedrock/happy', 'vertex/happy', 'foundry/happy'])('of %s answers programs, not pages', async name => {
		const sandbox = await start(name);
		const ask = asks[name.split('/')[0] ?? '']!;
		expect((await send(sandbox.url, ask)).status, 'a program').not.toBe(421);
		expect(sandbox.requests).toHaveLength(1);
		for (const headers of [
			{host: 'evil.example.com'},
			{host: `rebound.evil.net:${sandbox.port}`},
			{host: 'amazonaws.com.evil.net'},
			{host: 'evilamazonaws.com'},
			{origin: 'https://evil.example'},
			{origin: 'null'},
			{origin: sandbox.url},
		]) {
			const answer = await send(sandbox.url, {...ask, headers});
			expect([answer.status, answer.headers['access-control-allow-origin']], JSON.stringify(headers)).toEqual([421, undefined]);
		}

		expect(sandbox.requests).toHaveLength(1);
	});

	it('is no way to anywhere: as a proxy it leads to itself alone', async () => {
		const sandbox = await start('bedrock/happy');
		const answer = await send(sandbox.url, {path: '/', headers: {host: '169.254.169.254'}});
		expect([answer.status, answer.body]).toEqual([404, expect.stringContaining('No simulated service')]);
	});
});

describe('the collector', () => {
	async function start() {
		const log: LogEntry[] = [];
		const kept: unknown[] = [];
		const journal: Journal = {
			append: async events => kept.push(...events),
			read: async () => [],
			watch: async () => () => {},
			close: async () => {},
		};
		const app = createCollector({
			cohort: someCohort(),
			leadCode: makeJoinCode(size => new Uint8Array(size).fill(31)),
			journal,
			board: {current: async () => '{"names":"of everybody"}', watch: async () => () => {}},
			page: new Map([['/', {type: 'text/html; charset=utf-8', content: '<!doctype html>'}]]),
			clock: nodeClock(),
			addressOf: remoteAddress,
			log: entry => log.push(entry),
		});
		const server = await serveCollector(app, {host: '127.0.0.1', port: 0});
		open.push(server);
		return {url: server.url, kept};
	}

	const event = {id: 'event-0001-00000', at: '2026-11-23T09:00:00.000Z', step: 'network', state: 'failed', codes: ['network.public-path']};

	it('knows nobody without their code: no cookie, no address, no origin stands for one', async () => {
		const {url, kept} = await start();
		const body = JSON.stringify({events: [event]});
		const hostile: readonly Sent[] = [
			{path: '/api/board', headers: {origin: 'https://evil.example', cookie: `code=${codeOf(0)}`}},
			{path: `/api/board?code=${codeOf(0)}`, headers: {host: 'rebound.evil.net'}},
			{path: '/api/preset', headers: {host: 'rebound.evil.net', authorization: 'Basic ZGFuYTp4'}},
			{method: 'POST', path: '/api/events', headers: {'content-type': 'text/plain', origin: 'null'}, body},
			{method: 'POST', path: '/api/events', headers: {'content-type': 'application/x-www-form-urlencoded'}, body},
		];
		for (const ask of hostile) {
			const answer = await send(url, ask);
			expect([answer.status, answer.headers['set-cookie'], answer.headers['access-control-allow-origin']], ask.path).toEqual([
				401,
				undefined,
				undefined,
			]);
			expect(answer.body).toBe('{"error":"no-code"}');
		}

		expect(kept).toEqual([]);
	});

	it('lets no other page ask first whether it may send a code', async () => {
		const {url} = await start();
		for (const path of ['/api/board', '/api/events', '/api/preset']) {
			const headers = {
				origin: 'https://evil.example',
				'access-control-request-method': 'GET',
				'access-control-request-headers': 'authorization',
			};
			const answer = await send(url, {method: 'OPTIONS', path, headers});
			expect(answer.status).toBe(404);
			expect(Object.keys(answer.headers).filter(name => name.startsWith('access-control'))).toEqual([]);
		}
	});

	it('may not be framed, nor its answers be read as something else', async () => {
		const {url} = await start();
		for (const path of ['/', '/api/board', '/nowhere']) {
			const {headers} = await send(url, {path});
			expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
			expect([headers['x-frame-options'], headers['x-content-type-options'], headers['cross-origin-resource-policy']]).toEqual([
				'DENY',
				'nosniff',
				'same-origin',
			]);
		}
	});
});
