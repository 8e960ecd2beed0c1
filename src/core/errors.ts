// The three kinds of errors: the person can act (UserError), the person stopped (Cancelled), anything else is a bug.

export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** Something the person can put right. `next` names the action. */
export class UserError extends Error {
	override readonly name = 'UserError';
	readonly next: string;
	readonly exitCode: ExitCode;

	constructor(message: string, next: string, exitCode: ExitCode = 2) {
		super(message);
		this.next = next;
		this.exitCode = exitCode;
	}
}

/** The person stopped the program (Ctrl+C, closed input). */
export class Cancelled extends Error {
	override readonly name = 'Cancelled';
}
