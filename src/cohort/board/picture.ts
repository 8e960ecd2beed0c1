// The board in words for a terminal: what its screen draws and its plain log prints.

import {describe} from '../../catalog/describe.ts';
import {line, type Line, type Tone} from '../../core/document.ts';
import {ownerName} from '../../output/finding.ts';
import {counted, oneLine} from '../../output/lines.ts';
import type {BoardPerson, BoardPicture} from './view.ts';
import type {Recorded} from '../event.ts';
import type {Cohort} from '../folder.ts';
import {states, type Board, type Row, type State} from './board.ts';
import {stateNames, stateText} from './words.ts';

const tones: Readonly<Record<State, Tone>> = {
	blocked: 'fail',
	waiting: 'warn',
	'signing-in': 'accent',
	'under-way': 'accent',
	invited: 'muted',
	ready: 'ok',
};

type Shown = Pick<Cohort, 'name' | 'targets'> & {
	/** Who to turn to, by owner, from the preset. */
	readonly contacts?: Readonly<Record<string, string>>;
};

/** Puts a board into words. */
export function pictureOf(board: Board, log: readonly Line[], cohort: Shown): BoardPicture {
	const contactOf = (owner: string | undefined) => {
		const contact = cohort.contacts?.[owner ?? ''];
		return contact === undefined ? undefined : oneLine(contact);
	};
	const targets = new Map(cohort.targets.map(target => [target.id, target.label]));
	const [best] = board.causes;
	const causes = new Map(board.causes.map(({code, owner}) => [code, `${titleOf(code)} · ${ownerName(owner)}`]));
	return {
		title: oneLine(cohort.name),
		counts: states.map(state => ({label: stateNames[state], count: board.counts[state], tone: tones[state]})),
		...(best === undefined
			? {}
			: {
					best: line(['Would help the most: ', 'muted'], titleOf(best.code), [
						` · ${counted(best.people.length, 'person', 'people')} · ${[ownerName(best.owner), contactOf(best.owner)].filter(part => part !== undefined).join(' ')}`,
						'muted',
					]),
				}),
		causes: [...causes.values(), ...states.map(state => stateNames[state])],
		people: board.rows.map(row => personOf(row, {causes, targets, contact: contactOf(row.owner)})),
		log,
	};
}

type About = {
	readonly causes: ReadonlyMap<string, string>;
	readonly targets: ReadonlyMap<string, string>;
	/** Of who owns the fix. */
	readonly contact: string | undefined;
};

function personOf(row: Row, {causes, targets, contact}: About): BoardPerson {
	const {person, codes} = row;
	const isHeldUp = row.state === 'blocked' || row.state === 'waiting';
	return {
		id: person.id,
		name: oneLine(person.name),
		team: oneLine(person.team),
		state: stateText(row),
		tone: tones[row.state],
		...(row.since === undefined ? {} : {since: row.since}),
		cause: (isHeldUp ? causes.get(codes[0] ?? '') : undefined) ?? stateNames[row.state],
		code: codes[0] ?? '',
		details: [
			line([oneLine(person.name), 'strong'], [`  ${oneLine(person.email)}`, 'muted']),
			fact('Team', person.team === '' ? 'none' : oneLine(person.team)),
			...(person.role === '' ? [] : [fact('Role', oneLine(person.role))]),
			fact('Target', oneLine(targets.get(person.target) ?? '')),
			fact('State', stateText(row), tones[row.state]),
			...codes.flatMap((code, index) => [
				fact(index === 0 ? 'Finding' : 'Also', `${titleOf(code)} (${code})`),
				...(index === 0 ? [fact('Next', describe(code)?.fix.text ?? 'See onboard explain of a newer version.')] : []),
			]),
			...(isHeldUp && contact !== undefined ? [fact('Contact', contact)] : []),
			...(row.isTargets ? [fact('Found by', 'the check of their target, before they began')] : []),
		],
	};
}

function fact(label: string, value: string, tone: Tone = 'plain'): Line {
	return line([`  ${label.padEnd(9)}`, 'muted'], [value, tone]);
}

/** What a cause is called. */
function titleOf(code: string): string {
	return describe(code)?.title ?? `${code}, of a newer version`;
}

/** One event as a line of the plain log. */
export function logLine(event: Recorded, cohort: Pick<Cohort, 'people' | 'targets'>, names: ReadonlyMap<string, string>): Line {
	const time = event.received.slice(11, 19);
	switch (event.kind) {
		case 'person': {
			return line([`${time}  `, 'muted'], oneLine(names.get(event.person) ?? event.person), [
				`  ${event.step} ${event.state}${event.codes.map(code => ` ${code}`).join('')}`,
				event.state === 'failed' ? 'fail' : event.state === 'finished' ? 'ok' : 'muted',
			]);
		}

		case 'target': {
			return line(
				[`${time}  `, 'muted'],
				`target ${oneLine(cohort.targets.find(target => target.id === event.target)?.label ?? event.target)}`,
				[`  ${event.state}${event.codes.map(code => ` ${code}`).join('')}`, event.state === 'failed' ? 'fail' : 'muted'],
			);
		}

		case 'kit': {
			return line([`${time}  `, 'muted'], oneLine(names.get(event.person) ?? event.person), ['  kit made', 'muted']);
		}
	}
}
