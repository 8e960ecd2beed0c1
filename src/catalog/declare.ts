// How a family of findings is declared: the words of each code live beside the code, and raising one fills in the details.

import type {Evidence, Finding, Fix, NextStep, Owner, Severity} from '../core/finding.ts';

/** Named details that a finding's sentences use, for example `{host, address}`. */
export type Details = Readonly<Record<string, string>>;

/** Details inside a declaration's sentences: reading one that was not given is a bug and throws. */
// oxlint-disable-next-line typescript/no-explicit-any -- a missing name throws, so a read is always text
export type Given = Readonly<Record<string, any>>;

export type Declaration = {
	readonly severity: Severity;
	readonly owner: Owner;
	/** One sentence that is true now. */
	title(details: Given): string;
	/** The most likely reason. */
	cause(details: Given): string;
	/** The one next action. */
	fix(details: Given): Fix;
	/** Codes that explain this one when they are reported too. */
	readonly causedBy?: readonly string[];
	/**
	 * `wizard` when only a step that needs a person can meet it, for example a sign-in that was refused in the browser; `explain`
	 * when only an error text that somebody pasted, or the guided search, can name it. Absent: doctor's checks find it.
	 */
	readonly raisedBy?: 'wizard' | 'explain';
	/** How `onboard` finds it out; for `docs/finding-codes.md`. */
	readonly detection: string;
	/** Numbers of Microsoft Entra (AADSTS) that mean this. */
	readonly numbers?: readonly number[];
	readonly links?: readonly string[];
};

export type Family<Code extends string = string> = Readonly<Record<Code, Declaration>>;

/** Declares a family; keys are full codes (`network.public-path`). */
export function family<const Code extends string>(declarations: Readonly<Record<Code, Declaration>>): Family<Code> {
	return declarations;
}

/**
 * Makes a finding of a declared code.
 *
 * @param details - Values for the sentences; must be free of secrets and control characters.
 * @param check - Id of the check that found it.
 * @param severity - Only to soften or sharpen by policy (for example a public path that the organization allows).
 * @param instead - Only where the way it failed makes the next step another one: a read that found no sign-in asks nobody for a role.
 */
export function raise<Code extends string>(
	from: Family<Code>,
	code: Code,
	options: {
		readonly check: string;
		readonly details?: Details;
		readonly evidence?: readonly Evidence[];
		readonly severity?: Severity;
		readonly instead?: NextStep | undefined;
	},
): Finding {
	const declaration = from[code];
	const details = complete(code, options.details ?? {});
	return {
		code,
		severity: options.severity ?? declaration.severity,
		title: declaration.title(details),
		cause: declaration.cause(details),
		fix: options.instead?.fix ?? declaration.fix(details),
		owner: options.instead?.owner ?? declaration.owner,
		evidence: options.evidence ?? [],
		causedBy: declaration.causedBy ?? [],
		check: options.check,
	};
}

/** A sentence must never read "undefined": a detail that was not given throws instead. */
function complete(code: string, details: Details): Given {
	return new Proxy(details, {
		get(target, name) {
			const value = typeof name === 'string' ? target[name] : undefined;
			if (value === undefined) {
				throw new Error(`The finding ${code} needs the detail ${String(name)}.`);
			}

			return value;
		},
	});
}
