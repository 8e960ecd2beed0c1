// What the transcript says about the calls to the pinned models.

import {describe, expect, it} from 'vitest';
import type {Outcome} from '../../src/core/check.ts';
import {printLines} from '../../src/output/lines.ts';
import {callLines, callsAmong, sayWhoAnswers, silentIn, type Called} from '../../src/providers/answering.ts';

const call = (name: string, didAnswer: boolean): Called => ({
	id: name.toLowerCase(),
	name,
	didAnswer,
	tookMs: didAnswer ? 31 : undefined,
	summary: '429',
});

describe('who answers', () => {
	it.each([
		[[call('Opus', true)], 'Opus answers'],
		[[call('Opus', true), call('Haiku', true), call('Sonnet', true)], 'Opus, Haiku and Sonnet answer'],
		[[call('Opus', false), call('Haiku', true)], 'Haiku answers; Opus may be called, but does not answer right now'],
		[[call('Opus', false), call('Haiku', false)], 'Opus and Haiku may be called, but do not answer right now'],
		// The same model behind two ids answers only where both do.
		[[call('Opus', true), call('Opus', false)], 'Opus may be called, but does not answer right now'],
	])('%#', (calls, text) => {
		expect(sayWhoAnswers(calls)).toBe(text);
		expect(silentIn(text) === undefined).toBe(calls.every(({didAnswer}) => didAnswer));
	});
});

it('one line each, aligned, the id once', () => {
	const lines = callLines([
		{id: 'opus-main', name: 'opus-main', didAnswer: true, tookMs: 30.6, summary: 'opus-main answers'},
		{id: 'haiku', name: 'haiku', didAnswer: false, tookMs: undefined, summary: 'haiku: 429'},
		{id: 'sonnet', name: 'sonnet', didAnswer: true, tookMs: undefined, summary: 'sonnet answers in global'},
	]);
	expect(printLines(lines)).toBe('  opus-main  31 ms\n  haiku      429\n  sonnet     answers in global\n');
});

it('a model that refuses in its own words was reached', () => {
	const outcome = (severity: 'pass' | 'warn'): Outcome =>
		({
			check: 'cloud.model.x',
			group: 'models',
			title: '',
			state: 'done',
			summary: 'x: 400',
			findings: [{severity}],
			tookMs: 3,
		}) as unknown as Outcome;
	const calls = (severity: 'pass' | 'warn') =>
		callsAmong([outcome(severity)], {prefix: 'cloud.model.', nameOf: id => id.toUpperCase(), tookMs: () => undefined});
	expect(calls('pass')).toEqual([{id: 'x', name: 'X', didAnswer: true, tookMs: undefined, summary: 'x: 400'}]);
	expect(calls('warn')[0]?.didAnswer).toBe(false);
});
