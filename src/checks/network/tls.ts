// The check `network.tls`: whether TLS ends at the service or at somebody in between, named by who issued the certificate.

import {raise} from '../../catalog/declare.ts';
import {reconnect} from '../../catalog/network/connection.ts';
import {networkFindings} from '../../catalog/network.ts';
import type {Check} from '../../core/check.ts';
import type {Finding} from '../../core/finding.ts';
import {kindOf} from '../../probes/address.ts';
import type {Bounds} from '../../probes/bounded.ts';
import {connectAll} from '../../probes/tcp.ts';
import {shakeHands, type TlsFacts as HandshakeFacts} from '../../probes/tls.ts';
import {openOnes, tcpFacts} from './connect.ts';
import {portalBefore} from './portal.ts';
import {boundsOf, detailsOf, evidence, proxyTarget, type Subject} from './subject.ts';

export type TlsFacts = HandshakeFacts & {
	/** Where the network sends web pages instead; asked only where no trusted certificate came. */
	readonly portal?: string;
	/** After a handshake that broke off: whether the same port still opens. */
	readonly stillOpens?: boolean;
};

const limitMs = 5000;
const againMs = 3000;
const portalMs = 3000;

/** The connection itself went away or fell silent; everything else that ends a handshake is about TLS. */
const broken =
	/^(?:ECONNRESET|ECONNABORTED|ECONNREFUSED|ETIMEDOUT|EPIPE|ENOTCONN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENETRESET|EADDRNOTAVAIL)$/u;

/** Whether a handshake broke off, by the code it ended with. */
export function isBrokenOff(error: string | undefined): boolean {
	return error !== undefined && broken.test(error);
}

// How inspection products sign; anything else is named by its issuer as it stands.
const inspectors: ReadonlyArray<readonly [RegExp, string]> = [
	[/zscaler/i, 'Zscaler'],
	[/netskope|goskope/i, 'Netskope'],
	[/palo ?alto/i, 'Palo Alto Networks'],
	[/forti(?:net|gate)/i, 'Fortinet'],
	[/umbrella|opendns/i, 'Cisco Umbrella'],
	[/cisco/i, 'Cisco'],
	[/blue ?coat|symantec|broadcom/i, 'Symantec (Blue Coat)'],
	[/check ?point/i, 'Check Point'],
	[/forcepoint|websense/i, 'Forcepoint'],
	[/mcafee|skyhigh|trellix/i, 'Skyhigh (McAfee)'],
	[/sophos/i, 'Sophos'],
	[/cloudflare.*gateway|gateway ca.*cloudflare/i, 'Cloudflare Gateway'],
	[/iboss/i, 'iboss'],
	[/kaspersky/i, 'Kaspersky'],
	[/avast|avg /i, 'Avast'],
	[/bitdefender/i, 'Bitdefender'],
	[/eset/i, 'ESET'],
];

/** Whether the certificate comes from whom the service gets its certificates; undefined when any issuer will do. */
export function isIssuedForService(facts: TlsFacts, subject: Pick<Subject, 'service'>): boolean | undefined {
	const {issuers} = subject.service;
	return issuers.length === 0
		? undefined
		: issuers.some(issuer => facts.issuer === issuer || facts.issuer?.startsWith(`${issuer} `) === true);
}

/** Who signed a certificate, in the words people know. */
export function issuerName(facts: TlsFacts): string {
	const names = [facts.issuer, facts.root].filter(name => name !== undefined);
	return inspectors.find(([pattern]) => names.some(name => pattern.test(name)))?.[1] ?? names[0] ?? 'an unnamed authority';
}

export function tlsCheck(subject: Subject): Check<TlsFacts> {
	const id = 'network.tls';
	const {host, port} = subject.endpoint;
	return {
		id,
		group: 'network',
		title: 'TLS',
		needs: ['network.tcp'],
		limitMs: limitMs + againMs + portalMs + 1000,
		async run({signal, say, facts}) {
			const tcp = tcpFacts(facts);
			const address = (tcp === undefined ? undefined : openOnes(tcp)[0]?.address) ?? host;
			say(host);
			const seen = await shakeHands(
				{host, port, address, proxy: subject.way.proxy},
				subject.ports.network,
				boundsOf(subject, limitMs, signal),
			);
			const again = seen.refusedBy === undefined && isBrokenOff(seen.error) && seen.isTrusted === undefined;
			const stillOpens = again ? await opens(address, subject, boundsOf(subject, againMs, signal)) : undefined;
			const mayBePortal = seen.isTrusted !== true && seen.refusedBy === undefined && stillOpens !== false;
			const portal = mayBePortal ? await portalBefore(subject, boundsOf(subject, portalMs, signal)) : undefined;
			return {...seen, ...(stillOpens === undefined ? {} : {stillOpens}), ...(portal === undefined ? {} : {portal})};
		},
		summarize: facts => describe(facts, subject),
		isUsable: facts => facts.isTrusted === true,
		judge(facts) {
			const isTrusted = facts.isTrusted === true;
			const details = {
				...detailsOf(subject, facts.address === undefined ? [] : [facts.address]),
				by: issuerName(facts),
				error: facts.error ?? 'no reason given',
				isTrusted: isTrusted ? 'yes' : 'no',
			};
			const seen = [evidence('TLS', describe(facts, subject))];
			if (facts.refusedBy !== undefined) {
				return [refusal(facts.refusedBy, id, subject)];
			}

			if (facts.portal !== undefined) {
				return [
					raise(networkFindings, 'network.captive-portal', {
						check: id,
						details: {...details, portal: ` (${facts.portal})`},
						evidence: [...seen, evidence('portal', facts.portal)],
					}),
				];
			}

			if (facts.isTrusted === undefined) {
				const isBroken = facts.stillOpens !== undefined;
				const isGone = facts.stillOpens === false;
				return [
					raise(networkFindings, isBroken ? 'network.handshake-broken' : 'network.tls-failed', {
						check: id,
						details: {...details, isGone: isGone ? 'yes' : 'no'},
						evidence: isBroken ? [...seen, evidence('connect', isGone ? 'does not open any more' : 'still opens')] : seen,
						instead: isGone ? reconnect : undefined,
					}),
				];
			}

			if (isIssuedForService(facts, subject) === false) {
				return [raise(networkFindings, 'network.intercepted', {check: id, details, evidence: seen, severity: isTrusted ? 'warn' : 'fail'})];
			}

			return [
				raise(networkFindings, isTrusted ? 'network.trusted' : 'network.certificate-untrusted', {check: id, details, evidence: seen}),
			];
		},
	};
}

/** Whether the port that was just open still is; of a proxy, the proxy's. */
async function opens(address: string, subject: Subject, bounds: Bounds): Promise<boolean> {
	const {port} = proxyTarget(subject) ?? subject.endpoint;
	const [found] = await connectAll([address], port, subject.ports.network, bounds);
	return found?.outcome === 'open';
}

/** Stands in for TLS where the base URL is http. */
export function plainCheck(subject: Subject): Check<{readonly isLocal: boolean}> {
	const id = 'network.tls';
	return {
		id,
		group: 'network',
		title: 'TLS',
		needs: ['network.tcp'],
		limitMs: 1000,
		async run({facts}) {
			const tries = tcpFacts(facts)?.tries ?? [];
			return {isLocal: subject.way.proxy === undefined && tries.every(attempt => kindOf(attempt.address) === 'local')};
		},
		summarize: facts => (facts.isLocal ? 'not used: the base URL leads to this machine' : 'not used: the base URL is http'),
		judge(facts) {
			const details = {...detailsOf(subject), by: 'nobody: not needed on this machine'};
			return [raise(networkFindings, facts.isLocal ? 'network.trusted' : 'network.not-encrypted', {check: id, details})];
		},
	};
}

/** The finding for a proxy that refuses the tunnel. */
export function refusal(status: number, check: string, subject: Subject, {host}: {readonly host: string} = subject.endpoint): Finding {
	const said = status === 0 ? 'without a status' : String(status);
	const details = {...detailsOf(subject), host, status: said, isCredentials: status === 407 ? 'yes' : 'no'};
	return raise(networkFindings, 'network.proxy-refused', {
		check,
		details,
		evidence: [evidence('proxy', `${subject.way.display ?? 'the proxy'} answered CONNECT ${said}`)],
	});
}

function describe(facts: TlsFacts, subject: Subject): string {
	if (facts.refusedBy !== undefined) {
		return `the proxy refused the tunnel (${facts.refusedBy})`;
	}

	if (facts.isTrusted === undefined) {
		return `no handshake (${facts.error ?? 'no reason given'})`;
	}

	const trust = facts.isTrusted ? '' : `, not trusted (${facts.error ?? 'no reason given'})`;
	const isExpected = isIssuedForService(facts, subject);
	const by = isExpected === false ? issuerName(facts) : (facts.issuer ?? 'an unnamed authority');
	return `issued by ${by}${isExpected === undefined ? '' : isExpected ? ', not intercepted' : ', intercepted'}${trust}`;
}
