// What a running wizard remembers: session, transcript, the stage it shows, and the work that is under way.

import type {Session} from '../core/session.ts';
import {lastChosen} from '../core/steps.ts';
import type {StepContext} from '../providers/provider.ts';
import type {WizardOptions} from './options.ts';
import type {Stage, TranscriptLine, WizardView} from './view.ts';

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
	/** Remembers what the offered keys do, until one is pressed or other work begins. */
	offer(press: (id: string) => void): void;
	/** Presses an offered key; nothing happens when none is offered. */
	press(id: string): void;
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
		offer(press) {
			offered = press;
		},
		press(id) {
			const press = offered;
			offered = undefined;
			press?.(id);
		},
	};
}
