// What is known of a cloud before any of its code is loaded: plain data, so that lists, flags and presets cost nothing.

/** An answer that only this cloud, or each cloud in its own way, asks for: its flag, its place in a preset, its variable. */
export type AnswerSpec = {
	/** Name of the value in help, for example `REGION`. */
	readonly value: string;
	/** The only values there are. */
	readonly choices?: readonly string[];
	/** What it is, in a few words for help. Where several clouds ask for it, what this one takes, for example `sso or profile:NAME`. */
	readonly text: string;
	/** The same with everything a preset's author needs to know; default `text`. */
	readonly description?: string;
	/** Variable that answers it with nobody to ask. */
	readonly env?: string;
	/** One value of each kind, where kinds lead to different set-ups, for example `sso` and `profile:NAME`. */
	readonly kinds?: readonly string[];
	/** What a preset may say, and what that is, in words after `must be`; absent when a preset cannot give it, or there are choices. */
	readonly preset?: {readonly pattern: RegExp; readonly words: string};
	/** What holds for everybody where one person's own value looks like this. */
	readonly shared?: {readonly insteadOf: RegExp; readonly value: string};
};

/** A cloud as it registers itself. */
export type Registered = {
	/** Value of the answer `provider`. */
	readonly id: string;
	readonly name: string;
	/** The name where there is little room, for example `Bedrock`. */
	readonly shortName: string;
	/** Who runs it and makes the statements, for example `AWS`. */
	readonly vendor: string;
	/** The difference to the others in one line. */
	readonly tagline: string;
	/** Provider tool whose absence changes what is saved, for example `aws`. */
	readonly tool: string;
	/** Other programs that bear on signing in. */
	readonly otherTools?: readonly string[];
	/** What a pin names here, for example `deployment name`. */
	readonly pin: string;
	/** Variables of Claude Code of which any one, switched on, makes it use this cloud. */
	readonly switches: readonly string[];
	/** Variables of Claude Code that do nothing with another cloud, beside the switches; `*` at the end stands for any ending. */
	readonly variables: readonly string[];
	/** Variables of the cloud's own tools that bear on it, written likewise. */
	readonly toolVariables: readonly string[];
	/** Variables of Claude Code that were renamed, with the new name. */
	readonly renamedVariables?: Readonly<Record<string, string>>;
	/** Keys of Claude Code's settings, beside `env`, that do nothing with another cloud. */
	readonly settings: readonly string[];
	/** Answers beside those that every cloud has, by id, in the order they are asked. */
	readonly answers: Readonly<Record<string, AnswerSpec>>;
	/** Ids of the answers that say which place at this cloud is used, from the widest to the narrowest. */
	readonly target: readonly string[];
	/** Hosts that only this cloud answers at, and nobody else can be given. A base URL elsewhere is somebody's gateway. */
	readonly ownHosts?: RegExp;
	/** The example organization's preset for rehearsals: its file below `assets/` and its content. */
	readonly example?: {readonly file: string; load(): Promise<{readonly default: unknown}>};
};

/** Variables of Claude Code that were renamed, those that every cloud has included, with the new name. */
export function renamedVariables(providers: readonly Registered[]): Readonly<Record<string, string>> {
	const own = providers.flatMap(provider => Object.entries(provider.renamedVariables ?? {}));
	return {ANTHROPIC_SMALL_FAST_MODEL: 'ANTHROPIC_DEFAULT_HAIKU_MODEL', ...Object.fromEntries(own)};
}

/** Whether a variable's name is one of these; `*` at the end of one stands for any ending. */
export function isNamed(name: string, patterns: readonly string[]): boolean {
	return patterns.some(pattern => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
}

/** Answers that are not every cloud's own, over all clouds, by id; one that several clouds ask for says what each of them takes. */
export function ownAnswers(providers: readonly Registered[]): Readonly<Record<string, AnswerSpec>> {
	const ids = [...new Set(providers.flatMap(({answers}) => Object.keys(answers)))];
	return Object.fromEntries(
		ids.flatMap(id => {
			const asking = providers.flatMap(({shortName, answers}) => (answers[id] === undefined ? [] : [{shortName, spec: answers[id]}]));
			const [first, ...others] = asking;
			return first === undefined ? [] : [[id, others.length === 0 ? first.spec : merged(asking)]];
		}),
	);
}

type Asking = {readonly shortName: string; readonly spec: AnswerSpec};

function merged(asking: readonly Asking[]): AnswerSpec {
	const each = (text: (spec: AnswerSpec) => string) => asking.map(({shortName, spec}) => `${shortName}: ${text(spec)}`).join('. ');
	const rules = asking.flatMap(({shortName, spec}) => (spec.preset === undefined ? [] : [{shortName, ...spec.preset}]));
	const env = asking.find(({spec}) => spec.env !== undefined)?.spec.env;
	return {
		value: asking[0]?.spec.value ?? 'VALUE',
		text: each(spec => spec.text),
		description: each(spec => spec.description ?? spec.text),
		...(env === undefined ? {} : {env}),
		...(rules.length === 0
			? {}
			: {
					preset: {
						pattern: new RegExp(rules.map(({pattern}) => pattern.source).join('|'), 'u'),
						words: rules.map(({shortName, words}) => `${words} (${shortName})`).join(', '),
					},
				}),
	};
}

/** Answers that hold a model, in the order they are shown. */
export const pinAnswers = ['primaryModel', 'fastModel', 'opusModel', 'sonnetModel', 'haikuModel', 'fableModel'] as const;

/** Ids of the answers that a preset may give, in the order they are asked. */
export function givableAnswers(providers: readonly Registered[]): readonly string[] {
	const own = Object.entries(ownAnswers(providers)).filter(([, {choices, preset}]) => choices !== undefined || preset !== undefined);
	return ['provider', 'route', 'baseUrl', ...own.map(([id]) => id), ...pinAnswers, 'destinations'];
}

/** What a pin names in each cloud, for example `inference profile for Bedrock, deployment name for Foundry`. */
export function pinWords(providers: readonly Registered[]): string {
	return providers.map(({pin, shortName}) => `${pin} for ${shortName}`).join(', ');
}
