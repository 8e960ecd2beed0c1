// Claude on Google Cloud (Vertex AI) as it registers itself: what the program knows of it before it is chosen.

import type {Registration} from '../provider.ts';

export const vertexRegistration: Registration = {
	id: 'vertex',
	name: 'Google Vertex AI',
	shortName: 'Vertex',
	vendor: 'Google',
	tagline: "Claude through your company's Google Cloud projects",
	tool: 'gcloud',
	pin: 'model id',
	// The second one is the offering that Anthropic runs (code.claude.com/docs/en/claude-models-on-google-cloud-anthropic-managed, read 2026-08-22).
	switches: ['CLAUDE_CODE_USE_VERTEX', 'CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD'],
	variables: [
		'ANTHROPIC_GOOGLE_CLOUD_*',
		'ANTHROPIC_VERTEX_*',
		'CLAUDE_CODE_SKIP_ANTHROPIC_GOOGLE_CLOUD_AUTH',
		'CLAUDE_CODE_SKIP_VERTEX_AUTH',
		'CLOUD_ML_REGION',
		'VERTEX_REGION_*',
	],
	toolVariables: ['CLOUDSDK_*', 'GCLOUD_*', 'GOOGLE_*'],
	settings: ['gcpAuthRefresh'],
	answers: {
		vertexOffering: {
			value: 'WHICH',
			choices: ['google', 'anthropic'],
			text: 'Who runs Claude on Google Cloud for you',
			description: 'Who runs Claude on Google Cloud for you: Vertex AI is `google`',
		},
		workspaceId: {
			value: 'ID',
			text: 'Workspace of the offering that Anthropic runs',
			description: 'Workspace of the offering that Anthropic runs on Google Cloud',
			preset: {pattern: /^wrkspc_\w{4,80}$/u, words: 'the id of a workspace, which starts with wrkspc_'},
		},
		signIn: {
			value: 'HOW',
			text: 'adc or file:PATH',
			description: '`adc` or `file:PATH`',
			kinds: ['adc', 'file:PATH'],
			preset: {pattern: /^(?:adc|file|file:\S+)$/u, words: '"adc" or "file:PATH"'},
		},
		credentialsFile: {value: 'FILE', text: 'Google credentials file, with --sign-in file'},
		loginConfig: {
			value: 'FILE',
			text: 'Login configuration of your Google workforce pool',
			description: 'Path of the login configuration of your Google workforce pool; it holds no secret',
			preset: {pattern: /^.+$/u, words: 'a path'},
		},
		project: {
			value: 'ID',
			text: 'Google Cloud project that pays',
			env: 'ANTHROPIC_VERTEX_PROJECT_ID',
			preset: {
				pattern: /^(?:[a-z\d.-]+\.[a-z]{2,}:)?[a-z][a-z\d-]{4,28}[a-z\d]$/u,
				words: 'a project id: lower-case letters, digits and dashes',
			},
		},
		location: {
			value: 'LOCATION',
			text: 'Location that Vertex AI is called in: global, us, eu or a region',
			description: 'Location that Vertex AI is called in: `global`, `us`, `eu` or a region',
			env: 'CLOUD_ML_REGION',
			preset: {pattern: /^[a-z\d-]{2,40}$/u, words: 'a location, for example global'},
		},
	},
	target: ['project', 'location'],
	ownHosts: /^(?:[\w-]+\.)+googleapis\.com$/u,
	example: {
		file: 'presets/acme-vertex.json',
		load: async () => import('../../../assets/presets/acme-vertex.json', {with: {type: 'json'}}),
	},
	load: async () => (await import('./index.ts')).vertex,
	signIns: async (variables, ports) => (await import('./sign-ins.ts')).signIns(variables, ports),
};
