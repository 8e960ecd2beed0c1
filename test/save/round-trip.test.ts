// Saving for real: plan, apply, prove in real shells, undo; every byte and mode compared with a picture taken before.

import {mkdir, symlink} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {apply} from '../../src/save/apply.ts';
import {planSave} from '../../src/save/plan.ts';
import {prove} from '../../src/save/prove.ts';
import {undo} from '../../src/save/undo.ts';
import {elsewhere, has, makeHome, someExports} from './home.ts';

const awkward = {
	CLAUDE_CODE_USE_BEDROCK: '1',
	ONBOARD_QUOTES: `it's "quoted" 'twice' '' `,
	ONBOARD_EXPANSIONS: '$HOME ${X} $(id) `id` %PATH% !! \\ \\\\ \\n \\0 *?[a] ~ # ; & | < >',
	ONBOARD_LINES: 'one\ntwo\n\n  three\ttabbed\r\nlast\n',
	ONBOARD_UNICODE: 'Grüße, 世界 👩‍💻 ‘curly’ “double” \u00A0',
	ONBOARD_EMPTYISH: ' ',
	ONBOARD_DASH: '-n -e --',
	ONBOARD_QUOTE_ONLY: `''`,
	ONBOARD_BACKSLASH_END: 'C:\\Users\\',
};

describe.each([
	['bash', '.bashrc'],
	['zsh', '.zshrc'],
	['fish', '.config/fish/config.fish'],
])('%s', (shell, profile) => {
	test.skipIf(!has(shell))(`values of every kind arrive in a fresh ${shell}, and undo leaves no trace`, async () => {
		const home = await makeHome({SHELL: `/bin/${shell}`});
		await home.write(profile, '# mine\n', 0o600);
		// fish makes this folder by itself when it starts.
		await home.write('.local/share/fish/mine', '');
		const before = await home.picture();
		const exports = {variables: awkward, settings: {awsAuthRefresh: `echo "it's"`}, competing: []};
		const planned = await planSave({exports, destinations: ['shell', 'claude'], extra: []}, home.ports, elsewhere);
		expect(planned.findings).toEqual([]);
		await apply(planned, home.ports);
		const proof = await prove({exports, destinations: ['shell', 'claude']}, home.ports, {survey: elsewhere});
		expect(proof.findings.map(finding => [finding.code, finding.evidence])).toEqual(proof.findings.map(() => ['save.arrives', []]));
		expect(proof.findings.length).toBe(shell === 'bash' ? 3 : 2);
		expect(proof.summary).toBe(`every value arrives in ${shell} and Claude Code's settings`);
		// Saving again changes nothing.
		expect((await planSave({exports, destinations: ['shell', 'claude'], extra: []}, home.ports, elsewhere)).changes).toEqual([]);
		expect((await undo(home.ports)).refused).toEqual([]);
		expect(await home.picture()).toEqual(before);
	});
});

test.skipIf(!has('zsh'))('zsh options and a ZDOTDIR that only .zshenv sets', async () => {
	const home = await makeHome({SHELL: '/usr/bin/zsh'});
	await home.write('.zshenv', 'ZDOTDIR=~/.config/zsh\nsetopt rc_quotes ksh_arrays sh_word_split\n');
	await home.write('.config/zsh/.zshrc', 'setopt no_interactive_comments rc_quotes');
	const exports = {variables: awkward, settings: {}, competing: []};
	const planned = await planSave({exports, destinations: ['shell'], extra: []}, home.ports, elsewhere);
	expect(planned.changes.map(change => path.relative(home.folder, change.path))).toEqual(['.config/onboard/env.sh', '.config/zsh/.zshrc']);
	await apply(planned, home.ports);
	expect((await prove({exports, destinations: ['shell']}, home.ports, {survey: elsewhere})).findings.map(finding => finding.code)).toEqual([
		'save.arrives',
	]);
});

test.skipIf(!has('bash') || !has('zsh') || !has('fish'))('a config folder with an awkward name', async () => {
	const home = await makeHome({XDG_CONFIG_HOME: '~/we ird$HOME`id`"q" \\ü\'s'});
	await home.write('.zshrc', '');
	await home.ports.files.makeFolder(path.join(String(home.ports.env.XDG_CONFIG_HOME), 'fish'));
	const planned = await planSave({exports: someExports, destinations: ['shell'], extra: []}, home.ports, elsewhere);
	await apply(planned, home.ports);
	const {findings} = await prove({exports: someExports, destinations: ['shell']}, home.ports, {survey: elsewhere});
	expect(findings.map(finding => finding.code)).toEqual(['save.arrives', 'save.arrives', 'save.arrives', 'save.arrives']);
	expect((await planSave({exports: someExports, destinations: ['shell'], extra: []}, home.ports, elsewhere)).changes).toEqual([]);
});

describe('the files bash really reads', () => {
	const plannedFiles = async (files: Record<string, string>, shell = 'bash') => {
		const home = await makeHome({SHELL: `/bin/${shell}`});
		await Promise.all(Object.entries(files).map(async ([name, content]) => home.write(name, content)));
		const planned = await planSave({exports: someExports, destinations: ['shell'], extra: []}, home.ports, elsewhere);
		return planned.changes.filter(change => !change.path.includes('onboard/')).map(change => path.relative(home.folder, change.path));
	};

	test.each([
		['an empty home', {}, ['.bashrc', '.profile']],
		['a .profile is never hidden', {'.profile': ''}, ['.bashrc', '.profile']],
		['.bash_profile hides .profile', {'.profile': '', '.bash_profile': ''}, ['.bashrc', '.bash_profile']],
		['.bash_login comes second', {'.profile': '', '.bash_login': ''}, ['.bashrc', '.bash_login']],
		[
			'other shells with a profile get the line too',
			{'.zshrc': '', '.config/fish/config.fish': ''},
			['.bashrc', '.profile', '.zshrc', '.config/fish/conf.d/onboard.fish'],
		],
	])('%s', async (_name, files, expected) => {
		expect(await plannedFiles(files)).toEqual(expected);
	});

	test('for a zsh user, bash files only where they exist', async () => {
		expect(await plannedFiles({}, 'zsh')).toEqual(['.zshrc']);
		expect(await plannedFiles({'.profile': ''}, 'zsh')).toEqual(['.zshrc']);
		expect(await plannedFiles({'.bashrc': '', '.profile': ''}, 'zsh')).toEqual(['.bashrc', '.profile', '.zshrc']);
	});

	test('PowerShell on this platform', async () => {
		expect(await plannedFiles({'.config/powershell/profile.ps1': ''}, 'zsh')).toEqual(['.zshrc', '.config/powershell/profile.ps1']);
	});
});

test('an unknown shell is told what to do', async () => {
	const home = await makeHome({SHELL: '/usr/bin/nu'});
	const planned = await planSave({exports: someExports, destinations: ['shell'], extra: []}, home.ports, elsewhere);
	expect(planned.findings.map(finding => finding.code)).toEqual(['save.unknown-shell']);
	expect(planned.changes.map(change => path.relative(home.folder, change.path))).toEqual(['.config/onboard/env.sh']);
});

test('symbolic links are written through and stay links', async () => {
	const home = await makeHome();
	await home.write('dotfiles/bashrc', '# mine\n', 0o640);
	await symlink('dotfiles/bashrc', path.join(home.folder, '.bashrc'));
	await symlink('dotfiles/profile', path.join(home.folder, '.profile'));
	await mkdir(path.join(home.folder, 'dotfiles/claude'), {mode: 0o755});
	await symlink('dotfiles/claude', path.join(home.folder, '.claude'));
	const before = await home.picture();
	await apply(await planSave({exports: someExports, destinations: ['shell', 'claude'], extra: []}, home.ports, elsewhere), home.ports);
	const after = await home.picture();
	expect(after['.bashrc']).toBe('link dotfiles/bashrc');
	expect(after['.profile']).toBe('link dotfiles/profile');
	expect(after['dotfiles/bashrc']).toMatch(/^file 640/);
	expect(await home.read('dotfiles/profile')).toContain('# onboard');
	expect(await home.read('dotfiles/claude/settings.json')).toContain('us-east-1');
	await undo(home.ports);
	expect(await home.picture()).toEqual(before);
});

test('start files that end early are found out', async () => {
	const home = await makeHome();
	await home.write('.bashrc', 'echo noise; return 0\n');
	await home.write('.profile', 'exit 0\n');
	await apply(await planSave({exports: someExports, destinations: ['shell'], extra: []}, home.ports, elsewhere), home.ports);
	const {findings, summary} = await prove({exports: someExports, destinations: ['shell']}, home.ports, {survey: elsewhere});
	expect(findings.map(finding => [finding.code, finding.title])).toEqual([
		['save.not-proven', 'Whether A new login bash hands over the values could not be seen'],
		['save.not-arriving', 'A new bash does not hand over CLAUDE_CODE_USE_BEDROCK, AWS_REGION, AWS_PROFILE'],
	]);
	expect(summary).toBe('0 of 2 places hand the values over');
});

test('a start file that hangs ends at the limit as not proven', async () => {
	const home = await makeHome();
	await home.write('.bashrc', 'sleep 60\n');
	await home.write('.profile', 'export AWS_REGION=eu-west-1\n');
	await apply(await planSave({exports: someExports, destinations: ['shell'], extra: []}, home.ports, elsewhere), home.ports);
	await home.write('.profile', `${await home.read('.profile')}export AWS_REGION=eu-west-1\n`);
	const {findings} = await prove({exports: someExports, destinations: ['shell']}, home.ports, {survey: elsewhere, limitMs: 1000});
	expect(findings.map(finding => finding.code)).toEqual(['save.not-arriving', 'save.not-proven']);
	expect(findings[0]?.evidence).toEqual([{label: 'AWS_REGION', value: 'eu-west-1 instead of us-east-1'}]);
});

test('settings that Claude Code ignores, or that others win over, are not proven', async () => {
	const home = await makeHome();
	await home.write('.claude/settings.json', '{\n\t// mine\n\t"env": {}\n}\n');
	await home.write('managed/managed-settings.json', '{"env": {"AWS_REGION": "eu-west-1"}}');
	const options = {...elsewhere, managedFolder: path.join(home.folder, 'managed')};
	const planned = await planSave({exports: someExports, destinations: ['claude'], extra: []}, home.ports, options);
	expect(planned.findings.map(finding => finding.code)).toEqual(['save.settings-ignored', 'save.will-lose']);
	await apply(planned, home.ports);
	expect(await home.read('.claude/settings.json')).toContain('// mine');
	const {findings} = await prove({exports: someExports, destinations: ['claude']}, home.ports, {survey: options});
	expect(findings.map(finding => [finding.code, finding.severity])).toEqual([
		['save.not-arriving', 'fail'],
		['save.will-lose', 'warn'],
	]);
});
