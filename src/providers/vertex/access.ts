// A custom role for Claude Code on Google Cloud: the permissions that Claude Code and the checks use, and what they are for.

import template from '../../../assets/policies/vertex.json' with {type: 'json'};
import {valueOf, type Answers} from '../../core/session.ts';
import {partsFor, type AccessKind, type AccessOptions, type AccessPart, type AccessTemplate} from '../access.ts';
import {isAnthropicManaged} from './target.ts';

/** The role in the form that `gcloud iam roles create --file` takes; other documents do not exist here. */
export async function accessFor(kind: AccessKind, answers: Answers, options: AccessOptions): Promise<AccessTemplate | undefined> {
	if (kind !== 'iam-policy' || isAnthropicManaged(answers)) {
		return undefined;
	}

	const parts = partsFor(template.parts as readonly AccessPart[], options);
	const project = valueOf(answers, 'project');
	const lines = [
		'title: Claude Code Developer',
		'description: Calls Claude on Vertex AI, and reads what onboard checks',
		'stage: GA',
		'includedPermissions:',
		...parts.flatMap(({actions, reason}) => [`# ${reason}`, ...actions.map(action => `- ${action}`)]),
	];
	return {
		kind,
		text: `${lines.join('\n')}\n`,
		parts,
		remarks: [
			...(project === undefined ? ['The preset leaves the project open: PROJECT stands for it.'] : []),
			`gcloud iam roles create claudeCodeDeveloper --project ${project ?? 'PROJECT'} --file role.yaml`,
			'Instead of it, the predefined roles/aiplatform.user together with roles/serviceusage.serviceUsageConsumer hold more than Claude Code needs; roles/logging.viewer reads the log bucket.',
			'No public page names the permission for reading whether prompts are logged (fetchPublisherModelConfig). Where the role lacks it, doctor says unknown.',
		],
	};
}
