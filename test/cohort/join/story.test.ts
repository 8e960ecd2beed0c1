import {expect, test} from 'vitest';
import {beginning, tell, tellStop, type Place, type Told} from '../../../src/cohort/join/story.ts';
import type {Finding} from '../../../src/core/finding.ts';
import {emptySession, withAnswer, withProof, type Session} from '../../../src/core/session.ts';
import type {Stage} from '../../../src/wizard/view.ts';

const position = (step: string) => ({step, index: 1, total: 8});
const prove = (step: string): Stage => ({kind: 'prove', position: position(step), title: '', rows: [], actions: [], help: ''});
const finding = (code: string, more: Partial<Finding> = {}): Finding => ({
	code,
	severity: 'fail',
	title: '10.0.0.1 at 111122223333',
	cause: '',
	fix: {kind: 'do', text: ''},
	owner: 'you',
	evidence: [{label: 'host', value: 'secret.internal.example'}],
	causedBy: [],
	check: '',
	...more,
});
const failed = (step: string, ...findings: readonly Finding[]): Stage => ({
	kind: 'failed',
	position: position(step),
	title: '10.0.0.1',
	findings,
	canSkip: true,
	actions: [],
	help: '',
	ticket: [],
});
const proven = (session: Session, step: string, state: 'proven' | 'unproven' = 'proven', ...codes: readonly string[]) =>
	withProof(session, step, {state, summary: 'lead@acme.example', digest: '', codes});

function course(...moments: ReadonlyArray<readonly [Stage, Session]>): {readonly told: readonly Told[]; readonly place: Place} {
	let place = beginning;
	const told: Told[] = [];
	for (const [stage, session] of moments) {
		const step = tell(place, stage, session);
		({place} = step);
		told.push(...step.reports);
	}

	return {told, place};
}

const words = (told: readonly Told[]) => told.map(({step, state, codes}) => [step, state, ...codes].join(' '));
const signedIn = proven(emptySession, 'sign-in');

test('each thing once, in order', () => {
	const surveyed = proven(emptySession, 'survey');
	const {told} = course(
		[prove('survey'), emptySession],
		[prove('survey'), emptySession],
		[prove('sign-in'), surveyed],
		[prove('network'), proven(surveyed, 'sign-in')],
	);
	expect(words(told)).toEqual(['survey at', 'survey proven', 'sign-in at', 'sign-in proven', 'network at']);
});

test('a failure names root causes only, and a retry is told', () => {
	const session = signedIn;
	const {told} = course(
		[prove('network'), session],
		[
			failed(
				'network',
				finding('network.dns-failed'),
				finding('network.blocked', {causedBy: ['network.dns-failed']}),
				finding('network.slow', {severity: 'warn'}),
			),
			session,
		],
		[prove('network'), session],
	);
	expect(words(told)).toEqual(['sign-in proven', 'network at', 'network failed network.dns-failed', 'network at']);
});

test('the end of a run is ready only when everything is proven', () => {
	const finished: Stage = {kind: 'finished', lines: []};
	expect(words(course([finished, signedIn]).told)).toContain('run finished');
	expect(words(course([finished, proven(signedIn, 'network', 'unproven', 'network.public-path')]).told)).toEqual([
		'sign-in proven',
		'network unproven network.public-path',
		'run stopped network.public-path',
	]);
});

test('who stops at a failure stopped for its reason', () => {
	expect(tellStop(course([failed('network', finding('network.dns-failed')), emptySession]).place)).toEqual({
		step: 'run',
		state: 'stopped',
		codes: ['network.dns-failed'],
	});
	expect(tellStop(course([prove('network'), emptySession]).place).codes).toEqual([]);
});

test('nothing but steps, states and codes is told', () => {
	const answered = withAnswer(signedIn, 'account', {value: '111122223333', origin: 'person'});
	const {told} = course([prove('network'), answered], [failed('network', finding('network.dns-failed')), answered]);
	expect(JSON.stringify(told)).not.toMatch(/1111|10\.0|internal|acme/u);
});
