// Repairs of credentials that stand in front of the person's own sign-in, and of profiles that are not the right one.

import type {AwsProfile} from '../../survey/facts.ts';
import type {Option} from '../../providers/provider.ts';
import {explain} from '../../survey/effective.ts';
import type {Patient, RepairPlan} from './repair.ts';
import {settingsName, settingsRepair, silence} from './settings.ts';

const awsKeys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];

/** A repair that takes variables away from Claude Code. */
const without = (...names: readonly string[]): RepairPlan => ({plan: async patient => silence(names, patient)});

export const staticKeys: RepairPlan = without(...awsKeys);
export const bearerToken: RepairPlan = without('AWS_BEARER_TOKEN_BEDROCK');
export const googleFile: RepairPlan = without('GOOGLE_APPLICATION_CREDENTIALS');
export const googleProject: RepairPlan = without('GOOGLE_CLOUD_PROJECT', 'GCLOUD_PROJECT');
export const servicePrincipal: RepairPlan = without('AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PATH');

/** Profiles that sign in with IAM Identity Center, without the one in use. */
function otherProfiles({facts}: Patient): readonly AwsProfile[] {
	const inUse = explain(facts, 'AWS_PROFILE', 'this-shell')?.value ?? '';
	const current = inUse === '' ? 'default' : inUse;
	return facts.aws.profiles.filter(profile => profile.name !== current && profile.ssoSession !== undefined);
}

async function profileOptions(patient: Patient): Promise<readonly Option[]> {
	return Promise.all(
		otherProfiles(patient).map(async ({name, region}) => {
			const detected = await patient.configured?.provider.detectProfile?.(name, patient.context.ports);
			const account = detected?.answers['account'];
			return {
				value: name,
				label: name,
				...(account === undefined ? {} : {hint: `account ${account}`}),
				...(region === undefined ? {} : {note: region}),
			};
		}),
	);
}

/** Uses another profile of `~/.aws/config`; keys that would win over it are cancelled. */
export const otherProfile: RepairPlan = {
	choice: {
		title: 'Which profile of ~/.aws/config is the one for Claude?',
		why: 'Each profile leads to one AWS account and role. The mail that invited you, or your colleagues, name the account.',
		label: 'Profile',
		options: profileOptions,
	},
	async plan(patient, chosen) {
		if (chosen === undefined) {
			return undefined;
		}

		const keys = awsKeys.filter(name => explain(patient.facts, name, 'this-shell') !== undefined);
		return settingsRepair(
			patient,
			`Set AWS_PROFILE to ${chosen} in ${settingsName(patient)}`,
			{variables: {AWS_PROFILE: chosen, ...Object.fromEntries(keys.map(name => [name, '']))}},
			keys.length === 0 ? undefined : 'The exported keys are cancelled for Claude Code; your shell keeps them.',
		);
	},
};

/** Keys of the environment do not work: they are cancelled where a profile is chosen, else another profile takes their place. */
export const brokenKeys: RepairPlan = {
	choice: {
		...otherProfile.choice!,
		async options(patient) {
			const hasKeys = explain(patient.facts, 'AWS_ACCESS_KEY_ID', 'this-shell') !== undefined;
			return hasKeys ? profileOptions(patient) : [];
		},
	},
	plan: otherProfile.plan,
};
