// What a finding is: one judged statement about this set-up, with its cause, its fix and who owns the fix.

/** `pass` is proven; `unknown` could not be read or proven; `skipped` was not tried, because something under it failed. */
export type Severity = 'pass' | 'warn' | 'fail' | 'unknown' | 'skipped';

export type Owner = 'you' | 'help-desk' | 'platform-team' | 'network-team' | 'cloud-admin' | 'provider';

/** The one next action. `ask` carries the text to send to the owner. */
export type Fix =
	| {readonly kind: 'command'; readonly command: string; readonly text: string}
	| {readonly kind: 'do'; readonly text: string}
	| {readonly kind: 'ask'; readonly text: string; readonly message: string};

/** One observed fact, for the person and the ticket: `{label: 'name', value: 'bedrock-runtime… → 10.20.4.17'}`. Never a secret. */
export type Evidence = {readonly label: string; readonly value: string};

export type Finding = {
	/** `family.what`; never changes meaning. */
	readonly code: string;
	readonly severity: Severity;
	readonly title: string;
	readonly cause: string;
	readonly fix: Fix;
	readonly owner: Owner;
	readonly evidence: readonly Evidence[];
	/** Codes that, when also reported, explain this finding; it is then folded under the first of them. */
	readonly causedBy: readonly string[];
	/** Id of the check that found it. */
	readonly check: string;
};

/** Who acts next, and how. */
export type NextStep = Pick<Finding, 'owner' | 'fix'>;

export type Folded = {readonly finding: Finding; readonly consequences: readonly Finding[]};

const order: readonly Severity[] = ['fail', 'unknown', 'warn', 'skipped', 'pass'];

/** The worst of these; `pass` when there is none. */
export function worstAmong(severities: readonly Severity[]): Severity {
	return order.find(severity => severities.includes(severity)) ?? 'pass';
}

/** Whether a finding asks for somebody's attention. */
export function isProblem(finding: Finding): boolean {
	return finding.severity === 'fail' || finding.severity === 'warn' || finding.severity === 'unknown';
}

/**
 * Folds every finding whose cause is itself reported as a problem under that cause, and repeats of one code (the same gate
 * met by several models) under the first of them.
 *
 * @returns Root findings, worst first, each with its consequences. Input order is kept within one severity.
 */
export function fold(findings: readonly Finding[]): readonly Folded[] {
	const problems = findings.filter(finding => isProblem(finding));
	const parents = new Map<Finding, Finding>();
	const rootOf = (finding: Finding): Finding => {
		const parent = parents.get(finding);
		return parent === undefined ? finding : rootOf(parent);
	};

	for (const finding of findings) {
		// A cause that already stands under this finding would close a circle.
		const cause =
			problems.find(other => finding.causedBy.includes(other.code) && rootOf(other) !== finding) ??
			problems.slice(0, Math.max(0, problems.indexOf(finding))).find(other => other.code === finding.code);
		if (cause !== undefined) {
			parents.set(finding, cause);
		}
	}

	const roots = findings.filter(finding => !parents.has(finding));
	return roots
		.map(finding => ({
			finding,
			consequences: findings.filter(other => other !== finding && rootOf(other) === finding),
		}))
		.toSorted((a, b) => order.indexOf(a.finding.severity) - order.indexOf(b.finding.severity));
}

export type Verdict = 'ready' | 'not-ready' | 'cannot-tell';

/** `not-ready` when anything failed, `cannot-tell` when something needed stayed unproven, else `ready`. */
export function verdictOf(findings: readonly Finding[], needed: (finding: Finding) => boolean = () => true): Verdict {
	if (findings.some(finding => finding.severity === 'fail')) {
		return 'not-ready';
	}

	return findings.some(finding => (finding.severity === 'unknown' || finding.severity === 'skipped') && needed(finding))
		? 'cannot-tell'
		: 'ready';
}
