// The engine over a small table of steps: asking, proving, failing, going back, and stopping.

import {describe, expect, it} from 'vitest';
import {openPolicy} from '../../src/core/check.ts';
import {line} from '../../src/core/document.ts';
import {emptySession, withAnswer, type Session} from '../../src/core/session.ts';
import type {Ports} from '../../src/ports/ports.ts';
import type {ProofResult, ProveContext, Question, Step} from '../../src/providers/provider.ts';
import {createEngine, type Engine} from '../../src/wizard/engine.ts';
import {createMemo} from '../../src/wizard/memo.ts';
import type {Stage} from '../../src/wizard/view.ts';

const base = (id: string) => ({id, title: `Which ${id}?`, why: `Because ${id}.`, flag: id, label: id});
const choice = (id: string, values: readonly string[]): Question => ({
	...base(id),
	kind: 'choice',
	options: async () => values.map(value => ({value, label: value})),
});
const text = (id: string): Question => ({
	...base(id),
	kind: 'text',
	validate: async value => (value === 'bad' ? 'That is not good.' : undefined),
	normalize: value => value.toLowerCase(),
});

const step = (id: string, questions: readonly Question[], prove?: Step['prove']): Step => ({
	id,
	title: id,
	help: '',
	applies: () => true,
	owns: questions.map(question => question.id),
	asks: () => questions.map(question => question.id),
	proves: prove !== undefined,
	questions,
	...(prove === undefined ? {} : {prove}),
});

function engineOver(
	steps: readonly Step[],
	session: Session = emptySession,
): {engine: Engine; sessions: Session[]; stage<Kind extends Stage['kind']>(kind: Kind): Promise<Stage & {kind: Kind}>} {
	const sessions: Session[] = [];
	const engine = createEngine({
		ports: {clock: {now: () => 0, elapsed: () => 0, sleep: async () => {}}} as unknown as Ports,
		policy: openPolicy,
		memo: createMemo(),
		session,
		header: 'onboard',
		steps: () => steps,
		isAttended: true,
		noteFor: origin => (origin === 'preset' ? 'set by Acme' : undefined),
		suggested: {},
		onSession: next => sessions.push(next),
		aboutFailure: async findings => ({ticket: findings.map(finding => line(finding.code))}),
		finish: async () => [line('Ready.')],
		listLimitMs: 1000,
	});
	engine.start();
	const settled = (stage: Stage) =>
		stage.kind !== 'ask' || stage.question.kind === 'text' ? true : stage.options !== undefined || stage.body !== undefined;
	return {
		engine,
		sessions,
		stage: async kind =>
			new Promise(resolve => {
				const look = (): boolean => {
					const {stage} = engine.view();
					if (stage.kind !== kind || !settled(stage)) {
						return false;
					}

					resolve(stage as never);
					return true;
				};

				if (!look()) {
					const stop = engine.subscribe(() => {
						if (look()) {
							stop();
						}
					});
				}
			}),
	};
}

const proven: ProofResult = {state: 'proven', summary: 'it holds', findings: []};

describe('createEngine', () => {
	it('asks, answers a single choice by itself, and finishes', async () => {
		const {engine, stage} = engineOver([step('one', [choice('colour', ['red', 'blue']), choice('only', ['single'])])]);
		expect((await stage('ask')).question.id).toBe('colour');
		engine.dispatch({kind: 'answer', value: 'green'});
		expect(engine.session().answers, 'a value that is not offered is not taken').toEqual({});
		engine.dispatch({kind: 'answer', value: 'blue'});
		await stage('finished');
		expect(engine.session().answers).toEqual({colour: {value: 'blue', origin: 'person'}, only: {value: 'single', origin: 'single'}});
		expect(engine.view().transcript.map(entry => `${entry.title} ${entry.value}`)).toEqual(['colour blue', 'only single']);
	});

	it('refuses a bad text with the sentence and takes the normalized good one', async () => {
		const {engine, stage} = engineOver([step('one', [text('name')])]);
		await stage('ask');
		engine.dispatch({kind: 'answer', value: 'bad'});
		await new Promise<void>(resolve => {
			engine.subscribe(resolve);
		});
		expect(await stage('ask')).toMatchObject({error: 'That is not good.', preferred: 'bad'});
		engine.dispatch({kind: 'answer', value: ' GOOD '});
		await stage('finished');
		expect(engine.session().answers['name']?.value).toBe('good');
	});

	it('tells what a preset set, once', async () => {
		const session = withAnswer(emptySession, 'colour', {value: 'red', origin: 'preset'});
		const {engine, stage} = engineOver(
			[step('one', [choice('colour', ['red', 'blue'])]), step('two', [choice('size', ['s', 'm'])])],
			session,
		);
		await stage('ask');
		expect(engine.view().transcript).toEqual([{mark: 'ok', title: 'colour', value: 'red', note: 'set by Acme'}]);
		engine.dispatch({kind: 'back'});
		expect((await stage('ask')).question.id, 'what the preset set cannot be backed into').toBe('size');
	});

	it('shows a failed proof, tries again, and records one that was skipped as unproven', async () => {
		let tries = 0;
		const fails = async (): Promise<ProofResult> => {
			tries++;
			return {state: 'failed', summary: 'it does not hold', findings: []};
		};

		const {engine, stage} = engineOver([step('one', [], fails)]);
		expect(await stage('failed')).toMatchObject({title: 'it does not hold', isAgain: false});
		engine.dispatch({kind: 'retry'});
		expect((await stage('failed')).isAgain, 'nothing else on the screen would show that it was tried').toBe(true);
		expect(tries).toBe(2);
		engine.dispatch({kind: 'skip'});
		await stage('finished');
		expect(engine.session().proofs['one']).toMatchObject({state: 'unproven'});
	});

	it('turns a crash of a proof into a finding', async () => {
		const {stage} = engineOver([
			step('one', [], async () => {
				throw new Error('boom');
			}),
		]);
		expect((await stage('failed')).findings.map(finding => finding.code)).toEqual(['tool.check-crashed']);
	});

	it('aborts a running proof when the person goes back, and proves anew afterwards', async () => {
		const signals: AbortSignal[] = [];
		const slow = async ({signal}: ProveContext): Promise<ProofResult> => {
			signals.push(signal);
			return signals.length === 1 ? new Promise(() => {}) : proven;
		};

		const {engine, stage} = engineOver([step('one', [choice('colour', ['red', 'blue'])]), step('two', [], slow)]);
		await stage('ask');
		engine.dispatch({kind: 'answer', value: 'red'});
		await stage('prove');
		engine.dispatch({kind: 'back'});
		expect(signals[0]?.aborted).toBe(true);
		await stage('ask');
		engine.dispatch({kind: 'answer', value: 'red'});
		await stage('finished');
		expect(engine.session().proofs['two']?.state).toBe('proven');
	});

	it('passes keys to the proof and stops on quit', async () => {
		const pressed: string[] = [];
		const {engine, stage} = engineOver([
			step('one', [], async ({onActions}) => {
				pressed.push(await onActions([{id: 'open', key: 'o', label: 'open'}]));
				return new Promise(() => {});
			}),
		]);
		await stage('prove');
		engine.dispatch({kind: 'act', id: 'open'});
		await Promise.resolve();
		engine.dispatch({kind: 'quit'});
		await stage('stopped');
		expect(pressed).toEqual(['open']);
	});

	it('reports the session after every answer and proof, for resuming', async () => {
		const {engine, sessions, stage} = engineOver([step('one', [choice('colour', ['red', 'blue'])], async () => proven)]);
		await stage('ask');
		engine.dispatch({kind: 'answer', value: 'red'});
		await stage('finished');
		expect(sessions.map(session => [Object.keys(session.answers), Object.keys(session.proofs)])).toEqual([
			[['colour'], []],
			[['colour'], ['one']],
		]);
	});
});
