// The step `offering`: which of the two ways of buying Claude on Google Cloud, because the processor of the data differs.

import {valueOf} from '../../../core/session.ts';
import type {Step} from '../../provider.ts';

const names: Readonly<Record<string, string>> = {
	google: 'Vertex AI, run by Google',
	anthropic: 'Claude Models on Google Cloud, run by Anthropic',
};

export const offeringStep: Step = {
	id: 'offering',
	title: 'Offering',
	help: 'Google Cloud sells Claude in two ways. With Vertex AI (Agent Platform) Google runs the models and processes the data. With Claude Models on Google Cloud Anthropic does, under a contract of its own; Claude Code is told by other variables.',
	owns: ['vertexOffering', 'workspaceId'],
	applies: () => true,
	asks: answers => (valueOf(answers, 'vertexOffering') === 'anthropic' ? ['vertexOffering', 'workspaceId'] : ['vertexOffering']),
	proves: false,
	questions: [
		{
			kind: 'choice',
			id: 'vertexOffering',
			title: 'Which Claude on Google Cloud does your company use?',
			why: 'Both are billed by Google and sign in alike. Who processes your prompts differs, and so do the terms. Most companies use Vertex AI; whoever bought it knows.',
			flag: 'vertex-offering',
			label: 'Offering',
			options: async () => [
				{value: 'google', label: names['google'] ?? '', note: 'Google processes the data'},
				{value: 'anthropic', label: names['anthropic'] ?? '', note: 'Anthropic processes the data; needs a workspace'},
			],
			preferred: async () => 'google',
			display: value => names[value] ?? value,
		},
		{
			kind: 'text',
			id: 'workspaceId',
			title: 'What is the id of the workspace?',
			why: "Anthropic's console shows it under the name of the workspace. It starts with wrkspc_.",
			flag: 'workspace-id',
			label: 'Workspace',
			placeholder: 'wrkspc_…',
			validate: async value =>
				/^wrkspc_\w{4,80}$/u.test(value) ? undefined : 'A workspace id is wrkspc_ with letters and digits after it; copy it whole.',
		},
	],
};
