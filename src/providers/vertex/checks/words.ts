// Words that the sentences of Vertex findings are filled with.

import {vertexFindings} from '../../../catalog/vertex.ts';
import {raise} from '../../../catalog/declare.ts';
import type {Evidence, Finding, NextStep} from '../../../core/finding.ts';
import {valueOf, type Answers} from '../../../core/session.ts';
import {shellWord} from '../../../core/shell-word.ts';
import type {RefusalCode} from '../classify.ts';
import {describeRefusal, type Refusal} from '../google.ts';
import {isProject, modelName} from '../names.ts';
import {endpointFrom, locationOf, projectOf} from '../target.ts';

/** The command that makes the sign-in Claude Code reads. */
export function signInCommand(answers: Answers): string {
	return ['gcloud', ...signInParameters(answers)].map(word => shellWord(word)).join(' ');
}

/**
 * The same as parameters for gcloud; the organization's login configuration from its preset included. Every sign-in replaces the
 * credentials whole: without the project gcloud would leave out the quota project (gcloud 578.0.0, command_lib/auth/auth_util.py).
 */
export function signInParameters(answers: Answers): readonly string[] {
	const loginConfig = valueOf(answers, 'loginConfig');
	const project = projectOf(answers);
	return [
		'auth',
		'application-default',
		'login',
		...(loginConfig === undefined ? [] : [`--login-config=${loginConfig}`]),
		...(isProject(project) ? [`--project=${project}`] : []),
	];
}

export type About = {
	readonly check: string;
	readonly answers: Answers;
	readonly who?: string | undefined;
	readonly quotaProject?: string | undefined;
	readonly model?: {readonly id: string; readonly location: string};
	readonly listed?: string;
	readonly suggestion?: string;
};

/** The finding that a refusal means. */
export function refusalFinding(code: RefusalCode | 'vertex.model-not-accessible', refusal: Refusal, about: About): Finding {
	const {answers, model} = about;
	const project = projectOf(answers);
	const location = model?.location ?? locationOf(answers);
	return raise(vertexFindings, code, {
		check: about.check,
		details: {
			project,
			location,
			host: endpointFrom(answers, location).host,
			who: about.who ?? 'my Google account',
			quotaProject: refusal.consumer ?? about.quotaProject ?? project,
			model: model?.id ?? 'Claude',
			name: model === undefined ? 'Claude' : modelName(model.id),
			uid: refusal.uid ?? 'not given',
			raw: describeRefusal(refusal),
			listed: about.listed ?? 'the catalogue was not read',
			suggestion: about.suggestion ?? '',
			command: signInCommand(answers),
		},
		evidence: [seen('answer', refusal)],
		instead: code === 'vertex.unrecognized-refusal' && (refusal.http ?? 0) >= 500 ? providersTurn : undefined,
	});
}

/** Trouble of Google's own that it gives no reason for. */
const providersTurn: NextStep = {
	owner: 'provider',
	fix: {kind: 'do', text: 'Try again in a few minutes; https://status.cloud.google.com shows known problems.'},
};

export function seen(label: string, refusal: Refusal): Evidence {
	return {label, value: describeRefusal(refusal).slice(0, 600)};
}
