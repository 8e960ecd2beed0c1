// What a running wizard remembers: session, transcript, the stage it shows, and the work that is under way.

import type {Session} from '../core/session.ts';
import {lastChosen} from '../core/steps.ts';
import type {StepContext} from '../providers/provider.ts';
import type {WizardOptions} from './options.ts';
import type {Lend, Stage, TranscriptLine, WizardView} from './view.ts';

export type WizardState = {
	session(): Session;
	stage(): Stage;
	view(): WizardView;
	subscribe(listener: () => void): () => void;
	/** Shows a stage and tells everybody who listens. */
	publish(stage: Stage): void;
	/** Adds a line to the transcript; it shows with the next stage. */
	note(entry: TranscriptLine): void;
	/** Replaces the session and reports it for keeping. */
	change(session: Session): void;
	/** The controller of what is under way now. */
	work(): AbortController;
	/** Aborts what is under way; the answer belongs to what comes next. */
	restart(): AbortController;
	/** Whether this controller's work still counts. */
	isCurrent(controller: AbortController): boolean;
	contextFor(controller: AbortController): StepContext;
	/** Remembers an answer that is asked again, so that the cursor starts on it. */
	remember(id: string, value: string): void;
	remembered(id: string): string | undefined;
	/** Remembers what the offered keys do, until one is pressed or other work begins. */
	offer(press: (id: string) => void): void;
	/** Presses an offered key; nothing happens when none is offered. */
	press(id: string): void;
	/** How the terminal is lent to other programs; see Wizard. */
	lendWith(lend: Lend): () => void;
	/** Runs something that needs the terminal; where no face has one to lend, it just runs. */
	handOver<T>(command: string, run: () => Promise<T>): Promise<T>;
};

/** The state at the start. */
export function createState(options: WizardOptions): WizardState {
	const listeners = new Set<() => void>();
	let {session} = options;
	let transcript: readonly TranscriptLine[] = [];
	let stage: Stage = {kind: 'finished', lines: []};
	let view: WizardView = {header: options.header, transcript, stage};
	let work = new AbortController();
	let offered: ((id: string) => void) | undefined;
	const earlier = new Map<string, string>();
	let lend: Lend = async (_command, run) => run();

	return {
		session: () => session,
		stage: () => stage,
		view: () => view,
		work: () => work,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		publish(next) {
			stage = next;
			view = {header: options.header, transcript, stage, canGoBack: lastChosen(options.steps(session.answers), session) !== undefined};
			for (const listener of listeners) {
				listener();
			}
		},
		note(entry) {
			transcript = [...transcript, entry];
		},
		change(next) {
			session = next;
			options.onSession(session);
		},
		restart() {
			work.abort();
			work = new AbortController();
			offered = undefined;
			return work;
		},
		isCurrent: controller => controller === work && !controller.signal.aborted,
		contextFor: controller => ({
			ports: options.ports,
			answers: session.answers,
			policy: options.policy,
			memo: options.memo,
			...(options.organization === undefined ? {} : {organization: options.organization}),
			signal: controller.signal,
		}),
		remember(id, value) {
			earlier.set(id, value);
		},
		remembered: id => earlier.get(id),
		offer(press) {
			offered = press;
		},
		lendWith(next) {
			const before = lend;
			lend = next;
			return () => {
				lend = before;
			};
		},
		async handOver(command, run) {
			let ran: ReturnType<typeof run> | undefined;
			await lend(`${command}\n(ctrl+c ends it and comes back here)`, async () => {
				ran = run();
				// What it threw is thrown below, once the terminal has been taken back.
				await ran.catch(() => {});
			});
			if (ran === undefined) {
				throw new Error('The terminal could not be lent.');
			}

			return ran;
		},
		press(id) {
			const press = offered;
			offered = undefined;
			press?.(id);
		},
	};
}
