// The people of a session, what each must come to, and a fold of the journal that owes nothing to the program's own.

import {readFile} from 'node:fs/promises';
import acmeFoundry from '../../assets/presets/acme-foundry.json' with {type: 'json'};
import acmeVertex from '../../assets/presets/acme-vertex.json' with {type: 'json'};
import type {PtyProgram} from '../helpers/pty.ts';

export const stateNames = ['blocked', 'waiting', 'signing in', 'under way', 'invited', 'ready'] as const;
export type StateName = (typeof stateNames)[number];
export type Counts = Readonly<Record<StateName, number>>;
export type Event = {
	readonly kind: string;
	readonly person: string;
	readonly step: string;
	readonly state: string;
	readonly codes: readonly string[];
};
export type Standing = {readonly state: StateName; readonly code?: string};

/** Who has to fix each finding of this session, as the catalogue of findings promises it. */
export const owners: Readonly<Record<string, string>> = {
	'network.private-dns-off': 'network team',
	'network.name-blocked': 'network team',
	'model.use-case-form-missing': 'cloud admin',
	'model.scp-denied': 'cloud admin',
	'sign-in.denied': 'you',
	'sign-in.no-accounts': 'cloud admin',
	'vertex.service-disabled': 'cloud admin',
	'vertex.quota-zero': 'cloud admin',
	'foundry.role-missing': 'cloud admin',
	'foundry.conditional-access': 'cloud admin',
};

/** Scenario and the finding it must end with; none for those who become ready. Faults and luck alternate. */
const course: ReadonlyArray<readonly [string, string?]> = [
	['bedrock/happy'],
	['bedrock/private-dns-off', 'network.private-dns-off'],
	['vertex/happy'],
	['foundry/role-missing', 'foundry.role-missing'],
	['bedrock/happy'],
	['bedrock/sign-in-denied', 'sign-in.denied'],
	['foundry/happy'],
	['vertex/service-disabled', 'vertex.service-disabled'],
	['bedrock/model-daily-quota'],
	['bedrock/private-dns-off', 'network.private-dns-off'],
	['bedrock/happy'],
	['bedrock/model-use-case-form-missing', 'model.use-case-form-missing'],
	['vertex/happy'],
	['bedrock/no-accounts', 'sign-in.no-accounts'],
	['bedrock/portal-throttled-once'],
	['bedrock/name-blocked', 'network.name-blocked'],
	['foundry/happy'],
	['vertex/quota-zero', 'vertex.quota-zero'],
	['bedrock/sign-in-slow-down'],
	['bedrock/model-scp-denied', 'model.scp-denied'],
	['vertex/happy'],
	['foundry/conditional-access', 'foundry.conditional-access'],
	['foundry/happy'],
	['bedrock/model-use-case-form-missing', 'model.use-case-form-missing'],
	['bedrock/private-dns-off', 'network.private-dns-off'],
];

export const developers = course.map(([scenario, code], index) => ({
	id: `p${String(index + 1).padStart(4, '0')}`,
	name: `Developer ${index + 1}`,
	team: ['Payments', 'Data', 'Mobile'][index % 3] ?? '',
	scenario,
	provider: scenario.split('/')[0] ?? '',
	code,
}));

const columns = [
	'provider',
	'signIn',
	'vertexOffering',
	'project',
	'location',
	'tenant',
	'subscription',
	'resource',
	'primaryModel',
	'fastModel',
] as const;

/** The roster: people of the preset's own cloud leave the cells empty, the others bring their own answers. */
export function rosterCsv(): string {
	const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = {vertex: acmeVertex.answers, foundry: acmeFoundry.answers};
	const rows = developers.map(({id, name, team, provider}) =>
		[name, `${id}@acme.example`, team, ...columns.map(column => answers[provider]?.[column] ?? '')].join(','),
	);
	return `${[['Name', 'Email', 'Team', ...columns].join(','), ...rows].join('\n')}\n`;
}

/** Whole lines of a journal file; none before the first event. */
export async function eventsIn(file: string): Promise<readonly Event[]> {
	const text = await readFile(file, 'utf8').catch(() => '');
	return text
		.split('\n')
		.slice(0, -1)
		.map(line => JSON.parse(line) as Event);
}

/** Where everybody stands after these events. */
export function foldOf(events: readonly Event[]): ReadonlyMap<string, Standing> {
	const people = new Map<string, Standing>(developers.map(({id}) => [id, {state: 'invited'}]));
	for (const {person, step, state, codes} of events) {
		const [code] = codes;
		if (state === 'finished') {
			people.set(person, {state: 'ready'});
		} else if (code !== undefined && (state === 'failed' || state === 'stopped')) {
			people.set(person, {state: ['you', 'help desk'].includes(owners[code] ?? 'help desk') ? 'blocked' : 'waiting', code});
		} else if (state === 'stopped') {
			people.set(person, {state: 'invited'});
		} else {
			const isIn = !['run', 'survey', 'provider', 'route', 'sign-in'].includes(step) || (step === 'sign-in' && state === 'proven');
			people.set(person, {state: isIn ? 'under way' : 'signing in'});
		}
	}

	return people;
}

export function countsOf(fold: ReadonlyMap<string, Standing>): Counts {
	const all = [...fold.values()];
	return Object.fromEntries(stateNames.map(name => [name, all.filter(({state}) => state === name).length])) as Counts;
}

/** The counts that a screen shows; undefined when it shows none. */
export function countsOn(screen: string): Counts | undefined {
	const found = new RegExp(stateNames.map(name => `${name} (\\d+)`).join(' · '), 'u').exec(screen);
	return found === null ? undefined : (Object.fromEntries(stateNames.map((name, index) => [name, Number(found[index + 1])])) as Counts);
}

/** How many events of the journal make these counts, looking on from an earlier place; undefined when no beginning does. */
export function beginningThat(shown: Counts, events: readonly Event[], from: number): number | undefined {
	const wanted = JSON.stringify(shown);
	for (let until = from; until <= events.length; until++) {
		if (JSON.stringify(countsOf(foldOf(events.slice(0, until)))) === wanted) {
			return until;
		}
	}

	return undefined;
}

/** Notes every count that stood on the screen for a moment, in order; call what is returned to stop. */
export function watchCounts(board: PtyProgram): () => readonly Counts[] {
	const seen: Counts[] = [];
	let before = '';
	const timer = setInterval(() => {
		const screen = board.screen();
		const shown = screen === before ? countsOn(screen) : undefined;
		before = screen;
		if (shown !== undefined && JSON.stringify(shown) !== JSON.stringify(seen.at(-1))) {
			seen.push(shown);
		}
	}, 15);
	return () => {
		clearInterval(timer);
		return seen;
	};
}
