// A simulated Azure with a home of its own for Foundry tests.

import {onTestFinished} from 'vitest';
import {openPolicy} from '../../../src/core/check.ts';
import type {Answers} from '../../../src/core/session.ts';
import {nodePorts} from '../../../src/ports/node.ts';
import {withoutTerminal} from '../../helpers/processes.ts';
import type {Ports} from '../../../src/ports/ports.ts';
import type {Notice, ProveContext, StepContext} from '../../../src/providers/provider.ts';
import {openSandboxStage, scenarioNamed, type Stage} from '../../../src/sandbox/stage.ts';
import {createMemo} from '../../../src/wizard/memo.ts';

/** Text answers as a person would have given them. */
export function given(values: Readonly<Record<string, string>>): Answers {
	return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, {value, origin: 'person'}]));
}

export type Entered = Stage & {
	context(answers?: Readonly<Record<string, string>>): StepContext;
	/** A context for a proof; `keys` are pressed one by one whenever keys are offered. */
	proving(answers: Readonly<Record<string, string>>, keys?: readonly string[]): ProveContext & {readonly notices: readonly Notice[]};
};

/** Opens a scenario by name; closed at the end of the test. */
export async function enter(
	name: string,
	options: {readonly isConfigured?: boolean; readonly ports?: Partial<Ports>} = {},
): Promise<Entered> {
	const real = nodePorts();
	const stage = await openSandboxStage({
		real: {...real, processes: withoutTerminal(real.processes)},
		scenario: scenarioNamed(name),
		isConfigured: options.isConfigured ?? true,
	});
	onTestFinished(async () => stage.close());
	const ports = {...stage.ports, ...options.ports};
	const memo = createMemo();
	const context = (answers: Readonly<Record<string, string>> = {}): StepContext => ({
		ports,
		answers: given(answers),
		policy: {...openPolicy, requirePrivatePath: stage.requirePrivatePath},
		memo,
		signal: new AbortController().signal,
	});
	return {
		...stage,
		ports,
		context,
		proving(answers, keys) {
			const notices: Notice[] = [];
			const left = [...(keys ?? [])];
			return {
				...context(answers),
				isAttended: keys !== undefined,
				isRequested: false,
				notices,
				onRows() {},
				onNotice(notice) {
					if (notice !== undefined) {
						notices.push(notice);
					}
				},
				handOver: async (_command, run) => run(),
				async onActions() {
					return left.shift() ?? new Promise<never>(() => {});
				},
			};
		},
	};
}
