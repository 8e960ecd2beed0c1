// What an engine is made from: the table, the session to start with, and how it talks back to the command.

import type {Policy} from '../core/check.ts';
import type {Line} from '../core/document.ts';
import type {Finding} from '../core/finding.ts';
import type {Answers, Session} from '../core/session.ts';
import type {Ports} from '../ports/ports.ts';
import type {Memo, Step, StepContext} from '../providers/provider.ts';
import type {TranscriptOptions} from './transcript.ts';
import type {FailedStage} from './view.ts';

export type WizardOptions = TranscriptOptions & {
	readonly ports: Ports;
	readonly policy: Policy;
	readonly memo: Memo;
	readonly organization?: StepContext['organization'];
	readonly session: Session;
	readonly header: string;
	/** The table, given the answers so far: the provider's steps join once it is chosen. */
	steps(answers: Answers): readonly Step[];
	/** Loads what the table needs for these answers; absent, or undefined when all of it is there. Called before each move. */
	prepare?(answers: Answers): Promise<void> | undefined;
	/** Whether somebody is there to press keys while a proof runs. */
	readonly isAttended: boolean;
	/** The sign-in is what the command is for; default false. */
	readonly isRequested?: boolean;
	/** Where the cursor starts, when an unlocked preset or an earlier run suggests a value. */
	readonly suggested: Readonly<Record<string, string>>;
	/** Called after every change of the session, for resuming. */
	onSession(session: Session): void;
	/** What a failed proof says beside its findings; without a diagnostic code where nobody could use one. */
	aboutFailure(findings: readonly Finding[], answers: Answers): Promise<Pick<FailedStage, 'ticket' | 'codeLines'>>;
	/** The closing lines. */
	finish(session: Session): Promise<readonly Line[]>;
	/** Limit shown while a list loads, in milliseconds. */
	readonly listLimitMs: number;
};
