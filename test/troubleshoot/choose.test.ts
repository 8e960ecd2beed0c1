// Which finding is taken for the cause.

import {describe, expect, it} from 'vitest';
import type {Finding, Severity} from '../../src/core/finding.ts';
import {rank, type Suspicion} from '../../src/troubleshoot/choose.ts';

const finding = (code: string, severity: Severity): Finding => ({
	code,
	severity,
	title: '',
	cause: '',
	fix: {kind: 'do', text: ''},
	owner: 'you',
	evidence: [],
	causedBy: [],
	check: '',
});
const open: Suspicion = {suspects: [], isPointed: false, isBrokenOnly: false, dismissed: new Set()};
const codesOf = (findings: readonly Finding[], suspicion: Partial<Suspicion>) =>
	rank(findings, {...open, ...suspicion}).map(({code}) => code);

describe('rank', () => {
	const all = [
		finding('network.public-path', 'fail'),
		finding('config.stale-provider', 'warn'),
		finding('terms.logging-unknown', 'unknown'),
		finding('sign-in.expired', 'fail'),
		finding('network.private', 'pass'),
	];

	it('takes what the symptom points at before what is merely broken', () => {
		expect(codesOf(all, {suspects: ['sign-in.']})).toEqual(['sign-in.expired', 'network.public-path', 'terms.logging-unknown']);
	});

	it('takes a warning only for the cause when the symptom points at it', () => {
		expect(codesOf(all, {})).not.toContain('config.stale-provider');
		expect(codesOf(all, {suspects: ['config.stale-provider']})[2]).toBe('config.stale-provider');
		expect(codesOf(all, {suspects: ['config.stale-provider'], isPointed: true})[0]).toBe('config.stale-provider');
	});

	it('counts only what is broken once something was put right', () => {
		expect(codesOf(all, {suspects: ['config.'], isPointed: true, isBrokenOnly: true})).toEqual(['network.public-path', 'sign-in.expired']);
	});

	it('leaves out what was put aside', () => {
		expect(codesOf(all, {dismissed: new Set(['sign-in.expired', 'network.public-path'])})).toEqual(['terms.logging-unknown']);
	});
});
