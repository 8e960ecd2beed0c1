// What a safe local repair is: a pure plan of file changes for one finding, shown before it is applied and undone by `onboard undo`.

import type {FileChange} from '../../core/change-set.ts';
import type {Finding} from '../../core/finding.ts';
import type {Option, StepContext} from '../../providers/provider.ts';
import type {SurveyFacts} from '../../survey/facts.ts';
import type {Configured} from '../bench.ts';
import type {Looked} from '../bench.ts';

export type Patient = {
	/** Ports, policy and signal; its answers are those of the configured cloud. */
	readonly context: StepContext;
	readonly facts: SurveyFacts;
	readonly configured?: Configured;
	readonly looked: Looked;
	readonly finding: Finding;
};

export type Repair = {
	/** What would be done, verb first: `Take … out of …`. */
	readonly title: string;
	/** Every value that changes: `+ AWS_PROFILE claude-code`, `- CLAUDE_CODE_USE_VERTEX 1`. */
	readonly shown: readonly string[];
	readonly changes: readonly FileChange[];
	/** What to know about it. */
	readonly remark?: string;
};

/** What only the person can know before a repair can be planned. */
export type Choice = {
	readonly title: string;
	readonly why: string;
	readonly label: string;
	options(patient: Patient): Promise<readonly Option[]>;
};

export type RepairPlan = {
	readonly choice?: Choice;
	/** Plans it, writes nothing; undefined when there is nothing here that may be changed. */
	plan(patient: Patient, chosen: string | undefined): Promise<Repair | undefined>;
};
