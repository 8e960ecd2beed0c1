// A planned change to files, as a value: what is there now, what would be there, and what stands in the way.

import type {Finding} from './finding.ts';

export type FileChange = {
	/** Path as the person knows it, for example `~/.zshrc` expanded. */
	readonly path: string;
	/** Path that is really written, after symbolic links. */
	readonly target: string;
	/** Bytes now; undefined when the file does not exist. */
	readonly before: Uint8Array | undefined;
	readonly after: Uint8Array;
	/** Permission bits the file will have. */
	readonly mode: number;
	/** One line for the review, for example `+ 1 line`. */
	readonly summary: string;
	/** Which destination it belongs to: `shell`, `claude` or the provider's own (`aws`). */
	readonly destination: string;
	/** In a file that is not ours alone: values by key (`env.AWS_REGION`, `awsAuthRefresh`), null for a key that is taken out. */
	readonly keys?: Readonly<Record<string, string | null>>;
};

/** What the saved set-up consists of. */
export type Exports = {
	/** Variables to set, in the order to show. */
	readonly variables: Readonly<Record<string, string>>;
	/** Keys of Claude Code's user settings beside `env`, for example `awsAuthRefresh`. */
	readonly settings: Readonly<Record<string, string>>;
	/** Variables that must not be set beside these; a saved one is a conflict. */
	readonly competing: readonly string[];
};

export type ChangeSet = {
	readonly changes: readonly FileChange[];
	/** What the person must know first: competing values, read-only files, damaged markers. */
	readonly findings: readonly Finding[];
};

/** Whether anything would be written. */
export function hasChanges(changeSet: ChangeSet): boolean {
	return changeSet.changes.length > 0;
}
