// The command table: parsing, help and dispatch all read it, so a command exists exactly when it has a row here.

import {givableAnswers, ownAnswers, pinAnswers, type Registered} from '../core/registered.ts';
import type {CommandModule} from './command.ts';
import type {Flag, SharedFlag} from './flags.ts';

export type Command = {
	/** Words that start it: `doctor`, `sandbox list`. Empty for the command that runs when none is named. */
	readonly name: string;
	readonly summary: string;
	/** Flags in the order help shows them; the common ones are added by `flagsOf`. */
	readonly flags: readonly SharedFlag[];
	/** Flags that mean something else here than with other commands. */
	readonly ownFlags?: Readonly<Partial<Record<SharedFlag, Flag>>>;
	/** Whether it takes the flags that answer questions, too: all of them, or those that a preset may give. */
	readonly takesAnswers?: 'all' | 'preset';
	/** It asks no cloud anything, so `--sandbox` would change nothing. */
	readonly isCloudless?: true;
	/** Words it takes after its name, for example `['FILE|URL']`; one in brackets, `['[FILE]']`, may be left out. */
	readonly words: readonly string[];
	/** What any number of further words are; absent when it takes none. */
	readonly more?: string;
	readonly examples: readonly string[];
	load(): Promise<CommandModule>;
};

const common: readonly SharedFlag[] = ['sandbox', 'home', 'debug', 'help', 'version'];

/** Flags that answer a question of the wizard, those of the clouds' own questions in the middle. */
export function answerFlags(providers: readonly Registered[]): readonly string[] {
	const before: readonly SharedFlag[] = ['provider', 'route', 'baseUrl', 'deviceCode'];
	return [...before, ...Object.keys(ownAnswers(providers)), ...pinAnswers, 'consent', 'acceptTerms', 'destinations'];
}

export const commands: readonly Command[] = [
	{
		name: '',
		summary: 'Set up Claude Code step by step, and prove that it works',
		flags: ['preset', 'join', 'collector', 'yes', 'plain'],
		takesAnswers: 'all',
		words: [],
		examples: ['onboard', 'onboard --sandbox', 'onboard --yes --preset acme.json'],
		load: async () => import('./wizard.ts'),
	},
	{
		name: 'doctor',
		summary: 'Run every check for what is configured; changes nothing',
		flags: ['only', 'verbose', 'plain', 'json', 'markdown', 'share', 'preset'],
		words: [],
		examples: ['onboard doctor', 'onboard doctor --only network', 'onboard doctor --share report.md'],
		load: async () => import('./doctor.ts'),
	},
	{
		name: 'explain',
		summary: 'Explain a finding code, a diagnostic code, a report or an error text',
		flags: ['json', 'preset'],
		words: ['CODE|FILE|-'],
		more: 'FILE|TEXT',
		examples: [
			'onboard explain network.public-path',
			'onboard explain 1530-0200-0H11-7P6J',
			'onboard explain before.json after.json',
			'onboard explain - < error.txt',
		],
		load: async () => import('./explain.ts'),
	},
	{
		name: 'troubleshoot',
		summary: 'Find the cause together: from what you see to the fix, and check again',
		flags: ['plain', 'preset'],
		words: ['[FILE|CODE]'],
		examples: ['onboard troubleshoot', 'onboard troubleshoot report.json', 'onboard troubleshoot --sandbox bedrock/sign-in-expired'],
		load: async () => import('./troubleshoot.ts'),
	},
	{
		name: 'status',
		summary: 'Show what is configured, from where, and which value wins; no network',
		flags: ['json', 'all'],
		words: [],
		examples: ['onboard status', 'onboard status --all'],
		load: async () => import('./status.ts'),
	},
	{
		name: 'terms',
		summary: 'Show what happens to your prompts with the configured choices',
		flags: ['json', 'preset'],
		words: [],
		examples: ['onboard terms'],
		load: async () => import('./terms.ts'),
	},
	{
		name: 'sign-in',
		summary: 'Sign in again; also the refresh command that Claude Code runs',
		flags: ['profile', 'deviceCode', 'plain'],
		words: [],
		examples: ['onboard sign-in', 'onboard sign-in --profile claude-code'],
		load: async () => import('./sign-in.ts'),
	},
	{
		name: 'undo',
		summary: 'Put back what the last run changed',
		flags: ['list'],
		words: [],
		examples: ['onboard undo --list', 'onboard undo'],
		load: async () => import('./undo.ts'),
	},
	{
		name: 'cohort init',
		summary: 'Check a roster and make the folder of a cohort',
		flags: ['roster', 'out', 'name', 'preset', 'collector', 'json'],
		isCloudless: true,
		words: [],
		examples: ['onboard cohort init --roster people.csv --out spring --preset acme.json'],
		load: async () => import('./cohort-init.ts'),
	},
	{
		name: 'cohort check',
		summary: 'See what a run would look at, and where you can sign in; changes nothing',
		flags: ['json', 'plain'],
		words: ['FOLDER'],
		examples: ['onboard cohort check spring'],
		load: async () => import('./cohort-check.ts'),
	},
	{
		name: 'cohort run',
		summary: "Check every target of a cohort with your own sign-in, and make everybody's kit",
		flags: ['only', 'again', 'concurrency', 'tokensPerDeveloper', 'measureCaching', 'store', 'plain', 'json'],
		ownFlags: {only: {kind: 'text', value: 'WHICH', text: 'Targets to look at: failed, pending, or the name of a team'}},
		words: ['FOLDER'],
		examples: ['onboard cohort run spring', 'onboard cohort run spring --only failed'],
		load: async () => import('./cohort-run.ts'),
	},
	{
		name: 'cohort serve',
		summary: 'Collect what laptops report, and serve the board to the lead',
		flags: ['host', 'port', 'store', 'tlsCertificate', 'tlsKey'],
		isCloudless: true,
		words: ['FOLDER'],
		examples: ['onboard cohort serve spring', 'onboard cohort serve spring --store postgres://db.acme.example/onboard'],
		load: async () => import('./cohort-serve.ts'),
	},
	{
		name: 'cohort board',
		summary: 'Show where everybody stands, live',
		flags: ['plain', 'json', 'store'],
		isCloudless: true,
		words: ['FOLDER'],
		examples: ['onboard cohort board spring', 'onboard cohort board spring --plain', 'onboard cohort board spring --json'],
		load: async () => import('./cohort-board.ts'),
	},
	{
		name: 'cohort report',
		summary: 'Show what a cohort came to: success rate, times, causes, teams',
		flags: ['format', 'out', 'compare', 'store'],
		isCloudless: true,
		words: ['FOLDER'],
		examples: [
			'onboard cohort report spring',
			'onboard cohort report spring --out spring.html',
			'onboard cohort report summer --compare spring',
		],
		load: async () => import('./cohort-report.ts'),
	},
	{
		name: 'preset init',
		summary: 'Write a preset to start from, with a comment on every key',
		flags: ['name', 'fromThisMachine', 'open', 'out', 'replace', 'yes', 'plain'],
		ownFlags: {
			name: {kind: 'text', value: 'NAME', text: 'Name of your organization, as people know it'},
			out: {kind: 'text', value: 'FILE', text: 'File to write; without it, and with nobody to ask, standard output'},
		},
		takesAnswers: 'preset',
		words: [],
		examples: [
			'onboard preset init',
			'onboard preset init --from-this-machine --name Acme --out acme.json',
			'onboard preset init --yes --from-this-machine --name Acme > acme.json',
		],
		load: async () => import('./preset-init.ts'),
	},
	{
		name: 'preset check',
		summary: 'Check a preset file and say what is wrong with it',
		flags: ['json'],
		words: ['FILE|URL'],
		examples: ['onboard preset check acme.json'],
		load: async () => import('./preset-check.ts'),
	},
	{
		name: 'preset schema',
		summary: 'Print the JSON Schema of presets, for your editor',
		flags: [],
		isCloudless: true,
		words: [],
		examples: ['onboard preset schema > onboard-preset.schema.json'],
		load: async () => import('./preset-schema.ts'),
	},
	{
		name: 'preset export',
		summary: "Print a preset's answers in a form for every machine, or the policies its cloud needs",
		flags: ['format', 'minimal', 'out', 'replace'],
		ownFlags: {
			format: {
				kind: 'text',
				value: 'FORMAT',
				choices: ['managed-settings', 'profile.d', 'devcontainer', 'iam-policy', 'endpoint-policy', 'service-control-policy'],
				text: 'What to make',
			},
			out: {kind: 'text', value: 'FILE', text: 'File to write instead of standard output'},
		},
		takesAnswers: 'preset',
		words: ['[FILE|URL]'],
		examples: [
			'onboard preset export acme.json --format managed-settings',
			'onboard preset export acme.json --format profile.d --out onboard.sh',
			'onboard preset export acme.json --format devcontainer --region eu-west-1',
			'onboard preset export acme.json --format iam-policy > role.json',
		],
		load: async () => import('./preset-export.ts'),
	},
	{
		name: 'sandbox list',
		summary: 'List the simulated clouds and the findings each one leads to',
		flags: ['json'],
		isCloudless: true,
		words: [],
		examples: ['onboard sandbox list'],
		load: async () => import('./sandbox-list.ts'),
	},
	{
		name: 'sandbox serve',
		summary: 'Keep a simulated cloud running for other programs',
		flags: ['scenario', 'configured'],
		isCloudless: true,
		words: [],
		examples: ['onboard sandbox serve --scenario bedrock/happy --home /tmp/try'],
		load: async () => import('./sandbox-serve.ts'),
	},
	{
		name: 'completion',
		summary: 'Print what makes Tab finish commands and flags in your shell',
		flags: [],
		isCloudless: true,
		words: ['bash|zsh|fish'],
		examples: ['source <(onboard completion bash)', 'source <(onboard completion zsh)', 'onboard completion fish | source'],
		load: async () => import('./completion.ts'),
	},
];

/** The flags of a command that answer questions. */
export function answerFlagsOf({takesAnswers}: Command, providers: readonly Registered[]): readonly string[] {
	return takesAnswers === undefined ? [] : takesAnswers === 'all' ? answerFlags(providers) : givableAnswers(providers);
}

/** Every flag a command accepts. */
export function flagsOf(command: Command, providers: readonly Registered[]): readonly string[] {
	return [
		...command.flags,
		...answerFlagsOf(command, providers),
		...common.filter(name => name !== 'sandbox' || command.isCloudless !== true),
	];
}

/** What a flag takes and says with this command. */
export function flagFor(command: Command, name: string, flags: Readonly<Record<string, Flag>>): Flag | undefined {
	return (command.ownFlags as Readonly<Record<string, Flag>> | undefined)?.[name] ?? flags[name];
}

/** Commands whose name begins with these words, for example `sandbox`; all of them for no words. */
export function commandsBelow(words: readonly string[]): readonly Command[] {
	return commands.filter(command => words.every((word, index) => command.name.split(' ')[index] === word));
}
