// A certificate for this machine's loopback address and simulated hosts, made anew at every start, for clients that insist on TLS.

import {generateKeyPairSync, randomBytes, sign, type KeyPairKeyObjectResult} from 'node:crypto';

const ecdsaWithSha256 = [0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const sha256WithRsa = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00];
const days = 30;

/** One DER element (ITU-T X.690, 2021): tag, length, content. */
function element(tag: number, ...parts: ReadonlyArray<Uint8Array | readonly number[]>): Buffer {
	const content = Buffer.concat(parts.map(part => Buffer.from(part)));
	const size = content.length;
	const length = size < 0x80 ? [size] : size < 0x1_00 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
	return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: ReadonlyArray<Uint8Array | readonly number[]>) => element(0x30, ...parts);
const objectId = (...bytes: readonly number[]) => element(0x06, bytes);
const text = (value: string) => element(0x0c, Buffer.from(value));
const time = (milliseconds: number) => element(0x18, Buffer.from(new Date(milliseconds).toISOString().replaceAll(/[-:T]|\.\d+/gu, '')));

function extension(id: readonly number[], value: Uint8Array, isCritical = false): Buffer {
	return sequence(objectId(...id), ...(isCritical ? [element(0x01, [0xff])] : []), element(0x04, value));
}

export type Certified = {readonly key: string; readonly cert: string};

/**
 * A self-signed certificate for `localhost`, 127.0.0.1 and ::1 (RFC 5280), good for 30 days. The key stays in memory.
 *
 * @param hosts - Other names it is good for, for clients that tunnel to them through the sandbox.
 * @param now - Wall-clock milliseconds; the certificate is good from a day earlier, for clocks that differ.
 * @returns PEM texts of key and certificate.
 */
export function loopbackCertificate(hosts: readonly string[], now: number): Certified {
	return certify(generateKeyPairSync('ec', {namedCurve: 'prime256v1'}), ecdsaWithSha256, hosts, now);
}

/** The same with an RSA key, as directories want from applications. */
export function rsaCertificate(now: number): Certified {
	return certify(generateKeyPairSync('rsa', {modulusLength: 2048}), sha256WithRsa, [], now);
}

function certify(
	{publicKey, privateKey}: KeyPairKeyObjectResult,
	algorithm: readonly number[],
	hosts: readonly string[],
	now: number,
): Certified {
	const name = sequence(element(0x31, sequence(objectId(0x55, 0x04, 0x03), text('onboard sandbox'))));
	const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(15)]);
	const alternatives = sequence(
		...['localhost', ...hosts].map(host => element(0x82, Buffer.from(host))),
		element(0x87, [127, 0, 0, 1]),
		element(0x87, [...Array.from({length: 15}, () => 0), 1]),
	);
	const day = 86_400_000;
	const body = sequence(
		element(0xa0, element(0x02, [2])),
		element(0x02, serial),
		Buffer.from(algorithm),
		name,
		sequence(time(now - day), time(now + days * day)),
		name,
		publicKey.export({type: 'spki', format: 'der'}),
		element(
			0xa3,
			sequence(
				extension([0x55, 0x1d, 0x13], sequence(element(0x01, [0xff])), true),
				extension([0x55, 0x1d, 0x11], alternatives),
				// Digital signature and certificate signing: it is its own authority.
				extension([0x55, 0x1d, 0x0f], element(0x03, [0x02, 0x84]), true),
			),
		),
	);
	const signature = sign('sha256', body, privateKey);
	const der = sequence(body, Buffer.from(algorithm), element(0x03, [0], signature));
	const lines = der.toString('base64').match(/.{1,64}/gu) ?? [];
	return {
		key: privateKey.export({type: 'pkcs8', format: 'pem'}).toString(),
		cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
	};
}
