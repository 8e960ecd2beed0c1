// A simulated AWS with any number of accounts, the home of a lead who is signed in there, and cohorts that are spread over them.

import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {makeCohort, type Cohort} from '../../../src/cohort/folder.ts';
import {targetsOf} from '../../../src/cohort/targets.ts';
import {nodePorts} from '../../../src/ports/node.ts';
import type {SimulatedAws} from '../../../src/sandbox/clouds/aws/scenario.ts';
import type {Scenario} from '../../../src/sandbox/scenario.ts';
import {plantHome} from '../../../src/sandbox/home.ts';
import {scenarioNamed} from '../../../src/sandbox/stage.ts';

/** Id of the nth account, from 0. */
export function accountId(index: number): string {
	return String(100_000_000_000 + index);
}

/** Everything works over the internet, in each of so many accounts. */
export function manyAccounts(count: number, change: Partial<SimulatedAws> = {}): Scenario {
	const scenario = scenarioNamed('bedrock/happy-direct');
	const {aws} = scenario;
	if (aws === undefined) {
		throw new Error('The scenario has no AWS.');
	}

	const accounts = Array.from({length: count}, (_, index) => ({
		id: accountId(index),
		name: `team-${index}`,
		email: `aws+team-${index}@acme.example`,
		roles: ['ClaudeCodeDeveloper'],
	}));
	return {...scenario, aws: {...aws, ...change, sso: {...aws.sso, accounts}}};
}

/** A cohort in a new folder, its people spread evenly over so many targets: one account each. */
export async function manyPeople(people: number, targets: number): Promise<Cohort> {
	const home = await mkdtemp(path.join(tmpdir(), 'cohort-run-'));
	const {sso} = manyAccounts(1).aws ?? {};
	const rows = Array.from({length: people}, (_, index) => ({
		id: `p${String(index + 1).padStart(4, '0')}`,
		name: `Person ${index + 1}`,
		email: `person${index + 1}@acme.example`,
		team: `Team ${index % targets}`,
		role: '',
		answers: {
			provider: 'bedrock',
			route: 'direct',
			signIn: 'sso',
			startUrl: sso?.startUrl ?? '',
			ssoRegion: sso?.region ?? '',
			account: accountId(index % targets),
			permissionSet: 'ClaudeCodeDeveloper',
			region: 'us-east-1',
			primaryModel: 'us.anthropic.claude-opus-5-5',
			fastModel: 'us.anthropic.claude-haiku-5-5',
		},
	}));
	const {targets: all, targetIdOf} = targetsOf(rows.map(({answers}) => answers));
	const {cohort} = await makeCohort(
		{
			folder: path.join(home, 'cohort'),
			name: 'Spring',
			people: rows.map(row => ({...row, target: targetIdOf(row.answers)})),
			targets: all,
			preset: undefined,
		},
		nodePorts({home}),
	);
	return cohort;
}

/** A new home that is signed in to that cloud. */
export async function leadHome(scenario: Scenario): Promise<string> {
	const home = await mkdtemp(path.join(tmpdir(), 'cohort-lead-'));
	const {files, clock} = nodePorts({home});
	await plantHome(scenario, home, {files, clock});
	return home;
}
