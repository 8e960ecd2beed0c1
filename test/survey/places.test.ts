// Every place a value can stand, and the rule that decides: one row per rule of precedence, on real files.

import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {providers} from '../../src/providers/all.ts';
import type {Environment, Ports} from '../../src/ports/ports.ts';
import {explain, type Way} from '../../src/survey/effective.ts';
import type {SurveyFacts} from '../../src/survey/facts.ts';
import {readAssignments, type Dialect} from '../../src/survey/shell-file.ts';
import {survey} from '../../src/survey/survey.ts';
import {computedOf, ignoredOf} from '../../src/survey/unheeded.ts';
import {makeHome} from '../save/home.ts';

type Files = Readonly<Record<string, string>>;

async function look(files: Files, env: Environment = {}, change: (ports: Ports) => Ports = ports => ports): Promise<SurveyFacts> {
	const home = await makeHome({SHELL: '/bin/bash', ...env});
	for (const [name, content] of Object.entries(files)) {
		await home.write(name, content);
	}

	const ports = change({...home.ports, host: {...home.ports.host, folder: path.join(home.folder, 'work')}});
	return survey(ports, {providers, managedFolder: path.join(home.folder, 'managed'), systemFolder: path.join(home.folder, 'etc')});
}

const settings = (value: string) => JSON.stringify({env: {AWS_REGION: value}}, undefined, 1);
const inEditor = (value: string) => `{"claudeCode.environmentVariables": [\n{"name": "AWS_REGION", "value": "${value}"}]}`;
const line = '[ -r "$HOME/.config/onboard/env.sh" ] && . "$HOME/.config/onboard/env.sh" # onboard\n';

describe('which of two places wins', () => {
	test.each<
		[rule: string, way: Way, winner: [file: string, text: string] | 'environment', loser: [file: string, text: string] | 'environment']
	>([
		[
			'a drop-in over managed settings',
			'this-shell',
			['managed/managed-settings.d/1.json', settings('w')],
			['managed/managed-settings.json', settings('l')],
		],
		[
			'a later drop-in',
			'this-shell',
			['managed/managed-settings.d/2.json', settings('w')],
			['managed/managed-settings.d/1.json', settings('l')],
		],
		[
			'managed over local',
			'this-shell',
			['managed/managed-settings.json', settings('w')],
			['work/.claude/settings.local.json', settings('l')],
		],
		[
			'local over project',
			'this-shell',
			['work/.claude/settings.local.json', settings('w')],
			['work/.claude/settings.json', settings('l')],
		],
		['project over user', 'this-shell', ['work/.claude/settings.json', settings('w')], ['.claude/settings.json', settings('l')]],
		['user over the environment', 'this-shell', ['.claude/settings.json', settings('w')], 'environment'],
		['user over a start file', 'new-shell', ['.claude/settings.json', settings('w')], ['.bashrc', 'export AWS_REGION=l\n']],
		['user over VS Code', 'editor', ['.claude/settings.json', settings('w')], ['.config/Code/User/settings.json', inEditor('l')]],
		['VS Code over the session', 'editor', ['.config/Code/User/settings.json', inEditor('w')], ['etc/environment', 'AWS_REGION=l\n']],
		[
			'what onboard saved over the start file above its line',
			'new-shell',
			['.config/onboard/env.sh', "export AWS_REGION='w'\n"],
			['.bashrc', `export AWS_REGION=l\n${line}`],
		],
		[
			'the start file below that line',
			'new-shell',
			['.bashrc', `${line}export AWS_REGION=w\n`],
			['.config/onboard/env.sh', "export AWS_REGION='l'\n"],
		],
		['.bashrc over the system', 'new-shell', ['.bashrc', 'export AWS_REGION=w\n'], ['etc/profile.d/aws.sh', 'export AWS_REGION=l\n']],
		[
			'user settings for a desktop app',
			'desktop',
			['.claude/settings.json', settings('w')],
			['.config/environment.d/aws.conf', 'AWS_REGION=l\n'],
		],
	])('%s', async (_rule, way, winner, loser) => {
		const files = Object.fromEntries([winner, loser].filter(place => place !== 'environment'));
		const facts = await look(files, loser === 'environment' || winner === 'environment' ? {AWS_REGION: 'l'} : {});
		const explained = explain(facts, 'AWS_REGION', way);
		expect(explained).toMatchObject({value: 'w', losers: [{value: 'l'}]});
		expect(facts.places.find(place => place.id === explained?.winner.place)?.path?.endsWith(winner[0])).toBe(true);
	});

	test.each<[way: Way, file: string, text: string]>([
		['editor', '.bashrc', 'export AWS_REGION=x\n'],
		['desktop', '.bashrc', 'export AWS_REGION=x\n'],
		['desktop', '.config/Code/User/settings.json', inEditor('x')],
		['new-shell', '.config/Code/User/settings.json', inEditor('x')],
		['new-shell', '.zshrc', 'export AWS_REGION=x\n'],
	])('%s does not see %s', async (way, file, text) => {
		expect(explain(await look({[file]: text}), 'AWS_REGION', way)).toBeUndefined();
	});
});

test('values know their lines', async () => {
	const facts = await look({
		'.claude/settings.json': '{\n\t"env": {\n\t\t"AWS_REGION": "a"\n\t},\n\t"awsAuthRefresh": "x"\n}',
		'.bashrc': '# first\nexport AWS_PROFILE=old\nexport AWS_PROFILE=new\n',
	});
	expect(explain(facts, 'AWS_REGION', 'new-shell')?.winner).toMatchObject({label: '~/.claude/settings.json', line: 3});
	expect(explain(facts, 'AWS_PROFILE', 'new-shell')?.winner).toMatchObject({label: '~/.bashrc', line: 3, value: 'new'});
	expect(facts.places.find(place => place.id === 'user')?.lines?.awsAuthRefresh).toBe(5);
});

test('CLAUDE_CONFIG_DIR moves the user settings for the ways that have it', async () => {
	const facts = await look({
		'.bashrc': 'export CLAUDE_CONFIG_DIR="$HOME/moved"\n',
		'moved/settings.json': settings('moved'),
		'.claude/settings.json': settings('usual'),
	});
	const region = (way: Way) => explain(facts, 'AWS_REGION', way)?.value;
	expect([region('this-shell'), region('new-shell'), region('editor'), region('desktop')]).toEqual(['usual', 'moved', 'usual', 'usual']);
});

describe('managed settings beyond files', () => {
	/** A machine of another system: what its tools print, by their first words. */
	const machine =
		(platform: 'darwin' | 'win32', outputs: Readonly<Record<string, string>>, files: Files = {}) =>
		(ports: Ports) => ({
			...ports,
			host: {...ports.host, platform},
			files: {
				...ports.files,
				read: async (file: string) => (file in files ? new TextEncoder().encode(files[file]) : ports.files.read(file)),
			},
			processes: {
				...ports.processes,
				async run(program: string, parameters: readonly string[]) {
					const found = Object.entries(outputs).find(([start]) => [program, ...parameters].join(' ').startsWith(start));
					return {code: found === undefined ? 1 : 0, stdout: found?.[1] ?? '', stderr: ''};
				},
			},
		});
	const reg = (value: string) => `\r\nHKEY\\x\r\n    Settings    REG_SZ    ${JSON.stringify({env: {AWS_REGION: value}})}\r\n`;

	test('macOS: the device profile over the file, the one of the user on top', async () => {
		const device = '/Library/Managed Preferences/com.anthropic.claudecode.plist';
		const user = '/Library/Managed Preferences/dana/com.anthropic.claudecode.plist';
		const outputs = {[`plutil -convert json -o - ${device}`]: settings('device'), [`plutil -convert json -o - ${user}`]: settings('user')};
		const files = {'managed/managed-settings.json': settings('file')};
		const both = await look(files, {USER: 'dana'}, machine('darwin', outputs, {[device]: 'bplist', [user]: 'bplist'}));
		expect(explain(both, 'AWS_REGION', 'desktop')).toMatchObject({value: 'user', losers: [{value: 'device'}, {value: 'file'}]});
		const broken = await look(files, {USER: 'dana'}, machine('darwin', {}, {[device]: 'bplist'}));
		expect(broken.places.find(place => place.path === device)).toMatchObject({state: 'unreadable', reason: 'it could not be converted'});
	});

	test('Windows: the machine over the file; the user only where nobody else governs', async () => {
		const both = {
			'reg query HKLM\\SOFTWARE\\Policies\\ClaudeCode': reg('machine'),
			'reg query HKCU\\SOFTWARE\\Policies\\ClaudeCode': reg('own'),
		};
		const facts = await look({'managed/managed-settings.json': settings('file')}, {}, machine('win32', both));
		expect(explain(facts, 'AWS_REGION', 'this-shell')).toMatchObject({value: 'machine', losers: [{value: 'file'}]});
		expect(ignoredOf(facts)).toMatchObject([{name: 'AWS_REGION', label: 'HKCU\\SOFTWARE\\Policies\\ClaudeCode'}]);
		const alone = await look({}, {}, machine('win32', {'reg query HKCU\\SOFTWARE\\Policies\\ClaudeCode': reg('own')}));
		expect(explain(alone, 'AWS_REGION', 'this-shell')?.value).toBe('own');
	});

	test('Windows: variables of the user reach every program; the old folder reaches none', async () => {
		const old = String.raw`C:\ProgramData\ClaudeCode\managed-settings.json`;
		const outputs = {'reg query HKCU\\Environment': '\r\n    AWS_REGION    REG_SZ    eu-west-1\r\n    Path    REG_EXPAND_SZ    x\r\n'};
		const facts = await look({}, {}, machine('win32', outputs, {[old]: settings('old')}));
		expect(explain(facts, 'AWS_REGION', 'desktop')).toMatchObject({value: 'eu-west-1', losers: []});
		expect(ignoredOf(facts)).toMatchObject([{label: old, name: 'AWS_REGION'}]);
	});
});

test('what counts nowhere is named with its reason', async () => {
	const facts = await look({
		'.bashrc': 'AWS_REGION=plain\nexport AWS_PROFILE="$(pick)"\nANTHROPIC_MODEL=x claude\n',
		'.profile': 'export AWS_REGION=hidden\n',
		'.bash_profile': '. ~/.bashrc\n',
		'.zshrc': 'export AWS_REGION=zsh\n',
		'work/.envrc': 'export AWS_REGION=direnv\n',
		'.config/onboard/env.sh': "export AWS_REGION='saved'\n",
	});
	expect(ignoredOf(facts).map(({name, label, line: number, reason}) => `${label}:${number} ${name} ${reason}`)).toEqual([
		'~/.profile:1 AWS_REGION does not count: bash reads ~/.bash_profile in its place',
		'~/.bashrc:1 AWS_REGION is set but not exported, so no program gets it',
		'~/.zshrc:1 AWS_REGION is for zsh; your shell is bash',
		'~/.config/onboard/env.sh:1 AWS_REGION does not count: no start file reads this one',
		'~/work/.envrc:1 AWS_REGION counts only where direnv has loaded the file',
	]);
	expect(computedOf(facts)).toMatchObject([{name: 'AWS_PROFILE', label: '~/.bashrc', line: 2}]);
	expect(explain(facts, 'AWS_REGION', 'new-shell')).toBeUndefined();
});

test.each<[dialect: Dialect, text: string, expected: ReadonlyArray<readonly [string, string | undefined, boolean]>]>([
	['posix', 'export A=1', [['A', '1', true]]],
	['posix', 'A=1', [['A', '1', false]]],
	['posix', 'A=1\nexport A', [['A', '1', true]]],
	['posix', 'set -a\nA=1', [['A', '1', true]]],
	['posix', 'A=1 program', []],
	[
		'posix',
		'export A=1 B=2',
		[
			['A', '1', true],
			['B', undefined, true],
		],
	],
	['posix', 'export A=$(x)', [['A', undefined, true]]],
	['posix', 'export A="$HOME/x" B_=~/y', [['A', '/home/dana/x', true]]],
	['posix', 'export A=~/x', [['A', '/home/dana/x', true]]],
	['posix', "export A='$HOME/x'", [['A', '$HOME/x', true]]],
	['posix', 'typeset -gx A=1 # note', [['A', '1', true]]],
	['fish', 'set -gx A 1', [['A', '1', true]]],
	['fish', 'set --export A 1', [['A', '1', true]]],
	['fish', 'set -g A 1', [['A', '1', false]]],
	['fish', 'set A (x)', [['A', undefined, false]]],
	['powershell', '$env:A = "1"', [['A', '1', true]]],
	['powershell', '$A = "1"', [['A', '1', false]]],
	['plain', 'A=1', [['A', '1', true]]],
])('%s: %s', (dialect, text, expected) => {
	expect(readAssignments(text, dialect, '/home/dana').map(({name, value, isExported}) => [name, value, isExported])).toEqual(expected);
});
