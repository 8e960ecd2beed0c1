// The wizard's engine: walks one table of steps, runs what each needs, and shows where it is; it knows no provider and no screen.

import {digestOf, withAnswer, withProof, type Origin, type Proof, type Session} from '../core/session.ts';
import {current, groundOf} from '../core/steps.ts';
import type {Option, ProofResult, Question, Step} from '../providers/provider.ts';
import {decide} from './decisions.ts';
import {findingsOf} from './failure.ts';
import {loadQuestion} from './loading.ts';
import type {WizardOptions} from './options.ts';
import {positionOf, questionOf, stepOf} from './position.ts';
import {runProof} from './proving.ts';
import {createState} from './state.ts';
import {answerLine, givenQuestions, warningLines} from './transcript.ts';
import type {FailedStage, ProveStage, Wizard} from './view.ts';

/** The engine; `session` is what it has come to know. */
export type Engine = Wizard & {session(): Session; start(): void};

/** Creates an engine that stands still until `start()`. */
export function createEngine(options: WizardOptions): Engine {
	const state = createState(options);
	const {note, publish, isCurrent, contextFor} = state;
	const told = new Set<string>();
	let lastFailure: string | undefined;
	const stepsNow = (): readonly Step[] => options.steps(state.session().answers);

	function advance(): void {
		const controller = state.restart();
		const loading = options.prepare?.(state.session().answers);
		if (loading === undefined) {
			move(controller);
		} else {
			void (async () => {
				await loading;
				if (isCurrent(controller)) {
					move(controller);
				}
			})();
		}
	}

	function move(controller: AbortController): void {
		const position = current(stepsNow(), state.session());
		tellGiven(position.kind === 'finished' ? undefined : position.step);
		if (position.kind === 'finished') {
			void finish(controller);
			return;
		}

		const step = stepOf(stepsNow(), position.step);
		void (position.kind === 'prove' ? prove(step, controller) : ask(step, questionOf(step, position.question), controller));
	}

	/** Tells answers that came with the session, each once, where its step comes by. */
	function tellGiven(until: string | undefined): void {
		const session = state.session();
		for (const question of givenQuestions(stepsNow(), session, options.session, until)) {
			const given = session.answers[question.id];
			if (given !== undefined && !told.has(question.id)) {
				told.add(question.id);
				note(answerLine(question, given, contextFor(state.work()), options));
			}
		}
	}

	async function finish(controller: AbortController): Promise<void> {
		const lines = await options.finish(state.session());
		if (isCurrent(controller)) {
			publish({kind: 'finished', lines});
		}
	}

	async function ask(step: Step, question: Question, controller: AbortController): Promise<void> {
		const position = positionOf(stepsNow(), state.session(), step.id);
		const base = {kind: 'ask', position, question, help: question.why} as const;
		publish({...base, startedAt: options.ports.clock.elapsed(), limitMs: options.listLimitMs});
		try {
			const {single, ...loaded} = await loadQuestion(
				question,
				contextFor(controller),
				state.remembered(question.id) ?? options.suggested[question.id],
			);
			if (!isCurrent(controller)) {
				return;
			}

			if (single === undefined) {
				publish({...base, ...loaded});
			} else {
				accept(question, single.value, 'single', single);
			}
		} catch (error) {
			if (isCurrent(controller)) {
				const findings = findingsOf(error, question.id);
				await fail(controller, {position, title: `No choices for: ${question.title}`, findings, canSkip: false, help: question.why});
			}
		}
	}

	async function prove(step: Step, controller: AbortController): Promise<void> {
		const position = positionOf(stepsNow(), state.session(), step.id);
		const {help} = step;
		const stage: ProveStage = {kind: 'prove', position, title: step.proving ?? step.title, rows: [], actions: [], help};
		publish(stage);
		const digest = digestOf(state.session().answers, groundOf(stepsNow(), step.id));
		const result = await runProof({
			step,
			stage,
			context: contextFor(controller),
			isAttended: options.isAttended,
			isRequested: options.isRequested ?? false,
			handOver: state.handOver,
			onStage(next) {
				if (isCurrent(controller)) {
					publish(next);
				}
			},
			onActions(press) {
				if (isCurrent(controller)) {
					state.offer(press);
				}
			},
		});
		if (!isCurrent(controller)) {
			return;
		}

		if (result.state === 'failed') {
			const {summary: title, findings} = result;
			await fail(controller, {position, title, findings, canSkip: step.isSkippable !== false, help});
		} else {
			settle(step, result, digest);
		}
	}

	async function fail(
		controller: AbortController,
		stage: Pick<FailedStage, 'position' | 'title' | 'findings' | 'canSkip' | 'help'>,
	): Promise<void> {
		const about = await options.aboutFailure(stage.findings, state.session().answers);
		if (isCurrent(controller)) {
			const failure = [stage.position.step, ...stage.findings.map(finding => finding.code)].join(' ');
			publish({kind: 'failed', ...stage, ...about, actions: [], isAgain: failure === lastFailure});
			lastFailure = failure;
		}
	}

	function accept(question: Question, value: string, origin: Origin, option?: Option): void {
		lastFailure = undefined;
		state.change(withAnswer(state.session(), question.id, {value, origin}));
		note(answerLine(question, {value, origin}, contextFor(state.work()), options, option));
		advance();
	}

	function settle(step: Step, result: ProofResult, digest: string): void {
		const found = Object.entries(result.answers ?? {});
		let next = state.session();
		for (const [id, value] of found) {
			next = withAnswer(next, id, {value, origin: 'found'});
		}

		const isProven = result.state === 'proven';
		const proof: Proof = {
			state: isProven ? 'proven' : 'unproven',
			summary: result.summary,
			digest: found.length === 0 ? digest : digestOf(next.answers, groundOf(options.steps(next.answers), step.id)),
			codes: result.findings.filter(finding => finding.severity !== 'pass').map(finding => finding.code),
		};
		state.change(withProof(next, step.id, proof));
		const lines = [...(result.lines ?? []), ...(isProven ? warningLines(result.findings) : [])];
		note({mark: isProven ? 'ok' : 'warn', title: step.title, value: result.summary, ...(lines.length === 0 ? {} : {lines})});
		advance();
	}

	return {
		view: state.view,
		session: state.session,
		subscribe: state.subscribe,
		lendWith: state.lendWith,
		start: advance,
		dispatch: decide(state, options, {accept, settle, advance}),
	};
}
