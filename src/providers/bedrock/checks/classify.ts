// What a refusal of Bedrock means: one pure table from status, error name and words to a finding's code.

/** What came back, or what the client made of it. */
export type Refusal = {readonly status?: number; readonly name: string; readonly message: string; readonly isForeign?: boolean};

export type RefusalCode =
	| 'model.not-enabled'
	| 'model.marketplace-denied'
	| 'model.payment-instrument'
	| 'model.use-case-form-missing'
	| 'model.account-not-eligible'
	| 'model.account-not-verified'
	| 'model.agreement-pending'
	| 'model.bare-id'
	| 'model.invalid-id'
	| 'model.role-denied'
	| 'model.scp-denied'
	| 'model.throttled'
	| 'model.daily-quota'
	| 'model.legacy-blocked'
	| 'model.end-of-life'
	| 'model.unsupported-country'
	| 'model.retention-mode-refused'
	| 'model.service-unavailable'
	| 'model.unrecognized-denial'
	| 'sign-in.credentials-expired'
	| 'sign-in.credentials-invalid'
	| 'sign-in.clock-skew'
	| 'network.endpoint-policy-denied'
	| 'network.wrong-service-endpoint'
	| 'network.captive-portal';

type Row = {
	readonly code: RefusalCode;
	/** Any of these parts in the words, lower case, with plain apostrophes and single spaces. */
	readonly words?: readonly string[];
	/** Any of these error names, lower case, with or without `Exception`. */
	readonly names?: readonly string[];
	readonly status?: (status: number) => boolean;
};

/**
 * Rows are tried in order. Words come before names and names before statuses: AWS sends the same name and status for very
 * different reasons. The texts are real ones, collected up to 2026-11-22; AWS changes them, so parts are matched, not wholes.
 */
const table: readonly Row[] = [
	{code: 'network.endpoint-policy-denied', words: ['no vpc endpoint policy allows', 'explicit deny in a vpc endpoint policy']},
	{
		code: 'model.scp-denied',
		words: [
			'explicit deny in a service control policy',
			'no service control policy allows',
			'explicit deny in a resource control policy',
			'no resource control policy allows',
		],
	},
	{
		code: 'model.role-denied',
		words: [
			'no identity-based policy allows',
			'no session policy allows',
			'no permissions boundary allows',
			'no resource-based policy allows',
			'explicit deny in an identity-based policy',
			'explicit deny in a session policy',
			'explicit deny in a permissions boundary',
			'explicit deny in a resource-based policy',
		],
	},
	{code: 'model.payment-instrument', words: ['invalid_payment_instrument', 'valid payment instrument must be provided']},
	{
		code: 'model.marketplace-denied',
		words: ['required aws marketplace actions', 'aws-marketplace:subscribe', 'aws-marketplace:viewsubscriptions'],
	},
	{code: 'model.agreement-pending', words: ['subscription for this model is still being processed']},
	{code: 'model.use-case-form-missing', words: ['use case details have not been submitted', 'have not filled out the request form']},
	{code: 'model.retention-mode-refused', words: ["data retention mode '", 'not available under data retention mode']},
	{code: 'model.account-not-eligible', words: ['is not available for this account']},
	{code: 'model.account-not-verified', words: ['account is currently being verified', 'operation not allowed']},
	{code: 'model.bare-id', words: ["with on-demand throughput isn't supported", 'with on-demand throughput is not supported']},
	{code: 'model.invalid-id', words: ['provided model identifier is invalid']},
	{code: 'model.legacy-blocked', words: ['marked by provider as legacy']},
	{code: 'model.end-of-life', words: ['reached the end of its life', 'reached its end of life']},
	{code: 'model.unsupported-country', words: ['not allowed from unsupported countries']},
	{
		code: 'model.not-enabled',
		words: ["don't have access to the model with the specified model id", 'do not have access to the model with the specified model id'],
	},
	{code: 'sign-in.clock-skew', words: ['signature expired:', 'signature not yet current:'], names: ['requesttimetooskewed']},
	{
		code: 'sign-in.credentials-expired',
		words: ['security token included in the request is expired'],
		names: ['expiredtoken', 'requestexpired'],
	},
	{
		code: 'sign-in.credentials-invalid',
		words: [
			'security token included in the request is invalid',
			'invalid api key format',
			'request signature we calculated does not match',
		],
		names: [
			'unrecognizedclient',
			'invalidclienttokenid',
			'invalidsignature',
			'signaturedoesnotmatch',
			'incompletesignature',
			'missingauthenticationtoken',
			'authfailure',
		],
	},
	{code: 'model.daily-quota', words: ['too many tokens per day']},
	{code: 'network.wrong-service-endpoint', names: ['unknownoperation']},
	{
		code: 'model.service-unavailable',
		names: ['serviceunavailable', 'modelnotready', 'modeltimeout', 'modelerror', 'internalserver', 'internalfailure', 'modelstreamerror'],
	},
	{
		code: 'model.throttled',
		words: ['too many requests, please wait', 'too many tokens, please wait'],
		names: ['throttling', 'toomanyrequests', 'servicequotaexceeded'],
	},
	{
		code: 'model.service-unavailable',
		words: ['the model returned'],
		// A 429 without the service's own name or words may come from anything on the way, and says nothing about access.
		status: status => status === 408 || status === 424 || status === 429 || status >= 500,
	},
];

/** The code that a refusal means; `model.unrecognized-denial` when no row fits. Pure. */
export function classify(refusal: Refusal): RefusalCode {
	if (refusal.isForeign === true || looksLikePage(refusal.message)) {
		// A page about a breakdown or too many calls is that of a server in trouble, not one to sign in on.
		return refusal.status === 429 || (refusal.status ?? 0) >= 500 ? 'model.service-unavailable' : 'network.captive-portal';
	}

	const words = plain(refusal.message);
	const name = refusal.name.toLowerCase().replace(/exception$/u, '');
	const status = refusal.status ?? 0;
	const byWords = table.find(row => row.words?.some(part => words.includes(part)));
	const byName = table.find(row => row.names?.includes(name));
	const byStatus = table.find(row => row.status?.(status) === true);
	// No status: nothing came back. 200: the answer had begun and broke off. Neither way did anybody refuse anything.
	return (
		byWords?.code ??
		byName?.code ??
		byStatus?.code ??
		(refusal.status === undefined || refusal.status === 200 ? 'model.service-unavailable' : 'model.unrecognized-denial')
	);
}

/** Lower case, single spaces, and plain apostrophes and quotes for typographic ones, which AWS mixes. */
export function plain(text: string): string {
	return text
		.toLowerCase()
		.replaceAll(/[\u2018\u2019\u201B\u02BC\u00B4\u0060]/gu, "'")
		.replaceAll(/[\u201C\u201D]/gu, '"')
		.replaceAll(/[\s\u00A0]+/gu, ' ');
}

/** The resource that a denial names: it tells the region where the call was stopped. */
export function deniedResource(message: string): string | undefined {
	return /on resource: (arn:[^\s"]+)/u.exec(message)?.[1];
}

/** The action that a denial names. */
export function deniedAction(message: string): string | undefined {
	return /(?:not authorized to perform:|allows the) ([a-z][a-z\d-]*:[A-Za-z*]+)/u.exec(message)?.[1];
}

function looksLikePage(message: string): boolean {
	return /^\s*<(?:!doctype|html)/iu.test(message) || /unexpected token '?<'?/iu.test(message);
}
