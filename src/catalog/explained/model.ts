// Model troubles that one refused call alone cannot name: another region, the background model, the second Bedrock endpoint.

import {family} from '../declare.ts';
import {explained} from './declare.ts';

const bedrock = 'https://code.claude.com/docs/en/amazon-bedrock';

export const explainedModelFindings = family({
	'model.other-region': explained({
		owner: 'you',
		title: 'The access is there, but Claude Code calls another region',
		cause: 'Access counts per region, and Claude Code runs in another one: AWS_DEFAULT_REGION, or us-east-1 when nothing is set.',
		fix: {
			kind: 'do',
			text: 'Look at the region in `onboard status`, then set AWS_REGION in ~/.claude/settings.json to the one with access.',
		},
		causedBy: ['config.region-missing'],
		detection: 'A model is refused although the console shows access, and the region differs.',
		links: [bedrock, 'https://github.com/anthropics/claude-code/issues/591'],
	}),
	'model.background-refused': explained({
		owner: 'cloud-admin',
		severity: 'warn',
		title: 'The main model answers, the model for background work is refused',
		cause:
			'Claude Code uses a second, small model for background work, searching and titles. It is not pinned, not allowed or not offered where you call it.',
		fix: {
			kind: 'ask',
			text: 'Pin it: set ANTHROPIC_DEFAULT_HAIKU_MODEL to a model you may use. Otherwise send this to your cloud administrators.',
			message:
				'Claude Code needs two models: the main one works, the small one for background work is refused. Please allow a Haiku model as well, or tell me which model to use for both.',
		},
		causedBy: ['config.unpinned-models'],
		detection: 'Only Explore, WebFetch or other background work fails, while prompts are answered.',
		links: ['https://code.claude.com/docs/en/model-config', 'https://github.com/anthropics/claude-code/issues/14646'],
	}),
	'model.none-on-mantle': explained({
		owner: 'cloud-admin',
		title: 'No model answers on the second Bedrock endpoint (bedrock-mantle)',
		cause:
			'CLAUDE_CODE_USE_MANTLE is on. That endpoint has its own permission (bedrock-mantle:CreateInference), its own ids (anthropic.claude-…) and few regions.',
		fix: {
			kind: 'ask',
			text: 'Unset CLAUDE_CODE_USE_MANTLE unless your company told you to set it. Otherwise send this to your cloud administrators.',
			message:
				'Claude Code finds no accessible model on bedrock-mantle. Please allow bedrock-mantle:CreateInference for our models in this region, or tell me to use bedrock-runtime.',
		},
		detection: 'Claude Code says "no accessible model" and lists what it tried, or bedrock-mantle answers 403.',
		links: [bedrock],
	}),
});
