// Runs the Azure command line tools: tokens, who is signed in, and the sign-in itself.

import {scalarNumber} from '../../core/scalar.ts';
import type {Ports, ProcessResult} from '../../ports/ports.ts';
import {readFailure, type SignInFailure} from './entra.ts';
import {at, textAt} from './request.ts';

/** A token for one service. `value` is a secret: never part of facts. */
export type Token = {
	readonly value: string;
	/** Milliseconds since the Unix epoch, when the tool says so. */
	readonly expiresAt?: number;
	readonly tenant?: string;
};

export type TokenOutcome =
	| {readonly token: Token; readonly failure?: undefined}
	| {readonly token?: undefined; readonly failure: SignInFailure};

/** What a token is for. Source: platform.claude.com, Claude in Microsoft Foundry, and Azure Resource Manager's own audience. */
export const audiences = {models: 'https://ai.azure.com', management: 'https://management.azure.com'} as const;

export type Audience = keyof typeof audiences;

const limitMs = 25_000;

// az would otherwise ask which subscription to use, on a terminal it does not have.
const quiet = {AZURE_CORE_LOGIN_EXPERIENCE_V2: 'off', AZURE_CORE_NO_COLOR: 'true', AZURE_CORE_ONLY_SHOW_ERRORS: 'false'};

const azMissing: SignInFailure = {code: 'foundry.az-missing', raw: 'az is not on PATH'};

/** A token through the Azure CLI, asked for as @azure/identity 4.14 does, because Claude Code's will be. */
export async function azToken(ports: Ports, audience: Audience, tenant: string | undefined, signal: AbortSignal): Promise<TokenOutcome> {
	const ran = await start(
		ports,
		'az',
		['account', 'get-access-token', '--output', 'json', '--resource', audiences[audience], ...tenantFlag(tenant)],
		signal,
	);
	if (ran === 'missing') {
		return {failure: azMissing};
	}

	const json = jsonOf(ran.stdout);
	const value = textAt(json, 'accessToken');
	if (ran.code !== 0 || value === undefined) {
		return {failure: readFailure(ran.stderr === '' ? ran.stdout : ran.stderr)};
	}

	return {token: {value, ...expiryOf(json), ...given('tenant', textAt(json, 'tenant'))}};
}

/** A token through the Azure Developer CLI. */
export async function azdToken(ports: Ports, audience: Audience, tenant: string | undefined, signal: AbortSignal): Promise<TokenOutcome> {
	const scope = `${audiences[audience]}/.default`;
	const ran = await start(
		ports,
		'azd',
		['auth', 'token', '--output', 'json', '--no-prompt', '--scope', scope, ...(tenant === undefined ? [] : ['--tenant-id', tenant])],
		signal,
	);
	if (ran === 'missing') {
		return {failure: {code: 'foundry.sign-in-needed', raw: 'azd is not on PATH'}};
	}

	const json = jsonOf(ran.stdout);
	const value = textAt(json, 'token');
	if (ran.code !== 0 || value === undefined) {
		const text = ran.stderr.trim() === '' ? (textAt(json, 'data', 'message') ?? ran.stdout) : ran.stderr;
		return {
			failure: /not logged in|azd auth login/iu.test(text)
				? {code: 'foundry.sign-in-needed', raw: readFailure(text).raw}
				: readFailure(text),
		};
	}

	const expires = Date.parse(textAt(json, 'expiresOn') ?? '');
	return {token: {value, ...(Number.isNaN(expires) ? {} : {expiresAt: expires})}};
}

/** Who az is signed in as; undefined when it is not, or does not say. */
export async function azAccount(
	ports: Ports,
	signal: AbortSignal,
): Promise<{readonly name: string; readonly tenant: string; readonly subscription: string; readonly subscriptionName: string} | undefined> {
	const ran = await start(ports, 'az', ['account', 'show', '--output', 'json'], signal);
	const json = ran === 'missing' || ran.code !== 0 ? undefined : jsonOf(ran.stdout);
	const name = textAt(json, 'user', 'name');
	return name === undefined
		? undefined
		: {
				name,
				tenant: textAt(json, 'tenantId') ?? '',
				subscription: textAt(json, 'id') ?? '',
				subscriptionName: textAt(json, 'name') ?? '',
			};
}

/** Page and code that az prints while it waits, for example on https://microsoft.com/devicelogin. */
export type DeviceCode = {readonly url: string; readonly code: string};

/** How long a sign-in may take, in milliseconds; a device code is good for 15 minutes. */
export const signInLimitMs = 900_000;

/**
 * `az login` with a code for any device. az keeps the result itself; nothing of it passes through here.
 *
 * @returns undefined when somebody signed in.
 */
export async function azLoginWithCode(
	ports: Ports,
	options: {readonly tenant?: string | undefined; readonly signal: AbortSignal; onCode(code: DeviceCode): void},
): Promise<SignInFailure | undefined> {
	let printed = '';
	let isTold = false;
	const ran = await start(ports, 'az', loginParameters('code', options.tenant), options.signal, signInLimitMs, text => {
		printed += text;
		const code = isTold ? undefined : deviceCodeIn(printed);
		if (code !== undefined) {
			isTold = true;
			options.onCode(code);
		}
	});
	return ran === 'missing' ? azMissing : loginFailure(ran);
}

/** `az login` in the browser, in the person's own terminal: az may ask there what it likes. */
export async function azLoginHere(ports: Ports, tenant: string | undefined, signal: AbortSignal): Promise<SignInFailure | undefined> {
	const path = await ports.processes.find('az');
	return path === undefined
		? azMissing
		: loginFailure(
				await ports.processes.attend(path, loginParameters('browser', tenant), {env: {...ports.env, ...quiet}, signal, keepsErrors: true}),
			);
}

function loginFailure(ran: ProcessResult): SignInFailure | undefined {
	if (ran.code === 0) {
		return undefined;
	}

	const failure = readFailure(ran.stderr === '' ? ran.stdout : ran.stderr);
	const isOpen = ran.code === undefined || failure.code === 'foundry.sign-in-unavailable';
	return isOpen && failure.number === undefined && !/connection|resolve|timed out|network|proxy|certificate/iu.test(failure.raw)
		? {...failure, code: 'foundry.sign-in-not-finished'}
		: failure;
}

/** What to type to sign in by hand. */
export function loginCommand(way: 'browser' | 'code', tenant: string | undefined): string {
	return ['az', ...loginParameters(way, tenant).filter(part => part !== '--output' && part !== 'none')].join(' ');
}

/** The page and the code in what az prints; its words are the same in every version that has a code sign-in. */
export function deviceCodeIn(text: string): DeviceCode | undefined {
	const match = /(https:\/\/\S+?)[\s,.]*\s(?:and )?enter the code ([A-Z\d-]{6,20})\b/iu.exec(text);
	return match === null ? undefined : {url: match[1] ?? '', code: match[2] ?? ''};
}

function loginParameters(way: 'browser' | 'code', tenant: string | undefined): readonly string[] {
	return ['login', ...(way === 'code' ? ['--use-device-code'] : []), ...tenantFlag(tenant), '--output', 'none'];
}

function tenantFlag(tenant: string | undefined): readonly string[] {
	return tenant === undefined || tenant === '' ? [] : ['--tenant', tenant];
}

async function start(
	ports: Ports,
	program: string,
	parameters: readonly string[],
	signal: AbortSignal,
	limit = limitMs,
	onText?: (text: string) => void,
): Promise<ProcessResult | 'missing'> {
	const path = await ports.processes.find(program);
	if (path === undefined) {
		return 'missing';
	}

	return ports.processes.run(path, parameters, {
		env: {...ports.env, ...quiet},
		limitMs: limit,
		signal,
		...(onText === undefined ? {} : {onText}),
	});
}

function expiryOf(json: unknown): {readonly expiresAt?: number} {
	// `expires_on` is seconds since the epoch. az before 2.54 has only `expiresOn`, the local time of this machine: `2026-11-23 08:37:53.000000`.
	const seconds = scalarNumber(at(json, 'expires_on')) ?? 0;
	const local = Date.parse((textAt(json, 'expiresOn') ?? '').replace(' ', 'T').replace(/\.\d+$/u, ''));
	const expiresAt = seconds > 0 ? seconds * 1000 : local;
	return Number.isNaN(expiresAt) ? {} : {expiresAt};
}

function given<Name extends string>(name: Name, value: string | undefined): {readonly [Key in Name]?: string} {
	return value === undefined ? {} : ({[name]: value} as {readonly [Key in Name]?: string});
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
