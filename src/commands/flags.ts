// Every flag there is, once: what it takes and what it says in help. Commands name the flags they accept.

/** `switch` takes no value, `text` takes one, `optional` takes one that looks like a scenario name or follows a `=`. */
export type Flag = {
	readonly kind: 'switch' | 'text' | 'optional';
	/** Name of the value in help, for example `FOLDER`. */
	readonly value?: string;
	/** The only values allowed. */
	readonly choices?: readonly string[];
	readonly text: string;
};

/** Keys are the answers' own ids where a flag gives an answer; on the command line `baseUrl` is `--base-url`. */
export const flags = {
	provider: {kind: 'text', value: 'NAME', choices: ['bedrock', 'vertex', 'foundry'], text: 'Cloud that Claude Code works through'},
	preset: {kind: 'text', value: 'FILE|URL', text: "Your organization's preset"},
	yes: {kind: 'switch', text: 'Ask nothing: take answers from flags, environment and preset'},
	plain: {kind: 'switch', text: 'Line by line, without redrawing the screen'},
	route: {kind: 'text', value: 'ROUTE', choices: ['direct', 'private', 'gateway'], text: 'How requests reach the cloud'},
	baseUrl: {kind: 'text', value: 'URL', text: 'Address of the gateway or of the endpoint itself'},
	signIn: {kind: 'text', value: 'HOW', text: 'Bedrock: sso or profile:NAME. Vertex: adc or file:PATH. Foundry: az or api-key'},
	startUrl: {kind: 'text', value: 'URL', text: 'Start URL of your IAM Identity Center'},
	ssoRegion: {kind: 'text', value: 'REGION', text: 'Region of your IAM Identity Center'},
	deviceCode: {kind: 'switch', text: 'Sign in with a code typed on another device'},
	account: {kind: 'text', value: 'ID', text: 'AWS account that pays, 12 digits'},
	permissionSet: {kind: 'text', value: 'NAME', text: 'Permission set to use in that account'},
	region: {kind: 'text', value: 'REGION', text: 'Region that Bedrock is called in'},
	vertexOffering: {kind: 'text', value: 'WHICH', choices: ['google', 'anthropic'], text: 'Who runs Claude on Google Cloud for you'},
	workspaceId: {kind: 'text', value: 'ID', text: 'Workspace of the offering that Anthropic runs'},
	credentialsFile: {kind: 'text', value: 'FILE', text: 'Google credentials file, with --sign-in file'},
	loginConfig: {kind: 'text', value: 'FILE', text: 'Login configuration of your Google workforce pool'},
	project: {kind: 'text', value: 'ID', text: 'Google Cloud project that pays'},
	location: {kind: 'text', value: 'LOCATION', text: 'Location that Vertex AI is called in: global, us, eu or a region'},
	tenant: {kind: 'text', value: 'ID', text: 'Microsoft Entra tenant to sign in to'},
	subscription: {kind: 'text', value: 'ID', text: 'Azure subscription that pays'},
	resource: {kind: 'text', value: 'NAME', text: 'Microsoft Foundry resource'},
	primaryModel: {kind: 'text', value: 'ID', text: 'Model for the main work: inference profile, model id or deployment'},
	fastModel: {kind: 'text', value: 'ID', text: 'The same for quick background work'},
	opusModel: {kind: 'text', value: 'ID', text: 'The same behind the alias opus'},
	sonnetModel: {kind: 'text', value: 'ID', text: 'The same behind the alias sonnet'},
	haikuModel: {kind: 'text', value: 'ID', text: 'The same behind the alias haiku'},
	fableModel: {kind: 'text', value: 'ID', text: 'The same behind the alias fable'},
	consent: {kind: 'text', value: 'IDS', text: 'Models whose first call may accept terms, comma-separated'},
	acceptTerms: {kind: 'text', value: 'VERSION', text: 'Version of the data-retention summary that you have read, or the word read'},
	destinations: {kind: 'text', value: 'LIST', text: 'Where to save: shell, claude, or both'},
	profileName: {kind: 'text', value: 'NAME', text: 'Name of the AWS profile that is written (claude-code)'},
	profile: {kind: 'text', value: 'NAME', text: 'AWS profile to sign in to'},
	only: {
		kind: 'text',
		value: 'GROUP',
		choices: ['configuration', 'sign-in', 'network', 'models', 'terms'],
		text: 'Run one group of checks',
	},
	verbose: {kind: 'switch', text: 'Show every check on a line of its own'},
	markdown: {kind: 'switch', text: "Print Markdown for your own organization's tickets"},
	share: {kind: 'text', value: 'FILE', text: 'Also write a copy that names nobody: Markdown for a name in .md, else JSON'},
	roster: {kind: 'text', value: 'FILE', text: 'Roster of the people: CSV or JSON'},
	out: {kind: 'text', value: 'FOLDER', text: 'Folder to make'},
	name: {kind: 'text', value: 'NAME', text: 'Name of the cohort, as its people know it'},
	collector: {kind: 'text', value: 'URL', text: 'Address at which laptops reach the collector'},
	list: {kind: 'switch', text: 'Show what could be undone and change nothing'},
	scenario: {kind: 'text', value: 'NAME', text: 'Scenario to play, from: onboard sandbox list'},
	configured: {kind: 'switch', text: 'Start with a home that is set up already'},
	json: {kind: 'switch', text: 'Print JSON for other programs'},
	sandbox: {kind: 'optional', value: 'SCENARIO', text: 'Use a simulated cloud and a throwaway home'},
	home: {kind: 'text', value: 'FOLDER', text: 'Keep everything user-level below this folder'},
	debug: {kind: 'switch', text: 'Print the stack of an unexpected error'},
	help: {kind: 'switch', text: 'Show help'},
	version: {kind: 'switch', text: 'Show the version'},
} as const satisfies Readonly<Record<string, Flag>>;

export type FlagName = keyof typeof flags;

/** What the command line said. Flags that were not given are absent. */
export type Values = {
	readonly [Name in FlagName]?: (typeof flags)[Name]['kind'] extends 'switch'
		? true
		: (typeof flags)[Name]['kind'] extends 'text'
			? string
			: string | true;
} & {
	/** Words that are no flags, in order. */
	readonly words: readonly string[];
};

/** A flag as it is typed: `baseUrl` is `--base-url`. */
export function flagText(name: FlagName): string {
	return `--${name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}
