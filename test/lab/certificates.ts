// Certificates for the lab, made with the openssl program: an authority named like the real one, and one of an inspection device.

import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
export type KeyPair = {readonly key: string; readonly cert: string};

export type Authority = {
	/** Path of the authority's certificate, for NODE_EXTRA_CA_CERTS. */
	readonly file: string;
	readonly pem: string;
	readonly server: KeyPair;
};

/**
 * Makes an authority and a server certificate that it signs.
 *
 * @param organization - O of the authority, which is what interception is recognized by.
 * @param names - DNS names of the server, wildcards allowed.
 */
export function makeAuthority(folder: string, organization: string, names: readonly string[]): Authority {
	const file = (name: string) => path.join(folder, `${organization.replaceAll(/\W/g, '')}-${name}`);
	const openssl = (...parameters: string[]) => execFileSync('openssl', parameters, {stdio: ['ignore', 'pipe', 'pipe']});
	const key = (to: string) => openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', to);
	key(file('ca.key'));
	openssl(
		'req',
		'-x509',
		'-new',
		'-key',
		file('ca.key'),
		'-days',
		'2',
		'-subj',
		`/O=${organization}/CN=${organization} lab authority`,
		'-addext',
		'basicConstraints=critical,CA:TRUE',
		'-out',
		file('ca.pem'),
	);
	key(file('server.key'));
	openssl('req', '-new', '-key', file('server.key'), '-subj', '/CN=lab', '-out', file('server.csr'));
	writeFileSync(file('names'), `subjectAltName=${names.map(name => `DNS:${name}`).join(',')}\n`);
	openssl(
		'x509',
		'-req',
		'-in',
		file('server.csr'),
		'-CA',
		file('ca.pem'),
		'-CAkey',
		file('ca.key'),
		'-set_serial',
		'0x1001',
		'-days',
		'2',
		'-extfile',
		file('names'),
		'-out',
		file('server.pem'),
	);
	const text = (name: string) => readFileSync(file(name), 'utf8');
	return {file: file('ca.pem'), pem: text('ca.pem'), server: {key: text('server.key'), cert: `${text('server.pem')}${text('ca.pem')}`}};
}
