// What the checks of a target come to for everybody who works through it: proven, failed, or unproven because only the lead's own machine or role was in the way.

import {supplementaryCodes} from '../../catalog/network.ts';
import {severityOf, type Outcome} from '../../core/check.ts';
import {fold, isProblem, verdictOf, type Finding} from '../../core/finding.ts';
import type {TargetEvent} from '../event.ts';

export type Judgement = {
	readonly state: TargetEvent['state'];
	/** Root findings that need attention; the one that decides the state first. */
	readonly findings: readonly Finding[];
};

export type JudgeOptions = {
	/** The lead looked with another role than the people have: what is refused to it may be allowed to them. */
	readonly isOtherRole: boolean;
	/** Calls were still refused for being too many when the time for them was over. */
	readonly isThrottled: boolean;
};

/** Findings about the way to the cloud that hold for every laptop: they are about the endpoint, not about this machine. */
const ofTheEndpoint: ReadonlySet<string> = new Set([
	'network.endpoint-not-available',
	'network.private-dns-off',
	'network.wrong-region-endpoint',
	'network.security-group-closed',
	'network.endpoint-policy-denied',
	'network.wrong-service-endpoint',
]);

/** What only tells that this very role may not do it. */
const ofTheRole: ReadonlySet<string> = new Set([
	'model.role-denied',
	'model.marketplace-denied',
	'model.unrecognized-denial',
	'model.scp-denied',
	'vertex.role-denied',
	'vertex.quota-project-denied',
	'foundry.role-missing',
]);

/** Pure. A refused read, a sign-in that did not work and a throttled answer leave the target unproven; they never fail it. */
export function judgeTarget(outcomes: readonly Outcome[], {isOtherRole, isThrottled}: JudgeOptions): Judgement {
	const findings = outcomes.flatMap(outcome => outcome.findings);
	const roots = fold(findings)
		.map(({finding}) => finding)
		.filter(finding => isProblem(finding));
	const groups = new Map(outcomes.map(outcome => [outcome.check, outcome.group]));
	const isDeciding = (finding: Finding) =>
		finding.severity === 'fail' &&
		!(isOtherRole && ofTheRole.has(finding.code)) &&
		(ofTheEndpoint.has(finding.code) ||
			(['models', 'terms'].includes(groups.get(finding.check) ?? '') && !/^(?:network|sign-in|tool|config)\./u.test(finding.code)));
	const deciding = roots.filter(finding => isDeciding(finding));
	if (deciding.length > 0) {
		return {state: 'failed', findings: [...deciding, ...roots.filter(finding => !deciding.includes(finding))]};
	}

	const isWhole =
		findings.length > 0 &&
		outcomes.every(outcome => outcome.state === 'done') &&
		outcomes.some(outcome => outcome.group === 'models' && severityOf(outcome) !== 'unknown') &&
		verdictOf(findings, finding => !supplementaryCodes.has(finding.code)) === 'ready';
	const isPatient = !isThrottled && !findings.some(finding => finding.code.endsWith('.throttled') || finding.code === 'model.daily-quota');
	return {state: isWhole && isPatient ? 'proven' : 'unproven', findings: roots};
}
