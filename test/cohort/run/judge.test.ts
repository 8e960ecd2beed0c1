import {expect, test} from 'vitest';
import {judgeTarget} from '../../../src/cohort/run/judge.ts';
import type {CheckGroup, Outcome} from '../../../src/core/check.ts';
import type {Finding, Severity} from '../../../src/core/finding.ts';

function outcome(group: CheckGroup, ...codes: ReadonlyArray<readonly [string, Severity]>): Outcome {
	const findings = codes.map(([code, severity]): Finding => ({
		code,
		severity,
		title: code,
		cause: code,
		fix: {kind: 'do', text: code},
		owner: 'cloud-admin',
		evidence: [],
		causedBy: [],
		check: `${group} ${codes[0]?.[0] ?? ''}`,
	}));
	return {check: `${group} ${codes[0]?.[0] ?? ''}`, group, title: group, state: 'done', summary: '', findings, tookMs: 1};
}

const good = [outcome('sign-in', ['sign-in.ok', 'pass']), outcome('network', ['network.private', 'pass'])];
const answers = outcome('models', ['model.answers', 'pass']);
const usual = {isOtherRole: false, isThrottled: false};

test.each<readonly [string, readonly Outcome[], Partial<typeof usual>, string]>([
	['everything answers', [...good, answers], {}, 'proven'],
	['a model refuses everybody', [...good, outcome('models', ['model.use-case-form-missing', 'fail'])], {}, 'failed'],
	['the role may not call', [...good, outcome('models', ['model.role-denied', 'fail'])], {}, 'failed'],
	['another role may not call', [...good, outcome('models', ['model.role-denied', 'fail'])], {isOtherRole: true}, 'unproven'],
	['a list may not be read', [...good, answers, outcome('models', ['model.list-denied', 'unknown'])], {}, 'unproven'],
	['the sign-in is refused', [outcome('sign-in', ['sign-in.role-not-assigned', 'fail'])], {}, 'unproven'],
	['this machine is behind a portal', [...good, answers, outcome('network', ['network.captive-portal', 'fail'])], {}, 'unproven'],
	['this machine takes the public path', [...good, answers, outcome('network', ['network.public-path', 'fail'])], {}, 'unproven'],
	['the endpoint itself is shut', [...good, outcome('network', ['network.private-dns-off', 'fail'])], {}, 'failed'],
	['a stream is rewritten on the way', [...good, outcome('models', ['network.stream-rewritten', 'fail'])], {}, 'unproven'],
	['a model is throttled', [...good, outcome('models', ['model.throttled', 'warn'])], {}, 'unproven'],
	['calls were given up as throttled', [...good, answers], {isThrottled: true}, 'unproven'],
	['no model was looked at', good, {}, 'unproven'],
	['nothing was looked at', [], {}, 'unproven'],
	['a check was not tried', [...good, answers, {...answers, check: 'other', state: 'skipped', findings: []}], {}, 'unproven'],
	['only a remark', [...good, answers, outcome('terms', ['terms.logging-on', 'warn'])], {}, 'proven'],
])('%s', (_, outcomes, more, state) => {
	expect(judgeTarget(outcomes, {...usual, ...more}).state).toBe(state);
});

test('the finding that decides comes first', () => {
	const {findings} = judgeTarget(
		[...good, outcome('network', ['network.public-path', 'fail']), outcome('models', ['model.use-case-form-missing', 'fail'])],
		usual,
	);
	expect(findings.map(({code}) => code)).toEqual(['model.use-case-form-missing', 'network.public-path']);
});
