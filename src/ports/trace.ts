// What a debug trace records: every effect that goes through `Ports`, with when it began, how long it took and how it ended; never what it carried.

import path from 'node:path';
import type {Json} from '../core/redact.ts';
import {shortPath} from './places.ts';
import type {Files, Network, Ports, Processes, ProcessResult} from './ports.ts';

/** What kind of effect a line is about. `aws` is a call that a client library makes on its own. */
export type CallKind = 'lookup' | 'connect' | 'handshake' | 'request' | 'aws' | 'process' | 'write' | 'append' | 'remove' | 'browser';

export type Told = Readonly<Record<string, Json>>;

export type Trace = {
	/**
	 * Does one thing and records it, whether it works or not.
	 *
	 * @param to - Host, program or file; free of secrets.
	 * @param tell - What of the result is worth a word.
	 */
	call<T>(kind: CallKind, to: string, run: () => Promise<T>, tell?: (result: T) => Told): Promise<T>;
};

/** The same ports, with each effect recorded. */
export function traced(ports: Ports, trace: Trace): Ports {
	return {
		...ports,
		network: tracedNetwork(ports.network, trace),
		processes: tracedProcesses(ports.processes, trace),
		files: tracedFiles(ports, trace),
		browser: {
			isLocal: ports.browser.isLocal,
			open: async url =>
				trace.call(
					'browser',
					addressOf(url).host,
					async () => ports.browser.open(url),
					isStarted => ({isStarted}),
				),
		},
		trace,
	};
}

function tracedNetwork(network: Network, trace: Trace): Network {
	return {
		lookup: async (host, options) =>
			trace.call(
				'lookup',
				host,
				async () => network.lookup(host, options),
				addresses => ({addresses: [...addresses]}),
			),
		connect: async options => trace.call('connect', `${options.address}:${options.port}`, async () => network.connect(options)),
		handshake: async options =>
			trace.call(
				'handshake',
				`${options.host}:${options.port}`,
				async () => network.handshake(options),
				found => ({
					...throughProxy(options.proxy),
					isTrusted: found.isTrusted,
					issuer: found.issuer ?? null,
					error: found.error ?? null,
				}),
			),
		async request(request) {
			const {host, route} = addressOf(request.url);
			return trace.call(
				'request',
				host,
				async () => network.request(request),
				response => ({
					method: request.method,
					path: route,
					...throughProxy(request.proxy),
					status: response.status,
					bytes: response.body.length,
				}),
			);
		},
	};
}

function throughProxy(proxy: string | undefined): Told {
	return proxy === undefined ? {} : {proxy: addressOf(proxy).host};
}

/** Host and path of an address: no user name, no password, no query, and no long word that could be a key. */
export function addressOf(url: string): {readonly host: string; readonly route: string} {
	try {
		const {host, pathname} = new URL(url);
		return {host, route: routeOf(pathname)};
	} catch {
		return {host: 'an address that cannot be read', route: ''};
	}
}

/** A path without the long words that could be a key; names of models stay. */
export function routeOf(pathname: string): string {
	const [before = ''] = pathname.split('?');
	return before
		.split('/')
		.map(part => (/^[\w~.%:-]{20,}$/u.test(part) && /\d/u.test(part) && !/claude/iu.test(part) ? '…' : part))
		.join('/');
}

function tracedProcesses(processes: Processes, trace: Trace): Processes {
	const record = async (program: string, parameters: readonly string[], run: () => Promise<ProcessResult>) =>
		trace.call('process', commandOf(program, parameters), run, ({code}) => ({code: code ?? null}));
	return {
		find: async program => processes.find(program),
		run: async (program, parameters, options) => record(program, parameters, async () => processes.run(program, parameters, options)),
		attend: async (program, parameters, options) => record(program, parameters, async () => processes.attend(program, parameters, options)),
	};
}

/** Program, its first words, and the names of flags: what follows a flag may be anything. */
function commandOf(program: string, parameters: readonly string[]): string {
	const firstFlag = parameters.findIndex(word => word.startsWith('-'));
	const words = firstFlag === -1 ? parameters : parameters.slice(0, firstFlag);
	const flags = parameters.filter(word => /^--?[a-z][\w-]*(?==|$)/iu.test(word)).map(word => word.split('=')[0] ?? '');
	return [path.win32.basename(program), ...words.map(word => (word.length > 80 ? '…' : word)), ...flags].join(' ');
}

function tracedFiles({files, host}: Ports, trace: Trace): Files {
	const nameOf = (file: string) => shortPath(file, {host});
	return {
		...files,
		writeAtomic: async (file, content, mode) =>
			trace.call(
				'write',
				nameOf(file),
				async () => files.writeAtomic(file, content, mode),
				() => ({bytes: content.length}),
			),
		append: async (file, content, mode) =>
			trace.call(
				'append',
				nameOf(file),
				async () => files.append(file, content, mode),
				() => ({bytes: content.length}),
			),
		remove: async file => trace.call('remove', nameOf(file), async () => files.remove(file)),
	};
}
