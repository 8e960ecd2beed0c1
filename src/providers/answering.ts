// What the calls to the pinned models came to, for the transcript: who answered and how fast, and who did not.

import {severityOf, type Outcome} from '../core/check.ts';
import {line, type Line} from '../core/document.ts';
import {listed} from '../core/listed.ts';

/** One pinned model after its call. */
export type Called = {
	readonly id: string;
	/** As people say it, for example `Opus 5.5`. */
	readonly name: string;
	readonly didAnswer: boolean;
	/** Milliseconds, where it is known how long a whole answer took. */
	readonly tookMs: number | undefined;
	/** What came of the call, in words; may start with the id. */
	readonly summary: string;
};

export type CallReader = {
	/** What ids of the checks start with, before the id of the model. */
	readonly prefix: string;
	nameOf(id: string): string;
	/** Milliseconds of a whole answer in the facts of a check; undefined when there was none. */
	tookMs(facts: unknown): number | undefined;
};

/** The calls among the outcomes. A model that refuses in its own words was reached, and counts as answering. */
export function callsAmong(outcomes: readonly Outcome[], {prefix, nameOf, tookMs}: CallReader): readonly Called[] {
	return outcomes
		.filter(outcome => outcome.check.startsWith(prefix))
		.map(outcome => {
			const id = outcome.check.slice(prefix.length);
			const took = tookMs(outcome.facts);
			const didAnswer = took !== undefined || severityOf(outcome) === 'pass';
			return {id, name: nameOf(id), didAnswer, tookMs: took, summary: outcome.summary};
		});
}

/** `Opus 5.5 and Haiku 5.5 answer`; one that may be called and does not answer is not said to. */
export function sayWhoAnswers(calls: readonly Called[]): string {
	const silent = new Set(calls.filter(call => !call.didAnswer).map(call => call.name));
	const answering = [...new Set(calls.map(call => call.name))].filter(name => !silent.has(name));
	return [
		...(answering.length === 0 ? [] : [`${listed(answering)} ${answering.length === 1 ? 'answers' : 'answer'}`]),
		...(silent.size === 0 ? [] : [`${listed([...silent])} may be called, but ${silent.size === 1 ? 'does' : 'do'} not answer right now`]),
	].join('; ');
}

/** Who did not answer, read back from a summary of `sayWhoAnswers`, which is all that a session keeps. */
export function silentIn(summary: string): {readonly names: string; readonly isEverybody: boolean; readonly verb: string} | undefined {
	const found = /(?:^|; )(?<names>[^;]+) may be called, but (?<verb>does|do) not answer right now$/u.exec(summary);
	const {names, verb} = found?.groups ?? {};
	return found === null || names === undefined || verb === undefined
		? undefined
		: {names, verb, isEverybody: found.index === 0 && !found[0].startsWith(';')};
}

/** One line for each call: its id and the time, or what came instead. */
export function callLines(calls: readonly Called[]): readonly Line[] {
	const width = Math.max(0, ...calls.map(({id}) => id.length));
	return calls.map(({id, tookMs, summary}) => {
		const rest = summary.startsWith(id) ? summary.slice(id.length).replace(/^: | /u, '') : summary;
		return line([`  ${id.padEnd(width)}  `, 'plain'], [tookMs === undefined ? rest : `${Math.round(tookMs)} ms`, 'muted']);
	});
}
