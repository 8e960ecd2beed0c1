// A wizard of one question, for what must be settled before the table of steps: resuming, or a preset that changed.

import {openPolicy} from '../core/check.ts';
import {emptySession} from '../core/session.ts';
import type {Ports} from '../ports/ports.ts';
import type {Option} from '../providers/provider.ts';
import {createEngine, type Engine} from './engine.ts';
import {createMemo} from './memo.ts';

export type SingleQuestion = {
	readonly id: string;
	readonly title: string;
	readonly why: string;
	readonly label: string;
	readonly options: readonly Option[];
};

/** An engine that asks it and is finished; the answer is in its session under the question's id. */
export function singleQuestionEngine(ports: Ports, asked: SingleQuestion): Engine {
	return createEngine({
		ports,
		policy: openPolicy,
		memo: createMemo(),
		session: emptySession,
		// The wizard that follows says what this is.
		header: '',
		steps: () => [
			{
				id: asked.id,
				title: asked.label,
				help: asked.why,
				owns: [asked.id],
				applies: () => true,
				asks: () => [asked.id],
				proves: false,
				questions: [
					{
						kind: 'choice',
						id: asked.id,
						title: asked.title,
						why: asked.why,
						flag: asked.id,
						label: asked.label,
						options: async () => asked.options,
						display: value => asked.options.find(option => option.value === value)?.label ?? value,
					},
				],
			},
		],
		isAttended: true,
		noteFor: () => undefined,
		suggested: {},
		onSession() {},
		aboutFailure: async () => ({ticket: []}),
		finish: async () => [],
		listLimitMs: 1000,
	});
}
