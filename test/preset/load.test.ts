// Finding and reading presets: from real files, and from a real server on this machine.

import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer, type RequestListener, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {providers} from '../../src/providers/all.ts';
import {UserError} from '../../src/core/errors.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {HttpRequest, HttpResponse, Ports} from '../../src/ports/ports.ts';
import {discoverPreset, loadPreset, wellKnownPath} from '../../src/preset/load.ts';
import {isChanged, type LoadedPreset} from '../../src/preset/preset.ts';
import {presetSizeLimit} from '../../src/preset/remote.ts';

const good = JSON.stringify({schema: 'onboard/preset@1', organization: 'Acme', answers: {region: 'us-east-1'}});
const direct = (): undefined => undefined;
let home: string;
let ports: Ports;
let server: Server | undefined;

beforeEach(async () => {
	home = await mkdtemp(path.join(os.tmpdir(), 'onboard-preset-'));
	ports = nodePorts({home, env: {}, folder: home});
});

afterEach(async () => {
	server?.closeAllConnections();
	server?.close();
	server = undefined;
	await rm(home, {recursive: true, force: true});
});

async function serve(listener: RequestListener): Promise<string> {
	server = createServer(listener);
	await new Promise<void>(resolve => {
		server!.listen(0, '127.0.0.1', resolve);
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function load(location: string, proxyFor: (url: string) => string | undefined = direct, world: Ports = ports): Promise<LoadedPreset> {
	return loadPreset({location, from: '--preset'}, {ports: world, proxyFor, providers});
}

async function failure(promise: Promise<unknown>): Promise<UserError> {
	const [result] = await Promise.allSettled([promise]);
	const error: unknown = result.status === 'rejected' ? result.reason : undefined;
	if (!(error instanceof UserError)) {
		throw new Error(`expected a UserError, not ${String(error)}`);
	}

	expect(error.exitCode).toBe(2);
	expect(`${error.message}${error.next}`).not.toMatch(/undefined|\[object|\n/u);
	return error;
}

/** Ports whose requests are answered from a table; everything else is this machine's. */
function answering(pages: Readonly<Record<string, Partial<HttpResponse>>>, seen: HttpRequest[] = []): Ports {
	return {
		...ports,
		network: {
			...ports.network,
			async request(request) {
				seen.push(request);
				const page = pages[request.url];
				if (page === undefined) {
					throw Object.assign(new Error('getaddrinfo ENOTFOUND'), {code: 'ENOTFOUND'});
				}

				return {status: 200, headers: {}, body: good, tookMs: 1, ...page};
			},
		},
	};
}

test('a file is read relative to the folder, from the home folder and by its whole path', async () => {
	await mkdir(path.join(home, 'sub'));
	await writeFile(path.join(home, 'sub', 'acme.json'), `\uFEFF${good}`);
	for (const location of ['sub/acme.json', '~/sub/acme.json', path.join(home, 'sub', 'acme.json')]) {
		const loaded = await load(location);
		expect(loaded.origin).toEqual({
			kind: 'file',
			location: path.join(home, 'sub', 'acme.json'),
			label: '~/sub/acme.json',
			from: '--preset',
		});
		expect(loaded.preset.answers).toEqual({region: 'us-east-1'});
	}
});

test('files that are no presets are refused in one line', async () => {
	await writeFile(path.join(home, 'huge.json'), `"${'x'.repeat(presetSizeLimit)}"`);
	await writeFile(path.join(home, 'latin.json'), new Uint8Array([0x7b, 0xe9, 0x7d]));
	await writeFile(path.join(home, 'bad.json'), '{"schema": "onboard/preset@1", "organisation": "Acme", "answers": {"account": 1}}');
	await mkdir(path.join(home, 'folder'));
	expect((await failure(load('missing.json'))).message).toBe('There is no preset missing.json (from --preset).');
	expect((await failure(load('folder'))).message).toBe('The preset folder is a folder.');
	expect((await failure(load('huge.json'))).message).toBe('The preset huge.json is larger than 256 KB.');
	expect((await failure(load('latin.json'))).message).toBe('Could not read the preset latin.json: it is not UTF-8 text.');
	expect((await failure(load('bad.json'))).message).toMatch(/^The preset ~\/bad\.json cannot be used: .+ \(and 2 more problems\)\.$/u);
	expect((await failure(load(''))).message).toBe('--preset names no preset.');
	expect((await failure(load('a\u001B[2J.json'))).message).toBe('--preset names no preset.');
});

test('a preset is read from a server on this machine, through a redirect on the same host', async () => {
	const address = await serve((request, response) => {
		if (request.url === '/old') {
			response.writeHead(302, {location: '/new.json'}).end();
		} else {
			response.writeHead(200, {'content-type': 'application/json'}).end(good);
		}
	});
	const loaded = await load(`${address}/old`);
	expect(loaded.preset.organization).toBe('Acme');
	expect(loaded.origin).toMatchObject({kind: 'url', label: `${new URL(address).host}/old`});
	expect(loaded.hash).toMatch(/^[\da-f]{64}$/u);
});

test('answers of a server that are no preset are refused in one line', async () => {
	const address = await serve((request, response) => {
		const pages: Readonly<Record<string, () => void>> = {
			'/elsewhere': () => response.writeHead(302, {location: 'https://evil.example/p.json'}).end(),
			'/circle': () => response.writeHead(302, {location: '/circle'}).end(),
			'/secret': () => response.writeHead(403).end('no'),
			'/page': () => response.end('<html>Sign in</html>'),
			'/huge': () => response.end(`"${'x'.repeat(presetSizeLimit + 10)}"`),
			'/cut': () => response.destroy(),
		};
		(pages[request.url ?? ''] ?? (() => response.writeHead(404).end()))();
	});
	const {host} = new URL(address);
	expect((await failure(load(`${address}/elsewhere`))).message).toBe(
		`The preset ${host}/elsewhere redirects to another host, evil.example.`,
	);
	expect((await failure(load(`${address}/circle`))).message).toBe(`The preset ${host}/circle redirects more than 3 times.`);
	expect((await failure(load(`${address}/secret`))).message).toBe(`Could not read the preset ${host}/secret: the server answered 403.`);
	expect((await failure(load(`${address}/nothing`))).message).toBe(`Could not read the preset ${host}/nothing: the server answered 404.`);
	expect((await failure(load(`${address}/page`))).message).toContain('it is a web page, not JSON');
	expect((await failure(load(`${address}/huge`))).message).toBe(`The preset ${host}/huge is larger than 256 KB.`);
	expect((await failure(load(`${address}/cut`))).message).toBe(`Could not read the preset ${host}/cut: ${host} cut the connection.`);
});

test('a server that is not there is named', async () => {
	const address = await serve(() => {});
	server!.close();
	const {host} = new URL(address);
	expect((await failure(load(`${address}/p.json`))).message).toBe(
		`Could not read the preset ${host}/p.json: ${host} refused the connection.`,
	);
	expect((await failure(load('https://acme.example/p.json', direct, answering({})))).message).toBe(
		'Could not read the preset acme.example/p.json: the name acme.example does not exist here.',
	);
});

test.each([
	['http://acme.example/p.json', 'A preset is read over https only, not http.'],
	['ftp://acme.example/p.json', 'A preset is read over https only, not ftp.'],
	['file:///etc/passwd', 'A preset is read over https only, not file.'],
	['https://dana:hunter22@acme.example/p.json', 'The preset address of acme.example holds a user name or password.'],
	['https://', 'The preset address from --preset is not a valid address.'],
])('%s is not asked', async (location, message) => {
	const seen: HttpRequest[] = [];
	expect((await failure(load(location, direct, answering({}, seen)))).message).toBe(message);
	expect(seen).toEqual([]);
});

test('requests are bounded, go through the proxy, and never follow to another port or to plain http', async () => {
	const seen: HttpRequest[] = [];
	const world = answering(
		{'https://acme.example/p.json': {}, 'https://acme.example/down': {status: 301, headers: {location: 'http://acme.example/p.json'}}},
		seen,
	);
	await load('https://acme.example/p.json', url => `http://proxy.example:8080/?${new URL(url).host}`, world);
	expect(seen[0]).toMatchObject({
		method: 'GET',
		proxy: 'http://proxy.example:8080/?acme.example',
		limitMs: 10_000,
		maxBytes: presetSizeLimit + 1,
	});
	expect((await failure(load('https://acme.example/down', direct, world))).message).toBe(
		'The preset acme.example/down redirects to plain http.',
	);
});

test('an address without https:// is understood, and a file of that name wins', async () => {
	const world = answering({'https://acme.example/onboard.json': {}});
	expect((await load('acme.example/onboard.json', direct, world)).origin).toMatchObject({kind: 'url', label: 'acme.example/onboard.json'});
	await mkdir(path.join(home, 'acme.example'));
	await writeFile(path.join(home, 'acme.example', 'onboard.json'), good);
	expect((await load('acme.example/onboard.json', direct, world)).origin.kind).toBe('file');
});

test('the flag wins over the variable, and the variable over the well-known path', async () => {
	const system = {
		...ports.files,
		stat: async (file: string) => (file === wellKnownPath ? {kind: 'file' as const, mode: 0o644, size: 2} : undefined),
	};
	const world = {...ports, env: {ONBOARD_PRESET: 'b.json'}, files: system};
	expect(await discoverPreset('a.json', world)).toEqual({location: 'a.json', from: '--preset'});
	expect(await discoverPreset(undefined, world)).toEqual({location: 'b.json', from: 'ONBOARD_PRESET'});
	expect(await discoverPreset(undefined, {...world, env: {ONBOARD_PRESET: ''}})).toEqual({location: wellKnownPath, from: wellKnownPath});
	expect(await discoverPreset(undefined, {...world, env: {}, files: {...system, stat: async () => undefined}})).toBeUndefined();
});

test('only a remote preset that differs from the accepted one has changed', async () => {
	const before = await load('https://acme.example/p.json', direct, answering({'https://acme.example/p.json': {}}));
	const after = await load('https://acme.example/p.json', direct, answering({'https://acme.example/p.json': {body: `${good} `}}));
	await writeFile(path.join(home, 'p.json'), good);
	const file = await load('p.json');
	expect(isChanged(before, {})).toBe(false);
	expect(isChanged(before, {'acme.example/p.json': before.hash})).toBe(false);
	expect(isChanged(after, {'acme.example/p.json': before.hash})).toBe(true);
	expect(isChanged(file, {[file.origin.label]: 'other'})).toBe(false);
});
