// The status as plain data, safe to print: what the lines and the JSON are made from.

import type {Finding} from '../core/finding.ts';
import type {SignInSource} from '../core/sign-ins.ts';

type Candidate = {readonly place: string; readonly label: string; readonly line?: number; readonly value: string};

/** One variable as Claude Code gets it; secrets are masked before they come here. */
export type StatusValue = {
	readonly name: string;
	/** Empty when a place cancels the variable. */
	readonly value: string;
	readonly winner: Candidate;
	/** Other places that set it and do not count. */
	readonly losers: readonly Candidate[];
	readonly why: string;
};

export type StatusPlace = {
	readonly kind: string;
	readonly label: string;
	readonly path?: string;
	readonly state: 'read' | 'absent' | 'unreadable' | 'denied';
	readonly reason?: string;
	readonly variables: Readonly<Record<string, string>>;
	readonly settings: Readonly<Record<string, string>>;
	readonly lines?: Readonly<Record<string, number>>;
};

/** Something that is set and does not count, or whose value is not known. */
export type StatusNote = {readonly name: string; readonly label: string; readonly line?: number; readonly reason: string};

/** Ways of starting Claude Code: from this shell, a terminal opened next, VS Code's extension, another program with windows. */
export type StatusWay = 'this-shell' | 'new-shell' | 'editor' | 'desktop';

export type Status = {
	/** Version of the program. */
	readonly version: string;
	/** Milliseconds since the Unix epoch. */
	readonly at: number;
	/** The configured cloud; undefined when none is. */
	readonly provider: {readonly id: string; readonly name: string} | undefined;
	/** Name of the cloud that each way of starting leads to; undefined where none is switched on. */
	readonly clouds: Readonly<Record<StatusWay, string | undefined>>;
	readonly host: {readonly platform: string; readonly nodeVersion: string; readonly shell: string};
	readonly tools: ReadonlyArray<{readonly name: string; readonly path?: string; readonly version?: string}>;
	readonly values: Readonly<Record<StatusWay, readonly StatusValue[]>>;
	/** What the configured cloud is signed in to with, by way of starting; the others as this shell has them. */
	readonly signIns: Readonly<Record<StatusWay, readonly SignInSource[]>>;
	readonly otherSignIns: ReadonlyArray<{readonly name: string; readonly sources: readonly SignInSource[]}>;
	readonly places: readonly StatusPlace[];
	readonly ignored: readonly StatusNote[];
	readonly computed: readonly StatusNote[];
	/** Places that exist here but are not read. */
	readonly notRead: readonly string[];
	/** Problems with the configuration. */
	readonly findings: readonly Finding[];
};
