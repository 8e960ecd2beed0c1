// The schema of `onboard/preset@1`. Imported lazily, because only runs with a preset need the schema library.

import * as z from 'zod/mini';
import {hasSecret} from '../core/redact.ts';

/** Most characters any one text may have. */
const longest = 2000;

const text = (description: string) =>
	z
		.string()
		.check(z.minLength(1, 'must not be empty'), z.maxLength(longest, `must have at most ${longest} characters`))
		.register(z.globalRegistry, {description});

const matching = (pattern: RegExp, problem: string, description: string) =>
	z
		.string()
		.check(z.maxLength(longest, `must have at most ${longest} characters`), z.regex(pattern, problem))
		.register(z.globalRegistry, {description});

const oneOf = <const Values extends readonly string[]>(values: Values, description: string) =>
	z.enum(values, `must be one of: ${values.join(', ')}`).register(z.globalRegistry, {description});

const webPage = (description: string) =>
	matching(/^https:\/\/[^\s/@"'<>]+(?:\/[^\s"'<>]*)?$/u, 'must be an address that starts with https://', description);

const region = (description: string) => matching(/^[a-z]{2,4}(?:-[a-z]+)+-\d+$/u, 'must be a region, for example us-east-1', description);

const model = (what: string, example = '') =>
	matching(
		/^[\w.:/@-]+(?:\[1m\])?$/u,
		'must be an inference profile id or its ARN, a model id or a deployment name, without spaces',
		`Model for ${what}${example}: inference profile for Bedrock, model id for Vertex, deployment name for Foundry.`,
	);

/** Answers a preset may give, by question id. Consent and the acknowledgement of terms are missing on purpose. */
const answerFields = {
	provider: oneOf(['bedrock', 'vertex', 'foundry'], 'Cloud that Claude Code works through.'),
	route: oneOf(['direct', 'private', 'gateway'], 'How requests reach the cloud.'),
	baseUrl: matching(
		/^(?:https:\/\/[^\s@"'<>]+|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/[^\s@"'<>]*)?)$/u,
		'must be an address that starts with https://, without user name and password',
		'Address of the gateway, or of the endpoint itself.',
	),
	signIn: matching(
		/^(?:sso|profile:[^\s\]]+|adc|file|file:\S+|az|api-key)$/u,
		'must be "sso", "profile:NAME", "adc", "file:PATH", "az" or "api-key"',
		'Bedrock: `sso` for IAM Identity Center, or `profile:NAME` for an AWS profile that works already. Vertex: `adc` or `file:PATH`. Foundry: `az` or `api-key`.',
	),
	startUrl: webPage('Start URL of your IAM Identity Center.'),
	ssoRegion: region('Region of your IAM Identity Center.'),
	account: matching(/^\d{12}$/u, 'must be an AWS account id: 12 digits in quotes', 'AWS account that pays, 12 digits in quotes.'),
	permissionSet: matching(/^[\w+=,.@-]{1,32}$/u, 'must be the name of a permission set', 'Permission set to use in that account.'),
	region: region('Region that Bedrock is called in.'),
	vertexOffering: oneOf(['google', 'anthropic'], 'Who runs Claude on Google Cloud for you: Vertex AI is `google`.'),
	workspaceId: matching(/^wrkspc_\w{4,80}$/u, 'must start with wrkspc_', 'Workspace of the offering that Anthropic runs on Google Cloud.'),
	loginConfig: text('Path of the login configuration of your Google workforce pool; it holds no secret.'),
	project: matching(
		/^(?:[a-z\d.-]+\.[a-z]{2,}:)?[a-z][a-z\d-]{4,28}[a-z\d]$/u,
		'must be a project id: lower-case letters, digits and dashes',
		'Google Cloud project that pays.',
	),
	location: matching(
		/^[a-z\d-]{2,40}$/u,
		'must be a location, for example global',
		'Location that Vertex AI is called in: `global`, `us`, `eu` or a region.',
	),
	tenant: matching(/^[\w.-]{3,120}$/u, 'must be a tenant id or domain', 'Microsoft Entra tenant to sign in to.'),
	subscription: matching(/^[\w-]{3,64}$/u, 'must be a subscription id', 'Azure subscription that pays.'),
	resource: matching(/^[a-zA-Z\d][a-zA-Z\d-]{1,63}$/u, 'must be the name of a resource', 'Microsoft Foundry resource.'),
	primaryModel: model('the main work', ', for example `us.anthropic.claude-opus-5-5`'),
	fastModel: model('quick background work'),
	opusModel: model('the alias `opus`'),
	sonnetModel: model('the alias `sonnet`'),
	haikuModel: model('the alias `haiku`'),
	fableModel: model('the alias `fable`'),
	destinations: matching(
		/^(?:shell|claude)(?:,(?:shell|claude))?$/u,
		'must be "shell", "claude" or "shell,claude"',
		'Where to save: `shell`, `claude` or `shell,claude`.',
	),
	profileName: matching(
		/^[\w.-]{1,64}$/u,
		'must consist of letters, digits, dots, dashes and underscores',
		'Name of the AWS profile that is written; default `claude-code`.',
	),
} as const;

/** Answers that only the person may give, with the reason. */
export const personalAnswers: Readonly<Record<string, string>> = {
	consent: 'only the person may allow a first call that accepts terms',
	terms: 'only the person can say that they have read the terms',
};

const owners = {
	'help-desk': z.optional(text('Who helps when nothing else does.')),
	'platform-team': z.optional(text('Who runs the Claude set-up.')),
	'network-team': z.optional(text('Who runs VPN, DNS, proxies and endpoints.')),
	'cloud-admin': z.optional(text('Who grants roles, models and forms in the cloud.')),
	provider: z.optional(text('How to reach the support of the cloud provider.')),
} as const;

const optionalAnswers = Object.fromEntries(Object.entries(answerFields).map(([id, field]) => [id, z.optional(field)])) as {
	[Id in keyof typeof answerFields]: z.ZodMiniOptional<(typeof answerFields)[Id]>;
};

export const presetSchema = z
	.strictObject({
		$schema: z.optional(text('Path of the JSON Schema, for your editor; otherwise ignored.')),
		schema: z
			.literal('onboard/preset@1', 'must be "onboard/preset@1"')
			.register(z.globalRegistry, {description: 'Version of this format.'}),
		organization: text('Name of your organization, as people know it.').check(z.maxLength(60, 'must have at most 60 characters')),
		answers: z.optional(
			z.strictObject(optionalAnswers).register(z.globalRegistry, {
				description: 'Answers to give for everybody, by question id. They are locked unless listed in `open`.',
			}),
		),
		open: z.optional(
			z
				.array(
					z.enum(
						Object.keys(answerFields) as [keyof typeof answerFields, ...Array<keyof typeof answerFields>],
						'must be the id of an answer',
					),
				)
				.register(z.globalRegistry, {description: 'Given answers that people may change: the question is asked, starting on your value.'}),
		),
		policy: z.optional(
			z
				.strictObject({
					requirePrivatePath: z.optional(
						z.boolean('must be true or false').register(z.globalRegistry, {
							description: 'A public path to the model endpoint is a failure instead of a warning. Default false.',
						}),
					),
				})
				.register(z.globalRegistry, {description: 'What your organization demands.'}),
		),
		contacts: z.optional(
			z
				.strictObject(owners)
				.register(z.globalRegistry, {description: 'Whom to ask, by owner of the fix, for example `"network-team": "#netops"`.'}),
		),
		statements: z.optional(
			z
				.array(
					z.strictObject({
						label: text('What it is about, for example `retention of gateway logs`.'),
						value: text('What holds, in a few words.'),
						url: z.optional(webPage('Page that says so.')),
						read: z.optional(
							matching(
								/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u,
								'must be a date, for example 2026-11-22',
								'Date of the statement, YYYY-MM-DD.',
							),
						),
					}),
				)
				.check(z.maxLength(30, 'must have at most 30 entries'))
				.register(z.globalRegistry, {description: "Your organization's own statements for the data-retention summary."}),
		),
		supportUrl: z.optional(webPage('Page where people find help with the set-up.')),
	})
	.register(z.globalRegistry, {
		title: 'onboard preset',
		description: "An organization's preset for onboard: answers, policy, contacts and statements.",
	});

export type PresetDocument = z.infer<typeof presetSchema>;

/** Whether any text of the preset looks like a secret; presets are shared with everybody. */
export function findSecret(input: unknown, path: readonly string[] = []): readonly string[] | undefined {
	if (typeof input === 'string') {
		return hasSecret(input) ? path : undefined;
	}

	if (typeof input !== 'object' || input === null) {
		return undefined;
	}

	for (const [key, item] of Object.entries(input)) {
		const found = findSecret(item, [...path, key]);
		if (found !== undefined) {
			return found;
		}
	}

	return undefined;
}

/** Why a value cannot be the answer with this id, as words after its name (`must be a region, …`); undefined when it can. */
export function answerProblem(id: string, value: string): string | undefined {
	const field = Object.hasOwn(answerFields, id) ? answerFields[id as keyof typeof answerFields] : undefined;
	return field === undefined ? 'is not an answer that can be given ahead' : field.safeParse(value).error?.issues[0]?.message;
}
