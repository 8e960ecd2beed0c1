// The data-retention summary as a value: what was measured, what is stated and by whom, what stays unknown.

export type TermsRow = {
	readonly label: string;
	readonly value: string;
	readonly note?: string;
	readonly tone?: 'ok' | 'warn' | 'unknown';
	/** Page that says so, and the date it was read (YYYY-MM-DD). */
	readonly source?: {readonly url: string; readonly read: string};
};

export type TermsSummary = {
	/** Identifies the statements that were shown; recorded with the acknowledgement. */
	readonly version: string;
	readonly measured: readonly TermsRow[];
	readonly stated: readonly TermsRow[];
	readonly unknown: readonly TermsRow[];
	readonly local: readonly TermsRow[];
	/** Widely repeated claims that the sources contradict. */
	readonly corrections: readonly string[];
	/** What the person's own organization states, from its preset. */
	readonly organization?: {readonly name: string; readonly rows: readonly TermsRow[]};
};
