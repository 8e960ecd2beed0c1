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
		'credentialsprovider',
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
		'setting up claude code',
		'installing claude code',
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
		'extension',
		'editor',
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
	model: ['claude', 'anthropic', 'bedrock', 'vertex', 'aiplatform', 'foundry', 'services.ai.azure.com', 'cognitiveservices', 'litellm'],
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
		'helm:',
		'helm upgrade',
		'generativelanguage',
		'ai.google.dev',
		'kombu',
		'celery',
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
/** Short words, which only count as whole words. */
const shortWords: ReadonlyArray<readonly [RegExp, string]> = [
	[/\bAWS\b/giu, 'aws'],
	[/\bSSO\b/giu, 'sso'],
	[/\bGCP\b/giu, 'google'],
	[/\bADC\b/gu, 'google'],
	[/\baz (?:login|account|cognitiveservices)\b/giu, 'azure'],
	[/\b(?:IDE|GUI|dock)\b/giu, 'editor'],
];

/** An operation of AWS that a message is about, in the words of boto3, Go and Java. */
const awsOperation = /(?:when calling the |operation error [\w ]{2,40}: |Operation: )(\w{3,60})/gu;
const ourOperation =
	/^(?:Invoke|Converse|ListInferenceProfiles|GetInferenceProfile|ListFoundationModel|GetFoundationModel|CountTokens|GetCallerIdentity|AssumeRole|GetSessionToken|GetFederationToken|CreateToken|RegisterClient|StartDeviceAuthorization|GetRoleCredentials|ListAccount|GetAccountData|CreateInference|GetUseCase|PutUseCase|ListGuardrails|GetMetadata)/u;
/** A permission of Google that is missing, and a command of gcloud; most services are not ours. */
const googlePermission = /ermission '([a-z]{2,40})\.[\w.]{3,80}'|\(gcloud\.([a-z-]{2,30})\./gu;
const ourGoogle = /^(?:aiplatform|serviceusage|iam|resourcemanager|auth|config|projects|services|ai)$/u;
/** The package of an exception; those of other programs show that the message is theirs. */
const exceptionOf = /(?<![\w./@-])([a-z][a-z\d_]{1,30})(?:\.[A-Za-z_$][\w$]{0,60}){1,8}(?:Error|Exception)(?!\w)/gu;
const ourPackages =
	/^(?:botocore|boto3|urllib3|urllib|requests|httpx|httpcore|aiohttp|ssl|socket|http|litellm|anthropic|openai|google|azure|msal|java|javax|sun|software|com|org|io|net|reqwest|hyper|node|system|amazon|aws_sdk|langchain\w*|pydantic_ai|llama_index|crewai|strands|requests_oauthlib|oauthlib|azureml|certifi|http_client|msrest|knack|awscli|asyncio|concurrent|json)$/u;

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
	const spanAt = (match: RegExpExecArray): Span => ({start: squeezedAt(match.index), end: squeezedAt(match.index + match[0].length)});
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

	for (const [pattern, name] of shortWords) {
		for (const match of text.plain.matchAll(pattern)) {
			add(name, spanAt(match));
		}
	}

	for (const match of text.plain.matchAll(awsOperation)) {
		if (!ourOperation.test(match[1] ?? '')) {
			add('foreign', spanAt(match));
		}
	}

	for (const match of text.plain.matchAll(googlePermission)) {
		if (!ourGoogle.test(match[1] ?? match[2] ?? '')) {
			add('foreign', spanAt(match));
		}
	}

	for (const match of text.plain.matchAll(exceptionOf)) {
		if (!ourPackages.test(match[1] ?? '')) {
			add('foreign', spanAt(match));
		}
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
