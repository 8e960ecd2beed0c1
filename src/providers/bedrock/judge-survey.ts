// Findings about AWS credentials that stand in each other's way; asked where Bedrock is what Claude Code uses.

import {configFindings} from '../../catalog/config.ts';
import {raise} from '../../catalog/declare.ts';
import type {Finding} from '../../core/finding.ts';
import {explain, type Explained, type Way} from '../../survey/effective.ts';
import type {AwsProfile, SurveyFacts} from '../../survey/facts.ts';

const check = 'survey';

/** Order and rules of the credential chain: reference aws.md §1.6 (JavaScript SDK 3.11xx measured, AWS CLI 2 by source). */
export function judgeAws(facts: SurveyFacts, way: Way): readonly Finding[] {
	const {config, credentials} = facts.aws;
	const broken = [config, credentials].flatMap(file =>
		file.state === 'unreadable' || file.state === 'denied'
			? [
					raise(configFindings, 'config.aws-config-unreadable', {
						check,
						details: {path: file.path, reason: file.reason ?? 'it cannot be read'},
						...(file.state === 'denied' ? {severity: 'unknown'} : {}),
					}),
				]
			: [],
	);
	return [...broken, ...keys(facts, way), ...profile(facts, way)];
}

function isSet(explained: Explained | undefined): explained is Explained {
	return explained !== undefined && explained.value !== '';
}

/** Keys of this very shell count whatever the way: Claude Code started from here has them. */
function effective(facts: SurveyFacts, name: string, way: Way): Explained | undefined {
	const here = explain(facts, name, 'this-shell');
	return isSet(here) ? here : explain(facts, name, way);
}

function keys(facts: SurveyFacts, way: Way): readonly Finding[] {
	const id = effective(facts, 'AWS_ACCESS_KEY_ID', way);
	const named = explain(facts, 'AWS_PROFILE', way);
	const bearer = effective(facts, 'AWS_BEARER_TOKEN_BEDROCK', way);
	return [
		...(isSet(id) && isSet(named)
			? [
					raise(configFindings, 'config.static-keys-shadow-profile', {
						check,
						details: {place: id.winner.label, profile: named.value},
						evidence: [{label: 'AWS_ACCESS_KEY_ID', value: id.value}],
					}),
				]
			: []),
		...(isSet(bearer) ? [raise(configFindings, 'config.bearer-token-present', {check, details: {place: bearer.winner.label}})] : []),
	];
}

function profile(facts: SurveyFacts, way: Way): readonly Finding[] {
	const {config, credentials, profiles, credentialProfiles} = facts.aws;
	const named = explain(facts, 'AWS_PROFILE', way);
	const name = isSet(named) ? named.value : 'default';
	const of = (list: readonly AwsProfile[]) => list.find(candidate => candidate.name === name);
	const [own, shadow] = [of(profiles), of(credentialProfiles)];
	const isReadable = [config, credentials].every(file => file.state === 'read' || file.state === 'absent');
	if (own === undefined && shadow === undefined) {
		const details = {profile: name, path: config.path, place: named?.winner.label ?? ''};
		return isSet(named) && isReadable ? [raise(configFindings, 'config.profile-missing', {check, details})] : [];
	}

	if (own?.ssoSession === undefined || (shadow?.hasStaticKeys !== true && !own.hasStaticKeys)) {
		return [];
	}

	const path = shadow?.hasStaticKeys === true ? credentials.path : config.path;
	return [raise(configFindings, 'config.credential-shadow', {check, details: {profile: name, path}})];
}
