// How somebody else on this machine looks at a developer's target: with the developer's own sign-in where they have it, else with a profile for the same account.

import type {Ports} from '../../ports/ports.ts';
import type {LeadAnswers} from '../provider.ts';
import {findProfile, kindOfProfile, readOrEmpty} from './aws-files.ts';

/** A profile of the same account stands in where the answers name no sign-in that this machine has. */
export async function leadAnswers(answers: Readonly<Record<string, string>>, ports: Ports): Promise<LeadAnswers> {
	const own = {answers, isOtherRole: false};
	const {route, signIn, startUrl, ssoRegion, account, permissionSet} = answers;
	if (route === 'gateway') {
		return own;
	}

	if ((signIn === undefined || signIn === 'sso') && startUrl !== undefined && ssoRegion !== undefined) {
		return {answers: {...answers, signIn: 'sso'}, isOtherRole: false};
	}

	const files = await readOrEmpty(ports);
	if (signIn?.startsWith('profile:') === true && findProfile(files, signIn.slice('profile:'.length)) !== undefined) {
		return own;
	}

	const ofAccount = files.profiles.filter(
		profile => kindOfProfile(profile) !== 'none' && account !== undefined && profile.config['sso_account_id'] === account,
	);
	const profile = ofAccount.find(({config}) => config['sso_role_name'] === permissionSet) ?? ofAccount[0];
	const role = profile?.config['sso_role_name'];
	return profile === undefined
		? own
		: {
				answers: {...answers, signIn: `profile:${profile.name}`, ...(role === undefined ? {} : {permissionSet: role})},
				isOtherRole: role === undefined || role !== permissionSet,
			};
}
