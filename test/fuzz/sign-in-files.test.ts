// What gcloud, az, azd and the company left on the machine to sign in with, whatever is in it: read without failing, shown without harm.

import fc from 'fast-check';
import {expect} from 'vitest';
import type {FoundSource} from '../../src/core/sign-ins.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {detect as detectFoundry} from '../../src/providers/foundry/detect.ts';
import {signIns as foundrySignIns} from '../../src/providers/foundry/sign-ins.ts';
import {azAccount, azdToken, azToken} from '../../src/providers/foundry/tools.ts';
import {detect as detectVertex} from '../../src/providers/vertex/detect.ts';
import {findAdc} from '../../src/providers/vertex/credentials/adc.ts';
import {exchange} from '../../src/providers/vertex/credentials/token.ts';
import {whoIs} from '../../src/providers/vertex/credentials/who.ts';
import {signIns as vertexSignIns} from '../../src/providers/vertex/sign-ins.ts';
import {readToken, expiryOf, tokenPath} from '../../src/providers/bedrock/sign-in/token-cache.ts';
import {readAwsFiles} from '../../src/providers/bedrock/aws-files.ts';
import {readAws} from '../../src/survey/aws.ts';
import {anyBytes, anyJson, anyJsonText, holds, hostileText, obeyed} from '../helpers/fuzz.ts';

/** A machine whose only files are these, and on which nothing answers but what is given. */
function machine(
	files: Readonly<Record<string, string | Uint8Array>>,
	answers: {readonly body?: string; readonly stdout?: string} = {},
): Ports {
	const host = {platform: 'linux', home: '/home/ada', folder: '/home/ada', nodeVersion: '24.0.0'} as const;
	const bytes = (file: string) => {
		if (file.includes('\0')) {
			throw Object.assign(new TypeError('must be a string without null bytes'), {code: 'ERR_INVALID_ARG_VALUE'});
		}

		const content = files[file.replace('/home/ada/', '')];
		return typeof content === 'string' ? new TextEncoder().encode(content) : content;
	};
	return {
		host,
		env: {},
		clock: {now: () => 0, elapsed: () => 0, sleep: async () => {}},
		files: {
			read: async (file: string) => bytes(file),
			stat: async (file: string) => (bytes(file) === undefined ? undefined : {kind: 'file', mode: 0o600, size: 1}),
			list: async () => [],
		},
		network: {
			async request({url}: {readonly url: string}) {
				// As the real one: an address that is none is an error with a code.
				const {href} = new URL(url);
				return {status: 200, headers: {}, body: answers.body ?? '', tookMs: 1, href};
			},
		},
		processes: {
			find: async (name: string) => `/usr/bin/${name}`,
			run: async () => ({code: 0, stdout: answers.stdout ?? '', stderr: ''}),
		},
	} as unknown as Ports;
}

const types = [
	'authorized_user',
	'service_account',
	'external_account',
	'external_account_authorized_user',
	'impersonated_service_account',
	'gdch_service_account',
];
const fieldNames = [
	'type',
	'client_id',
	'client_secret',
	'refresh_token',
	'client_email',
	'private_key',
	'private_key_id',
	'audience',
	'subject_token_type',
	'token_url',
	'token_info_url',
	'credential_source',
	'source_credentials',
	'service_account_impersonation_url',
	'quota_project_id',
	'project_id',
	'workforce_pool_user_project',
	'file',
	'url',
	'headers',
	'format',
	'subject_token_field_name',
	'name',
];
const odd = fc.oneof(
	fc.constantFrom<unknown>(
		'x',
		'token',
		'a\0b',
		'https://sts.googleapis.com/v1/token',
		'not an address',
		'mailto:x',
		{type: 'json'},
		{file: 'token', format: {type: 'json'}},
		{file: 'a\0b'},
		{url: 'https://x.example', format: {type: 'json'}, headers: {a: {toString: null}}},
		{type: 'authorized_user'},
		{type: 'impersonated_service_account'},
		null,
		{toString: null},
	),
	anyJson(...fieldNames),
	hostileText,
);
const adcObject = fc
	.tuple(fc.constantFrom(...types), fc.dictionary(fc.constantFrom(...fieldNames), odd), fc.boolean())
	.map(([type, fields, isWhole]) => ({...(isWhole ? Object.fromEntries(fieldNames.map(name => [name, 'x'])) : {}), ...fields, type}));
const adcFile = fc.oneof(
	adcObject.map(value => JSON.stringify(value)),
	anyJsonText(fc.oneof(adcObject, anyJson(...fieldNames))),
);
const place = '.config/gcloud/application_default_credentials.json';
const vertex = {CLAUDE_CODE_USE_VERTEX: '1', ANTHROPIC_VERTEX_PROJECT_ID: 'acme', CLOUD_ML_REGION: 'eu'};
const signal = new AbortController().signal;

function expectClean(sources: readonly FoundSource[]): void {
	for (const {title, who, broken, note} of sources) {
		expect(JSON.stringify([title, note])).not.toContain('undefined');
		expect(`${broken ?? ''}${who === undefined ? '' : typeof who}`).not.toMatch(obeyed);
	}
}

holds(
	'Google: the credentials file, gcloud’s configuration and the answer of the token endpoint',
	fc.asyncProperty(
		adcFile,
		fc.oneof(fc.string(), hostileText, fc.constantFrom('default', '../x', '__proto__')),
		fc.oneof(
			anyBytes('[core]\n', 'account = ada\n', 'project = x\n'),
			hostileText.map(text => `[core]\naccount = ${text}\n`),
		),
		fc.oneof(
			anyJsonText(anyJson('access_token', 'accessToken', 'expires_in', 'email', 'username')),
			fc.constantFrom('{"access_token":"x","expires_in":{"toString":null}}'),
		),
		async (file, active, configuration, body) => {
			const ports = machine(
				{
					[place]: file,
					token: body,
					'.config/gcloud/active_config': active,
					[`.config/gcloud/configurations/config_${active.trim()}`]: configuration,
				},
				{body, stdout: body},
			);
			const look = await findAdc({ports, answers: {}});
			expect(['found', 'unreadable']).toContain(look.state);
			expect(look.state === 'unreadable' ? look.reason : '').not.toMatch(obeyed);
			const detected = await detectVertex(vertex, ports);
			expect(detected?.answers).toMatchObject({project: 'acme'});
			expectClean((await vertexSignIns(vertex, ports)).sources);
			if (look.state === 'found') {
				const outcome = await exchange({ports, signal}, look.adc);
				expect(['token', 'refused', 'unable']).toContain(outcome.state);
				if (outcome.state === 'token') {
					expect(outcome.token.until).toBeTypeOf('number');
					await whoIs({ports, signal}, look.adc, outcome.token);
				}
			}
		},
	),
	{
		usual: 300,
		examples: [
			[
				'{"type":"authorized_user","client_id":"x","client_secret":"x","refresh_token":"x"}',
				'default',
				new Uint8Array(),
				'{"access_token":"x","expires_in":{"toString":null}}',
			],
			[
				'{"type":"external_account","audience":"x","subject_token_type":"x","token_url":"x","credential_source":{"file":"a\\u0000b"}}',
				'default',
				new Uint8Array(),
				'{}',
			],
		],
	},
);

const subscription = fc.dictionary(
	fc.constantFrom('id', 'name', 'user', 'tenantId', 'isDefault', 'state'),
	fc.oneof(odd, fc.constant(true)),
);
const azure = fc.oneof(
	anyJson('subscriptions', 'auth', 'account', 'currentUser', 'useAzCliAuth', 'isDefault', 'user', 'name'),
	fc.oneof(subscription, anyJson()).map(one => ({subscriptions: [one]})),
	odd.map(value => ({auth: {account: {currentUser: value}, useAzCliAuth: value}})),
	fc.constant({auth: {useAzCliAuth: {toString: null}}}),
);

holds(
	'Azure: the profiles of az and azd, and what their commands print',
	fc.asyncProperty(
		anyJsonText(azure),
		anyJsonText(azure),
		anyJsonText(azure),
		anyJsonText(anyJson('accessToken', 'token', 'expires_on', 'expiresOn', 'tenant', 'user', 'name', 'data', 'message')),
		async (az, auth, config, stdout) => {
			const ports = machine(
				{'.azure/azureProfile.json': az, '.azd/auth.json': auth, '.azd/config.json': config, '.azure/msal_token_cache.json': '{}'},
				{stdout},
			);
			const {sources} = await foundrySignIns({CLAUDE_CODE_USE_FOUNDRY: '1'}, ports);
			expectClean(sources);
			await detectFoundry({CLAUDE_CODE_USE_FOUNDRY: '1', ANTHROPIC_FOUNDRY_RESOURCE: 'acme'}, ports);
			for (const outcome of [await azToken(ports, 'models', undefined, signal), await azdToken(ports, 'models', undefined, signal)]) {
				expect(outcome.token === undefined ? 'failure' : typeof outcome.token.value).toMatch(/failure|string/u);
				expect(JSON.stringify(outcome.failure?.raw ?? '')).not.toMatch(obeyed);
			}

			await azAccount(ports, signal);
		},
	),
	{
		usual: 300,
		examples: [['{}', '{}', '{"auth":{"useAzCliAuth":{"toString":null}}}', '{"accessToken":"x","expires_on":{"toString":null}}']],
	},
);

holds(
	'AWS: both files and the cached sign-in',
	fc.asyncProperty(
		anyBytes('[default]\n', '[profile x]\n', 'region = a\n', 'sso_session = __proto__\n', '[sso-session x]\n', 'sso_region=x\n'),
		anyJsonText(anyJson('accessToken', 'expiresAt', 'startUrl', 'clientId')),
		async (file, cache) => {
			const where = tokenPath(machine({}), 'corp').replace('/home/ada/', '');
			const ports = machine({'.aws/config': file, '.aws/credentials': file, [where]: cache});
			await readAwsFiles(ports);
			await readAws(ports);
			const token = await readToken(ports, 'corp');
			expect(token === undefined ? 0 : expiryOf(token)).not.toBeNaN();
		},
	),
);
