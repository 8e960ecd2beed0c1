// Completion in the real shells: what Tab offers after a line, in bash, zsh and fish.

import {spawnSync} from 'node:child_process';
import {mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {commands} from '../../src/commands/table.ts';
import {scenarios} from '../../src/sandbox/scenarios/index.ts';
import {runCommand} from '../helpers/command.ts';
import {cleanEnvironment, ptyProblem, start, type PtyProgram} from '../helpers/pty.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

let home = '';
beforeAll(async () => {
	home = mkdtempSync(path.join(tmpdir(), 'onboard-completion-'));
	mkdirSync(path.join(home, 'presets'));
	writeFileSync(path.join(home, 'presets', 'acme.json'), '{}');
	writeFileSync(path.join(home, 'plain.txt'), '');
	for (const shell of shells) {
		writeFileSync(path.join(home, `onboard.${shell}`), (await runCommand(['completion', shell], {home})).stdout);
	}
});
afterAll(() => {
	rmSync(home, {recursive: true, force: true});
});

const probe = path.join(import.meta.dirname, 'completion-probe.zsh');

const runIn = (shell: Shell, parameters: readonly string[]) =>
	spawnSync(shell, parameters, {cwd: home, encoding: 'utf8', env: cleanEnvironment(home)});
const isInstalled = (shell: Shell) => spawnSync(shell, ['-c', 'exit 0']).status === 0;
const firstWords = [...new Set(commands.map(command => command.name.split(' ')[0] ?? ''))].filter(word => word !== '').toSorted();
const names = scenarios.map(scenario => scenario.name);

/** What is offered after each line, sorted; a line that ends in a space asks for a new word. */
const offered: ReadonlyArray<readonly [line: string, expected: readonly string[]]> = [
	['onboard ', firstWords],
	['onboard doc', ['doctor']],
	['onboard sandbox ', ['list', 'serve']],
	['onboard sandbox list ', []],
	['onboard sandbox serve --scenario bedrock/happy-', names.filter(name => name.startsWith('bedrock/happy-')).toSorted()],
	['onboard --sandbox vertex/happ', names.filter(name => name.startsWith('vertex/happ')).toSorted()],
	['onboard --sandbox=vertex/happ', names.filter(name => name.startsWith('vertex/happ')).toSorted()],
	['onboard --sandbox doc', ['doctor']],
	['onboard --sandbox bedrock/happy doc', ['doctor']],
	['onboard doctor --only ', ['configuration', 'models', 'network', 'sign-in', 'terms']],
	['onboard doctor --only=mo', ['models']],
	['onboard doctor --only network --js', ['--json']],
	['onboard --profile-n', ['--profile-name']],
	['onboard sign-in --profile doctor --dev', ['--device-code']],
	['onboard --profile-name sandbox --provider v', ['vertex']],
	['onboard completion ', ['bash', 'fish', 'zsh']],
	['onboard completion fish ', []],
	['onboard preset check pres', ['presets/']],
	['onboard preset check presets/', ['presets/acme.json']],
	['onboard doctor --home pl', []],
];

describe.skipIf(!isInstalled('bash'))('bash', () => {
	// Words as readline hands them over: `=` stands alone.
	const complete = (line: string): readonly string[] => {
		const words = line.split(' ').flatMap(word => word.split(/(?<==)|(?==)/u));
		const script = `. ./onboard.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _onboard; printf '%s\\n' "\${COMPREPLY[@]}"`;
		const {stdout, stderr} = runIn('bash', ['--norc', '-c', script, 'bash', ...words]);
		expect(stderr).toBe('');
		return sorted(stdout.split('\n'));
	};

	test.each(offered)('%s', (line, expected) => {
		// readline adds the slash of a folder itself.
		expect(complete(line)).toEqual(expected.map(word => word.replace(/\/$/u, '')));
	});

	test.skipIf(ptyProblem !== undefined)('by Tab', async () => {
		const shell = start({file: 'bash', parameters: ['--norc', '--noprofile', '-i'], home, env: {PS1: '$ '}});
		expect(await finished(shell, '. ./onboard.bash')).toEqual(finishedLines);
	});
});

describe.skipIf(!isInstalled('zsh') || ptyProblem !== undefined)('zsh', () => {
	test('offers', async () => {
		const shell = start({file: 'zsh', parameters: ['-f', '-i'], home, env: {PS1: '$ '}});
		try {
			shell.send(`source ${probe}\nprintf 'loa%s\\n' ded\n`);
			await shell.waitForText(/^loaded/mu);
			for (const [index, [line, expected]] of offered.entries()) {
				shell.send(`${line}\u0014`);
				await shell.waitForText(`answered ${index + 1}.`);
				const words = readFileSync(path.join(home, 'offered.txt'), 'utf8').split('\n');
				// Where no word fits, zsh offers flags.
				const found = sorted([...new Set(words)]).filter(word => expected.length > 0 || !word.startsWith('--'));
				expect(found, line).toEqual(expected.map(word => word.replace(/\/$/u, '')));
			}
		} finally {
			shell.kill('SIGKILL');
			await shell.exit;
		}
	});

	test('by Tab', async () => {
		const shell = start({file: 'zsh', parameters: ['-f', '-i'], home, env: {PS1: '$ '}});
		expect(await finished(shell, 'autoload -Uz compinit && compinit -u; source ./onboard.zsh')).toEqual(finishedLines);
	});
});

describe.skipIf(!isInstalled('fish'))('fish', () => {
	test.each(offered)('%s', (line, expected) => {
		const {stdout, stderr} = runIn('fish', ['--no-config', '-c', 'source onboard.fish; complete -C $argv[1]', line]);
		expect(stderr).toBe('');
		const isInline = / --[\w-]+=[^ ]*$/u.test(line);
		expect(sorted(stdout.split('\n').map(row => row.split('\t')[0] ?? ''))).toEqual(
			isInline ? expected.map(word => `${/--[\w-]+=/u.exec(line)?.[0]}${word}`) : expected,
		);
	});
});

const finishedLines = ['onboard sandbox list --json', 'onboard doctor --only=network'];

/** Types lines up to their Tabs; answers what the shell made of them. */
async function finished(shell: PtyProgram, load: string): Promise<readonly string[]> {
	try {
		shell.send(`${load}\nprintf 'loa%s\\n' ded\n`);
		await shell.waitForText(/^loaded/mu);
		const lines: string[] = [];
		for (const [typed, last] of [
			['onboard sandb\tli\t--js\t', '--json'],
			['onboard doctor --only=net\t', 'network'],
		] as const) {
			shell.send(`\u0015${typed}`);
			const screen = await shell.waitForText(last);
			lines.push(/onboard .*\S/u.exec(screen.split('\n').findLast(row => row.includes('onboard ')) ?? '')?.[0] ?? '');
			shell.send('\u0015');
		}

		return lines;
	} finally {
		shell.kill('SIGKILL');
		await shell.exit;
	}
}

function sorted(words: readonly string[]): readonly string[] {
	return words
		.map(word => word.trim())
		.filter(word => word !== '')
		.toSorted();
}
