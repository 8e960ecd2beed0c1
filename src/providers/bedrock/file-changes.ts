// The change to ~/.aws/config that lets AWS CLI, the SDKs and Claude Code share the sign-in; nothing else of AWS is written.

import type {FileChange} from '../../core/change-set.ts';
import type {Finding} from '../../core/finding.ts';
import {raise} from '../../catalog/declare.ts';
import {configFindings} from '../../catalog/config.ts';
import {valueOf} from '../../core/session.ts';
import {awsConfigFile} from '../../ports/places.ts';
import {planAwsConfig, type AwsSection} from '../../save/aws-config.ts';
import type {StepContext} from '../provider.ts';
import {profileOf} from './exports.ts';
import {isSso, methodOf} from './sign-in/session.ts';
import {isGateway, regionOf} from './target.ts';

type Planned = {readonly changes: readonly FileChange[]; readonly findings: readonly Finding[]};

/** Plans the sections; existing profiles and keys in the environment need none. */
export async function planFileChanges(context: StepContext): Promise<Planned> {
	const {answers, ports} = context;
	const method = isGateway(answers) || !isSso(answers) ? undefined : await methodOf(context);
	const account = valueOf(answers, 'account');
	const role = valueOf(answers, 'permissionSet');
	const profile = profileOf(answers);
	if (method?.kind !== 'sso' || account === undefined || role === undefined || profile === undefined) {
		return {changes: [], findings: []};
	}

	const sections: readonly AwsSection[] = [
		{
			header: `sso-session ${method.key}`,
			keys: {sso_start_url: method.startUrl, sso_region: method.region, sso_registration_scopes: 'sso:account:access'},
		},
		{
			header: profile === 'default' ? 'default' : `profile ${profile}`,
			keys: {sso_session: method.key, sso_account_id: account, sso_role_name: role, region: regionOf(answers)},
		},
	];
	const path = awsConfigFile(ports);
	const [before, target, facts] = await Promise.all([ports.files.read(path), ports.files.resolve(path), ports.files.stat(path)]);
	const planned = planAwsConfig(before, sections);
	if (!planned.ok) {
		return {
			changes: [],
			findings: [raise(configFindings, 'config.aws-config-unreadable', {check: 'save', details: {path, reason: planned.reason}})],
		};
	}

	if (before !== undefined && Buffer.compare(before, planned.after) === 0) {
		return {changes: [], findings: []};
	}

	const change: FileChange = {
		path,
		target,
		before,
		after: planned.after,
		mode: facts?.mode ?? 0o600,
		summary: before === undefined ? 'new file' : `profile ${profile}`,
		destination: 'aws',
	};
	return {changes: [change], findings: []};
}
