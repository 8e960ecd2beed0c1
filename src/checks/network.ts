// The network checks of a provider: which way requests go, and whether each layer of that way works.

import type {Check} from '../core/check.ts';
import {callCheck} from './network/call.ts';
import {connectCheck} from './network/connect.ts';
import {nameCheck} from './network/name.ts';
import {controlCheck, mantleCheck} from './network/others.ts';
import {pathCheck} from './network/path.ts';
import {proxyCheck} from './network/proxy.ts';
import {subjectOf, type NetworkOptions} from './network/subject.ts';
import {plainCheck, tlsCheck} from './network/tls.ts';

export type {NetworkOptions} from './network/subject.ts';

/**
 * The checks `network.proxy`, `network.dns`, `network.tcp`, `network.tls`, `network.http`, `network.path` and, for the hosts given,
 * `network.control` and `network.mantle`.
 *
 * `network.path` uses the facts of two checks that a provider may add: `network.endpoint` (see `endpointCheck`) and
 * `network.signed` (`SignedFacts`).
 */
export function networkChecks(options: NetworkOptions): readonly Check[] {
	const subject = subjectOf(options);
	const {control, mantle} = options;
	const isEncrypted = !subject.endpoint.url.startsWith('http:');
	const checks: ReadonlyArray<Check | undefined> = [
		proxyCheck(subject),
		nameCheck(subject),
		connectCheck(subject),
		isEncrypted ? tlsCheck(subject) : plainCheck(subject),
		callCheck(subject),
		control === undefined ? undefined : controlCheck(subject, {host: control.host, port: control.port ?? 443}),
		mantle === undefined ? undefined : mantleCheck(subject, {host: mantle.host, port: mantle.port ?? 443}),
		pathCheck(subject),
	];
	return checks.filter(check => check !== undefined);
}
