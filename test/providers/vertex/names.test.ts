// Locations, hosts and model ids of Google Cloud, and the way from answers to variables and back.

import {describe, expect, it} from 'vitest';
import {googlePrivateRange} from '../../../src/providers/vertex/service.ts';
import type {Answers} from '../../../src/core/session.ts';
import {privatePath} from '../../../src/providers/vertex/checks/hosts.ts';
import {exportsFor} from '../../../src/providers/vertex/exports.ts';
import {hostFor, isLocation, isProject, mayServe, parseModelId, regionVariable} from '../../../src/providers/vertex/names.ts';

const given = (values: Readonly<Record<string, string>>): Answers =>
	Object.fromEntries(Object.entries(values).map(([id, value]) => [id, {value, origin: 'person' as const}]));

describe('names', () => {
	it('each kind of location has its host', () => {
		expect(['global', 'us', 'eu', 'us-east5'].map(location => hostFor(location))).toEqual([
			'aiplatform.googleapis.com',
			'aiplatform.us.rep.googleapis.com',
			'aiplatform.eu.rep.googleapis.com',
			'us-east5-aiplatform.googleapis.com',
		]);
	});

	it('a location with a slash, a dot or a space is none', () => {
		expect(['global', 'us/east5', 'us.east5', 'us east5', ''].map(location => isLocation(location))).toEqual([
			true,
			false,
			false,
			false,
			false,
		]);
	});

	it('single regions serve Sonnet 4.6 and older', () => {
		expect(mayServe('us-east5', 'claude-sonnet-4-6')).toBe(true);
		expect(mayServe('us-east5', 'claude-opus-4-7')).toBe(false);
		expect(mayServe('eu', 'claude-opus-5-5')).toBe(true);
	});

	it('reads ids with and without a date', () => {
		expect(parseModelId('claude-haiku-4-5@20251001')).toMatchObject({family: 'haiku', version: [4, 5], date: '20251001'});
		expect(parseModelId('claude-3-5-haiku@20241022')?.version).toEqual([3, 5]);
		expect(parseModelId('us.anthropic.claude-opus-5-5')).toBeUndefined();
		expect(regionVariable('claude-haiku-4-5@20251001')).toBe('VERTEX_REGION_CLAUDE_HAIKU_4_5');
		expect(regionVariable('claude-sonnet-5')).toBe('VERTEX_REGION_CLAUDE_5_SONNET');
		expect(regionVariable('claude-opus-5-5')).toBeUndefined();
	});

	it('project ids', () => {
		expect(['acme-claude', 'example.com:acme-claude', 'Acme Claude', 'a'].map(id => isProject(id))).toEqual([true, true, false, false]);
	});

	it('tells the private ways apart by the address', () => {
		expect(googlePrivateRange('199.36.153.9')?.range).toBe('199.36.153.8/30');
		expect(googlePrivateRange('199.36.153.5')?.range).toBe('199.36.153.4/30');
		expect(privatePath(['10.1.2.3'])).toContain('Private Service Connect');
		expect(privatePath(['199.36.153.9', '142.250.1.1'])).toBeUndefined();
	});
});

describe('exports', () => {
	const answers = given({
		project: 'acme-claude',
		location: 'eu',
		primaryModel: 'claude-opus-5-5',
		fastModel: 'claude-haiku-5-5',
		signIn: 'adc',
	});
	const context = {hasProviderTool: true, ownCommand: 'onboard', home: '/home/dana'};

	it('always names the location and pins every alias', () => {
		const {variables, settings, competing} = exportsFor(answers, context);
		expect(variables).toMatchObject({
			CLAUDE_CODE_USE_VERTEX: '1',
			CLOUD_ML_REGION: 'eu',
			ANTHROPIC_DEFAULT_HAIKU_MODEL: 'claude-haiku-5-5',
		});
		expect(settings).toEqual({gcpAuthRefresh: 'gcloud auth application-default login --project=acme-claude'});
		expect(competing).toContain('CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD');
	});

	it('a gateway needs no sign-in, only its switch', () => {
		const {variables, settings} = exportsFor(
			{...answers, ...given({route: 'gateway', baseUrl: 'https://llm.acme.example/vertex/v1'})},
			context,
		);
		expect(variables).toMatchObject({CLAUDE_CODE_SKIP_VERTEX_AUTH: '1', ANTHROPIC_VERTEX_BASE_URL: 'https://llm.acme.example/vertex/v1'});
		expect(settings).toEqual({});
	});

	it('a file is saved with its whole path, because only a shell knows ~', () => {
		const saved = (signIn: string) => exportsFor({...answers, ...given({signIn, credentialsFile: '~/key.json'})}, context).variables;
		expect(saved('file')).toMatchObject({GOOGLE_APPLICATION_CREDENTIALS: '/home/dana/key.json'});
		expect(saved('file:/secure/~key.json')).toMatchObject({GOOGLE_APPLICATION_CREDENTIALS: '/secure/~key.json'});
	});

	it('the offering that Anthropic runs has variables of its own', () => {
		const {variables, competing} = exportsFor({...answers, ...given({vertexOffering: 'anthropic', workspaceId: 'wrkspc_01abcd'})}, context);
		expect(variables).toMatchObject({CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD: '1', ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID: 'wrkspc_01abcd'});
		expect(competing).toContain('CLAUDE_CODE_USE_VERTEX');
	});
});
