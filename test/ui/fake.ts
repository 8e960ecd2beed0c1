// A wizard that shows whatever view a test sets, on an emulated terminal, and remembers what it was told.

import {open, type OpenOptions} from '../../src/ui/open.tsx';
import type {End} from '../../src/ui/root.tsx';
import type {Intent, Stage, TranscriptLine, Wizard, WizardView} from '../../src/wizard/view.ts';
import {bytesOf, type Key} from '../helpers/keys.ts';
import {openTerminal, type Terminal} from '../helpers/terminal.ts';
import type {Size} from '../helpers/emulator.ts';

export type FakeWizard = Wizard & {
	readonly intents: readonly Intent[];
	/** Shows another view. */
	show(change: Partial<WizardView>): void;
};

export type FakeOptions = {
	readonly view?: Partial<WizardView>;
	/** What an intent leads to; a quit stops the wizard unless this says otherwise. */
	react?(intent: Intent, wizard: FakeWizard): void;
};

export function fakeWizard(options: FakeOptions = {}): FakeWizard {
	const listeners = new Set<() => void>();
	const intents: Intent[] = [];
	let view: WizardView = {
		header: 'onboard · Acme preset (acme.example/onboard.json)',
		transcript: [],
		stage: {kind: 'stopped'},
		...options.view,
	};
	const wizard: FakeWizard = {
		intents,
		view: () => view,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		lendWith: () => () => {},
		dispatch(intent) {
			intents.push(intent);
			if (options.react !== undefined) {
				options.react(intent, wizard);
			} else if (intent.kind === 'quit') {
				wizard.show({stage: {kind: 'stopped'}});
			}
		},
		show(change) {
			view = {...view, ...change};
			for (const listener of listeners) {
				listener();
			}
		},
	};
	return wizard;
}

export type Session = Terminal & {
	readonly wizard: FakeWizard;
	readonly closed: Promise<End>;
	/** Clock of the screen, in milliseconds; tests move it. */
	readonly time: {now: number; elapsed: number};
	/** Presses keys one after another, each drawn before the next. */
	press(...keys: ReadonlyArray<Key | (string & {})>): Promise<void>;
	/** Sends bytes in one chunk. */
	chunk(bytes: string): Promise<void>;
	show(change: {readonly stage?: Stage; readonly transcript?: readonly TranscriptLine[]; readonly canGoBack?: boolean}): Promise<void>;
	settle(): Promise<void>;
	/** What the wizard has been told so far. */
	intents(): readonly Intent[];
	/** Ends it, if it has not ended. */
	end(): Promise<void>;
};

export type StartOptions = FakeOptions & {readonly size?: Size} & Partial<
		Pick<OpenOptions, 'isUnicode' | 'colour' | 'hasLinks' | 'contacts' | 'badge' | 'signal'>
	>;

/** Opens the interface on a terminal of its own. */
export async function start(options: StartOptions): Promise<Session> {
	const terminal = openTerminal(options.size);
	const wizard = fakeWizard(options);
	const time = {now: Date.UTC(2026, 10, 22, 12), elapsed: 10_000};
	const opened = open({
		wizard,
		io: {stdin: terminal.stdin, stdout: terminal.stdout, stderr: terminal.stdout},
		clock: {now: () => time.now, elapsed: () => time.elapsed},
		isUnicode: options.isUnicode ?? true,
		colour: options.colour ?? true,
		patchConsole: false,
		...(options.hasLinks === undefined ? {} : {hasLinks: options.hasLinks}),
		...(options.contacts === undefined ? {} : {contacts: options.contacts}),
		...(options.badge === undefined ? {} : {badge: options.badge}),
		...(options.signal === undefined ? {} : {signal: options.signal}),
	});
	const settle = async (): Promise<void> => {
		// One turn for the streams and for effects, then whatever they drew.
		await new Promise(resolve => {
			setImmediate(resolve);
		});
		await opened.flush();
		await terminal.write('');
	};

	const show = async (change: Partial<WizardView>): Promise<void> => {
		wizard.show(change);
		await settle();
	};

	await settle();
	return {
		...terminal,
		wizard,
		closed: opened.closed,
		time,
		settle,
		show,
		intents: () => wizard.intents,
		async chunk(bytes) {
			terminal.send(bytes);
			await settle();
		},
		async press(...keys) {
			for (const key of keys) {
				terminal.send(bytesOf(key));
				if (key === 'escape') {
					await escapeIsOver();
				}

				await settle();
			}
		},
		async end() {
			terminal.send(bytesOf('ctrlC'));
			await opened.closed.catch(() => undefined);
		},
	};
}

// Ink holds a lone ESC back for 20 ms, in case it begins a sequence (Ink 8, 2026-11); nothing on the screen tells when it lets go.
async function escapeIsOver(): Promise<void> {
	// The bytes arrive in a later turn, and only then does Ink's time begin.
	await new Promise(resolve => {
		setImmediate(resolve);
	});
	await new Promise(resolve => {
		setTimeout(resolve, 30);
	});
}
