// The one interface every cloud implements; nothing outside a provider's folder knows that cloud's own terms.

import type {Check, Policy, ProgressRow} from '../core/check.ts';
import type {Line} from '../core/document.ts';
import type {Exports, FileChange} from '../core/change-set.ts';
import type {Finding, Owner} from '../core/finding.ts';
import type {Registered} from '../core/registered.ts';
import type {Answers} from '../core/session.ts';
import type {SignIns} from '../core/sign-ins.ts';
import type {StepShape} from '../core/steps.ts';
import type {TermsSummary} from '../core/terms.ts';
import type {Way} from '../survey/effective.ts';
import type {SurveyFacts} from '../survey/facts.ts';
import type {Ports} from '../ports/ports.ts';
import type {AccessKind, AccessOptions, AccessTemplate} from './access.ts';

export type {TermsSummary} from '../core/terms.ts';

export type {Exports} from '../core/change-set.ts';

/** Remembers the outcome of an expensive look-up for the length of one run, by key. Failures are not remembered. */
export type Memo = {
	get<T>(key: string, make: () => Promise<T>): Promise<T>;
	/** Forgets every key that starts with the prefix. */
	forget(prefix: string): void;
};

/** What questions, proofs and checks are given. */
export type StepContext = {
	readonly ports: Ports;
	readonly answers: Answers;
	readonly policy: Policy;
	readonly memo: Memo;
	/** What the person's own organization states about data, from its preset. */
	readonly organization?: TermsSummary['organization'];
	readonly signal: AbortSignal;
};

export type Option = {
	readonly value: string;
	/** The words to choose by. */
	readonly label: string;
	/** Second column, for example the account id. */
	readonly hint?: string;
	/** Muted remark at the end of the row, for example why it may not work. */
	readonly note?: string;
};

type QuestionBase = {
	/** Answer id; also the preset key. */
	readonly id: string;
	/** The question, with its question mark. */
	readonly title: string;
	/** Why it is asked, shown on `?`. Two or three sentences. */
	readonly why: string;
	/** Flag that answers it, without dashes: `region`. */
	readonly flag: string;
	/** Label in the transcript, for example `Account`. */
	readonly label: string;
	/** Environment variable that answers it in `--yes`, when there is one. */
	readonly env?: string;
	/** How a given value reads in the transcript; undefined for the chosen option's own words. */
	display?(value: string, context: StepContext): string | undefined;
};

export type Question = QuestionBase &
	(
		| {
				readonly kind: 'choice';
				options(context: StepContext): Promise<readonly Option[]>;
				/** Makes an option of typed text that is none of the options, where the list may be incomplete; undefined when it cannot be one. */
				typed?(text: string, options: readonly Option[]): Option | undefined;
				/** A single option answers the question by itself; default true. */
				readonly skipSingle?: boolean;
				/** Value the cursor starts on. */
				preferred?(context: StepContext): Promise<string | undefined>;
		  }
		| {
				readonly kind: 'text';
				readonly placeholder?: string;
				preferred?(context: StepContext): Promise<string | undefined>;
				/** An error sentence, or undefined when the value is good. */
				validate(value: string, context: StepContext): Promise<string | undefined>;
				/** Makes what was typed canonical, for example a start URL without a trailing slash. */
				normalize?(value: string): string;
		  }
		| {
				/** Several boxes to tick; the answer is their values, comma-separated. */
				readonly kind: 'checklist';
				options(context: StepContext): Promise<readonly Option[]>;
				preferred?(context: StepContext): Promise<string | undefined>;
				/** What the ticked boxes would do, shown below them. */
				body?(context: StepContext, value: string): Promise<Review>;
				readonly confirm: string;
		  }
		| {
				/** Something to read before going on; the answer is the version that was read. */
				readonly kind: 'review';
				body(context: StepContext): Promise<Review>;
				/** Words of the Enter key, for example `I have read this`. */
				readonly confirm: string;
				/** The answer that Enter gives. */
				value(context: StepContext): Promise<string>;
				/** Keys that choose another answer than Enter's, for example `s skip this model`. */
				readonly alternatives?: ReadonlyArray<{readonly key: string; readonly label: string; readonly value: string}>;
				/** Whether `--yes` may answer it without an explicit flag. Consent never may. */
				readonly needsFlag: boolean;
		  }
	);

export type Review = {
	readonly lines: readonly Line[];
	/** More on a key, for example the full diff or the sources. */
	readonly details?: {readonly key: string; readonly label: string; readonly lines: readonly Line[]};
};

/** Something the person must look at or do while a proof runs, for example open a page. */
export type Notice = {
	readonly text: string;
	/** Address to open; printed unbroken so that it can be copied. */
	readonly url?: string;
	/** Code to compare or type. */
	readonly code?: string;
	/** The address as lines of a QR code. */
	readonly qr?: readonly string[];
	/** Clock.now() when it stops being valid. */
	readonly until?: number;
};

/** A key that works while a proof runs. */
export type Action = {readonly id: string; readonly key: string; readonly label: string};

export type ProofResult = {
	/** `proven` only when the facts prove it. */
	readonly state: 'proven' | 'unproven' | 'failed';
	readonly summary: string;
	readonly findings: readonly Finding[];
	/** Lines for the transcript under the summary. */
	readonly lines?: readonly Line[];
	/** Answers found out on the way (origin `found`), for example an endpoint's own URL after consent. */
	readonly answers?: Readonly<Record<string, string>>;
};

export type ProveContext = StepContext & {
	onRows(rows: readonly ProgressRow[]): void;
	/** Shows something to do; `undefined` takes it away. */
	onNotice(notice: Notice | undefined): void;
	/** Offers keys; the promise resolves with the id of the one that was pressed. Unattended runs never resolve it. */
	onActions(actions: readonly Action[]): Promise<string>;
	/** Whether somebody is there to answer. */
	readonly isAttended: boolean;
	/** This very sign-in was asked for by a command of its own, so that a browser may open without another question. */
	readonly isRequested: boolean;
	/**
	 * Lends the terminal to a program: `run` is called with keyboard and screen let go of, and they are taken back when it settles.
	 *
	 * @param command - What runs, as the person would type it.
	 */
	handOver<T>(command: string, run: () => Promise<T>): Promise<T>;
};

export type Step = StepShape & {
	/** Short name for the transcript, for example `Sign-in`. */
	readonly title: string;
	/** Headline while it proves, for example `Is the path to Bedrock private?`. */
	readonly proving?: string;
	/** Headline that depends on the answers wins over `proving`. */
	readonly help: string;
	/** Every question the step may ask. */
	readonly questions: readonly Question[];
	prove?(context: ProveContext): Promise<ProofResult>;
	/** The step may be left unproven; default true. Saving may not. */
	readonly isSkippable?: boolean;
};

/** What is there to call when a saved sign-in has to be renewed. */
export type ExportContext = {
	/** The provider's own tool is on PATH. */
	readonly hasProviderTool: boolean;
	/** How this machine starts `onboard` later: `onboard` where it is installed, else `npx --yes onboard`. */
	readonly ownCommand: string;
	/** Home folder: nothing but a shell understands `~` in a path that is saved. */
	readonly home: string;
};

/** What is configured on this machine for this provider, reduced to answers; undefined when nothing is. */
export type Detected = {readonly answers: Readonly<Record<string, string>>; readonly complete: boolean};

/** What a cloud allows of the primary model in a minute; where that could not be read, why, and who knows. */
export type Capacity = {readonly tokensPerMinute: number; readonly source: string} | {readonly unread: string; readonly owner: Owner};

/** How somebody else looks at a person's target from this machine. */
export type LeadAnswers = {
	readonly answers: Readonly<Record<string, string>>;
	/** They look with another role than the person has, so that what is refused to them may be allowed to the person. */
	readonly isOtherRole: boolean;
};

/** A cloud in the list of those that exist; its code is loaded when it is chosen or found to be configured. */
export type Registration = Registered & {
	load(): Promise<Provider>;
	/** What this machine has to sign in with, by its files alone: no network, no other program. For one way of starting Claude Code. */
	signIns?(variables: Readonly<Record<string, string>>, ports: Ports): Promise<SignIns>;
};

export type Provider = Registered & {
	/** Steps between `route` and `save`. */
	readonly steps: readonly Step[];
	/** Every check that applies to these answers, for doctor and for the proofs of the steps. */
	checks(context: StepContext): readonly Check[];
	/** The exact host that Claude Code will send model requests to. */
	endpoint(answers: Answers): {readonly host: string; readonly port: number; readonly url: string};
	exports(answers: Answers, context: ExportContext): Exports;
	/** Changes to the provider's own files, for example `~/.aws/config`. */
	fileChanges(context: StepContext): Promise<{readonly changes: readonly FileChange[]; readonly findings: readonly Finding[]}>;
	/** Reads what the effective variables say is configured. */
	detect(variables: Readonly<Record<string, string>>, ports: Ports): Promise<Detected | undefined>;
	/** The same for one named profile of the provider's own files; undefined when there is none that signs in. */
	detectProfile?(name: string, ports: Ports): Promise<Detected | undefined>;
	/** Findings about the configuration that only this provider can judge, for example credentials in each other's way. Pure. */
	judgeSurvey?(facts: SurveyFacts, way: Way): readonly Finding[];
	/** The answers with which whoever is signed in on this machine looks at a person's target; absent: with the person's own. */
	leadAnswers?(answers: Readonly<Record<string, string>>, ports: Ports): Promise<LeadAnswers>;
	/** Reads what the place bears. Never throws for a refused read; absent: this cloud is not asked. */
	capacity?(context: StepContext): Promise<Capacity>;
	/** Makes two paid calls to see whether prompts are cached; only after consent. Undefined when it could not be measured. */
	measureCaching?(context: StepContext): Promise<'works' | 'absent' | undefined>;
	/** What the cloud's administrators have to allow for these answers; undefined for a document that this cloud does not know. */
	access?(kind: AccessKind, answers: Answers, options: AccessOptions): Promise<AccessTemplate | undefined>;
	/** Where that is measured and when, in words, for example `account 111122223333, us-east-1, just now`. */
	place(context: StepContext): string;
	/** The data-retention summary. */
	terms(context: StepContext): Promise<TermsSummary>;
};
