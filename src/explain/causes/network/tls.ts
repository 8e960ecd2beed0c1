// Signs that the secured connection or its certificate is the trouble.

import type {Signals} from '../../clue.ts';
import {untrusted} from './words.ts';

export const tlsCauses: Readonly<Record<string, Signals>> = {
	'network.intercepted': {
		likely: [
			...untrusted,
			'TLS inspection',
			'SSL inspection',
			'certificate|cert ~ untrusted|not trusted|unknown authority|unknown issuer|verify failed|verification failed|could not be verified|cannot be verified',
		],
		possible: [
			'SSL: & @home',
			'SSLError',
			'certificate & @home',
			'x509',
			'SSL connection could not be established',
			'TLS handshake & @home',
		],
		tellApart:
			'Look at the issuer: openssl s_client -connect HOST:443. A company name instead of Amazon, Google or Microsoft is an inspecting proxy.',
	},
	'network.certificate-untrusted': {
		likely: [
			'ERR_TLS_CERT_ALTNAME_INVALID',
			"does not match certificate's altnames",
			'CERT_HAS_EXPIRED',
			'certificate has expired',
			'hostname mismatch',
			"doesn't match the … certificate",
			"doesn't match either of",
			'certificate is valid for … not',
			'RemoteCertificateNameMismatch',
			'No subject alternative',
			'SSLPeerUnverifiedException',
			'certificate has expired or is not yet valid',
			'no alternative certificate subject name matches',
			'invalid peer certificate: NotValidForName',
			'SEC_E_WRONG_PRINCIPAL',
			'NotValidForName',
		],
		tellApart:
			'Look at the names and dates of the certificate: openssl s_client -connect HOST:443 | openssl x509 -noout -dates -ext subjectAltName.',
	},
	'network.handshake-broken': {
		likely: [
			'SSL_ERROR_SYSCALL',
			'unexpected EOF … handshake',
			'UNEXPECTED_EOF_WHILE_READING',
			'unexpected eof while reading & ssl|tls',
			'EOF occurred in violation of protocol',
			'before secure TLS connection was established',
			'Remote host terminated the handshake',
			'TLS handshake timeout',
			'curl: (35) & unexpected eof|reset by peer',
		],
		tellApart:
			'Reconnect the VPN and try again: if it breaks each time, a firewall cuts the name, or large packets do not fit through the VPN.',
	},
	'network.tls-failed': {
		likely: [
			'EPROTO',
			'ERR_SSL_',
			'WRONG_VERSION_NUMBER',
			'wrong version number',
			'handshake failure',
			'SSLV3_ALERT',
			'curl: (35) & !unexpected eof & !reset by peer & !SSL_ERROR_SYSCALL',
			'first record does not look like a TLS handshake',
			'unsupported protocol & ssl',
			'Could not create SSL/TLS secure channel',
			'dh key too small',
			'UNSAFE_LEGACY_RENEGOTIATION',
			'legacy renegotiation',
			'The SSL connection could not be established & !certificate',
		],
		tellApart:
			'A wrong version number often is a proxy variable that says https:// where http:// is meant; otherwise look at what answers on that port.',
	},
};
