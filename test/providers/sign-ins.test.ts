// The sign-ins of each cloud by what lies on the disk: which one counts, why the others do not, what is half done or over.

import {createHash} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import {providers} from '../../src/providers/all.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {makeHome} from '../save/home.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
type Variables = Readonly<Record<string, string>>;

/** The sources as `state title`, and the codes of the findings. */
async function look(id: string, variables: Variables, files: Readonly<Record<string, string>>, tools: readonly string[] = ['az', 'azd']) {
	const home = await makeHome();
	for (const [name, content] of Object.entries(files)) {
		await home.write(name, content);
	}

	const ports: Ports = {
		...home.ports,
		clock: {...home.ports.clock, now: () => now},
		processes: {...home.ports.processes, find: async program => (tools.includes(program) ? `/bin/${program}` : undefined)},
	};
	const inHome = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value.replace('~', home.folder)]));
	const found = await providers.find(provider => provider.id === id)?.signIns?.(inHome, ports);
	expect(JSON.stringify(found)).not.toContain('CANARY');
	return {
		sources: found?.sources.map(({state, title}) => `${state} ${title}`),
		reasons: found?.sources.map(({why}) => why),
		untils: found?.sources.flatMap(({until}) => (until === undefined ? [] : [new Date(until).toISOString()])),
		codes: found?.findings.map(({code}) => code),
	};
}

describe('bedrock', () => {
	const session = '[sso-session corp]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n';
	const profile = `${session}[profile work]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Developer\n`;
	const cache = `.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`;
	const token = (expiresAt: string, more = {}) => JSON.stringify({accessToken: 'CANARY', expiresAt, ...more});
	const sso = 'Profile work, IAM Identity Center';
	const keys = {AWS_ACCESS_KEY_ID: 'AKIACANARY', AWS_SECRET_ACCESS_KEY: 'CANARY'};
	const signedIn = {'.aws/config': profile, [cache]: token('2026-11-23T17:00:00Z')};

	test.each<[string, Variables, Readonly<Record<string, string>>, readonly string[], readonly string[]]>([
		['nothing', {}, {}, [], []],
		['a profile', {AWS_PROFILE: 'work'}, signedIn, [`used ${sso}`], []],
		['a profile nobody signed in to', {AWS_PROFILE: 'work'}, {'.aws/config': profile}, [`used ${sso}`], ['sign-in.needed']],
		[
			'a profile whose sign-in is over',
			{AWS_PROFILE: 'work'},
			{'.aws/config': profile, [cache]: token('2026-11-23T11:00:00Z')},
			[`used ${sso}`],
			['sign-in.expired'],
		],
		[
			'one that renews itself',
			{AWS_PROFILE: 'work'},
			{'.aws/config': profile, [cache]: token('2026-11-23T11:00:00Z', {refreshToken: 'CANARY', clientId: 'x'})},
			[`used ${sso}`],
			[],
		],
		['a profile that does not exist', {AWS_PROFILE: 'gone'}, signedIn, ['broken Profile gone', `info ${sso}`], []],
		['keys before the profile', {...keys, AWS_PROFILE: 'work'}, signedIn, ['used Access keys', `ignored ${sso}`], []],
		['half a pair of keys', {AWS_ACCESS_KEY_ID: 'AKIACANARY', AWS_PROFILE: 'work'}, signedIn, ['broken Access keys', `used ${sso}`], []],
		['temporary keys without their token', {...keys, AWS_ACCESS_KEY_ID: 'ASIACANARY'}, {}, ['broken Temporary access keys'], []],
		['the API key before all', {...keys, AWS_BEARER_TOKEN_BEDROCK: 'CANARY'}, {}, ['used Bedrock API key', 'ignored Access keys'], []],
		[
			'a gateway before the API key',
			{CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1', AWS_BEARER_TOKEN_BEDROCK: 'CANARY'},
			{},
			['used The gateway signs in', 'ignored Bedrock API key'],
			[],
		],
		[
			'keys in the credentials file under the same name',
			{AWS_PROFILE: 'work'},
			{...signedIn, '.aws/credentials': '[work]\naws_access_key_id = AKIACANARY\naws_secret_access_key = CANARY\n'},
			['used Profile work, access keys'],
			[],
		],
		['a session that is nowhere', {AWS_PROFILE: 'work'}, {'.aws/config': profile.replace(session, '')}, [`broken ${sso}`], []],
	])('%s', async (_name, variables, files, sources, codes) => {
		expect(await look('bedrock', variables, files)).toMatchObject({sources, codes});
	});

	test('says until when by the file', async () => {
		expect(await look('bedrock', {AWS_PROFILE: 'work'}, signedIn)).toMatchObject({untils: ['2026-11-23T17:00:00.000Z']});
	});
});

describe('vertex', () => {
	const usual = '.config/gcloud/application_default_credentials.json';
	const user = JSON.stringify({type: 'authorized_user', client_id: 'x', client_secret: 'CANARY', refresh_token: 'CANARY'});
	const robot = JSON.stringify({type: 'service_account', client_email: 'robot@other.example', private_key: 'CANARY', project_id: 'other'});
	const own = 'Application Default Credentials: your Google account, by gcloud';
	const key = 'Application Default Credentials: a service account key';
	const gcloud = {
		'.config/gcloud/active_config': 'work',
		'.config/gcloud/configurations/config_work': '[core]\naccount = dana@acme.example\n',
	};

	test.each<[string, Variables, Readonly<Record<string, string>>, readonly string[], readonly string[]]>([
		['nothing', {}, {}, [], ['vertex.adc-missing']],
		['the well-known file', {}, {[usual]: user}, [`used ${own}`], []],
		['gcloud alone', {}, gcloud, ['info gcloud itself, configuration work'], ['vertex.cli-sign-in-only']],
		[
			'a named file before the well-known one',
			{GOOGLE_APPLICATION_CREDENTIALS: '~/key.json'},
			{[usual]: user, 'key.json': robot},
			[`used ${key}`, `ignored ${own}`],
			[],
		],
		[
			'a named file that is missing ends the search',
			{GOOGLE_APPLICATION_CREDENTIALS: '~/gone.json'},
			{[usual]: user},
			['broken Application Default Credentials', `ignored ${own}`],
			['vertex.adc-file-missing'],
		],
		['a damaged file', {}, {[usual]: '{'}, ['broken Application Default Credentials'], ['vertex.adc-unreadable']],
		['another folder', {CLOUDSDK_CONFIG: '~/g'}, {'g/application_default_credentials.json': user}, [`used ${own}`], []],
		['a gateway', {CLAUDE_CODE_SKIP_VERTEX_AUTH: '1'}, {}, ['used The gateway signs in'], []],
		[
			'another project in the environment',
			{ANTHROPIC_VERTEX_PROJECT_ID: 'mine', GOOGLE_CLOUD_PROJECT: 'theirs'},
			{[usual]: user},
			[`used ${own}`],
			['vertex.project-shadowed'],
		],
		[
			'another project in the key',
			{ANTHROPIC_VERTEX_PROJECT_ID: 'mine', GOOGLE_APPLICATION_CREDENTIALS: '~/k'},
			{k: robot},
			[`used ${key}`],
			['vertex.project-shadowed'],
		],
	])('%s', async (_name, variables, files, sources, codes) => {
		expect(await look('vertex', variables, files)).toMatchObject({sources, codes});
	});
});

describe('foundry', () => {
	const subscription = {id: 's-1', name: 'Work', isDefault: true, tenantId: 't-1', user: {name: 'dana@acme.example'}};
	const az = {
		'.azure/azureProfile.json': `\uFEFF${JSON.stringify({subscriptions: [{...subscription, name: 'Other', isDefault: false}, subscription]})}`,
		'.azure/msal_token_cache.json': '{"secret": "CANARY"}',
	};
	const azd = {'.azd/auth.json': '{"auth": {"account": {"currentUser": {"homeAccountId": "x"}}}}'};
	const principal = {AZURE_CLIENT_ID: 'c', AZURE_TENANT_ID: 't', AZURE_CLIENT_SECRET: 'CANARY'};
	const cli = 'Azure CLI (az login)';
	const developer = 'Azure Developer CLI (azd auth login)';

	test.each<[string, Variables, Readonly<Record<string, string>>, readonly string[], readonly string[], tools?: readonly string[]]>([
		['nothing', {}, {}, [], ['foundry.sign-in-needed']],
		['az', {}, az, [`used ${cli}`], []],
		['az, signed out', {}, {...az, '.azure/azureProfile.json': '{"subscriptions": []}'}, [`broken ${cli}`], ['foundry.sign-in-needed']],
		[
			'az without its token cache',
			{},
			{'.azure/azureProfile.json': az['.azure/azureProfile.json']},
			[`broken ${cli}`],
			['foundry.sign-in-needed'],
		],
		['the files of az without az', {}, az, [`broken ${cli}`], ['foundry.az-missing'], []],
		['azd behind az', {}, {...az, ...azd}, [`used ${cli}`, `ignored ${developer}`], []],
		['azd alone', {}, azd, [`used ${developer}`], []],
		['a service principal before az', principal, az, ['used Service principal', `ignored ${cli}`], ['foundry.service-principal-shadows']],
		['half a service principal', {AZURE_CLIENT_ID: 'c'}, az, ['broken Service principal', `used ${cli}`], []],
		['a tenant alone is none', {AZURE_TENANT_ID: 't'}, az, [`used ${cli}`], []],
		['only developer credentials', {...principal, AZURE_TOKEN_CREDENTIALS: 'dev'}, az, [`used ${cli}`], []],
		[
			'a key before the chain',
			{ANTHROPIC_FOUNDRY_API_KEY: 'CANARY', ...principal},
			az,
			['used API key', 'ignored Service principal', `ignored ${cli}`],
			[],
		],
		[
			'a token before the key',
			{ANTHROPIC_FOUNDRY_API_KEY: 'CANARY', ANTHROPIC_FOUNDRY_AUTH_TOKEN: 'CANARY'},
			{},
			['used Ready-made token', 'ignored API key'],
			[],
		],
		[
			'a moved folder',
			{AZURE_CONFIG_DIR: '~/moved'},
			{'moved/azureProfile.json': az['.azure/azureProfile.json'], 'moved/msal_token_cache.bin': 'x'},
			[`used ${cli}`],
			[],
		],
	])('%s', async (_name, variables, files, sources, codes, tools) => {
		expect(await look('foundry', variables, files, tools)).toMatchObject({sources, codes});
	});
});
