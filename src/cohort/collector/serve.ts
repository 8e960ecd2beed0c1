// Runs the collector on a port of this machine until it is stopped.

import type {Server} from 'node:net';
import type {Context, Hono} from 'hono';
import {UserError} from '../../core/errors.ts';

export type ServeOptions = {
	/** Address to listen on; `127.0.0.1` unless the lead opens it to others. */
	readonly host: string;
	/** 0 takes any free port. */
	readonly port: number;
	/** Certificate chain and key as PEM; without them a reverse proxy has to bring TLS. */
	readonly tls?: {readonly certificate: string; readonly key: string};
};

export type Running = {
	/** Where it listens, for example `http://127.0.0.1:8080`. */
	readonly url: string;
	/** Ends it: open streams are cut after a moment. */
	close(): Promise<void>;
};

/**
 * Starts the server.
 *
 * @throws UserError when the port is taken or may not be used.
 */
export async function serveCollector(app: Hono, options: ServeOptions): Promise<Running> {
	// A server is not an effect that tests swap: they start this one.
	// oxlint-disable-next-line no-restricted-imports
	const [{createAdaptorServer}, {createServer}] = await Promise.all([import('@hono/node-server'), import('node:https')]);
	const server = createAdaptorServer({
		fetch: app.fetch,
		...(options.tls === undefined ? {} : {createServer, serverOptions: {cert: options.tls.certificate, key: options.tls.key}}),
	}) as Server & {closeAllConnections(): void};
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			reject(
				new UserError(
					error.code === 'EADDRINUSE'
						? `Port ${options.port} is taken by another program.`
						: `The collector cannot listen on ${options.host}:${options.port}: ${error.message}.`,
					'Name another one with --port.',
				),
			);
		});
		server.listen(options.port, options.host, resolve);
	});
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : options.port;
	const name = options.host.includes(':') ? `[${options.host}]` : options.host;
	return {
		url: `${options.tls === undefined ? 'http' : 'https'}://${name}:${port}`,
		async close() {
			const closed = new Promise<void>(resolve => {
				server.close(() => {
					resolve();
				});
			});
			server.closeAllConnections();
			await closed;
		},
	};
}

/** Address of who asks, as this machine's network saw it; a header could say anything. */
export function remoteAddress(context: Context): string {
	const env = context.env as {readonly incoming?: {readonly socket?: {readonly remoteAddress?: string}}} | undefined;
	return env?.incoming?.socket?.remoteAddress ?? 'unknown';
}
