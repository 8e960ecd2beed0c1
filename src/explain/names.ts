// Facts that patterns find in a text: statuses, short words, operations and exceptions of other programs, hosts; also where a line was cut.

import {hostsIn, type Host} from './hosts.ts';
import type {ReadText} from './text.ts';

export type Named = {readonly name: string; readonly start: number; readonly end: number};

const statuses = /(?<![\d.\w-])(?:4(?:0[0-57-9]|1[0135]|2[0-9]|51)|5(?:0[0-4]|2[0-9]))(?![\d\w-]|[.:]\d)/gu;
/** Short words, which only count as whole words. */
const shortWords: ReadonlyArray<readonly [RegExp, string]> = [
	[/\bAWS\b/giu, 'aws'],
	[/\bSSO\b/giu, 'sso'],
	[/\bGCP\b/giu, 'google'],
	[/\bADC\b/gu, 'google'],
	[/\baz (?:login|account|cognitiveservices)\b/giu, 'azure'],
	[/\b(?:IDE|GUI|dock)\b/giu, 'editor'],
];

/** An operation of AWS that a message is about, in the words of boto3, Go and Java. */
const awsOperation = /(?:when calling the\s|operation error [\w ]{2,40}:\s|Operation:\s)(\w{3,60})/gu;
const ourOperation =
	/^(?:Invoke|Converse|ListInferenceProfiles|GetInferenceProfile|ListFoundationModel|GetFoundationModel|CountTokens|GetCallerIdentity|AssumeRole|GetSessionToken|GetFederationToken|CreateToken|RegisterClient|StartDeviceAuthorization|GetRoleCredentials|ListAccount|GetAccountData|CreateInference|GetUseCase|PutUseCase|ListGuardrails|GetMetadata)/u;
/** A permission of Google that is missing, and a command of gcloud; most services are not ours. */
const googlePermission = /ermission '([a-z]{2,40})\.[\w.]{3,80}'|\(gcloud\.([a-z-]{2,30})\./gu;
const ourGoogle = /^(?:aiplatform|serviceusage|iam|resourcemanager|auth|config|projects|services|ai)$/u;
/** The package of an exception; those of other programs show that the message is theirs. */
const exceptionOf = /(?<![\w./@-])([a-z][a-z\d_]{1,30})(?:\.[A-Za-z_$][\w$]{0,60}){1,8}(?:Error|Exception)(?!\w)/gu;
const ourPackages =
	/^(?:botocore|boto3|urllib3|urllib|requests|httpx|httpcore|aiohttp|ssl|socket|http|litellm|anthropic|openai|google|azure|msal|java|javax|sun|software|com|org|io|net|reqwest|hyper|node|system|amazon|aws_sdk|langchain\w*|pydantic_ai|llama_index|crewai|strands|requests_oauthlib|oauthlib|azureml|certifi|http_client|msrest|knack|awscli|asyncio|concurrent|json)$/u;

const namedStatuses = /(?:status|code|http)[\W_]{0,6}(?:code)?[\W_]{0,4}([45]\d\d)(?!\d)/giu;

/** The facts and hosts of a text, with their places in `plain`. */
export function namedIn(text: ReadText): {readonly named: readonly Named[]; readonly hosts: readonly Host[]} {
	const edges = new Set(text.cuts.flatMap(cut => [cut, cut + 1]));
	// At the edge of a cut line, a name may be half of one: it rules nothing out.
	const isHalf = (name: string, {start, end}: Pick<Named, 'start' | 'end'>): boolean =>
		(name === 'foreign' || name === 'other') && (edges.has(start) || edges.has(end));
	const whole = namesOf(text.plain).filter(fact => !isHalf(fact.name, fact));
	const hosts = hostsIn(text.plain).filter(host => !isHalf(host.kind, host));
	if (text.cuts.length === 0) {
		return {named: whole, hosts};
	}

	const joined = joinedAt(text);
	return {
		named: [...whole, ...namesOf(joined.text).flatMap(joined.across)],
		hosts: [...hosts, ...hostsIn(joined.text).flatMap(joined.across)],
	};
}

/** The text without the line breaks that may have cut a word, and what to do with something found there. */
function joinedAt({plain, cuts}: ReadText): {
	readonly text: string;
	/** Keeps what stands across a cut, with its place in `plain`. */
	readonly across: <Place extends Pick<Named, 'start' | 'end'>>(place: Place) => readonly Place[];
} {
	const parts = [0, ...cuts].map((from, index) => plain.slice(index === 0 ? 0 : from + 1, cuts[index] ?? plain.length));
	// How many cuts stand before a place of the joined text.
	const before = (place: number): number => cuts.findLastIndex((cut, index) => cut - index <= place) + 1;
	return {
		text: parts.join(''),
		across: place => {
			const [start, end] = [place.start + before(place.start), place.end + before(place.end - 1)];
			return before(place.start) === before(place.end - 1) ? [] : [{...place, start, end}];
		},
	};
}

function namesOf(plain: string): readonly Named[] {
	const named: Named[] = [];
	const add = (name: string, match: RegExpExecArray): void => {
		named.push({name, start: match.index, end: match.index + match[0].length});
	};
	for (const match of plain.matchAll(statuses)) {
		add(match[0], match);
	}

	for (const match of plain.matchAll(namedStatuses)) {
		add(match[1] ?? '', match);
	}

	for (const [pattern, name] of shortWords) {
		for (const match of plain.matchAll(pattern)) {
			add(name, match);
		}
	}

	for (const [pattern, ours] of [
		[awsOperation, ourOperation],
		[googlePermission, ourGoogle],
		[exceptionOf, ourPackages],
	] as const) {
		for (const match of plain.matchAll(pattern)) {
			if (!ours.test(match[1] ?? match[2] ?? '')) {
				add('foreign', match);
			}
		}
	}

	return named;
}
