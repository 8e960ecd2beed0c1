// From answers to what is saved and back again: exports, ~/.aws/config, and what doctor reads from them.

import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {bedrock} from '../../../src/providers/bedrock/index.ts';
import {compressedClock, enter, given, targetAnswers} from './stage.ts';

const pins = {
	primaryModel: 'us.anthropic.claude-opus-5-5',
	fastModel: 'us.anthropic.claude-haiku-5-5',
	opusModel: 'us.anthropic.claude-opus-5-5',
	sonnetModel: 'us.anthropic.claude-sonnet-5-5',
	haikuModel: 'us.anthropic.claude-haiku-5-5',
	fableModel: 'us.anthropic.claude-opus-5-5',
};
const answers = {...targetAnswers, ...pins};

describe('exports', () => {
	it('leave no unpinned default and refresh with the tool that is there', () => {
		expect(bedrock.exports(given(answers), {hasProviderTool: true, ownCommand: 'onboard', home: '/home/dana'})).toMatchObject({
			variables: {
				CLAUDE_CODE_USE_BEDROCK: '1',
				AWS_PROFILE: 'claude-code',
				AWS_REGION: 'us-east-1',
				ANTHROPIC_MODEL: 'us.anthropic.claude-opus-5-5',
				ANTHROPIC_DEFAULT_OPUS_MODEL: 'us.anthropic.claude-opus-5-5',
				ANTHROPIC_DEFAULT_SONNET_MODEL: 'us.anthropic.claude-sonnet-5-5',
				ANTHROPIC_DEFAULT_HAIKU_MODEL: 'us.anthropic.claude-haiku-5-5',
				ANTHROPIC_DEFAULT_FABLE_MODEL: 'us.anthropic.claude-opus-5-5',
			},
			settings: {awsAuthRefresh: 'aws sso login --profile claude-code'},
		});
		expect(bedrock.exports(given(answers), {hasProviderTool: false, ownCommand: 'onboard', home: '/home/dana'}).settings).toEqual({
			awsAuthRefresh: 'onboard sign-in --profile claude-code',
		});
	});

	it('pin aliases to the primary model while nothing better is known', () => {
		const {variables} = bedrock.exports(given({...targetAnswers, primaryModel: 'p', fastModel: 'f'}), {
			hasProviderTool: false,
			ownCommand: 'onboard',
			home: '/home/dana',
		});
		expect([
			variables['ANTHROPIC_DEFAULT_OPUS_MODEL'],
			variables['ANTHROPIC_DEFAULT_SONNET_MODEL'],
			variables['ANTHROPIC_DEFAULT_HAIKU_MODEL'],
			variables['ANTHROPIC_DEFAULT_FABLE_MODEL'],
		]).toEqual(['p', 'p', 'f', 'p']);
	});

	it('leave the signing to a gateway', () => {
		const {variables, settings} = bedrock.exports(
			given({...pins, route: 'gateway', baseUrl: 'https://llm.example.com/bedrock', region: 'us-east-1'}),
			{hasProviderTool: true, ownCommand: 'onboard', home: '/home/dana'},
		);
		expect(variables).toMatchObject({ANTHROPIC_BEDROCK_BASE_URL: 'https://llm.example.com/bedrock', CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1'});
		expect(variables['AWS_PROFILE']).toBeUndefined();
		expect(settings).toEqual({});
	});

	it('name what competes, but not the keys somebody chose to use', () => {
		expect(bedrock.exports(given(answers), {hasProviderTool: true, ownCommand: 'onboard', home: '/home/dana'}).competing).toEqual(
			expect.arrayContaining(['CLAUDE_CODE_USE_MANTLE', 'AWS_BEARER_TOKEN_BEDROCK', 'AWS_ACCESS_KEY_ID', 'ANTHROPIC_SMALL_FAST_MODEL']),
		);
		const keys = bedrock.exports(given({...answers, signIn: 'environment'}), {
			hasProviderTool: true,
			ownCommand: 'onboard',
			home: '/home/dana',
		});
		expect(keys.competing).not.toContain('AWS_ACCESS_KEY_ID');
		expect(keys.variables['AWS_PROFILE']).toBeUndefined();
	});

	it('name the endpoint that requests go to', () => {
		expect(bedrock.endpoint(given(answers))).toEqual({
			host: 'bedrock-runtime.us-east-1.amazonaws.com',
			port: 443,
			url: 'https://bedrock-runtime.us-east-1.amazonaws.com',
		});
		expect(bedrock.endpoint(given({...answers, baseUrl: 'https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com/'})).host).toBe(
			'vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com',
		);
		expect(bedrock.endpoint(given({region: 'cn-north-1'})).host).toBe('bedrock-runtime.cn-north-1.amazonaws.com.cn');
	});
});

describe('~/.aws/config', () => {
	it('is planned, not written, and detected again as the same answers', async () => {
		const stage = await enter();
		const planned = await bedrock.fileChanges(stage.context(answers));
		expect(planned.findings).toEqual([]);
		const [change] = planned.changes;
		expect(change).toMatchObject({path: join(stage.ports.host.home, '.aws', 'config'), mode: 0o600, destination: 'aws'});
		expect(await stage.ports.files.read(change!.path)).toBeUndefined();
		await stage.ports.files.makeFolder(join(stage.ports.host.home, '.aws'));
		await stage.ports.files.writeAtomic(change!.path, change!.after, change!.mode);
		expect((await bedrock.fileChanges((await restarted(stage)).context(answers))).changes).toEqual([]);
		const {variables} = bedrock.exports(given(answers), {hasProviderTool: false, ownCommand: 'onboard', home: '/home/dana'});
		const detected = await bedrock.detect(variables, stage.ports);
		expect(detected).toMatchObject({
			complete: true,
			answers: {...targetAnswers, ...pins, signIn: 'session:claude-code', route: 'direct', profileName: 'claude-code'},
		});
		expect(
			bedrock.exports(given(detected!.answers), {hasProviderTool: false, ownCommand: 'onboard', home: '/home/dana'}).variables,
		).toEqual(variables);
		expect(await bedrock.detectProfile?.('claude-code', stage.ports)).toMatchObject({
			answers: {signIn: 'session:claude-code', account: '111122223333'},
		});
		expect(await bedrock.detectProfile?.('other', stage.ports)).toBeUndefined();
	});

	it('is left alone when it cannot be read, with a finding', async () => {
		const stage = await enter({home: {files: {'.aws/config': '[profile claude-code\nregion\n'}}}, {isConfigured: true});
		const planned = await bedrock.fileChanges(stage.context(answers));
		expect(planned.changes).toEqual([]);
		expect(planned.findings.map(finding => finding.code)).toEqual(['config.aws-config-unreadable']);
	});

	it('is not touched for a profile that works already', async () => {
		const stage = await enter();
		expect(await bedrock.fileChanges(stage.context({...answers, signIn: 'profile:legacy'}))).toEqual({changes: [], findings: []});
	});
});

describe('detect', () => {
	const detect = async (variables: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) => {
		const stage = await enter({home: {files: {'.aws/config': undefined, ...files}}}, {isConfigured: true, clock: compressedClock()});
		return bedrock.detect(variables, stage.ports);
	};

	it('finds nothing when Bedrock is off', async () => {
		expect(await detect({})).toBeUndefined();
		expect(await detect({CLAUDE_CODE_USE_BEDROCK: '0'})).toBeUndefined();
	});

	it('keeps wrong pins as they are, and follows an alias', async () => {
		expect((await detect({CLAUDE_CODE_USE_BEDROCK: '1', ANTHROPIC_MODEL: 'anthropic.claude-opus-5-5'}))?.answers['primaryModel']).toBe(
			'anthropic.claude-opus-5-5',
		);
		expect(
			(
				await detect({
					CLAUDE_CODE_USE_BEDROCK: 'true',
					ANTHROPIC_MODEL: 'sonnet',
					ANTHROPIC_DEFAULT_SONNET_MODEL: 'us.anthropic.claude-sonnet-5-5',
				})
			)?.answers['primaryModel'],
		).toBe('us.anthropic.claude-sonnet-5-5');
		expect(
			(await detect({CLAUDE_CODE_USE_BEDROCK: '1', ANTHROPIC_SMALL_FAST_MODEL: 'us.anthropic.claude-haiku-4-5-20251001-v1:0'}))?.answers[
				'fastModel'
			],
		).toBe('us.anthropic.claude-haiku-4-5-20251001-v1:0');
	});

	it("reads the region in Claude Code's order and ignores malformed ones", async () => {
		const files = {
			'.aws/config': '[profile p]\nregion = eu-west-1\n',
			'.aws/credentials': '[p]\nregion = eu-central-1\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = x\n',
		};
		const on = {CLAUDE_CODE_USE_BEDROCK: '1', AWS_PROFILE: 'p'};
		const region = async (more: Readonly<Record<string, string>>) => (await detect({...on, ...more}, files))?.answers['region'];
		expect(await region({AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'us-east-2'})).toBe('us-west-2');
		expect(await region({AWS_REGION: 'somewhere', AWS_DEFAULT_REGION: 'us-east-2'})).toBe('us-east-2');
		expect(await region({})).toBe('eu-central-1');
		expect((await detect({CLAUDE_CODE_USE_BEDROCK: '1'}))?.answers['region']).toBe('us-east-1');
	});

	it("tells a private endpoint's address from a gateway", async () => {
		const on = {CLAUDE_CODE_USE_BEDROCK: '1'};
		expect(
			(await detect({...on, ANTHROPIC_BEDROCK_BASE_URL: 'https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com'}))?.answers['route'],
		).toBe('private');
		expect(
			(await detect({...on, ANTHROPIC_BEDROCK_BASE_URL: 'https://llm.example.com', CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1'}))?.answers['route'],
		).toBe('gateway');
	});

	it('takes keys in the environment before the profile, as Claude Code does, and half a pair not at all', async () => {
		const keys = {CLAUDE_CODE_USE_BEDROCK: '1', AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'x'};
		expect((await detect(keys))?.answers['signIn']).toBe('environment');
		expect((await detect({...keys, AWS_PROFILE: 'gone'}))?.answers['signIn']).toBe('environment');
		expect((await detect({...keys, AWS_SECRET_ACCESS_KEY: '', AWS_PROFILE: 'gone'}))?.answers['signIn']).toBe('profile:gone');
	});
});

/** A context that has not yet read any file. */
async function restarted(stage: Awaited<ReturnType<typeof enter>>) {
	const {createMemo} = await import('../../../src/wizard/memo.ts');
	return {context: (values: Readonly<Record<string, string>>) => ({...stage.context(values), memo: createMemo()})};
}
