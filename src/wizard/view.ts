// What every face of the wizard (Ink, plain lines, unattended) is given to show, and what it may say back.

import type {ProgressRow} from '../core/check.ts';
import type {Line} from '../core/document.ts';
import type {Finding} from '../core/finding.ts';
import type {Action, Notice, Option, Question, Review} from '../providers/provider.ts';

/** One finished step or question; append-only apart from going back. */
export type TranscriptLine = {
	readonly mark: 'ok' | 'warn' | 'fail' | 'muted';
	readonly title: string;
	readonly value: string;
	/** Muted remark at the end, for example `set by Acme`. */
	readonly note?: string;
	/** More lines below, for example the evidence of a proof or a ticket's text. */
	readonly lines?: readonly Line[];
};

export type StepPosition = {
	/** Id of the step. */
	readonly step: string;
	readonly index: number;
	readonly total: number;
};

export type AskStage = {
	readonly kind: 'ask';
	readonly position: StepPosition;
	readonly question: Question;
	/** Undefined while they load; only choices and checklists have them. */
	readonly options?: readonly Option[];
	/** Undefined while it loads; only reviews and checklists have one. */
	readonly body?: Review;
	/** Where the cursor or the text starts. */
	readonly preferred?: string;
	/** Why the last answer was not taken, or why the list could not be loaded. */
	readonly error?: string;
	/** Clock.elapsed() when loading started. */
	readonly startedAt?: number;
	readonly limitMs?: number;
	readonly help: string;
};

export type ProveStage = {
	readonly kind: 'prove';
	readonly position: StepPosition;
	readonly title: string;
	readonly rows: readonly ProgressRow[];
	readonly notice?: Notice;
	readonly actions: readonly Action[];
	readonly help: string;
};

export type FailedStage = {
	readonly kind: 'failed';
	readonly position: StepPosition;
	readonly title: string;
	readonly findings: readonly Finding[];
	readonly canSkip: boolean;
	/** It was tried again, and came to the same. */
	readonly isAgain?: boolean;
	readonly actions: readonly Action[];
	readonly help: string;
	/** The text for a ticket about the findings. */
	readonly ticket: readonly Line[];
	/** The diagnostic code and how to use it; shown below the findings. */
	readonly codeLines?: readonly Line[];
};

export type FinishedStage = {readonly kind: 'finished'; readonly lines: readonly Line[]};

export type StoppedStage = {readonly kind: 'stopped'};

export type Stage = AskStage | ProveStage | FailedStage | FinishedStage | StoppedStage;

export type WizardView = {
	/** `onboard · Acme preset (acme.example/onboard.json)`, with the sandbox named when there is one. */
	readonly header: string;
	readonly transcript: readonly TranscriptLine[];
	readonly stage: Stage;
	/** Whether there is an answer to take back; absent means yes. */
	readonly canGoBack?: boolean;
};

export type Intent =
	| {readonly kind: 'answer'; readonly value: string}
	/** A checklist's boxes changed: its body is made anew. */
	| {readonly kind: 'preview'; readonly value: string}
	| {readonly kind: 'back'}
	| {readonly kind: 'retry'}
	| {readonly kind: 'skip'}
	| {readonly kind: 'act'; readonly id: string}
	| {readonly kind: 'quit'};

/** How a face lets go of the terminal while `run` has it, after saying what that is. */
export type Lend = (says: string, run: () => Promise<void>) => Promise<void>;

export type Wizard = {
	view(): WizardView;
	/** Calls the listener after every change of the view; returns the way to stop. */
	subscribe(listener: () => void): () => void;
	dispatch(intent: Intent): void;
	/** Tells how the terminal is lent to other programs; returns the way to take that back. */
	lendWith(lend: Lend): () => void;
};
