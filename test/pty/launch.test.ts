// The built program starts, explains itself, and ends with the right exit code, under every Node it must run on.

import {spawn, spawnSync, type SpawnSyncReturns} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {transform} from 'esbuild';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import manifest from '../../package.json' with {type: 'json'};
import {nodes} from '../helpers/nodes.ts';
import {builtProgram, cleanEnvironment, ptyProblem, start} from '../helpers/pty.ts';

let home = '';
beforeAll(() => {
	home = mkdtempSync(path.join(tmpdir(), 'onboard-launch-'));
});
afterAll(() => {
	rmSync(home, {recursive: true, force: true});
});

describe.each(nodes.map(node => [node.name, node.path] as const))('%s', (_name, node) => {
	const run = (...parameters: readonly string[]): SpawnSyncReturns<string> =>
		spawnSync(node, [builtProgram, ...parameters], {env: cleanEnvironment(home), encoding: 'utf8', cwd: home});

	test('--version prints the version and nothing else', () => {
		const {status, stdout, stderr} = run('--version');
		expect([status, stdout, stderr]).toEqual([0, `${manifest.version}\n`, '']);
	});

	test('--help prints help to stdout', () => {
		const {status, stdout, stderr} = run('--help');
		expect([status, stderr]).toEqual([0, '']);
		expect(stdout).toContain('onboard doctor');
	});

	test('an unknown flag is one line on stderr, names the nearest flag, and exits 2', () => {
		const {status, stdout, stderr} = run('--regoin', 'us-east-1');
		expect([status, stdout, stderr]).toEqual([2, '', 'There is no flag --regoin. Did you mean --region?\n']);
	});

	test.skipIf(ptyProblem !== undefined)('on a terminal an error is broken at words', async () => {
		const program = start({home, node, columns: 60, parameters: ['--preset', 'nope.json']});
		expect((await program.exit).code).toBe(2);
		expect(program.screen().trim()).toBe('There is no preset nope.json (from --preset). Check the\npath, or give an https address.');
	});

	test('escape sequences in what was typed do not reach the terminal', () => {
		expect(run('\u001B[31mred').stderr).toBe('There is no command red. See onboard --help.\n');
	});

	test('a closed stdin is no error', () => {
		const {status, stdout} = spawnSync('/bin/sh', ['-c', 'exec "$0" "$@" <&-', node, builtProgram, 'sandbox', 'list'], {
			env: cleanEnvironment(home),
			encoding: 'utf8',
		});
		expect(status).toBe(0);
		expect(stdout).toContain('bedrock/happy');
	});

	test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends a program that runs until it is stopped, in order', async signal => {
		const child = spawn(node, [builtProgram, 'sandbox', 'serve', '--home', path.join(home, signal)], {
			env: cleanEnvironment(home),
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		child.stdout.on('data', chunk => {
			if (String(chunk).includes('env.sh')) {
				child.kill(signal);
			}
		});
		const ended = await new Promise(resolve => {
			child.on('close', (code, by) => {
				resolve({code, by});
			});
		});
		expect(ended).toEqual({code: 0, by: null});
	});

	test('a reader that goes away is no error', async () => {
		const child = spawn(node, [builtProgram, '--help'], {env: cleanEnvironment(home), stdio: ['ignore', 'pipe', 'pipe']});
		child.stdout.destroy();
		let complaints = '';
		child.stderr.on('data', chunk => {
			complaints += String(chunk);
		});
		const code = await new Promise(resolve => {
			child.on('close', resolve);
		});
		expect([code, complaints]).toEqual([0, '']);
	});
});

describe('files', () => {
	const folder = path.dirname(builtProgram);

	test('the launcher uses no syntax newer than Node 12, so that an old Node can show its line', async () => {
		const source = readFileSync(builtProgram, 'utf8');
		const print = async (target: string) => (await transform(source, {target, format: 'esm'})).code;
		expect(await print('node12.20')).toBe(await print('esnext'));
		expect(source.match(/\bimport\b(?!\()/g)).toBe(null);
	});

	test('--version and --help load less than 64 KB, so neither Ink nor a cloud client', () => {
		const starts = readdirSync(folder).filter(name => name === 'main.js' || /^(?:launch|help)-/.test(name));
		const loaded = new Set(starts.flatMap(name => [...closure(folder, name)]));
		expect(loaded.size).toBeGreaterThan(2);
		expect([...loaded].reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0)).toBeLessThan(64 * 1024);
	});

	test('the notices name the packages that are compiled in', () => {
		const notices = readFileSync(path.join(folder, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
		expect(notices).not.toContain('undefined');
		expect(
			['ink', 'react', 'yoga-layout', 'conf', '@aws-sdk/client-bedrock-runtime', '@smithy/core'].filter(
				name => !notices.includes(`\n${name} `),
			),
		).toEqual([]);
	});
});

/** A chunk and everything it imports statically. */
function closure(folder: string, name: string, seen = new Set<string>()): ReadonlySet<string> {
	if (!seen.has(name)) {
		seen.add(name);
		for (const [, imported = ''] of readFileSync(path.join(folder, name), 'utf8').matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) {
			closure(folder, imported, seen);
		}
	}

	return seen;
}
