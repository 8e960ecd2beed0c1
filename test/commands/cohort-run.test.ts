import {mkdtemp, readFile, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {PassThrough} from 'node:stream';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {runCommand} from '../helpers/command.ts';
import {judge} from '../output/samples.ts';

const preset = fileURLToPath(new URL('../../assets/presets/acme.json', import.meta.url));
const roster = [
	'Name,Email,Team,Account,Permission set,Region',
	'Ada,ada@acme.example,Payments,111122223333,ClaudeCodeDeveloper,us-east-1',
	'-Bob,bob@acme.example,Payments,111122223333,ClaudeCodeDeveloper,us-east-1',
	'Eve,eve@acme.example,Data,222233334444,ClaudeCodeDeveloper,us-west-2',
	'Joe,joe@acme.example,Data,333344445555,ClaudeCodeDeveloper,us-east-1',
];

async function cohort(): Promise<{readonly home: string; readonly folder: string}> {
	const home = await mkdtemp(path.join(tmpdir(), 'cohort-'));
	const folder = path.join(home, 'spring');
	await writeFile(path.join(home, 'people.csv'), `${roster.join('\n')}\n`);
	const words = ['--roster', path.join(home, 'people.csv'), '--out', folder, '--preset', preset];
	expect((await runCommand(['cohort', 'init', ...words], {home})).code).toBe(0);
	return {home, folder};
}

test('a dry run says where the lead can sign in, and writes nothing', async () => {
	const {home, folder} = await cohort();
	const shown = await runCommand(['cohort', 'check', folder, '--sandbox', 'bedrock/happy'], {home});
	expect(shown.code).toBe(1);
	expect(shown.stdout).toContain('spring: 4 people in 2 teams, 3 targets.');
	expect(shown.stdout).toContain('with at most 540 calls in all');
	expect(shown.stdout).toContain('yours works for 2 of 3 targets');
	expect(shown.stdout).toMatch(/t003 .*333344445555.* sign-in\.role-not-assigned/u);
	const {stdout} = await runCommand(['cohort', 'check', folder, '--sandbox', 'bedrock/happy', '--json'], {home});
	expect((await judge('cohort-check'))(JSON.parse(stdout))).toEqual([]);
	await expect(readFile(path.join(folder, 'journal.ndjson'))).rejects.toThrow('ENOENT');
});

test('a lead with a bare laptop is told what signs them in, with the answers of the cohort', async () => {
	const {home, folder} = await cohort();
	const {code, stdout} = await runCommand(['cohort', 'check', folder], {home});
	expect(code).toBe(1);
	expect(stdout).toContain('yours works for 0 of 3 targets');
	// `onboard sign-in --profile …` would need a profile, and there is none.
	expect(stdout).toContain(`Next       onboard --preset ${folder}/preset.json (to sign in)\n             onboard cohort check ${folder}\n`);
	await expect(runCommand(['sign-in', '--profile', 'claude-code'], {home})).rejects.toThrow('There is no profile claude-code');
});

test('a dry run claims of another cloud only what exists there', async () => {
	const home = await mkdtemp(path.join(tmpdir(), 'cohort-'));
	const folder = path.join(home, 'spring');
	await writeFile(path.join(home, 'people.csv'), 'Name,Email,Cloud,Resource\nAda,ada@acme.example,Azure,acme-claude\n');
	await runCommand(['cohort', 'init', '--roster', path.join(home, 'people.csv'), '--out', folder], {home});
	const {stdout} = await runCommand(['cohort', 'check', folder, '--sandbox', 'foundry/happy'], {home});
	expect(stdout).toContain('yours works for 1 of 1 target');
	expect(stdout).not.toMatch(/agreement|use-case form/u);
	// An az sign-in does not tell which roles it stands for.
	expect(stdout).toContain("Your role  may be another one than the people's at 1 target");
});

test('a run prints counts, the fix that helps most with its owner, and a line for each target', async () => {
	const {home, folder} = await cohort();
	const {code, stdout, stderr} = await runCommand(['cohort', 'run', folder, '--sandbox', 'bedrock/happy'], {home});
	expect(code).toBe(1);
	expect(stderr).toMatch(/ok t001 .*: proven/u);
	expect(stderr).toMatch(/failed t002 .*: failed: network\.wrong-region-endpoint/u);
	expect(stdout).toContain('spring: 3 targets, 3 looked at now. 1 proven, 1 unproven, 1 failed.');
	expect(stdout).toContain('3 people in ~/spring/kits; 1 get none yet');
	expect(stdout).toMatch(/Capacity {2}an estimate: enough for 1 of 2 targets, too little for 0, unknown for 1\n/u);
	expect(stdout).toContain('Assumes what Claude Code recommends');
	expect(stdout).toMatch(/The fix that helps the most people\n {2}network\.wrong-region-endpoint {2}1 person on 1 target/u);
	expect(stdout).toContain('Owner  network team (#netops)');
	const again = await runCommand(['cohort', 'run', folder, '--sandbox', 'bedrock/happy', '--json'], {home});
	expect((await judge('cohort-run'))(JSON.parse(again.stdout))).toEqual([]);
	expect(JSON.parse(again.stdout)).toMatchObject({kits: 3, withoutKit: ['p0003'], calls: 0});
	expect(again.stderr).toBe('');
	const later = await runCommand(['cohort', 'run', folder, '--sandbox', 'bedrock/happy'], {home});
	// Nothing is left to look at, so nothing says that something is.
	expect(later.stderr).toBe('');
	const told = later.stdout;
	expect(told).toContain('3 targets, 0 looked at now.');
	expect(told).toMatch(/1 person on 1 target\n {2}\S.*\n {2}Fix {4}\S.*\n/u);
	expect(told).toContain('Found by an earlier run, which kept no details; onboard explain network.wrong-region-endpoint tells more.');
});

test('the table of messages is for those who have a kit, and a name that could be a formula is none', async () => {
	const {home, folder} = await cohort();
	await runCommand(['cohort', 'run', folder, '--sandbox', 'bedrock/happy'], {home});
	const table = await readFile(path.join(folder, 'kits', 'messages.csv'), 'utf8');
	expect(table.split('\r\n')[0]).toBe('\uFEFFname,email,team,subject,command,message');
	expect(table).toContain('Ada,ada@acme.example,Payments');
	expect(table).toContain("'-Bob,bob@acme.example");
	expect(table).not.toContain('Eve');
});

test.each([
	[['--concurrency', '0'], /--concurrency is no number/u],
	[['--tokens-per-developer', '1.5'], /--tokens-per-developer is no number/u],
	[['--only', 'nobody'], /team nobody/u],
	[['--store', 'mysql://x'], /--store names no PostgreSQL/u],
])('%j is refused', async (words, message) => {
	const {home, folder} = await cohort();
	await expect(runCommand(['cohort', 'run', folder, '--sandbox', 'bedrock/happy', ...words], {home})).rejects.toThrow(message);
});

test('a run that is stopped says how it goes on, and has lost nothing', async () => {
	const {home, folder} = await cohort();
	const stop = new AbortController();
	const said: string[] = [];
	const stderr = new PassThrough().on('data', (part: Uint8Array) => {
		said.push(String(part));
		// Found means written: the first line of a target comes after its event.
		if (String(part).includes('t001')) {
			stop.abort(new Error('stopped'));
		}
	});
	const words = ['cohort', 'run', folder, '--concurrency', '1', '--sandbox', 'bedrock/happy'];
	await expect(runCommand(words, {home, signal: stop.signal, stderr})).rejects.toThrow('stopped');
	expect(said.join('')).toContain(`Stopped. What was found is kept; onboard cohort run ${folder} goes on from there.`);
	const {stdout} = await runCommand(words, {home});
	expect(stdout).toMatch(/3 targets, [23] looked at now\./u);
	expect(stdout).not.toContain('not looked at');
});
