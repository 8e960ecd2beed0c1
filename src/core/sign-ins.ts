// The sign-ins and keys that a machine has for one cloud, in the order in which they are tried, by what lies on the disk alone.

import type {Finding} from './finding.ts';

export type SignInSource = {
	/** What it is: `Access keys`, `Profile claude-code, IAM Identity Center`. */
	readonly title: string;
	/** Where it comes from: the variable's name, or a file as people write it. */
	readonly place: string;
	/** `used` is what Claude Code takes; `info` is shown because people take it for what Claude Code uses. */
	readonly state: 'used' | 'ignored' | 'broken' | 'info';
	/** Why it is ignored or broken, or what is worth knowing; empty when there is nothing to say. */
	readonly why: string;
	/** Account, role, address or project, as the file says. Never a secret. */
	readonly who?: string;
	/** When it ends by the file's own date, in milliseconds since the Unix epoch. */
	readonly until?: number;
	/** Renews itself without a person. */
	readonly isRenewable?: boolean;
};

export type SignIns = {
	/** In the order in which they are tried; those of state `info` last. */
	readonly sources: readonly SignInSource[];
	/** What is missing, half done or over. */
	readonly findings: readonly Finding[];
};

/** A source before it is known which one counts. */
export type FoundSource = Omit<SignInSource, 'state' | 'why'> & {
	/** Why it cannot be used; the next one is then tried. */
	readonly broken?: string;
	/** What is worth knowing about it. */
	readonly note?: string;
};

/** Decides by order: the first source that is not broken is used, those behind it are ignored. */
export function ordered(found: readonly FoundSource[]): readonly SignInSource[] {
	const used = found.find(source => source.broken === undefined);
	return found.map(source => {
		const {broken, note, ...facts} = source;
		return broken === undefined
			? {
					...facts,
					state: source === used ? 'used' : 'ignored',
					why: source === used ? (note ?? '') : 'one above it is taken',
				}
			: {...facts, state: 'broken', why: broken};
	});
}
