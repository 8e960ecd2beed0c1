// What troubleshooting can begin with besides a symptom: a report file, a diagnostic code or a finding's code.

import type {ReportedFinding} from '../core/report.ts';

export type Start = {
	/** As the person named it: `report.json`, or the code. */
	readonly label: string;
	/** Codes of its problems, worst first. */
	readonly codes: readonly string[];
	/** The findings in full, when a report has them. */
	readonly findings: readonly ReportedFinding[];
};

/** A diagnostic code, read: its codes, or one sentence about what is wrong with it. */
export type Explained = {readonly codes: readonly string[]} | {readonly problem: string};
