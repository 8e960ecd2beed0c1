// The step for somebody who helps by phone: questions along the tree, and two that are typed.

import type {Question, Step} from '../../providers/provider.ts';
import type {Bench} from '../bench.ts';
import {typed} from './node.ts';
import {phoneNodes} from './tree.ts';
import {followCall, questionId} from './walk.ts';

const typedQuestions = (bench: Bench): readonly Question[] => [
	{
		kind: 'text',
		id: questionId(typed.code),
		title: 'Which code do they read out?',
		why: 'Type it as you hear it; small or large letters, with or without dashes. A slip is noticed.',
		flag: 'code',
		label: 'Their code',
		validate: async value => {
			const read = bench.readCode(value);
			return 'problem' in read ? read.problem : undefined;
		},
	},
	{
		kind: 'text',
		id: questionId(typed.text),
		title: 'What does the last line of the error say?',
		why: 'The part after "API Error:" tells most. Some words of it are enough.',
		flag: 'error-text',
		label: 'Their text',
		validate: async value => (value === '' ? 'Type some words of it, or go back.' : undefined),
	},
];

/** The `phone` step. It concludes from the answers alone and proves nothing. */
export function phoneStep(bench: Bench): Step {
	const questions: readonly Question[] = [
		...Object.entries(phoneNodes).map(([id, node]): Question => ({
			kind: 'choice',
			id: questionId(id),
			title: node.title,
			why: node.why,
			flag: 'phone',
			label: node.label,
			options: async () => node.options.map(({value, label, note}) => ({value, label, ...(note === undefined ? {} : {note})})),
			display: value => node.options.find(option => option.value === value)?.label ?? value,
		})),
		...typedQuestions(bench),
	];
	return {
		id: 'phone',
		title: 'By phone',
		help: 'You conclude from what you are told, so this narrows the cause down; it proves nothing.',
		owns: questions.map(({id}) => id),
		applies: () => true,
		asks: answers => (bench.start === undefined ? followCall(answers, bench).asked : []),
		proves: false,
		questions,
	};
}
