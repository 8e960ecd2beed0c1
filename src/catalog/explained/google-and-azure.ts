// Troubles with Google Cloud and Microsoft Foundry that only an error text names.

import {family} from '../declare.ts';
import {explained} from './declare.ts';

const microsoft = 'https://learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/claude-models';

export const explainedGoogleFindings = family({
	'vertex.workspace-missing': explained({
		owner: 'platform-team',
		title: 'Claude on Google Cloud run by Anthropic needs a project and a workspace',
		cause: 'CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD is on: another product than Vertex AI, with variables of its own.',
		fix: {
			kind: 'ask',
			text: 'Set ANTHROPIC_GOOGLE_CLOUD_PROJECT and ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID. If you do not know them, ask your platform team.',
			message:
				'Do we use Claude on Google Cloud managed by Anthropic, or Vertex AI? For the first I need the project and the workspace id (wrkspc_…).',
		},
		detection: 'Claude Code says "No project was given" or "No workspace ID found".',
		links: ['https://code.claude.com/docs/en/google-vertex-ai'],
	}),
	'vertex.impersonation-denied': explained({
		owner: 'cloud-admin',
		title: 'Your sign-in may not act as the service account',
		cause: 'The credentials take on a service account, and Google does not let your identity do that.',
		fix: {
			kind: 'ask',
			text: 'Send this to your cloud administrators.',
			message:
				'My sign-in may not impersonate the service account that our Google credentials name. Please grant Service Account Token Creator (or Workload Identity User for federated sign-ins) on it, and Agent Platform User on the project.',
		},
		detection: 'Google answers that the permission iam.serviceAccounts.getAccessToken is denied.',
		links: ['https://cloud.google.com/iam/docs/service-account-impersonation'],
	}),
});

export const explainedFoundryFindings = family({
	'foundry.attestation-missing': explained({
		owner: 'platform-team',
		title: 'Foundry does not deploy the model without the data its provider asks for',
		cause:
			'Deploying a Claude model needs an attestation for Anthropic: industry, name and country of the organization (ModelProviderData).',
		fix: {
			kind: 'ask',
			text: 'Send this to your platform team.',
			message:
				'Deploying a Claude model is refused because ModelProviderData is missing. Please deploy it in the Foundry portal, which asks for industry, organization name and country code, or add these to the template.',
		},
		detection: 'Making a deployment is refused with a text that names ModelProviderData.',
		links: [microsoft],
	}),
	'foundry.subscription-not-eligible': explained({
		owner: 'cloud-admin',
		title: 'This kind of Azure subscription may not buy Claude models',
		cause: 'Free, student, credit-only, CSP and some other subscriptions are excluded; others have a quota of zero until it is granted.',
		fix: {
			kind: 'ask',
			text: 'Send this to your cloud administrators.',
			message:
				'Claude models in Foundry need a pay-as-you-go, Enterprise or MCA-E subscription with Azure Marketplace purchases allowed. Which subscription should we use?',
		},
		detection: 'Making a deployment is refused by Azure Marketplace or for the kind of subscription.',
		links: [microsoft],
	}),
});
