// Where a call stands: the questions asked so far along the tree, and the causes its answers leave.

import {valueOf, type Answers} from '../../core/session.ts';
import type {Bench} from '../bench.ts';
import {typed} from './node.ts';
import {firstNode, phoneNodes} from './tree.ts';

export const questionId = (node: string): string => `phone-${node}`;

export type Call = {
	/** Ids of the questions on the way, in order; the last may be open. */
	readonly asked: readonly string[];
	/** What the causes are concluded from; absent while a question is open. */
	readonly basis?: 'code' | 'text' | 'answers';
	/** The causes, the likeliest first. */
	readonly codes: readonly string[];
	/** How to tell the first causes apart, when somebody said so. */
	readonly tellApart?: string;
};

/** Follows the answers along the tree. */
export function followCall(answers: Answers, bench: Pick<Bench, 'recognize' | 'readCode'>): Call {
	const asked: string[] = [];
	for (let at: string = firstNode; ;) {
		asked.push(questionId(at));
		const value = valueOf(answers, questionId(at));
		if (value === undefined) {
			return {asked, codes: []};
		}

		if (at === typed.code) {
			const read = bench.readCode(value);
			return {asked, basis: 'code', codes: 'codes' in read ? read.codes : []};
		}

		if (at === typed.text) {
			const found = bench.recognize(value).candidates;
			const tellApart = found.find(candidate => candidate.tellApart !== undefined)?.tellApart;
			return {asked, basis: 'text', codes: found.map(({code}) => code), ...(tellApart === undefined ? {} : {tellApart})};
		}

		const lead = phoneNodes[at]?.options.find(option => option.value === value)?.lead;
		if (lead === undefined || 'codes' in lead) {
			return {asked, basis: 'answers', codes: lead?.codes ?? []};
		}

		at = lead.node;
	}
}
