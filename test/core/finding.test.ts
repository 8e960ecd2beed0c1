// Folding: a finding whose cause is reported too stands under that cause.

import {describe, expect, it} from 'vitest';
import {fold, verdictOf, type Finding, type Severity} from '../../src/core/finding.ts';

const finding = (code: string, severity: Severity, causedBy: readonly string[] = []): Finding => ({
	code,
	severity,
	causedBy,
	title: code,
	cause: '',
	fix: {kind: 'do', text: ''},
	owner: 'you',
	evidence: [],
	check: 'test',
});

describe('fold', () => {
	it('puts consequences under the root cause, through several steps', () => {
		const folded = fold([finding('c', 'fail', ['b']), finding('b', 'unknown', ['a']), finding('a', 'fail'), finding('d', 'warn')]);
		expect(folded.map(({finding: root, consequences}) => [root.code, consequences.map(other => other.code)])).toEqual([
			['a', ['c', 'b']],
			['d', []],
		]);
	});

	it('does not fold under a cause that passed', () => {
		expect(fold([finding('b', 'fail', ['a']), finding('a', 'pass')]).map(entry => entry.finding.code)).toEqual(['b', 'a']);
	});

	it('puts repeats of one code under the first', () => {
		const folded = fold([finding('a', 'fail'), finding('b', 'warn'), finding('a', 'fail'), finding('p', 'pass'), finding('p', 'pass')]);
		expect(folded.map(({finding: root, consequences}) => [root.code, consequences.length])).toEqual([
			['a', 1],
			['b', 0],
			['p', 0],
			['p', 0],
		]);
	});

	it('loses nothing when causes name each other', () => {
		const folded = fold([finding('a', 'fail', ['b']), finding('b', 'fail', ['a'])]);
		const codes = folded.flatMap(entry => [entry.finding.code, ...entry.consequences.map(other => other.code)]);
		expect(codes.toSorted()).toEqual(['a', 'b']);
	});
});

describe('verdictOf', () => {
	it.each<[readonly Severity[], string]>([
		[[], 'ready'],
		[['pass', 'warn'], 'ready'],
		[['pass', 'unknown'], 'cannot-tell'],
		[['skipped'], 'cannot-tell'],
		[['unknown', 'fail'], 'not-ready'],
	])('%j is %s', (severities, verdict) => {
		expect(verdictOf(severities.map((severity, index) => finding(`x${index}`, severity)))).toBe(verdict);
	});
});
