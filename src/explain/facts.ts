// What can be read off a text beside phrases: statuses, Entra numbers, whose hosts, which provider and tool. Each fact has a name and places.

import type {Finder, Found} from './finder.ts';
import {hostsIn, type Host} from './hosts.ts';
import {squeeze, type ReadText} from './text.ts';

/** A stretch of the squeezed text. */
export type Span = {readonly start: number; readonly end: number};

export type Evidence = {
	readonly text: ReadText;
	readonly found: Found;
	/** In the order of the text. */
	readonly facts: ReadonlyMap<string, readonly Span[]>;
	readonly hosts: readonly Host[];
	/** Places of phrases already looked up: many clues share one. */
	readonly phrases: Map<string, readonly Span[]>;
};

/**
 * Facts that are one of several words, with the words. `foreign` lists what shows that a message comes from another tool or service
 * than those Claude Code needs; a message near it is not taken for ours unless it names something of ours.
 */
export const wordFacts: Readonly<Record<string, readonly string[]>> = {
	claude: ['claude', 'anthropic', 'api error'],
	aws: [
		'amazonaws.com',
		'bedrock',
		'aws_',
		'botocore',
		'awssdk',
		'aws-sdk',
		'aws sso',
		'arn:aws',
		'boto3',
		'aws-cli',
		'aws cli',
		'aws credentials',
		'api.aws',
		'awsapps',
		'amazon',
	],
	bedrock: ['bedrock', 'us.anthropic.', 'eu.anthropic.', 'apac.anthropic.', 'global.anthropic.', 'InvokeModel', 'converse'],
	sso: ['portal.sso', 'sso-oidc', 'sso oidc', 'GetRoleCredentials', 'awsapps', 'sso session', 'aws sso'],
	oidc: ['CreateToken', 'StartDeviceAuthorization', 'RegisterClient', 'sso-oidc', 'sso oidc', 'oidc.'],
	google: [
		'googleapis',
		'vertex',
		'gcloud',
		'google cloud',
		'google-auth',
		'google.auth',
		'google.api',
		'aiplatform',
		'application default',
		'GOOGLE_',
		'publishers/anthropic',
		'CLOUD_ML_REGION',
		'PERMISSION_DENIED',
		'RESOURCE_EXHAUSTED',
	],
	vertex: ['vertex', 'aiplatform', 'publishers/anthropic', 'publisher model', 'CLOUD_ML_REGION'],
	azure: ['azure', 'foundry', 'microsoftonline', 'AADSTS', 'entra', 'cognitiveservices', 'CognitiveServices', 'msal'],
	foundry: ['foundry', 'services.ai.azure.com', 'cognitiveservices', 'AnthropicFoundry', 'openai.azure.com', 'azure_ai', 'azure ai'],
	mantle: ['bedrock-mantle', 'mantle'],
	gateway: ['gateway', 'litellm', 'base url', 'base_url', 'baseurl', 'portkey', 'kong'],
	npm: ['npm err', 'npm error', 'npm warn', 'npm install', 'npm http', 'registry.npmjs'],
	installing: [
		'@anthropic-ai/claude-code',
		'claude.ai/install',
		'downloads.claude.ai',
		'claude-code-dist',
		'installation failed',
		'setting up claude code',
		'claude install',
		'claude update',
		'failed to fetch version',
		'install.sh',
		'install.ps1',
		'native build',
		'auto-update',
		'claude-code-releases',
	],
	editor: [
		'vs code',
		'vscode',
		'vs-code',
		'jetbrains',
		'intellij',
		'pycharm',
		'the extension',
		'desktop app',
		'claude desktop',
		'cursor ide',
	],
	proxy: ['proxy'],
	home: [
		'claude',
		'anthropic',
		'bedrock',
		'vertex',
		'aiplatform',
		'foundry',
		'services.ai.azure.com',
		'litellm',
		'aws sso',
		'sso login',
		'awsapps',
		'az login',
		'gcloud',
		'sts.',
		'portal.sso',
		'oidc.',
		'login.microsoftonline',
		'aws configure',
		'getcalleridentity',
		'get-caller-identity',
		'cognitiveservices',
	],
	foreign: [
		'git clone',
		'git push',
		'git pull',
		'git fetch',
		'fatal: unable to access',
		'fatal: could not read',
		'remote: ',
		'github.com:',
		'git@',
		'docker',
		'dockerfile',
		'kubectl',
		'kubernetes',
		'kube-',
		'kubeconfig',
		'psql',
		'postgres',
		'mysql',
		'redis',
		'mongo',
		'rabbitmq',
		'kafka',
		'elasticsearch',
		'ssh:',
		'sshd',
		'rsync',
		'sftp',
		'pip install',
		'pypi',
		'could not find a version that satisfies',
		'webpack',
		'eslint',
		'gradle',
		'maven',
		'rustc',
		'apt-get',
		'terraform',
		'ansible',
		'jenkins',
		'nginx',
		'apache2',
		'api.openai.com',
		'openai.com',
		'gpt-4',
		'gpt-3',
		'huggingface',
		'ollama',
		'twilio',
		'firebase',
		'firestore',
		'storage.objects',
		'storage.googleapis',
		'bigquery',
		'cloud run',
		'compute.instances',
		'compute.googleapis',
		'cloudbuild',
		'cloudfunctions',
		'does not have storage',
		'dataset',
		'container.googleapis',
		'pubsub',
		'sqladmin',
		'Microsoft.Storage',
		'Microsoft.Compute',
		'Microsoft.KeyVault',
		'Microsoft.ContainerService',
		'Microsoft.Web',
		'vault.azure.net',
		'blob.core.windows.net',
		'azurecr.io',
		'database.windows.net',
		'servicebus',
		'cosmos',
		's3:get',
		's3:put',
		's3:list',
		'PutObject',
		'GetObject',
		'ListBucket',
		'HeadObject',
		'HeadBucket',
		'CreateBucket',
		'dynamodb',
		'lambda:',
		'lambda.',
		'CreateFunction',
		'UpdateFunctionCode',
		'ec2:',
		'RunInstances',
		'kinesis',
		'cloudformation',
		'CreateStack',
		'secretsmanager',
		'ssm:getparameter',
		'kms:decrypt',
		'CreateRole',
		'PassRole',
		'sagemaker',
		'route53',
		'cloudfront',
		'prisma',
		'sequelize',
		'django',
		'laravel',
		'jdbc',
		'hibernate',
		'tomcat',
		'playwright',
		'puppeteer',
		'selenium',
	],
};

const words: ReadonlyArray<readonly [string, readonly string[]]> = Object.entries(wordFacts).map(([name, list]) => [
	name,
	list.map(squeeze),
]);

/** What the finder has to look for so that these facts can be told. */
export const factParts: readonly string[] = words.flatMap(([, list]) => list);

const statuses = /(?<![\d.\w-])(?:4(?:0[0-57-9]|1[0135]|2[0-9]|51)|5(?:0[0-4]|2[0-9]))(?![\d\w-]|[.:]\d)/gu;
const namedStatuses = /(?:status|code|http)[\W_]{0,6}(?:code)?[\W_]{0,4}([45]\d\d)(?!\d)/giu;

/** More of one fact than this says nothing new. */
const most = 256;

/** Reads all evidence of a text. */
export function evidenceOf(text: ReadText, finder: Finder): Evidence {
	const found = finder.find(text.squeezed);
	const facts = new Map<string, Span[]>();
	const add = (name: string, span: Span): void => {
		const spans = facts.get(name);
		if (spans === undefined) {
			facts.set(name, [span]);
		} else if (spans.length < most) {
			spans.push(span);
		}
	};
	const squeezedAt = placer(text);
	for (const [name, list] of words) {
		for (const part of list) {
			for (const start of found.get(part) ?? []) {
				add(name, {start, end: start + part.length});
			}
		}
	}

	for (const match of text.plain.matchAll(statuses)) {
		add(match[0], {start: squeezedAt(match.index), end: squeezedAt(match.index + 3)});
	}

	for (const match of text.plain.matchAll(namedStatuses)) {
		add(match[1] ?? '', {start: squeezedAt(match.index), end: squeezedAt(match.index + match[0].length)});
	}

	for (const match of text.squeezed.matchAll(/aadsts(\d{5,8})/gu)) {
		const span = {start: match.index, end: match.index + match[0].length};
		add(`aadsts:${match[1] ?? ''}`, span);
		add('aadsts', span);
	}

	const hosts = hostsIn(text.plain);
	for (const host of hosts) {
		add(`host:${host.kind}`, {start: squeezedAt(host.start), end: squeezedAt(host.end)});
	}

	for (const spans of facts.values()) {
		spans.sort((a, b) => a.start - b.start);
	}

	return {text, found, facts, hosts, phrases: new Map()};
}

/** Finds the place in the squeezed text for one in the plain text. */
export function placer(text: ReadText): (place: number) => number {
	return place => {
		let low = 0;
		let high = text.places.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((text.places[middle] ?? 0) < place) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}

		return low;
	};
}
