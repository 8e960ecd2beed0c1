// A person's kit: a preset with their answers, the one line they run, and a short message to send them.

import type {Cohort} from './folder.ts';
import {joinLink} from './join-link.ts';
import {withoutComments} from '../preset/text.ts';
import type {Person} from './person.ts';

export type Kit = {
	/** Text of the preset file. */
	readonly preset: string;
	/** The one line to run. */
	readonly command: string;
	readonly subject: string;
	readonly message: string;
};

/** Where a kit's preset lies beside its message, for people who get both as files. */
export const presetName = 'preset.json';

/** Makes the kit of one person. Everything they would be asked and the roster knows is answered in it. */
export function kitOf(cohort: Cohort, person: Person): Kit {
	const code = cohort.codes[person.id] ?? '';
	const isOnline = cohort.collector !== undefined;
	const command = isOnline ? `npx onboard --join ${joinLink(cohort.collector ?? '', code)}` : `npx onboard --preset ${presetName}`;
	return {
		preset: presetFor(cohort, person),
		command,
		subject: `${cohort.name}: your Claude Code set-up`,
		message: [
			`Hello ${person.name},`,
			'',
			`this sets up Claude Code on your laptop for ${cohort.name}. It takes about ten minutes and asks before it changes anything.`,
			'',
			isOnline ? 'Open a terminal and run:' : `Save the attached ${presetName}, open a terminal in that folder and run:`,
			'',
			`    ${command}`,
			'',
			...(isOnline
				? [
						'The link is yours alone. If you agree, your cohort lead sees which step you are at and the code of a problem, nothing else.',
						'',
					]
				: []),
		].join('\n'),
	};
}

function presetFor(cohort: Cohort, person: Person): string {
	const base = (cohort.preset === undefined ? {} : JSON.parse(withoutComments(cohort.preset))) as {
		readonly organization?: string;
		readonly answers?: Readonly<Record<string, string>>;
		readonly open?: readonly string[];
	};
	const isAsInPreset = (id: string) => base.answers?.[id] === person.answers[id];
	const {$schema: _schema, ...rest} = base as Readonly<Record<string, unknown>>;
	return `${JSON.stringify(
		{
			...rest,
			schema: 'onboard/preset@1',
			organization: base.organization ?? cohort.name,
			answers: person.answers,
			// What the roster decided for this person is decided, and with an address of its own the way to it.
			...(base.open === undefined ? {} : {open: base.open.filter(id => isAsInPreset(id) && (id !== 'route' || isAsInPreset('baseUrl')))}),
		},
		undefined,
		'\t',
	)}\n`;
}
