// Offers to write the quota project that a person's sign-in lacks; gcloud writes it, and only after the person said so.

import {clean} from '../../../core/document.ts';
import type {Action, ProveContext} from '../../provider.ts';
import type {AdcType} from '../credentials/adc.ts';
import {forgetSession, signedIn} from '../credentials/session.ts';
import {projectOf} from '../target.ts';

const limitMs = 30_000;
const setAction: Action = {id: 'set', key: 'p', label: 'set it'};
const leaveAction: Action = {id: 'leave', key: 'l', label: 'leave it as it is'};

/** Sign-ins of people; other kinds belong to a project already. */
const ofPeople: ReadonlySet<AdcType> = new Set(['authorized_user', 'external_account_authorized_user']);

/**
 * Asks, when the sign-in on this machine names no quota project, and sets the chosen project.
 *
 * @returns What was done, as a sentence; undefined when nothing was or had to be.
 */
export async function offerQuotaProject(context: ProveContext): Promise<string | undefined> {
	const {answers, ports, signal} = context;
	const signed = context.isAttended ? await signedIn(context) : undefined;
	const isMissing = signed?.adc.source === 'well-known' && ofPeople.has(signed.adc.type) && signed.adc.quotaProject === undefined;
	if (!isMissing || (await ports.processes.find('gcloud')) === undefined) {
		return undefined;
	}

	const project = projectOf(answers);
	const parameters = ['auth', 'application-default', 'set-quota-project', project];
	context.onNotice({
		text: `Your sign-in names no quota project, and Google may refuse calls without one. gcloud can add it to ${signed.adc.place}:\n${['gcloud', ...parameters].join(' ')}`,
	});
	const chosen = await context.onActions([setAction, leaveAction]);
	context.onNotice(undefined);
	if (chosen !== setAction.id) {
		return 'The sign-in still names no quota project.';
	}

	const {code, stderr} = await ports.processes.run('gcloud', [...parameters, '--quiet'], {limitMs, signal});
	forgetSession(context);
	return code === 0
		? `The sign-in now names ${project} as its quota project.`
		: `The quota project was not set. gcloud said: ${clean(stderr).trim().replaceAll(/\s+/gu, ' ').slice(0, 300)}`;
}
