// One interactive sign-in to IAM Identity Center: in the browser of this machine, or with a code on any device.

import {createHash} from 'node:crypto';
import {valueOf} from '../../../core/session.ts';
import type {Action, Notice, ProveContext} from '../../provider.ts';
import type {Connection} from '../connection.ts';
import {attempt, isThrottled, isUnreachable, type CloudFailure} from '../failure.ts';
import {startCallbackServer} from './callback-server.ts';
import {authorizeUrl, createToken, register, startDevice, type DeviceCode, type Directory, type Registration} from './oidc.ts';
import {qrLines} from './qr.ts';
import type {CachedToken} from './token-cache.ts';

export type SignInProblem =
	| 'sign-in.denied'
	| 'sign-in.code-expired'
	| 'sign-in.not-finished'
	| 'sign-in.wrong-region'
	| 'sign-in.start-url-wrong'
	| 'sign-in.throttled'
	| 'sign-in.unavailable';

export type SignInOutcome =
	| {
			readonly kind: 'signed-in';
			readonly token: CachedToken;
			/** The service's clock minus this machine's, in milliseconds. */ readonly skewMs?: number;
	  }
	| {readonly kind: 'failed'; readonly problem: SignInProblem; readonly failure?: CloudFailure};

type Waiting = ProveContext & {readonly connection: Connection; readonly directory: Directory};

/** How long a sign-in in the browser may take, in milliseconds; AWS CLI v2 waits as long. */
const browserLimitMs = 600_000;
const slowDownMs = 5000;
const patience = 3;

const open: Action = {id: 'open', key: 'o', label: 'open in browser'};
const device: Action = {id: 'device', key: 'd', label: 'use a code instead'};

/**
 * Signs in. Nothing is opened unasked: the notice shows the address and a key opens it.
 *
 * Without a browser that can reach this machine, or with nobody at the keyboard, a device code is used.
 *
 * @throws The signal's reason when aborted.
 */
export async function signIn(context: ProveContext, directory: Directory): Promise<SignInOutcome> {
	const stop = new AbortController();
	const signal = AbortSignal.any([context.signal, stop.signal]);
	let skewMs: number | undefined;
	const connection: Connection = {
		ports: context.ports,
		region: directory.region,
		signal,
		onResponse(response) {
			skewMs = response.skewMs ?? skewMs;
		},
	};
	try {
		const waiting: Waiting = {...context, signal, connection, directory};
		const isBrowser = context.ports.browser.isLocal && context.isAttended && valueOf(context.answers, 'deviceCode') !== 'yes';
		const first = isBrowser ? await inBrowser(waiting) : await withCode(waiting);
		const outcome = first === 'switch' ? await withCode(waiting) : first;
		return outcome.kind === 'signed-in' && skewMs !== undefined ? {...outcome, skewMs} : outcome;
	} finally {
		stop.abort();
		context.onNotice(undefined);
	}
}

async function inBrowser(context: Waiting): Promise<SignInOutcome | 'switch'> {
	const {connection, directory, ports} = context;
	const registered = await attempt(async () => register(connection, directory, 'browser'));
	if (registered.failure !== undefined) {
		return failed(registered.failure);
	}

	const state = Buffer.from(ports.random(24)).toString('base64url');
	const verifier = Buffer.from(ports.random(48)).toString('base64url');
	let server;
	try {
		server = await startCallbackServer(state, context.signal);
	} catch {
		// No port of this machine can be had: a code needs none.
		return 'switch';
	}

	const challenge = createHash('sha256').update(verifier).digest('base64url');
	const url = authorizeUrl(connection, registered.value, {redirectUri: server.redirectUri, state, challenge});
	const until = ports.clock.now() + browserLimitMs;
	const pressed = await waitFor(
		context,
		{text: 'Sign in on this page', url, until},
		[open, device],
		Promise.race([server.result, limit(context, browserLimitMs)]),
	);
	if (pressed === 'device') {
		return 'switch';
	}

	if (pressed === 'late') {
		return {kind: 'failed', problem: 'sign-in.not-finished'};
	}

	if (pressed.kind === 'error') {
		return pressed.error === 'access_denied'
			? {kind: 'failed', problem: 'sign-in.denied'}
			: failed({name: pressed.error, message: pressed.description, status: 400, isForeign: false});
	}

	const grant = {kind: 'code', code: pressed.code, redirectUri: server.redirectUri, verifier} as const;
	const created = await attempt(async () => createToken(connection, directory, registered.value, grant));
	return created.failure === undefined ? {kind: 'signed-in', token: created.value} : failed(created.failure);
}

async function withCode(context: Waiting): Promise<SignInOutcome> {
	const {connection, directory} = context;
	const started = await attempt(async () => {
		const registration = await register(connection, directory, 'device');
		return {registration, code: await startDevice(connection, directory, registration)};
	});
	if (started.failure !== undefined) {
		return failed(started.failure);
	}

	const {registration, code} = started.value;
	const notice: Notice = {
		text: 'Sign in on this page, on any device, and check that it shows this code',
		url: code.url,
		code: code.userCode,
		qr: await qrLines(code.url),
		until: code.until,
	};
	const result = await waitFor(context, notice, [open], poll(context, registration, code));
	return result === 'device' ? {kind: 'failed', problem: 'sign-in.not-finished'} : result;
}

async function poll(context: Waiting, registration: Registration, code: DeviceCode): Promise<SignInOutcome> {
	const {connection, directory} = context;
	const {clock} = context.ports;
	let {intervalMs} = code;
	let misses = 0;
	let missed: CloudFailure | undefined;
	for (;;) {
		await clock.sleep(intervalMs, context.signal);
		if (clock.now() >= code.until) {
			return {kind: 'failed', problem: 'sign-in.code-expired'};
		}

		const tried = await attempt(async () =>
			createToken(connection, directory, registration, {kind: 'device', deviceCode: code.deviceCode}),
		);
		if (tried.failure === undefined) {
			return {kind: 'signed-in', token: tried.value};
		}

		const {failure} = tried;
		if (failure.name === 'slow_down') {
			// The longer interval holds for the rest of this sign-in. Source: RFC 8628 §3.5.
			intervalMs += slowDownMs;
		} else if (missed !== undefined && /^(?:expired_token|invalid_grant)$/u.test(failure.name)) {
			// A code is good for one use: most likely the answer that was lost held the token.
			return {kind: 'failed', problem: 'sign-in.unavailable', failure: missed};
		} else if (failure.name === 'expired_token') {
			return {kind: 'failed', problem: 'sign-in.code-expired', failure};
		} else if (failure.name !== 'authorization_pending') {
			// A server that stumbles once or a network that drops one poll must not cost the person their sign-in.
			misses += 1;
			missed = failure;
			const isPassing = isUnreachable(failure) || isThrottled(failure) || (failure.status ?? 0) >= 500;
			if (!isPassing || misses > patience) {
				return failed(failure);
			}
		}
	}
}

async function waitFor<T>(context: Waiting, notice: Notice, actions: readonly Action[], outcome: Promise<T>): Promise<T | 'device'> {
	context.onNotice(notice);
	for (;;) {
		const pressed = await Promise.race([outcome.then(value => ({value})), context.onActions(actions).then(id => ({id}))]);
		if ('value' in pressed) {
			return pressed.value;
		}

		if (pressed.id === device.id) {
			return 'device';
		}

		const isOpened = await context.ports.browser.open(notice.url ?? '');
		context.onNotice(isOpened ? notice : {...notice, text: 'No browser could be started; copy this address'});
	}
}

async function limit(context: Waiting, milliseconds: number): Promise<'late'> {
	await context.ports.clock.sleep(milliseconds, context.signal);
	return 'late';
}

function failed(failure: CloudFailure): SignInOutcome {
	return {kind: 'failed', problem: problemOf(failure), failure};
}

/** What an error of the sign-in service means. Pure. */
export function problemOf(failure: CloudFailure): SignInProblem {
	if (failure.region !== undefined || failure.name === 'InvalidRequestRegionException') {
		return 'sign-in.wrong-region';
	}

	if (isThrottled(failure) && failure.name !== 'slow_down') {
		return 'sign-in.throttled';
	}

	switch (failure.name) {
		case 'access_denied': {
			return 'sign-in.denied';
		}

		case 'expired_token':
		case 'invalid_grant': {
			return 'sign-in.code-expired';
		}

		case 'invalid_request':
		case 'invalid_client_metadata': {
			return 'sign-in.start-url-wrong';
		}

		default: {
			return 'sign-in.unavailable';
		}
	}
}
