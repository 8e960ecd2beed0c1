// The check `vertex.project`: whether project and location can be used at all, and whether the person may call models there.

import {raise} from '../../../catalog/declare.ts';
import {vertexFindings} from '../../../catalog/vertex.ts';
import type {Check} from '../../../core/check.ts';
import {valueOf} from '../../../core/session.ts';
import type {StepContext} from '../../provider.ts';
import {classify} from '../classify.ts';
import {headersFor, notSignedIn, signedIn} from '../credentials/session.ts';
import {callGoogle, recordOf, type Refusal} from '../google.ts';
import {isLocation} from '../names.ts';
import {apiBase, isAnthropicManaged, locationOf, projectOf} from '../target.ts';
import {adcCheckId} from './adc.ts';
import {targetProblems} from './settings.ts';
import {nextStepOf, unreadReason} from './unread.ts';
import {refusalFinding, seen} from './words.ts';

export type ProjectFacts = {
	readonly project: string;
	readonly location: string;
	/** Permissions that were granted of those asked for; undefined when they could not be read. */
	readonly granted: readonly string[] | undefined;
	readonly refusal?: Refusal;
	readonly who?: string;
	readonly quotaProject?: string;
};

export const projectCheckId = 'vertex.project';

const predict = 'aiplatform.endpoints.predict';

export function projectCheck(context: StepContext): Check<ProjectFacts> {
	return {
		id: projectCheckId,
		group: 'sign-in',
		title: 'project',
		needs: [adcCheckId],
		limitMs: 15_000,
		run: async ({signal}) => readProject({...context, signal}),
		summarize: facts =>
			facts.project === ''
				? 'no project is set'
				: `${facts.project}, ${facts.location}${
						facts.granted === undefined
							? ', permissions not readable'
							: facts.granted.includes(predict)
								? ''
								: ', no permission to call models'
					}`,
		isUsable: facts => facts.project !== '' && isLocation(facts.location),
		judge(facts, {answers}) {
			const check = projectCheckId;
			const {project, refusal} = facts;
			const problems = targetProblems(facts, check);
			if (problems.length > 0) {
				return problems;
			}

			if (facts.granted !== undefined) {
				if (isAnthropicManaged(answers) || facts.granted.includes(predict)) {
					return [raise(vertexFindings, 'vertex.project-reached', {check, details: {project}})];
				}

				return [
					raise(vertexFindings, 'vertex.role-denied', {
						check,
						details: {project, who: facts.who ?? 'my Google account'},
						evidence: [{label: 'permissions', value: `granted: ${facts.granted.join(', ') || 'none of those asked for'}`}],
					}),
				];
			}

			const code = refusal === undefined ? 'vertex.unrecognized-refusal' : classify(refusal);
			const telling = ['vertex.perimeter-refused', 'vertex.quota-project-missing', 'vertex.quota-project-denied', 'vertex.token-refused'];
			if (refusal !== undefined && telling.includes(code)) {
				return [refusalFinding(code, refusal, {check, answers, who: facts.who, quotaProject: facts.quotaProject})];
			}

			return [
				raise(vertexFindings, 'vertex.project-unread', {
					check,
					details: {project, reason: unreadReason(refusal)},
					evidence: refusal === undefined ? [] : [seen('permissions', refusal)],
					instead: nextStepOf(refusal, answers),
				}),
			];
		},
	};
}

async function readProject(context: StepContext): Promise<ProjectFacts> {
	const project = projectOf(context.answers);
	const location = locationOf(context.answers);
	const signed = await signedIn(context);
	const base = {project, location, ...(signed === undefined ? {} : {who: signed.who})};
	if (project === '' || !isLocation(location) || valueOf(context.answers, 'project') === undefined) {
		return {...base, granted: undefined};
	}

	if (signed === undefined) {
		return {...base, granted: undefined, refusal: notSignedIn};
	}

	const answer = await callGoogle(context, {
		url: `${apiBase('cloudresourcemanager', context.ports.env)}/v1/projects/${encodeURIComponent(project)}:testIamPermissions`,
		method: 'POST',
		headers: headersFor(context, signed),
		body: JSON.stringify({permissions: [predict, 'serviceusage.services.use']}),
	});
	const quota = signed.adc.quotaProject === undefined ? {} : {quotaProject: signed.adc.quotaProject};
	if (answer.refusal !== undefined) {
		return {...base, ...quota, granted: undefined, refusal: answer.refusal};
	}

	// An answer without the list means that none of the permissions is granted.
	const granted = recordOf(answer.value)?.['permissions'];
	return {...base, ...quota, granted: Array.isArray(granted) ? granted.map(permission => String(permission)) : []};
}
