// The lab's CONNECT proxy and its plain TCP forwarders.

import {createServer as createHttpServer, type Server as HttpServer} from 'node:http';
import {connect, createServer, type Server, type Socket} from 'node:net';

export type Place = {readonly address: string; readonly port: number};

function join(one: Socket, other: Socket): void {
	one.pipe(other).pipe(one);
	for (const [from, to] of [
		[one, other],
		[other, one],
	] as const) {
		from.on('error', () => {
			to.destroy();
		});
		from.on('close', () => {
			to.destroy();
		});
	}
}

/** Forwards every connection to `from` on to `to`, byte for byte. */
export async function forward(from: Place, to: Place): Promise<Server> {
	const server = createServer(socket => {
		join(socket, connect({host: to.address, port: to.port}));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(from.port, from.address, resolve);
	});
	return server;
}

/**
 * A proxy that opens tunnels to where its own table of names leads, whatever the client's name server says.
 *
 * @param onTunnel - Told every host that a tunnel was asked for.
 */
export async function startProxy(
	at: Place,
	addressOf: (host: string) => string | undefined,
	onTunnel: (host: string) => void,
): Promise<HttpServer> {
	const server = createHttpServer((_request, response) => {
		response.writeHead(501).end();
	});
	server.on('connect', (request, socket: Socket) => {
		const [host = '', port = '443'] = (request.url ?? '').split(':');
		onTunnel(host);
		const address = addressOf(host);
		if (address === undefined) {
			socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
			return;
		}

		const upstream = connect({host: address, port: Number(port)}, () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
		});
		join(socket, upstream);
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(at.port, at.address, resolve);
	});
	return server;
}
