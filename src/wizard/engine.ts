// The wizard's engine: walks one table of steps, runs what each needs, and shows where it is; it knows no provider and no screen.

import {digestOf, withAnswer, withProof, type Answer, type Origin, type Proof, type Session} from '../core/session.ts';
import {back, current, groundOf, lastChosen} from '../core/steps.ts';
import type {ProofResult, Question, Step, StepContext} from '../providers/provider.ts';
import {findingsOf} from './failure.ts';
import {loadQuestion} from './loading.ts';
import {runProof} from './proving.ts';
import type {WizardOptions} from './options.ts';
import {positionOf, questionOf, stepOf} from './position.ts';
import {answerLine, givenQuestions} from './transcript.ts';
import type {Intent, ProveStage, Stage, TranscriptLine, Wizard, WizardView} from './view.ts';

/** The engine; `session` is what it has come to know. */
export type Engine = Wizard & {session(): Session; start(): void};

/** Creates an engine that stands still until `start()`. */
export function createEngine(options: WizardOptions): Engine {
	const listeners = new Set<() => void>();
	let session = options.session;
	let transcript: readonly TranscriptLine[] = [];
	let stage: Stage = {kind: 'finished', lines: []};
	let view: WizardView = {header: options.header, transcript, stage};
	let work = new AbortController();
	let act: ((id: string) => void) | undefined;
	const told = new Set<string>();

	const publish = (next: Stage): void => {
		stage = next;
		view = {header: options.header, transcript, stage, canGoBack: lastChosen(options.steps(session.answers), session) !== undefined};
		for (const listener of listeners) {
			listener();
		}
	};

	const note = (entry: TranscriptLine): void => {
		transcript = [...transcript, entry];
	};

	const change = (next: Session): void => {
		session = next;
		options.onSession(session);
	};

	const contextFor = (signal: AbortSignal): StepContext => ({
		ports: options.ports,
		answers: session.answers,
		policy: options.policy,
		memo: options.memo,
		...(options.organization === undefined ? {} : {organization: options.organization}),
		signal,
	});

	const isCurrent = (controller: AbortController): boolean => controller === work && !controller.signal.aborted;

	const restart = (): AbortController => {
		work.abort();
		work = new AbortController();
		act = undefined;
		return work;
	};

	const tell = (question: Question, given: Answer): void => {
		note(answerLine(question, given, contextFor(work.signal), options));
	};

	const accept = (question: Question, value: string, origin: Origin): void => {
		change(withAnswer(session, question.id, {value, origin}));
		tell(question, {value, origin});
		advance();
	};

	function advance(): void {
		const controller = restart();
		const steps = options.steps(session.answers);
		const position = current(steps, session);
		for (const question of givenQuestions(steps, session, options.session, position.kind === 'finished' ? undefined : position.step)) {
			const given = session.answers[question.id];
			if (given !== undefined && !told.has(question.id)) {
				told.add(question.id);
				tell(question, given);
			}
		}

		if (position.kind === 'finished') {
			void finish(controller);
			return;
		}

		const step = stepOf(steps, position.step);
		if (position.kind === 'prove') {
			void prove(step, controller);
			return;
		}

		void ask(step, questionOf(step, position.question), controller);
	}

	async function finish(controller: AbortController): Promise<void> {
		const lines = await options.finish(session);
		if (isCurrent(controller)) {
			publish({kind: 'finished', lines});
		}
	}

	async function ask(step: Step, question: Question, controller: AbortController): Promise<void> {
		const position = positionOf(options.steps(session.answers), session, step.id);
		const base = {kind: 'ask', position, question, help: question.why} as const;
		const context = contextFor(controller.signal);
		publish({...base, startedAt: options.ports.clock.elapsed(), limitMs: options.listLimitMs});
		try {
			const {single, ...loaded} = await loadQuestion(question, context, options.suggested[question.id]);
			if (!isCurrent(controller)) {
				return;
			}

			if (single === undefined) {
				publish({...base, ...loaded});
			} else {
				accept(question, single.value, 'single');
			}
		} catch (error) {
			if (isCurrent(controller)) {
				publish({
					kind: 'failed',
					position,
					title: question.title,
					findings: findingsOf(error, question.id),
					canSkip: false,
					actions: [],
					help: question.why,
				});
			}
		}
	}

	async function prove(step: Step, controller: AbortController): Promise<void> {
		const position = positionOf(options.steps(session.answers), session, step.id);
		const stageAtStart: ProveStage = {kind: 'prove', position, title: step.proving ?? step.title, rows: [], actions: [], help: step.help};
		publish(stageAtStart);
		const digest = digestOf(session.answers, groundOf(options.steps(session.answers), step.id));
		const result = await runProof({
			step,
			stage: stageAtStart,
			context: contextFor(controller.signal),
			isAttended: options.isAttended,
			onStage(next) {
				if (isCurrent(controller)) {
					publish(next);
				}
			},
			onActions(press) {
				if (isCurrent(controller)) {
					act = press;
				}
			},
		});
		if (!isCurrent(controller)) {
			return;
		}

		if (result.state === 'failed') {
			publish({
				kind: 'failed',
				position,
				title: result.summary,
				findings: result.findings,
				canSkip: step.isSkippable !== false,
				actions: [],
				help: step.help,
			});
			return;
		}

		settle(step, result, digest);
	}

	function settle(step: Step, result: ProofResult, digest: string): void {
		const found = Object.entries(result.answers ?? {});
		let next = session;
		for (const [id, value] of found) {
			next = withAnswer(next, id, {value, origin: 'found'});
		}

		const state = result.state === 'proven' ? 'proven' : 'unproven';
		const ground = found.length === 0 ? digest : digestOf(next.answers, groundOf(options.steps(next.answers), step.id));
		const proof: Proof = {
			state,
			summary: result.summary,
			digest: ground,
			codes: result.findings.filter(finding => finding.severity !== 'pass').map(finding => finding.code),
		};
		change(withProof(next, step.id, proof));
		note({
			mark: state === 'proven' ? 'ok' : 'warn',
			title: step.title,
			value: result.summary,
			...(result.lines === undefined ? {} : {lines: result.lines}),
		});
		advance();
	}

	async function take(value: string): Promise<void> {
		if (stage.kind !== 'ask') {
			return;
		}

		const asked = stage;
		const {question} = asked;
		const controller = work;
		if (question.kind === 'choice' && !(asked.options?.some(option => option.value === value) ?? false)) {
			return;
		}

		if (question.kind === 'text') {
			const clean = question.normalize?.(value.trim()) ?? value.trim();
			const error = await question.validate(clean, contextFor(controller.signal));
			if (!isCurrent(controller)) {
				return;
			}

			if (error === undefined) {
				accept(question, clean, 'person');
			} else {
				publish({...asked, preferred: value, error});
			}

			return;
		}

		if (question.kind === 'review' && asked.body === undefined) {
			return;
		}

		const given = question.kind === 'review' && value === '' ? await question.value(contextFor(controller.signal)) : value;
		if (isCurrent(controller)) {
			accept(question, given, 'person');
		}
	}

	async function preview(value: string): Promise<void> {
		if (stage.kind !== 'ask' || stage.question.kind !== 'checklist' || stage.question.body === undefined) {
			return;
		}

		const asked = stage;
		const controller = work;
		const body = await stage.question.body(contextFor(controller.signal), value);
		if (isCurrent(controller) && stage === asked) {
			publish({...asked, preferred: value, body});
		}
	}

	function goBack(): void {
		const steps = options.steps(session.answers);
		const last = lastChosen(steps, session);
		if (last === undefined || stage.kind === 'finished') {
			return;
		}

		const label = steps.flatMap(step => step.questions).find(question => question.id === last.answer)?.label ?? last.answer;
		note({mark: 'muted', title: label, value: 'asked again'});
		options.memo.forget('');
		change(back(steps, session));
		advance();
	}

	function skip(): void {
		if (stage.kind !== 'failed' || !stage.canSkip) {
			return;
		}

		const steps = options.steps(session.answers);
		const position = current(steps, session);
		const step = position.kind === 'prove' ? steps.find(candidate => candidate.id === position.step) : undefined;
		if (step !== undefined) {
			settle(
				step,
				{state: 'unproven', summary: `not proven: ${stage.title}`, findings: stage.findings},
				digestOf(session.answers, groundOf(steps, step.id)),
			);
		}
	}

	function perform(id: string): void {
		if (id === 'copy' && stage.kind === 'failed') {
			note({mark: 'muted', title: 'For the ticket', value: '', lines: options.ticket(stage.findings)});
			publish(stage);
			return;
		}

		const resolve = act;
		act = undefined;
		resolve?.(id);
	}

	function retry(): void {
		if (stage.kind === 'failed') {
			options.memo.forget('');
			advance();
		}
	}

	function quit(): void {
		restart().abort();
		publish({kind: 'stopped'});
	}

	function dispatch(intent: Intent): void {
		switch (intent.kind) {
			case 'answer':
				void take(intent.value);
				break;
			case 'preview':
				void preview(intent.value);
				break;
			case 'back':
				goBack();
				break;
			case 'retry':
				retry();
				break;
			case 'skip':
				skip();
				break;
			case 'act':
				perform(intent.id);
				break;
			case 'quit':
				quit();
				break;
		}
	}

	return {
		view: () => view,
		session: () => session,
		start: advance,
		dispatch,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
}
