// A report for other people's eyes: names of people, places and machines become tokens that are stable within one report.

import {looksLikeHost, ownPart} from './hosts.ts';
import type {Json} from './redact.ts';
import type {Report, ReportedRedaction} from './report.ts';

export type IdentifierKind =
	| 'home-path'
	| 'user'
	| 'email'
	| 'account'
	| 'project'
	| 'tenant'
	| 'subscription'
	| 'resource'
	| 'id'
	| 'host';

/** Names that this machine and this set-up are known to have; what looks like one is found without being known. */
export type Known = Readonly<Partial<Record<IdentifierKind, readonly string[]>>>;

const correlation = /(?:correlation|trace|request|activity)[ _-]?(?:ids?)?["']?\s{0,3}[:=]?\s{0,3}["']?$/iu;
const correlationKey = /(?:correlation|trace|request|activity)[ _-]?id$/iu;
const email = /(?<![\p{L}\p{N}_.+%'#-])[\p{L}\p{N}_.+%'#-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
const otherHome = /((?:\/home\/|\/Users\/|\b[A-Z]:\\{1,2}Users\\{1,2}))([\p{L}\p{N}_.-]+)/gu;
/** Names inside the paths by which Azure and Google call their resources. */
const namedPaths: ReadonlyArray<readonly [kind: IdentifierKind, pattern: RegExp]> = [
	['resource', /((?:\/resourceGroups\/|Microsoft\.CognitiveServices\/accounts\/))([\p{L}\p{N}_.-]*[\p{L}\p{N}])/giu],
	['project', /(\bprojects\/)([a-z][a-z\d-]{4,28}[a-z\d])/gu],
];
const guid = /(?<![\da-f-])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\da-f-])/giu;
const accountNumber = /(?<![\p{L}\p{N}])(?:\d{12}|\d{4}-\d{4}-\d{4})(?![\p{L}\p{N}])/gu;
const authority = /([a-z][a-z\d+.-]{1,20}:\/\/)(?:([^\s/?#@"'<>]{1,200})@)?(\[[^\]\s]+\]|[^\s/?#:"'<>\\,;()]+)/giu;
const dotted = /(?<![\p{L}\p{N}_-])[\p{L}\p{N}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)+(?![\p{L}\p{N}])/gu;
/** Names so common that they say nothing, and whose replacement would spoil every sentence. */
const commonNames =
	/^(?:root|admin|administrator|user|users|home|ubuntu|debian|ec2-user|runner|node|vscode|developer|dev|test|claude|anthropic|host|email|account|project|tenant|subscription|resource|bedrock|vertex|foundry|azure|google|amazon|aws|onboard)$/iu;

type Count = {places: number; readonly tokens: Map<string, string>};

/** Hands out tokens: the same value gets the same one, in order of appearance, so that nothing leads back to it. */
class Tokens {
	readonly #counts = new Map<IdentifierKind, Count>();

	replace(kind: IdentifierKind, value: string): string {
		const count = this.#counts.get(kind) ?? {places: 0, tokens: new Map<string, string>()};
		this.#counts.set(kind, count);
		count.places += 1;
		const key = value.toLowerCase();
		const token = count.tokens.get(key) ?? (kind === 'home-path' ? '~' : `${kind}-${count.tokens.size + 1}`);
		count.tokens.set(key, token);
		return token;
	}

	counts(): readonly ReportedRedaction[] {
		return [...this.#counts].map(([kind, {places, tokens}]) => ({kind, count: places, distinct: tokens.size}));
	}
}

/**
 * The report with every identifier replaced: account ids, e-mail addresses, host names, user names, home paths, and the
 * projects, tenants, subscriptions and resources that are configured.
 *
 * Addresses (IP), regions, models and ids of requests stay: whoever gets the report needs them to act. Hosts that a provider
 * gives to everybody stay as well. The list of redactions says how much of each kind was replaced.
 */
export function shareReport(report: Report, known: Known): Report {
	const tokens = new Tokens();
	const codes = new Set([
		...report.checks.map(check => check.id),
		...report.findings.flatMap(root => [root, ...root.consequences]).flatMap(finding => [finding.code, finding.check, ...finding.causedBy]),
	]);
	const names = knownPatterns(known);
	const text = (value: string): string => replaceAll(value, tokens, names, codes);
	const {target, checks, facts, findings} = report;
	const safe = walk({target, checks, facts, findings}, text) as Pick<Report, 'target' | 'checks' | 'facts' | 'findings'>;
	return {...report, ...safe, redactions: [...report.redactions, ...tokens.counts()]};
}

type KnownName = {readonly kind: IdentifierKind; readonly pattern: RegExp};

/** One pattern per known name, longest first, so that a name within another does not tear it apart. */
function knownPatterns(known: Known): readonly KnownName[] {
	const kinds = Object.keys(known) as IdentifierKind[];
	return kinds
		.flatMap(kind => [...new Set(known[kind] ?? [])].map(value => ({kind, value})))
		.filter(({value}) => value.length > 2 && !commonNames.test(value))
		.toSorted((a, b) => b.value.length - a.value.length)
		.map(({kind, value}) => ({
			kind,
			pattern: new RegExp(
				String.raw`(?<![\p{L}\p{N}])${value.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`)}(?![\p{L}\p{N}])`,
				kind === 'host' || kind === 'email' || kind === 'user' ? 'giu' : 'gu',
			),
		}));
}

function replaceAll(value: string, tokens: Tokens, names: readonly KnownName[], codes: ReadonlySet<string>): string {
	const known = (text: string, kinds: (kind: IdentifierKind) => boolean) =>
		names
			.filter(name => kinds(name.kind))
			.reduce((result, {kind, pattern}) => result.replaceAll(pattern, match => tokens.replace(kind, match)), text);
	const host = (name: string): string => {
		const part = ownPart(name);
		return part === undefined || isToken(part.own) ? name : `${tokens.replace('host', part.own)}${part.rest}`;
	};

	let result = known(value, kind => kind === 'home-path');
	result = result.replaceAll(otherHome, (_, start: string, name: string) =>
		commonNames.test(name) ? `${start}${name}` : start + tokens.replace('user', name),
	);
	result = result.replaceAll(email, match => tokens.replace('email', match.replace(/%40/iu, '@')));
	result = known(result, kind => kind !== 'home-path' && kind !== 'user');
	for (const [kind, pattern] of namedPaths) {
		result = result.replaceAll(pattern, (_, start: string, name: string) =>
			isToken(name) ? start + name : start + tokens.replace(kind, name),
		);
	}

	result = result.replaceAll(guid, (match, offset: number, whole: string) =>
		correlation.test(whole.slice(Math.max(0, offset - 40), offset)) ? match : tokens.replace('id', match),
	);
	result = result.replaceAll(accountNumber, match => tokens.replace('account', match.replaceAll('-', '')));
	result = result.replaceAll(authority, (_, scheme: string, person: string | undefined, name: string) => {
		const before = person === undefined ? '' : `${person === '[redacted]' || isToken(person) ? person : tokens.replace('user', person)}@`;
		return `${scheme}${before}${host(name)}`;
	});
	result = result.replaceAll(dotted, match => (looksLikeHost(match, codes) ? host(match) : match));
	return known(result, kind => kind === 'user');
}

function isToken(text: string): boolean {
	return /^(?:user|email|account|project|tenant|subscription|resource|id|host)-\d+$/u.test(text);
}

/** Every text in the data, keys included; an id under a key that says it is a request's stays. */
function walk(value: Json | object, text: (value: string) => string): unknown {
	if (typeof value === 'string') {
		return text(value);
	}

	if (typeof value === 'number') {
		const shown = text(String(value));
		return shown === String(value) ? value : shown;
	}

	if (Array.isArray(value)) {
		return value.map(item => walk(item as Json, text));
	}

	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(
			Object.entries(value).map(([key, item]) => [
				text(key),
				typeof item === 'string' && correlationKey.test(key) ? item : walk(item as Json, text),
			]),
		);
	}

	return value;
}
