// Signs of causes that no check looks for, because they are wrong only for somebody with that symptom.

import type {Details} from '../catalog/declare.ts';
import {describe} from '../catalog/describe.ts';
import type {Evidence, Finding} from '../core/finding.ts';
import {listed} from '../core/listed.ts';
import {explain} from '../survey/effective.ts';
import {asFinding} from '../explain/finding-lines.ts';
import type {SurveyFacts} from '../survey/facts.ts';
import {missingHere, missingInEditor} from './repairs/reach.ts';

/** What on this machine speaks for a cause; undefined when nothing does. */
type Sign = (facts: SurveyFacts) => readonly Evidence[] | undefined;

const missing =
	(label: string, of: (facts: SurveyFacts) => Readonly<Record<string, string>>): Sign =>
	facts => {
		const names = Object.keys(of(facts));
		return names.length === 0 ? undefined : [{label, value: listed(names)}];
	};

const signs: Readonly<Record<string, Sign>> = {
	'client.editor-without-environment': missing('set for terminals only', missingInEditor),
	'client.talks-to-anthropic': missing('set for terminals only', missingInEditor),
	'config.not-exported': missing('set in a start file, not in this shell', missingHere),
	'config.wrong-account': facts => {
		const profiles = facts.aws.profiles.filter(profile => profile.ssoSession !== undefined);
		return profiles.length < 2 ? undefined : [{label: 'profiles of ~/.aws/config', value: listed(profiles.map(({name}) => name))}];
	},
	'client.sign-in-loop': facts => {
		const place = facts.places.find(candidate => candidate.settings['awsAuthRefresh'] !== undefined);
		return place === undefined ? undefined : [{label: `awsAuthRefresh in ${place.label}`, value: place.settings['awsAuthRefresh'] ?? ''}];
	},
	'client.web-fetch-blocked': facts =>
		facts.places.some(place => place.settings['skipWebFetchPreflight'] === 'true')
			? undefined
			: [{label: 'skipWebFetchPreflight', value: 'not set'}],
	'model.other-region': facts => {
		const set = ['AWS_REGION', 'AWS_DEFAULT_REGION']
			.map(name => explain(facts, name, 'this-shell'))
			.find(found => (found?.value ?? '') !== '');
		return [
			{
				label: 'region in use',
				value: set === undefined ? 'the one of the profile, or us-east-1' : `${set.value} (${set.name}, ${set.winner.label})`,
			},
		];
	},
	'client.restart-needed': () => [],
};

/** The cause as a finding, when something on this machine speaks for it. It is likely at best: severity `unknown`. */
export function likely(code: string, facts: SurveyFacts): Finding | undefined {
	const evidence = signs[code]?.(facts);
	return evidence === undefined ? undefined : told(code, evidence);
}

/** A cause that somebody's words or an error text name, without proof; undefined for a code that is not ours. */
export function told(code: string, evidence: readonly Evidence[], details: Details = {}): Finding | undefined {
	const description = describe(code, details);
	return description === undefined ? undefined : {...asFinding(description), severity: 'unknown', evidence, check: 'troubleshoot'};
}
