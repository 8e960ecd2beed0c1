// What may leave the machine: removes anything that looks like a secret from text and from whole reports.

import {clean} from './document.ts';

/** Stands where a secret was. */
export const redacted = '[redacted]';

export type SecretKind =
	| 'private-key'
	| 'header'
	| 'named-value'
	| 'url-password'
	| 'url-parameter'
	| 'web-token'
	| 'aws-key-id'
	| 'service-token'
	| 'bearer-token'
	| 'key-material';

/** How many secrets of one kind were removed. */
export type Redaction = {readonly kind: SecretKind; readonly count: number};

// Names that always hold a secret, and names that do so only when the value is long: `token: expired` is a fact, not a token.
const strongName = String.raw`secret[\w-]{0,40}|passw(?:or)?d|passphrase|access_?token|refresh_?token|session_?token|id_?token|bearer_?token[\w-]{0,20}|api[_-]?key(?:helper)?|private_?key|code_?verifier|device_?code|authorization`;
const weakName = String.raw`token|credential|signature|cookie`;
// The last form also takes a quoted value whose end was cut off.
const value = String.raw`\\+"[^"\\]*\\+"|"[^"\\]*(?:\\.[^"\\]*){0,9999}"|'[^']*'|(?:\\*["'])?[^\s"',;&}<]+`;
const shortestToken = 16;

type Rule = {readonly kind: SecretKind; readonly pattern: RegExp; replace(...groups: readonly string[]): string};

/**
 * In this order: what encloses others first. Every pattern is linear in the length of the text, and repeats without a limit only
 * single characters, by `*` or `+`: any other repetition (`{20,}` too) takes room for each time, and V8 gives up at a word of some megabytes.
 */
const rules: readonly Rule[] = [
	{kind: 'private-key', pattern: /-----BEGIN [A-Z\d ]{1,40}-----[\s\S]*?(?:-----END [A-Z\d ]{1,40}-----|$)/gu, replace: () => redacted},
	{
		kind: 'header',
		pattern: /\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-amz-[\w-]{0,20}token)([ \t]{0,9}:[ \t]{0,9})(?!["'\\\s])[^\r\n]+/giu,
		replace: (_, name = '', separator = '') => `${name}${separator}${redacted}`,
	},
	{
		kind: 'named-value',
		pattern: new RegExp(String.raw`(${strongName}|${weakName})(["'\\]{0,4}\s{0,9}[:=]\s{0,9})(${value})`, 'giu'),
		replace(match, name = '', separator = '', found = '') {
			const isStrong = new RegExp(`^(?:${strongName})$`, 'iu').test(name);
			const text = unquoted(found);
			const isSecret = text !== '' && text !== redacted && (isStrong || separator.includes('=') || text.length >= shortestToken);
			return isSecret ? `${name}${separator}${found.replace(text, () => redacted)}` : match;
		},
	},
	{kind: 'named-value', pattern: /(<\w{0,40}(?:secret\w{0,40}|token|password)>)[^<]+/giu, replace: (_, tag = '') => `${tag}${redacted}`},
	{kind: 'url-password', pattern: /(:\/\/)[^\s/"'<>]{1,2000}@/gu, replace: (_, start = '') => `${start}${redacted}@`},
	// A slash inside an unescaped password; a port number is not one.
	{
		kind: 'url-password',
		pattern: /(:\/\/)[^\s/@:"'<>]{1,500}:(?!\d{1,5}(?:[/?#\s]|$))[^\s@"'<>]{1,500}@/gu,
		replace: (_, start = '') => `${start}${redacted}@`,
	},
	{
		kind: 'url-parameter',
		pattern: /([?&](?:x-amz-(?:signature|credential|security-token)|[\w-]{0,20}token|code|sig|key|client_secret|password)=)[^&\s#"'<>]+/giu,
		replace: (_, start = '') => `${start}${redacted}`,
	},
	// Tried once for each word, and only where two dots follow: then the first `eyJ` of a word begins one, or no other does.
	{
		kind: 'web-token',
		pattern: /(?<![\w-])(?=[\w-]+\.[\w-]*\.)([\w-]*?)eyJ[\w-]{6}[\w-]*\.[\w-]*(?:\.[\w-]*){1,3}/gu,
		replace: (_, start = '') => `${start}${redacted}`,
	},
	{kind: 'aws-key-id', pattern: /(?:AKIA|ASIA|ABIA|ACCA)[A-Z\d]{16}[A-Z\d]*/gu, replace: () => redacted},
	// Identity Center tokens, Bedrock API keys, Anthropic, OpenAI, GitHub, GitLab, Slack and Google keys, by their fixed beginnings.
	{
		kind: 'service-token',
		pattern:
			/(?:ao[ar]A[\w+/=:-]{20}[\w+/=:-]*|ABSK[\w+/=-]{20}[\w+/=-]*|bedrock-api-key-[\w+/=-]{8}[\w+/=-]*|sk-[\w-]{20}[\w-]*|gh[opsur]_\w{20}\w*|github_pat_\w{20}\w*|glpat-[\w-]{16}[\w-]*|xox[abprs]-[\w-]{10}[\w-]*|AIza[\w-]{30}[\w-]*|ya29\.[\w.-]{16}[\w.-]*)/gu,
		replace: () => redacted,
	},
	{
		kind: 'bearer-token',
		pattern: /\b(bearer|basic|negotiate|ntlm)(\s{1,9})(?:(?=[^\s\d]{0,200}\d)[\w.~+/=-]{8}[\w.~+/=-]*|[\w.~+/=-]{20}[\w.~+/=-]*)/giu,
		replace: (_, scheme = '', gap = '') => `${scheme}${gap}${redacted}`,
	},
	// 40 characters of mixed letters and digits: the shape of an AWS secret access key. A commit hash has no capitals.
	{
		kind: 'key-material',
		pattern: /(?<![\w+/=-])(?=[\w+/]{0,39}[A-Z])(?=[\w+/]{0,39}[a-z])(?=[\w+/]{0,39}\d)[A-Za-z\d+/]{40}(?![\w+/=-])/gu,
		replace: () => redacted,
	},
];

function unquoted(text: string): string {
	return text.replace(/^(?:\\*["'])/u, '').replace(/(?:\\*["'])$/u, '');
}

/** The text without secrets. Applying it twice changes nothing more. */
export function redactText(text: string): string {
	return redactCounted(text, new Map());
}

/** Whether the text holds something that looks like a secret. */
export function hasSecret(text: string): boolean {
	return redactText(text) !== text;
}

function redactCounted(text: string, counts: Map<SecretKind, number>): string {
	let result = text;
	for (const rule of rules) {
		result = result.replaceAll(rule.pattern, (...found: readonly unknown[]) => {
			const groups = found.filter(group => typeof group === 'string').slice(0, -1);
			const [match = ''] = groups;
			const replacement = rule.replace(...groups);
			if (replacement !== match) {
				counts.set(rule.kind, (counts.get(rule.kind) ?? 0) + 1);
			}

			return replacement;
		});
	}

	return result;
}

/** Plain data, as JSON knows it. */
export type Json = string | number | boolean | null | readonly Json[] | {readonly [key: string]: Json};

const secretKey = new RegExp(`(?:${strongName})$`, 'iu');
const weakSecretKey = new RegExp(`(?:${weakName})$`, 'iu');
const deepest = 60;

/**
 * Makes plain JSON data of any value: secrets removed (by their looks, and by the name of the key they stand under), control
 * characters stripped, `undefined` left out, cycles cut.
 */
export function redactValue(input: unknown): {readonly value: Json; readonly redactions: readonly Redaction[]} {
	const counts = new Map<SecretKind, number>();
	const result = plain(input, counts, []) ?? null;
	return {value: result, redactions: [...counts].map(([kind, count]) => ({kind, count})).toSorted((a, b) => a.kind.localeCompare(b.kind))};
}

function plain(input: unknown, counts: Map<SecretKind, number>, parents: readonly unknown[]): Json | undefined {
	if (typeof input === 'string') {
		return redactCounted(clean(input), counts);
	}

	if (typeof input === 'bigint') {
		return String(input);
	}

	if (typeof input === 'number') {
		return Number.isFinite(input) ? input + 0 : null;
	}

	if (typeof input === 'boolean' || input === null) {
		return input;
	}

	if (typeof input !== 'object') {
		return undefined;
	}

	if (parents.includes(input) || parents.length > deepest) {
		return '[left out]';
	}

	return plainObject(input, counts, [...parents, input]);
}

function plainObject(input: object, counts: Map<SecretKind, number>, parents: readonly unknown[]): Json {
	if (input instanceof Date) {
		return Number.isNaN(input.getTime()) ? null : input.toISOString();
	}

	if (ArrayBuffer.isView(input)) {
		return `[${input.byteLength} bytes]`;
	}

	if (input instanceof Error) {
		return {name: input.name, message: redactCounted(clean(input.message), counts)};
	}

	if (Array.isArray(input) || input instanceof Set) {
		return [...(input as Iterable<unknown>)].map(item => plain(item, counts, parents) ?? null);
	}

	const entries: ReadonlyArray<readonly [string, unknown]> =
		input instanceof Map ? [...input].map(([key, item]) => [String(key), item]) : Object.entries(input);
	// `{name: 'AWS_BEARER_TOKEN_BEDROCK', value: '…'}` says by its name that the value is secret.
	const name = entries.find(([key, item]) => key === 'name' && typeof item === 'string')?.[1];
	return Object.fromEntries(
		entries.flatMap(([key, item]) => {
			const result = isSecretUnder(key === 'value' && typeof name === 'string' ? name : key, item)
				? counted(counts)
				: plain(item, counts, parents);
			return result === undefined ? [] : [[redactCounted(clean(key), counts), result]];
		}),
	);
}

function isSecretUnder(key: string, item: unknown): boolean {
	// `…ab12` is a value that was masked already.
	if (typeof item !== 'string' || item === '' || item === redacted || /^….{0,4}$/u.test(item)) {
		return false;
	}

	// AWS calls a gate of a model so: `authorization: NOT_AUTHORIZED`.
	if (/authorization$/iu.test(key) && /^(?:NOT_)?AUTHORIZED$/u.test(item)) {
		return false;
	}

	return secretKey.test(key) || (weakSecretKey.test(key) && item.length >= shortestToken && !/\s/u.test(item));
}

function counted(counts: Map<SecretKind, number>): string {
	counts.set('named-value', (counts.get('named-value') ?? 0) + 1);
	return redacted;
}
