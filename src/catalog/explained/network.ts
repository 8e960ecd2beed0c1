// Gateways in front of a provider that serve only a part of what Claude Code asks for.

import {family} from '../declare.ts';
import {explained} from './declare.ts';

const gateway = 'https://code.claude.com/docs/en/llm-gateway';

export const gatewayFindings = family({
	'network.gateway-cannot-list': explained({
		owner: 'you',
		severity: 'warn',
		title: 'The base URL serves model calls but not the list of models',
		cause:
			'ANTHROPIC_BEDROCK_BASE_URL also receives the request for inference profiles, and a gateway or runtime endpoint does not know that address.',
		fix: {kind: 'do', text: 'Nothing is broken while the models are pinned. Run onboard and pin them if they are not.'},
		detection: 'Only /inference-profiles answers 404, at the start of Claude Code.',
		links: [gateway, 'https://github.com/anthropics/claude-code/issues/29350'],
	}),
	'network.gateway-wrong-api': explained({
		owner: 'platform-team',
		title: 'The gateway expects another form of request than Claude Code sends',
		cause: 'Claude Code uses the invoke form of its provider; the gateway offers Converse, chat completions or another form.',
		fix: {
			kind: 'ask',
			text: 'Check the base URL against what your company gave you. If it is right, send this to your platform team.',
			message:
				'Claude Code calls InvokeModelWithResponseStream (Bedrock), streamRawPredict (Vertex) or /v1/messages (Foundry). Please offer a pass-through of that form, or tell me the base URL that does.',
		},
		detection: 'A gateway answers 404, 405 or a validation error that names Converse or chat completions.',
		links: [gateway, 'https://github.com/anthropics/claude-code/issues/1565'],
	}),
});
