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
	/** What a preset may say, and the sentence about anything else; absent when a preset cannot give it and when there are choices. */
	readonly preset?: {readonly pattern: RegExp; readonly problem: string};
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
	/** What a pin names here, for example `deployment name`. */
	readonly pin: string;
	/** Variables of Claude Code of which any one, switched on, makes it use this cloud. */
	readonly switches: readonly string[];
	/** Answers beside those that every cloud has, by id, in the order they are asked. */
	readonly answers: Readonly<Record<string, AnswerSpec>>;
};
