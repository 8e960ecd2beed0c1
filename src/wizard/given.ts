// Answers that nobody has to be asked for: from flags, from the environment, from the organization's preset, in that order.

import type {Answer, Answers} from '../core/session.ts';
import type {Environment} from '../ports/ports.ts';

export type GivenOptions = {
	/** Answer id to value, from the command line. */
	readonly flags: Readonly<Record<string, string | undefined>>;
	readonly env: Environment;
	/** Answer id to the variable that gives it. */
	readonly variables: Readonly<Record<string, string>>;
	/** Answers of the preset, with origin `preset`. */
	readonly preset: Answers;
	isLocked(id: string): boolean;
	/** Whether nobody is there to ask: then the environment and unlocked preset answers count too. */
	readonly isUnattended: boolean;
};

export type Given = {
	readonly answers: Answers;
	/** Values to start the cursor on. */
	readonly suggested: Readonly<Record<string, string>>;
};

/** Gathers them; a locked preset answer wins over everything. */
export function gatherAnswers(options: GivenOptions): Given {
	const answers: Record<string, Answer> = {};
	const suggested: Record<string, string> = {};
	for (const [id, name] of Object.entries(options.variables)) {
		const value = options.env[name];
		if (value !== undefined && value !== '') {
			if (options.isUnattended) {
				answers[id] = {value, origin: 'environment'};
			} else {
				suggested[id] = value;
			}
		}
	}

	for (const [id, answer] of Object.entries(options.preset)) {
		if (options.isLocked(id)) {
			answers[id] = answer;
		} else if (options.isUnattended) {
			answers[id] ??= answer;
		} else {
			suggested[id] = answer.value;
		}
	}

	for (const [id, value] of Object.entries(options.flags)) {
		if (value !== undefined && !(options.isLocked(id) && id in options.preset)) {
			answers[id] = {value, origin: 'flag'};
		}
	}

	return {answers, suggested};
}

/** Ids of flags that a locked preset answer overrules with another value. */
export function overruled(options: Pick<GivenOptions, 'flags' | 'preset' | 'isLocked'>): readonly string[] {
	return Object.entries(options.flags)
		.filter(
			([id, value]) =>
				value !== undefined && options.isLocked(id) && options.preset[id] !== undefined && options.preset[id].value !== value,
		)
		.map(([id]) => id);
}
