// Findings for failed calls to the sign-in service and the access portal, worded once for checks and for the wizard.

import {raise} from '../../../catalog/declare.ts';
import {signInFindings} from '../../../catalog/sign-in.ts';
import type {Finding} from '../../../core/finding.ts';
import type {Answers} from '../../../core/session.ts';
import {isThrottled, isUnreachable, type CloudFailure} from '../failure.ts';
import {domainOf} from '../names.ts';
import type {SignInProblem} from '../sign-in/flow.ts';
import {seen, signInCommand, targetWords} from './words.ts';

type About = {
	readonly check: string;
	readonly answers: Answers;
	readonly ssoRegion?: string;
	readonly startUrl?: string;
	/** Region that the cached sign-in was made in. */ readonly madeIn?: string;
	/** What the person does have, as a sentence. */ readonly has?: string;
};

/** The finding for a failed call to the portal or the sign-in service. */
export function failureFinding(failure: CloudFailure, about: About): Finding {
	const {check, answers} = about;
	const evidence = [seen('sign-in', failure)];
	const {account, role} = targetWords(answers);
	const region = about.ssoRegion ?? 'the sign-in region';
	const startUrl = about.startUrl ?? 'your start URL';
	const command = signInCommand(answers);
	if (failure.name === 'NotSignedIn') {
		return raise(signInFindings, 'sign-in.needed', {check, details: {what: '', reason: failure.message, command}});
	}

	if (failure.name === 'RoleNotChosen') {
		return raise(signInFindings, 'sign-in.role-not-chosen', {check, details: {what: failure.message}});
	}

	if (isThrottled(failure)) {
		return raise(signInFindings, 'sign-in.throttled', {check, evidence});
	}

	if (!failure.isForeign && (failure.status === 401 || failure.name === 'RefusedAfterRenewal')) {
		const isElsewhere = about.madeIn !== undefined && about.madeIn !== about.ssoRegion;
		if (isElsewhere || failure.name === 'RefusedAfterRenewal') {
			const reason = isElsewhere
				? `The sign-in was made in ${about.madeIn}; the settings ask for it in ${region}, where nobody knows it.`
				: 'A fresh sign-in is refused at once, which happens when the portal is asked in another region than the directory lives in.';
			return raise(signInFindings, 'sign-in.wrong-region', {
				check,
				evidence,
				details: {region, reason, right: isElsewhere ? ` to ${about.madeIn}` : " to the one on your AWS access portal's settings page"},
			});
		}

		return raise(signInFindings, 'sign-in.expired', {
			check,
			evidence,
			details: {when: '', reason: 'The access portal does not accept it any more, although it has not run out by the clock.', command},
		});
	}

	if (!failure.isForeign && (failure.status === 403 || failure.status === 404)) {
		return raise(signInFindings, 'sign-in.role-not-assigned', {check, evidence, details: {role, account, startUrl, has: about.has ?? ''}});
	}

	const reason = failure.isForeign
		? 'A web page answers in its place.'
		: isUnreachable(failure)
			? `It does not answer (${failure.name}).`
			: `It answers ${failure.status ?? ''} ${failure.name}.`;
	return raise(signInFindings, 'sign-in.unavailable', {check, evidence, details: {host: portalHost(about.ssoRegion), reason}});
}

/** The finding for a sign-in that did not come to its end. */
export function problemFinding(problem: SignInProblem, failure: CloudFailure | undefined, about: About): Finding {
	const {check} = about;
	const evidence = failure === undefined ? [] : [seen('sign-in', failure)];
	const region = about.ssoRegion ?? 'the sign-in region';
	switch (problem) {
		case 'sign-in.wrong-region': {
			const right = failure?.region === undefined ? '' : ` to ${failure.region}`;
			return raise(signInFindings, problem, {
				check,
				evidence,
				details: {region, reason: 'AWS says that the directory lives in another region.', right},
			});
		}

		case 'sign-in.start-url-wrong': {
			return raise(signInFindings, problem, {check, evidence, details: {region, startUrl: about.startUrl ?? 'that was given'}});
		}

		case 'sign-in.unavailable': {
			const reason =
				failure === undefined || isUnreachable(failure) ? 'It does not answer.' : `It answers ${failure.status ?? ''} ${failure.name}.`;
			return raise(signInFindings, problem, {check, evidence, details: {host: oidcHost(about.ssoRegion), reason}});
		}

		default: {
			return raise(signInFindings, problem, {check, evidence});
		}
	}
}

/** A clock that is more than five minutes off; undefined when it is close enough. */
export function skewFinding(skewMs: number | undefined, check: string): Finding | undefined {
	if (skewMs === undefined || Math.abs(skewMs) <= 5 * 60_000) {
		return undefined;
	}

	return raise(signInFindings, 'sign-in.clock-skew', {
		check,
		details: {minutes: String(Math.round(Math.abs(skewMs) / 60_000)), direction: skewMs > 0 ? 'behind' : 'ahead'},
		evidence: [{label: 'clock', value: `AWS's clock is ${Math.round(skewMs / 1000)} s ahead of this machine's`}],
	});
}

function portalHost(region: string | undefined): string {
	return region === undefined ? 'portal.sso' : `portal.sso.${region}.${domainOf(region)}`;
}

function oidcHost(region: string | undefined): string {
	return region === undefined ? 'oidc' : `oidc.${region}.${domainOf(region)}`;
}
