// The AWS files as people have them, and the shared sign-in cache as every tool expects it.

import {createHash} from 'node:crypto';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {nodePorts} from '../../../src/ports/node.ts';
import type {Ports} from '../../../src/ports/ports.ts';
import {
	canonicalStartUrl,
	findProfile,
	isUsableName,
	kindOfProfile,
	readAwsFiles,
	sessionNameFor,
	sessionOfProfile,
} from '../../../src/providers/bedrock/aws-files.ts';
import {parseIni} from '../../../src/providers/bedrock/ini.ts';
import {expiryOf, isoTime, readToken, tokenPath, writeToken} from '../../../src/providers/bedrock/sign-in/token-cache.ts';

let home: string;
let ports: Ports;
beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'onboard-aws-'));
	ports = nodePorts({home, env: {}});
});
afterEach(async () => {
	await rm(home, {recursive: true, force: true});
});

const put = async (name: string, content: string) => {
	await ports.files.makeFolder(join(home, '.aws'));
	await ports.files.writeAtomic(join(home, '.aws', name), Buffer.from(content), 0o600);
};

describe('the INI reader', () => {
	it('reads what AWS tools read', () => {
		const ini = parseIni(
			'\uFEFF[default]\r\nregion=us-east-1 # home\r\n\r\n; note\n[profile  two ]\ns3 =\n  max_concurrent_requests = 20\nREGION = eu-west-1\n[default]\noutput = json\n',
		);
		expect(ini.problems).toEqual([]);
		expect(ini.sections).toEqual([
			{name: 'default', values: {region: 'us-east-1', output: 'json'}},
			{name: 'profile two', values: {s3: '', region: 'eu-west-1'}},
		]);
	});

	it('reports lines it cannot read and goes on', () => {
		const ini = parseIni('stray = 1\n[profile a]\nregion us-east-1\n[profile b\nregion = eu-west-1\n');
		expect(ini.problems.map(problem => problem.line)).toEqual([1, 3, 4]);
		expect(ini.sections[0]?.name).toBe('profile a');
	});
});

describe('profiles and sessions', () => {
	const config =
		'[sso-session corp]\nsso_start_url = https://d-1234567890.awsapps.com/start/\nsso_region = eu-west-1\n\n[profile dev]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\nregion = us-west-2\n\n[profile old]\nsso_start_url = https://old.awsapps.com/start\nsso_region = us-east-1\n\n[profile lost]\nsso_session = gone\n\n[profile chained]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = dev\n\n[profile tool]\ncredential_process = /usr/bin/tool\n';

	it('resolves each kind as the SDK would', async () => {
		await put('config', config);
		await put('credentials', '[shadowed]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n');
		const files = await readAwsFiles(ports);
		const kind = (name: string) => kindOfProfile(findProfile(files, name)!);
		expect([kind('dev'), kind('old'), kind('chained'), kind('tool'), kind('shadowed')]).toEqual([
			'sso',
			'sso',
			'assume-role',
			'process',
			'static',
		]);
		expect(sessionOfProfile(files, findProfile(files, 'dev')!)).toMatchObject({name: 'corp', isLegacy: false});
		expect(sessionOfProfile(files, findProfile(files, 'old')!)).toMatchObject({name: 'https://old.awsapps.com/start', isLegacy: true});
		expect(sessionOfProfile(files, findProfile(files, 'lost')!)).toBeUndefined();
	});

	it('lets keys in the credentials file win over a sign-in of the same name', async () => {
		await put('config', config);
		await put('credentials', '[dev]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n');
		expect(kindOfProfile(findProfile(await readAwsFiles(ports), 'dev')!)).toBe('static');
	});

	it('works without any file', async () => {
		expect(await readAwsFiles(ports)).toMatchObject({profiles: [], sessions: [], problems: []});
	});

	it('reuses a session with the same start URL, and never takes a name that means another', async () => {
		await put('config', config);
		const files = await readAwsFiles(ports);
		const name = (startUrl: string, region: string, profileName: string) => sessionNameFor(files, {startUrl, region, profileName});
		expect(name('https://d-1234567890.awsapps.com/start', 'eu-west-1', 'claude-code')).toBe('corp');
		expect(name('https://other.awsapps.com/start', 'eu-west-1', 'claude-code')).toBe('claude-code');
		expect(name('https://other.awsapps.com/start', 'eu-west-1', 'corp')).toBe('corp-2');
		expect(name('https://d-1234567890.awsapps.com/start', 'us-east-1', 'corp')).toBe('corp');
	});

	it.each([
		['https://D-123.awsapps.com/start/', 'https://d-123.awsapps.com/start'],
		['d-123.awsapps.com/start#/', 'https://d-123.awsapps.com/start'],
		['https://d-123.awsapps.com/start/#/?tab=accounts', 'https://d-123.awsapps.com/start'],
	])('takes %s for %s', (typed, canonical) => {
		expect(canonicalStartUrl(typed)).toBe(canonical);
	});

	it('refuses names that the JavaScript SDK would silently ignore', () => {
		expect(isUsableName('claude-code')).toBe(true);
		expect(isUsableName('has space')).toBe(false);
	});
});

describe('the sign-in cache', () => {
	const token = {
		startUrl: 'https://x.awsapps.com/start',
		region: 'eu-west-1',
		accessToken: 'a',
		expiresAt: '2026-11-22T14:00:00Z',
		clientId: 'c',
		clientSecret: 's',
		registrationExpiresAt: '2027-02-20T14:00:00Z',
		refreshToken: 'r',
	};

	it('has the standard name, mode and content', async () => {
		expect(tokenPath(ports, 'corp')).toBe(join(home, '.aws', 'sso', 'cache', `${createHash('sha1').update('corp').digest('hex')}.json`));
		await writeToken(ports, 'corp', token);
		expect(await readToken(ports, 'corp')).toEqual(token);
		expect((await ports.files.stat(tokenPath(ports, 'corp')))?.mode).toBe(0o600);
		expect((await ports.files.stat(join(home, '.aws', 'sso', 'cache')))?.mode).toBe(0o700);
		expect(await ports.files.list(join(home, '.aws', 'sso', 'cache'))).toHaveLength(1);
	});

	it('takes a damaged or foreign file for none', async () => {
		await writeToken(ports, 'corp', token);
		await ports.files.writeAtomic(tokenPath(ports, 'corp'), Buffer.from('{"clientId":'), 0o600);
		expect(await readToken(ports, 'corp')).toBeUndefined();
		await ports.files.writeAtomic(tokenPath(ports, 'corp'), Buffer.from('{"clientId":"x"}'), 0o600);
		expect(await readToken(ports, 'corp')).toBeUndefined();
	});

	it('reads the ending that old tools wrote', () => {
		expect(expiryOf({accessToken: 'a', expiresAt: '2020-06-01T12:00:00UTC'})).toBe(Date.UTC(2020, 5, 1, 12));
		expect(expiryOf({accessToken: 'a', expiresAt: 'soon'})).toBe(0);
		expect(isoTime(Date.UTC(2026, 10, 22, 14))).toBe('2026-11-22T14:00:00Z');
	});
});
