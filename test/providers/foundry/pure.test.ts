// What Foundry's names, addresses, refusals and variables mean: pure functions.

import {describe, expect, it} from 'vitest';
import {nodePorts} from '../../../src/ports/node.ts';
import {readSettings} from '../../../src/providers/foundry/checks/settings.ts';
import {suggestionFor} from '../../../src/providers/foundry/checks/model.ts';
import {classify} from '../../../src/providers/foundry/classify.ts';
import {detect} from '../../../src/providers/foundry/detect.ts';
import {readFailure} from '../../../src/providers/foundry/entra.ts';
import {foundry} from '../../../src/providers/foundry/index.ts';
import type {JudgeContext} from '../../../src/core/check.ts';
import {judgeNames, type NamesFacts} from '../../../src/providers/foundry/checks/names.ts';
import {resourceCheckId} from '../../../src/providers/foundry/checks/resource.ts';
import {hostingOf, modelName, resourceFrom} from '../../../src/providers/foundry/names.ts';
import {deviceCodeIn} from '../../../src/providers/foundry/tools.ts';
import {given} from './stage.ts';

const ports = {...nodePorts(), env: {}};
const variablesOf = (answers: Readonly<Record<string, string>>) =>
	foundry.exports(given(answers), {hasProviderTool: true, ownCommand: 'onboard', home: '/home/dana'});

describe('names', () => {
	it.each([
		['contoso', 'contoso'],
		['https://contoso.services.ai.azure.com/api/projects/coding', 'contoso'],
		['contoso.cognitiveservices.azure.com', 'contoso'],
		['https://contoso.openai.azure.com/', 'contoso'],
		['contoso.privatelink.services.ai.azure.com', 'contoso'],
		['https://llm.example.com', undefined],
		['-x', undefined],
	])('%s means the resource %s', (text, resource) => {
		expect(resourceFrom(text)).toBe(resource);
	});

	it('read hosting from the version and a name from the model', () => {
		expect([hostingOf('2'), hostingOf('1'), hostingOf('3')]).toEqual(['azure', 'anthropic', undefined]);
		expect(modelName('claude-opus-5-5')).toBe('Claude Opus 5.5');
	});
});

describe('exports', () => {
	const pins = {primaryModel: 'opus-main', fastModel: 'haiku-main', sonnetModel: 'sonnet-main'};

	it('name the resource or a base URL, never both, and pin every alias', () => {
		const {variables, competing} = variablesOf({resource: 'https://contoso.services.ai.azure.com/api/projects/x', signIn: 'az', ...pins});
		expect(variables).toEqual({
			CLAUDE_CODE_USE_FOUNDRY: '1',
			ANTHROPIC_FOUNDRY_RESOURCE: 'contoso',
			ANTHROPIC_MODEL: 'opus-main',
			ANTHROPIC_DEFAULT_OPUS_MODEL: 'opus-main',
			ANTHROPIC_DEFAULT_SONNET_MODEL: 'sonnet-main',
			ANTHROPIC_DEFAULT_HAIKU_MODEL: 'haiku-main',
			ANTHROPIC_DEFAULT_FABLE_MODEL: 'opus-main',
		});
		expect(competing).toEqual(
			expect.arrayContaining(['ANTHROPIC_FOUNDRY_BASE_URL', 'ANTHROPIC_FOUNDRY_API_KEY', 'CLAUDE_CODE_USE_GATEWAY']),
		);
	});

	it('leave the signing to a gateway and let its token stay', () => {
		const {variables, competing} = variablesOf({route: 'gateway', baseUrl: 'https://llm.example.com/foundry', ...pins});
		expect(variables).toMatchObject({ANTHROPIC_FOUNDRY_BASE_URL: 'https://llm.example.com/foundry', CLAUDE_CODE_SKIP_FOUNDRY_AUTH: '1'});
		expect(competing).toContain('ANTHROPIC_FOUNDRY_RESOURCE');
		expect(competing).not.toContain('ANTHROPIC_FOUNDRY_AUTH_TOKEN');
	});

	it('are read back as the answers they came from', async () => {
		const answers = {resource: 'contoso', signIn: 'az', ...pins};
		const {variables} = variablesOf(answers);
		expect(await detect(variables, ports)).toMatchObject({answers: {...answers, route: 'direct'}, complete: true});
		expect(await detect({}, ports)).toBeUndefined();
		expect(await detect({...variables, CLAUDE_CODE_USE_FOUNDRY: '0'}, ports)).toBeUndefined();
	});

	it('never hold a key', () => {
		const {variables} = variablesOf({resource: 'contoso', signIn: 'api-key', ...pins});
		expect(Object.keys(variables).filter(name => /KEY|TOKEN/u.test(name))).toEqual([]);
	});
});

describe('the place', () => {
	it.each([
		[{resource: 'contoso'}, 'foundry.settings-fit', 'contoso'],
		[{resource: 'contoso.services.ai.azure.com'}, 'foundry.resource-is-url', 'contoso'],
		[{baseUrl: 'https://contoso.services.ai.azure.com/api/projects/x'}, 'foundry.project-url', 'contoso'],
		[{baseUrl: 'https://contoso.services.ai.azure.com'}, 'foundry.base-url-path', 'https://contoso.services.ai.azure.com/anthropic'],
		[{baseUrl: 'https://llm.example.com', route: 'gateway'}, 'foundry.settings-fit', ''],
		[{}, 'foundry.no-place', ''],
	])('%j is %s', (answers, code, suggestion) => {
		expect(readSettings(given(answers as Record<string, string>))).toMatchObject({code, suggestion});
	});
});

const wrongKey =
	'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.';
const publicOff = 'Public access is disabled. Please configure private endpoint.';

describe('refusals', () => {
	it.each([
		[401, '401', wrongKey, {isKey: true, way: 'public'}, 'foundry.key-invalid'],
		[401, '401', wrongKey, {isKey: true, way: 'public', publicAccess: 'Disabled'}, 'foundry.private-name-missing'],
		[401, '401', wrongKey, {isKey: false, way: 'public'}, 'foundry.private-name-missing'],
		[401, '401', wrongKey, {isKey: true, way: 'private', isKeyless: true}, 'foundry.key-auth-disabled'],
		[
			401,
			'Unauthorized',
			'Unauthorized. Access token is missing, invalid, audience is incorrect (x), or have expired.',
			{isKey: false, way: 'private'},
			'foundry.token-rejected',
		],
		[400, 'BadRequest', 'Tenant provided in token does not match resource token', {isKey: false, way: 'private'}, 'foundry.wrong-tenant'],
		[401, 'Unauthorized', 'Token tenant does not match resource tenant', {isKey: false, way: 'private'}, 'foundry.wrong-tenant'],
		[403, 'PermissionDenied', 'The principal lacks the required data action', {isKey: false, way: 'private'}, 'foundry.role-missing'],
		[403, '403', publicOff, {isKey: false, way: 'public'}, 'foundry.public-access-disabled'],
		[403, '403', publicOff, {isKey: false, way: undefined}, 'foundry.public-access-disabled'],
		[403, '403', publicOff, {isKey: false, way: 'private'}, 'foundry.re-originated'],
		[403, '403', 'Access denied due to Virtual Network/Firewall rules.', {isKey: false, way: 'public'}, 'foundry.firewall-denied'],
		[
			404,
			'DeploymentNotFound',
			'The API deployment for this resource does not exist.',
			{isKey: false, way: 'private'},
			'foundry.deployment-not-found',
		],
		[404, '404', 'Resource not found', {isKey: false, way: 'private'}, 'foundry.base-url-path'],
		[404, 'api_not_supported', 'Requested API is currently not supported', {isKey: false, way: 'private'}, 'foundry.base-url-path'],
		[
			429,
			'429',
			'Requests to the x have exceeded token rate limit. Please retry after 38 seconds.',
			{isKey: false, way: 'private', capacity: 10},
			'foundry.rate-limited',
		],
		[429, 'rate_limit_error', 'slow down', {isKey: false, way: 'private', capacity: 0}, 'foundry.quota-zero'],
		[400, 'invalid_request_error', 'This feature is not supported', {isKey: false, way: 'private'}, 'foundry.feature-not-supported'],
		[503, '', 'try later', {isKey: false, way: 'private'}, 'foundry.service-unavailable'],
		[undefined, '', 'no answer', {isKey: false, way: 'private'}, 'foundry.service-unavailable'],
		[403, 'Forbidden', 'not for you', {isKey: false, way: 'private'}, 'foundry.unrecognized-denial'],
	] as const)('%s %s is %o → %s', (status, errorCode, text, around, code) => {
		expect(classify({status, errorCode, text}, around)).toBe(code);
	});

	it('suggest the deployment of the model that was pinned by mistake', () => {
		const deployments = ['claude-sonnet-5', 'claude-opus-5-5'].map((model, index) => ({
			name: `d${index}`,
			model,
			format: 'Anthropic',
			sku: '',
			state: 'Succeeded',
		}));
		expect([
			suggestionFor('claude-opus-5-5', deployments),
			suggestionFor('claude-opus-4-8', deployments),
			suggestionFor('x', deployments),
			suggestionFor('x', []),
		]).toEqual(['d1', 'd1', 'd0', undefined]);
	});
});

describe('Entra', () => {
	it.each([
		[50_020, 'foundry.account-not-in-tenant'],
		[50_076, 'foundry.mfa-needed'],
		[700_082, 'foundry.sign-in-inactive'],
		[53_003, 'foundry.conditional-access'],
		[530_034, 'foundry.security-defaults'],
		[500_011, 'foundry.resource-principal-missing'],
		[50_001, 'foundry.sign-in-refused'],
	])('AADSTS%s is %s', (number, code) => {
		const raw = `AADSTS${number}: words. Trace ID: a Correlation ID: 1f2e Timestamp: 2026-11-22`;
		expect(readFailure(`ERROR: ${raw}`)).toEqual({code, number: `AADSTS${number}`, raw: `ERROR: ${raw}`});
	});

	it('tells "not signed in" from "could not be asked"', () => {
		expect(readFailure("ERROR: Please run 'az login' to setup account.").code).toBe('foundry.sign-in-needed');
		expect(readFailure('connection reset').code).toBe('foundry.sign-in-unavailable');
		expect(readFailure('AADSTS70016: pending').code).toBe('foundry.sign-in-unavailable');
	});

	it('keeps the words of Entra with their ids when az prints a page before them', () => {
		const words = "AADSTS90002: Tenant 'x' not found. Trace ID: a Correlation ID: 1f2e Timestamp: 2026-11-22";
		const failure = readFailure(`ERROR: The command failed.\nTraceback\n${'  File "authority.py", line 120\n'.repeat(80)}${words}`);
		expect(failure).toEqual({code: 'foundry.tenant-not-found', number: 'AADSTS90002', raw: words});
	});

	it('finds page and code in what az prints, once both are there', () => {
		const text =
			'To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code ABCD12345 to authenticate.';
		expect(deviceCodeIn(text)).toEqual({url: 'https://microsoft.com/devicelogin', code: 'ABCD12345'});
		expect(deviceCodeIn(text.slice(0, 60))).toBeUndefined();
	});
});

describe('the names of a resource behind a firewall', () => {
	const named = (addresses: readonly string[]): NamesFacts['own'] =>
		({host: 'acme.services.ai.azure.com', addresses}) as unknown as NamesFacts['own'];
	const codes = (own: readonly string[], status: number | undefined) =>
		judgeNames({own: named(own), others: [], privateLink: named([])}, {
			answers: {route: {value: 'direct', origin: 'flag'}, resource: {value: 'acme', origin: 'flag'}},
			policy: {requirePrivatePath: false, contacts: {}},
			facts: {
				[resourceCheckId]: {resource: {connections: [], publicAccess: 'Enabled', defaultAction: 'Deny'}},
				...(status === undefined ? {} : {'network.http': {status, body: ''}}),
			},
		} as unknown as JudgeContext).map(({code}) => code);

	it.each([
		['public, and the service asked for credentials', ['20.1.2.3'], 401, 'foundry.names-agree'],
		['public, and the answer was lost', ['20.1.2.3'], undefined, 'foundry.names-unread'],
		['public, and a server in trouble answered', ['20.1.2.3'], 503, 'foundry.names-unread'],
		['private, which no firewall rule is about', ['10.1.2.3'], undefined, 'foundry.names-agree'],
	])('%s', (_, addresses, status, code) => {
		expect(codes(addresses, status)).toEqual([code]);
	});
});
