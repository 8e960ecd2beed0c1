// What stands somewhere and counts nowhere, and what cannot be known without starting a shell: both with their file and line.

import type {Place, SurveyFacts} from './facts.ts';

export type Unheeded = {
	readonly name: string;
	/** As people say it: `~/.zshrc`. */
	readonly label: string;
	/** In the file, counted from 1. */
	readonly line?: number;
	/** The end of a sentence that begins with the variable: `is set without export, so no program gets it`. */
	readonly reason: string;
};

/** Variables and settings that no way of starting Claude Code gets, each with the reason. */
export function ignoredOf(facts: SurveyFacts): readonly Unheeded[] {
	return facts.places.flatMap(place => {
		const reason = reasonFor(place, facts.host.shell);
		const names = reason === undefined ? [] : Object.keys({...place.variables, ...place.settings});
		return [
			...names.map(name => at(place, name, place.lines?.[name], reason ?? '')),
			...Object.entries(place.notExported ?? {}).map(([name, line]) =>
				at(place, name, line, 'is set but not exported, so no program gets it'),
			),
		];
	});
}

/** Variables whose value only a shell can tell. */
export function computedOf(facts: SurveyFacts): readonly Unheeded[] {
	return facts.places
		.filter(place => reasonFor(place, facts.host.shell) === undefined)
		.flatMap(place =>
			Object.entries(place.computed ?? {}).map(([name, line]) =>
				at(place, name, line, 'is worked out when the shell starts; not known here'),
			),
		);
}

function at(place: Place, name: string, line: number | undefined, reason: string): Unheeded {
	return {name, label: place.label, ...(line === undefined ? {} : {line}), reason};
}

function reasonFor({kind, readBy, ignored}: Place, shell: string): string | undefined {
	if (ignored !== undefined) {
		return `does not count: ${ignored}`;
	}

	if (kind === 'folder') {
		return 'counts only where direnv has loaded the file';
	}

	if (readBy === undefined || readBy.includes(shell)) {
		return undefined;
	}

	return readBy.length === 0 ? 'does not count: no start file reads this one' : `is for ${readBy.join(' and ')}; your shell is ${shell}`;
}
