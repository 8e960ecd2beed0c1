// A tunnel through an HTTP proxy (CONNECT, RFC 9110 §9.3.6), with the proxy's refusal kept apart from the server's answers.

import net from 'node:net';
import type {Socket} from 'node:net';
import {within, type Limit} from './limit.ts';

export type TunnelOptions = Limit & {readonly proxy: string; readonly host: string; readonly port: number};

/**
 * Opens a tunnel.
 *
 * @returns The raw connection to `host:port` as the proxy made it.
 * @throws The system's error when the proxy cannot be reached; an error with code `EPROXY` and the proxy's `status` when it refuses.
 */
export async function openTunnel(options: TunnelOptions): Promise<Socket> {
	const proxy = proxyOf(options.proxy);
	const authority = `${net.isIPv6(options.host) ? `[${options.host}]` : options.host}:${options.port}`;
	const socket = await dial(proxy);
	return within(
		options,
		() => {
			socket.destroy();
		},
		async () =>
			new Promise<Socket>((resolve, reject) => {
				let answer = Buffer.alloc(0);
				const onData = (part: Buffer) => {
					answer = Buffer.concat([answer, part]);
					const end = answer.indexOf('\r\n\r\n');
					if (end === -1) {
						if (answer.length > 65_536) {
							reject(refusal(undefined, 'an endless header'));
						}

						return;
					}

					socket.off('data', onData);
					socket.pause();
					const [line = ''] = answer.subarray(0, end).toString('latin1').split('\r\n');
					const status = /^HTTP\/1\.[01] (\d{3})/u.exec(line)?.[1];
					if (status?.startsWith('2') !== true) {
						reject(refusal(status === undefined ? undefined : Number(status), line));
						return;
					}

					if (answer.length > end + 4) {
						socket.unshift(answer.subarray(end + 4));
					}

					resolve(socket);
				};

				socket.on('error', reject);
				socket.once('close', () => {
					reject(Object.assign(new Error('The proxy closed the connection without an answer.'), {code: 'ECONNRESET'}));
				});
				socket.on('data', onData);
				const ready = () => {
					const header = proxy.authorization === undefined ? '' : `Proxy-Authorization: ${proxy.authorization}\r\n`;
					socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${header}\r\n`);
				};

				socket.once(proxy.isEncrypted ? 'secureConnect' : 'connect', ready);
			}),
	);
}

export type ProxyAddress = {
	readonly host: string;
	readonly port: number;
	readonly isEncrypted: boolean;
	readonly authorization: string | undefined;
};

/** Reads a proxy setting; `host:port` without a scheme is an http proxy, as Claude Code takes it. */
export function proxyOf(setting: string): ProxyAddress {
	const url = new URL(/^[a-z][a-z\d+.-]*:\/\//iu.test(setting) ? setting : `http://${setting}`);
	const isEncrypted = url.protocol === 'https:';
	const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
	return {
		host: url.hostname.replace(/^\[|\]$/gu, ''),
		port: url.port === '' ? (isEncrypted ? 443 : 80) : Number(url.port),
		isEncrypted,
		authorization: url.username === '' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`,
	};
}

async function dial(proxy: ProxyAddress): Promise<Socket> {
	if (!proxy.isEncrypted) {
		return net.connect({host: proxy.host, port: proxy.port});
	}

	const tls = await import('node:tls');
	return tls.connect({
		host: proxy.host,
		port: proxy.port,
		rejectUnauthorized: true,
		...(net.isIP(proxy.host) === 0 ? {servername: proxy.host} : {}),
	});
}

function refusal(status: number | undefined, line: string): Error {
	return Object.assign(new Error(`The proxy answered: ${line}`), {code: 'EPROXY', ...(status === undefined ? {} : {status})});
}
