// Every flag there is, once: what it takes and what it says in help. Commands name the flags they accept, clouds those of their answers.

import {ownAnswers, pinWords, type Registered} from '../core/registered.ts';

/** `switch` takes no value, `text` takes one, `optional` takes one that looks like a scenario name or follows a `=`. */
export type Flag = {
	readonly kind: 'switch' | 'text' | 'optional';
	/** Name of the value in help, for example `FOLDER`. */
	readonly value?: string;
	/** The only values allowed. */
	readonly choices?: readonly string[];
	/** What a value stands for, where that is another one; what it stands for may be written, too. */
	readonly meaning?: Readonly<Record<string, string>>;
	readonly text: string;
};

/** The flags that do not depend on which clouds exist. */
const shared = {
	provider: {kind: 'text', value: 'NAME', text: 'Cloud that Claude Code works through'},
	preset: {kind: 'text', value: 'FILE|URL', text: "Your organization's preset"},
	yes: {kind: 'switch', text: 'Ask nothing: take answers from flags, environment and preset'},
	plain: {kind: 'switch', text: 'Line by line, without redrawing the screen'},
	route: {kind: 'text', value: 'ROUTE', choices: ['direct', 'private', 'gateway'], text: 'How requests reach the cloud'},
	baseUrl: {kind: 'text', value: 'URL', text: 'Address of the gateway or of the endpoint itself'},
	deviceCode: {kind: 'switch', text: 'Sign in with a code typed on another device'},
	primaryModel: {kind: 'text', value: 'ID', text: 'Model for the main work'},
	fastModel: {kind: 'text', value: 'ID', text: 'The same for quick background work'},
	opusModel: {kind: 'text', value: 'ID', text: 'The same behind the alias opus'},
	sonnetModel: {kind: 'text', value: 'ID', text: 'The same behind the alias sonnet'},
	haikuModel: {kind: 'text', value: 'ID', text: 'The same behind the alias haiku'},
	fableModel: {kind: 'text', value: 'ID', text: 'The same behind the alias fable'},
	consent: {kind: 'text', value: 'IDS', text: 'Models whose first call may accept terms, comma-separated'},
	acceptTerms: {kind: 'text', value: 'VERSION', text: 'Version of the data-retention summary that you have read, or the word read'},
	destinations: {
		kind: 'text',
		value: 'LIST',
		choices: ['shell', 'claude', 'both'],
		meaning: {both: 'shell,claude', 'claude,shell': 'shell,claude'},
		text: 'Where to save',
	},
	profile: {kind: 'text', value: 'NAME', text: 'Profile to sign in to, where the cloud keeps several'},
	only: {
		kind: 'text',
		value: 'GROUP',
		choices: ['configuration', 'sign-in', 'network', 'models', 'terms'],
		text: 'Run one group of checks',
	},
	verbose: {kind: 'switch', text: 'Show every check on a line of its own'},
	markdown: {kind: 'switch', text: "Print Markdown for your own organization's tickets"},
	share: {kind: 'text', value: 'FILE', text: 'Also write a copy that names nobody: Markdown for a name in .md, else JSON'},
	join: {kind: 'text', value: 'CODE|LINK', text: "Join code or link of your cohort lead's message"},
	roster: {kind: 'text', value: 'FILE', text: 'Roster of the people: CSV or JSON'},
	out: {kind: 'text', value: 'PLACE', text: 'Folder or file to write'},
	open: {kind: 'text', value: 'IDS', text: 'Given answers that people may change, comma-separated'},
	fromThisMachine: {kind: 'switch', text: 'Start from what is configured on this machine; never a secret'},
	minimal: {kind: 'switch', text: 'Of policies, leave out what Claude Code works without'},
	replace: {kind: 'switch', text: 'Replace the file when there is one'},
	name: {kind: 'text', value: 'NAME', text: 'Name of the cohort, as its people know it'},
	collector: {kind: 'text', value: 'URL', text: 'Address at which laptops reach the collector'},
	format: {kind: 'text', value: 'FORMAT', choices: ['markdown', 'html', 'csv', 'json', 'junit'], text: 'Form of the report'},
	compare: {kind: 'text', value: 'FOLDER', text: 'Earlier cohort to put beside it'},
	host: {kind: 'text', value: 'ADDRESS', text: 'Address to listen on (127.0.0.1); 0.0.0.0 for every one'},
	port: {kind: 'text', value: 'NUMBER', text: 'Port to listen on (7440); 0 takes a free one'},
	store: {kind: 'text', value: 'URL', text: 'PostgreSQL database that keeps the journal, without a password'},
	measureCaching: {
		kind: 'switch',
		text: 'Agree to two paid calls of about 8,000 tokens for each target, to see whether prompts are cached',
	},
	tokensPerDeveloper: {kind: 'text', value: 'NUMBER', text: 'Tokens a minute to plan for each developer (by size of the group)'},
	again: {kind: 'switch', text: 'Look again at targets that have a result already'},
	concurrency: {kind: 'text', value: 'NUMBER', text: 'Targets looked at at the same time, at most (16)'},
	tlsCertificate: {kind: 'text', value: 'FILE', text: 'Certificate chain of the collector, PEM'},
	tlsKey: {kind: 'text', value: 'FILE', text: 'Key of that certificate, PEM'},
	all: {kind: 'switch', text: 'Show long lists in full, and what does not count'},
	list: {kind: 'switch', text: 'Show what could be undone and change nothing'},
	scenario: {kind: 'text', value: 'NAME', text: 'Scenario to play, from: onboard sandbox list'},
	configured: {kind: 'switch', text: 'Start with a home that is set up already'},
	json: {kind: 'switch', text: 'Print JSON for other programs'},
	sandbox: {kind: 'optional', value: 'SCENARIO', text: 'Use a simulated cloud and a throwaway home'},
	home: {kind: 'text', value: 'FOLDER', text: 'Keep everything user-level below this folder'},
	debug: {kind: 'switch', text: 'Write a trace of this run, and print the stack of an unexpected error'},
	help: {kind: 'switch', text: 'Show help'},
	version: {kind: 'switch', text: 'Show the version'},
} as const satisfies Readonly<Record<string, Flag>>;

/** A flag that does not depend on which clouds exist. */
export type SharedFlag = keyof typeof shared;

/** What the command line said. Flags that were not given are absent; those of the clouds' own answers are text. */
export type Values = {
	readonly [Name in SharedFlag]?: (typeof shared)[Name]['kind'] extends 'switch'
		? true
		: (typeof shared)[Name]['kind'] extends 'text'
			? string
			: string | true;
} & {
	/** Words that are no flags, in order. */
	readonly words: readonly string[];
	readonly [answer: string]: string | true | readonly string[] | undefined;
};

/** Every flag, given the clouds that exist. Keys are the answers' own ids where a flag gives an answer: `baseUrl` is `--base-url`. */
export function flagsFor(providers: readonly Registered[]): Readonly<Record<string, Flag>> {
	const own = Object.entries(ownAnswers(providers)).map(([id, {value, choices, text}]): [string, Flag] => [
		id,
		{kind: 'text', value, text, ...(choices === undefined ? {} : {choices})},
	]);
	return {
		...shared,
		...Object.fromEntries(own),
		provider: {...shared.provider, choices: providers.map(({id}) => id)},
		primaryModel: {...shared.primaryModel, text: `${shared.primaryModel.text}: ${pinWords(providers)}`},
	};
}

/** A flag as it is typed: `baseUrl` is `--base-url`. */
export function flagText(name: string): string {
	return `--${name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}
