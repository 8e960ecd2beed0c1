// The schema of `onboard/preset@1`. Imported lazily, because only runs with a preset need the schema library.

import * as z from 'zod/mini';
import {hasSecret} from '../core/redact.ts';
import {ownAnswers, pinWords, type AnswerSpec, type Registered} from '../core/registered.ts';

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

const oneOf = (values: readonly string[], description: string) =>
	z.enum(values, `must be one of: ${values.join(', ')}`).register(z.globalRegistry, {description});

const webPage = (description: string) =>
	matching(/^https:\/\/[^\s/@"'<>]+(?:\/[^\s"'<>]*)?$/u, 'must be an address that starts with https://', description);

const model = (what: string, words: string) =>
	matching(/^[\w.:/@-]+(?:\[1m\])?$/u, `must be one word (${words})`, `Model for ${what}: ${words}.`);

type Field = z.ZodMiniType<string, string>;

/** Answers a preset may give, by question id. Consent and the acknowledgement of terms are missing on purpose. */
function answerFields(providers: readonly Registered[]): Readonly<Record<string, Field>> {
	const words = pinWords(providers);
	const own = Object.entries(ownAnswers(providers)).flatMap(([id, spec]) => fieldOf(spec).map(field => [id, field] as const));
	return {
		provider: oneOf(
			providers.map(({id}) => id),
			'Cloud that Claude Code works through.',
		),
		route: oneOf(['direct', 'private', 'gateway'], 'How requests reach the cloud.'),
		baseUrl: matching(
			/^(?:https:\/\/[^\s@"'<>]+|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/[^\s@"'<>]*)?)$/u,
			'must be an address that starts with https://, without user name and password',
			'Address of the gateway, or of the endpoint itself.',
		),
		...Object.fromEntries(own),
		primaryModel: model('the main work', words),
		fastModel: model('quick background work', words),
		opusModel: model('the alias `opus`', words),
		sonnetModel: model('the alias `sonnet`', words),
		haikuModel: model('the alias `haiku`', words),
		fableModel: model('the alias `fable`', words),
		destinations: matching(
			/^(?:shell|claude)(?:,(?:shell|claude))?$/u,
			'must be "shell", "claude" or "shell,claude"',
			'Where to save: `shell`, `claude` or `shell,claude`.',
		),
	};
}

/** The field of one answer; none when presets cannot give it. */
function fieldOf({choices, preset, text: help, description}: AnswerSpec): readonly Field[] {
	const meaning = `${description ?? help}.`;
	return [
		...(choices === undefined ? [] : [oneOf(choices, meaning)]),
		...(choices !== undefined || preset === undefined ? [] : [matching(preset.pattern, `must be ${preset.words}`, meaning)]),
	];
}

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

/** The schema of presets, given the clouds that exist. */
export function presetSchema(providers: readonly Registered[]) {
	const fields = answerFields(providers);
	const optionalAnswers = Object.fromEntries(Object.entries(fields).map(([id, field]) => [id, z.optional(field)]));
	return z
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
				z.array(z.enum(Object.keys(fields), 'must be the id of an answer')).register(z.globalRegistry, {
					description: 'Given answers that people may change: the question is asked, starting on your value.',
				}),
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
}

export type PresetDocument = z.infer<ReturnType<typeof presetSchema>>;

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
export function answerProblem(id: string, value: string, providers: readonly Registered[]): string | undefined {
	const fields = answerFields(providers);
	const field = Object.hasOwn(fields, id) ? fields[id] : undefined;
	return field === undefined ? 'is not an answer that can be given ahead' : field.safeParse(value).error?.issues[0]?.message;
}
