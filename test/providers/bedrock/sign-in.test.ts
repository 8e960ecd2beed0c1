// The sign-in against the simulated directory: in the browser, with a code, and every way it can go wrong.

import {createHash} from 'node:crypto';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {startCallbackServer} from '../../../src/providers/bedrock/sign-in/callback-server.ts';
import {readToken, tokenPath} from '../../../src/providers/bedrock/sign-in/token-cache.ts';
import {regionInStartUrl} from '../../../src/providers/bedrock/steps/sign-in-options.ts';
import {signInStep} from '../../../src/providers/bedrock/steps/sign-in.ts';
import {scenarioNamed} from '../../../src/sandbox/stage.ts';
import {tokenFile} from '../../../src/sandbox/clouds/aws/home.ts';
import {plantedFiles} from '../../../src/sandbox/home.ts';
import type {Scenario} from '../../../src/sandbox/scenario.ts';
import {compressedClock, enter, given, signInAnswers} from './stage.ts';

/** The cache file as another tool would have left it after renewing. */
function renewedFile(scenario: Scenario, now: number): Uint8Array {
	return Buffer.from(plantedFiles({...scenario, home: {}}, now)[tokenFile] ?? '');
}

const key = 'claude-code';
const codes = (result: {readonly findings: ReadonlyArray<{readonly code: string}>}) => result.findings.map(finding => finding.code);

describe('in the browser', () => {
	it('waits for the person to open the page, then signs in and keeps the standard file', async () => {
		const stage = await enter();
		const context = stage.proving(signInAnswers, ['open']);
		const result = await signInStep.prove!(context);
		expect(result).toMatchObject({state: 'proven'});
		const token = await readToken(stage.ports, key);
		expect(token).toMatchObject({startUrl: signInAnswers.startUrl, region: 'eu-west-1'});
		expect(Object.keys(token!).toSorted()).toEqual([
			'accessToken',
			'clientId',
			'clientSecret',
			'expiresAt',
			'refreshToken',
			'region',
			'registrationExpiresAt',
			'startUrl',
		]);
		expect(tokenPath(stage.ports, key)).toContain(createHash('sha1').update(key).digest('hex'));
		const [notice] = context.notices;
		const url = new URL(notice!.url!);
		expect(url.searchParams.get('scopes')).toBe('sso:account:access');
		expect(url.searchParams.get('code_challenge_method')).toBe('S256');
		expect(url.searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/u);
		expect(notice!.until).toBeGreaterThan(stage.ports.clock.now());
	});

	it('opens nothing unasked and gives up after its limit', async () => {
		let opened = 0;
		const stage = await enter(
			{sso: {approval: 'never'}},
			{clock: compressedClock(600_000), ports: {browser: {isLocal: true, open: async () => (opened += 1) > 0}}},
		);
		const result = await signInStep.prove!(stage.proving(signInAnswers, []));
		expect(codes(result)).toEqual(['sign-in.not-finished']);
		expect(opened).toBe(0);
	});

	it('switches to a code on a key, while the page still waits', async () => {
		const stage = await enter();
		const context = stage.proving(signInAnswers, ['device']);
		const result = await signInStep.prove!(context);
		expect(result.state).toBe('proven');
		expect(context.notices.map(notice => notice.code !== undefined)).toEqual([false, true]);
	});

	it.each([
		['deny', 'sign-in.denied'],
		['expire', 'sign-in.code-expired'],
	] as const)('says what %s means', async (approval, code) => {
		const stage = await enter({sso: {approval}});
		const result = await signInStep.prove!(stage.proving(signInAnswers, ['open']));
		expect(codes(result)).toEqual([code]);
	});
});

describe('with a code', () => {
	const remote = {ports: {browser: {isLocal: false, open: async () => true}}};

	it('is used where no browser can reach this machine, and shows page, code and QR', async () => {
		const stage = await enter({sso: {pendingPolls: 3, intervalSeconds: 5}}, remote);
		const context = stage.proving(signInAnswers, []);
		const started = stage.ports.clock.now();
		expect((await signInStep.prove!(context)).state).toBe('proven');
		expect(context.notices[0]?.code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/u);
		expect(context.notices[0]?.qr?.length).toBeGreaterThan(10);
		expect(stage.ports.clock.now() - started).toBe(4 * 5000);
	});

	it('polls five seconds slower for good after slow_down', async () => {
		const stage = await enter({sso: {pendingPolls: 3, slowDownAt: 1, intervalSeconds: 5}}, remote);
		const started = stage.ports.clock.now();
		expect((await signInStep.prove!(stage.proving(signInAnswers, []))).state).toBe('proven');
		expect(stage.ports.clock.now() - started).toBe(5000 + 3 * 10_000);
	});

	it('is used when nobody is there, too', async () => {
		const stage = await enter();
		const context = stage.proving(signInAnswers);
		expect((await signInStep.prove!(context)).state).toBe('proven');
		expect(context.notices[0]?.code).toBeDefined();
	});

	it.each([
		['deny', 'sign-in.denied'],
		['expire', 'sign-in.code-expired'],
		['never', 'sign-in.code-expired'],
	] as const)('says what %s means', async (approval, code) => {
		const stage = await enter({sso: {approval}}, remote);
		expect(codes(await signInStep.prove!(stage.proving(signInAnswers, [])))).toEqual([code]);
	});

	it('survives a stumbling server and a throttled poll', async () => {
		const stage = await enter(
			{aws: {faults: {'sso-oidc:CreateToken': {status: 500, type: 'InternalServerException', message: 'oops', times: 2}}}},
			remote,
		);
		expect((await signInStep.prove!(stage.proving(signInAnswers, []))).state).toBe('proven');
	});

	it('gives up on a server that stays broken', async () => {
		const stage = await enter(
			{aws: {faults: {'sso-oidc:CreateToken': {status: 500, type: 'InternalServerException', message: 'oops'}}}},
			remote,
		);
		expect(codes(await signInStep.prove!(stage.proving(signInAnswers, [])))).toEqual(['sign-in.unavailable']);
	});
});

describe('what the scenarios say about the sign-in', () => {
	it.each([
		['bedrock/start-url-wrong', {startUrl: 'https://d-9067ffffff.awsapps.com/start'}, ['sign-in.start-url-wrong']],
		['bedrock/sign-in-wrong-region', {ssoRegion: 'us-east-1'}, ['sign-in.wrong-region']],
		['bedrock/no-accounts', {}, ['sign-in.no-accounts']],
		['bedrock/sign-in-throttled', {}, ['sign-in.throttled']],
		['bedrock/sign-in-unavailable', {}, ['sign-in.unavailable']],
		['bedrock/clock-skew', {}, ['sign-in.clock-skew']],
	] as const)('%s', async (name, answers, expected) => {
		const stage = await enter(scenarioNamed(name));
		const result = await signInStep.prove!(stage.proving({...signInAnswers, ...answers}));
		expect(result.state).toBe('failed');
		expect(codes(result)).toEqual(expected);
	});
});

describe('a sign-in that is there already', () => {
	it('is offered first and used without a page', async () => {
		const stage = await enter({}, {isConfigured: true});
		const question = signInStep.questions[0]!;
		const options = question.kind === 'choice' ? await question.options(stage.context()) : [];
		expect(options.map(option => option.value)).toEqual(['session:onboard', 'sso']);
		const context = stage.proving({signIn: 'session:onboard'}, []);
		const result = await signInStep.prove!(context);
		expect(result).toMatchObject({state: 'proven', answers: {startUrl: signInAnswers.startUrl, ssoRegion: 'eu-west-1'}});
		expect(context.notices).toEqual([]);
	});

	it('is the only answer when the organization gave its start URL', async () => {
		const stage = await enter({}, {isConfigured: true});
		const question = signInStep.questions[0]!;
		const options = question.kind === 'choice' ? await question.options(stage.context({startUrl: signInAnswers.startUrl})) : [];
		expect(options.map(option => option.value)).toEqual(['session:onboard']);
	});

	it('is renewed silently, without losing what the file holds', async () => {
		const stage = await enter({home: {signIn: 'refreshable'}}, {isConfigured: true});
		const before = await readToken(stage.ports, 'onboard');
		expect((await signInStep.prove!(stage.proving({signIn: 'session:onboard'}, []))).state).toBe('proven');
		const after = await readToken(stage.ports, 'onboard');
		expect(after?.accessToken).not.toBe(before?.accessToken);
		expect(after?.registrationExpiresAt).toBe(before?.registrationExpiresAt);
		expect(after?.refreshToken).toBeDefined();
		expect((await stage.ports.files.stat(tokenPath(stage.ports, 'onboard')))?.mode).toBe(0o600);
	});

	it('leads to a new one when it has ended', async () => {
		const stage = await enter({home: {signIn: 'expired'}}, {isConfigured: true});
		const context = stage.proving({signIn: 'session:onboard'});
		expect((await signInStep.prove!(context)).state).toBe('proven');
		expect(context.notices).toHaveLength(1);
	});

	it('leaves only the standard file behind', async () => {
		const stage = await enter();
		await signInStep.prove!(stage.proving(signInAnswers));
		expect(await stage.ports.files.list(join(stage.ports.host.home, '.aws'))).toEqual(['sso']);
		expect(await stage.ports.files.list(join(stage.ports.host.home, '.aws', 'sso', 'cache'))).toHaveLength(1);
	});
});

describe('the shared file', () => {
	it('that cannot be written is a finding, not a fault of onboard', async () => {
		const stage = await enter();
		const files = {
			...stage.ports.files,
			writeAtomic: async () => {
				throw Object.assign(new Error('EROFS: read-only file system'), {code: 'EROFS'});
			},
		};
		const result = await signInStep.prove!({...stage.proving(signInAnswers), ports: {...stage.ports, files}});
		expect(codes(result)).toEqual(['sign-in.not-kept']);
		expect(result.findings[0]?.cause).toContain('EROFS');
	});

	it('is taken as another tool left it when that tool renewed first', async () => {
		const stage = await enter({home: {signIn: 'expired'}}, {isConfigured: true});
		const {files, clock} = stage.ports;
		const path = tokenPath(stage.ports, 'onboard');
		const fresh = renewedFile(stage.scenario, clock.now());
		let reads = 0;
		const raced = {
			...files,
			async read(asked: string) {
				reads += asked === path ? 1 : 0;
				return asked === path && reads > 1 ? fresh : files.read(asked);
			},
		};
		const context = {...stage.proving({signIn: 'session:onboard'}), ports: {...stage.ports, files: raced}};
		expect((await signInStep.prove!(context)).state).toBe('proven');
		expect(context.notices).toEqual([]);
	});
});

describe('the callback page', () => {
	const open = async () => {
		const stop = new AbortController();
		const server = await startCallbackServer('right', stop.signal);
		return {stop, ...server};
	};

	it('takes the code that comes with its state', async () => {
		const {redirectUri, result, stop} = await open();
		const response = await fetch(`${redirectUri}?code=c0de&state=right`);
		expect(response.status).toBe(200);
		expect(await response.text()).toMatch(/Signed in/u);
		expect(await result).toEqual({kind: 'code', code: 'c0de'});
		stop.abort();
		await expect(fetch(redirectUri)).rejects.toThrow();
	});

	it('ignores other states, paths and hosts, and repeats nothing from the address', async () => {
		const {redirectUri, result, stop} = await open();
		const foreign = await fetch(`${redirectUri}?code=evil&state=wrong%3Cscript%3E`);
		expect(foreign.status).toBe(400);
		expect(await foreign.text()).not.toMatch(/script|evil/u);
		expect((await fetch(redirectUri.replace('/oauth/callback', '/other'))).status).toBe(404);
		await fetch(`${redirectUri}?error=access_denied&state=right`);
		expect(await result).toMatchObject({kind: 'error', error: 'access_denied'});
		stop.abort();
	});

	it('listens on this machine only', async () => {
		const {redirectUri, stop} = await open();
		expect(new URL(redirectUri).hostname).toBe('127.0.0.1');
		stop.abort();
	});
});

describe('start URLs', () => {
	it.each([
		['https://d-1234567890.portal.eu-west-1.app.aws/', 'eu-west-1'],
		['https://ssoins-1234.us-east-2.portal.amazonaws.com', 'us-east-2'],
		['https://d-1234567890.awsapps.com/start', undefined],
	])('%s tells %s', (url, region) => {
		expect(regionInStartUrl(url)).toBe(region);
	});

	it('are asked only for a new sign-in', () => {
		expect(signInStep.asks(given({signIn: 'session:corp'}))).toEqual(['signIn']);
		expect(signInStep.asks(given({signIn: 'sso'}))).toEqual(['signIn', 'startUrl', 'ssoRegion']);
	});
});
