import {mkdtemp, readFile, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {runCommand} from '../helpers/command.ts';

async function place(roster: string): Promise<{readonly home: string; readonly roster: string}> {
	const home = await mkdtemp(path.join(tmpdir(), 'cohort-'));
	await writeFile(path.join(home, 'people.csv'), roster);
	return {home, roster: path.join(home, 'people.csv')};
}

const good = 'Name,Email,Team,Cloud\nAda,ada@acme.example,Payments,AWS\nEve,eve@acme.example,Data,AWS\n';

test('a good roster makes a cohort, and says what comes next', async () => {
	const {home, roster} = await place(good);
	const folder = path.join(home, "Ada's spring");
	const {code, stdout} = await runCommand(['cohort', 'init', '--roster', roster, '--out', folder, '--name', 'spring'], {home});
	expect(code).toBe(0);
	expect(stdout).toContain('spring: 2 people in 2 teams, 1 target.');
	// A command to copy: as it was typed, and one word for the shell.
	expect(stdout).toContain(String.raw`onboard cohort check '${home}/Ada'\''s spring'`);
	const codes = Object.values(JSON.parse(await readFile(path.join(folder, 'codes.json'), 'utf8')) as Record<string, string>);
	expect(codes.filter(joinCode => stdout.includes(joinCode))).toEqual([]);
});

test('a bad roster makes nothing and names every row', async () => {
	const {home, roster} = await place(`${good}Bob,bob at acme,Data,AWS\n=1+1,x@acme.example,Data,AWS\n`);
	const {code, stderr} = await runCommand(['cohort', 'init', '--roster', roster, '--out', path.join(home, 'spring')], {home});
	expect(code).toBe(2);
	expect(stderr).toContain('2 problems; nothing was made. 2 rows would be good.');
	expect(stderr).toContain('row 4, Email  is not an e-mail address');
	expect(stderr).toContain('row 5, Name  is a formula');
	await expect(readFile(path.join(home, 'spring', 'cohort.json'))).rejects.toThrow('ENOENT');
});

test('JSON holds every problem, and no join code', async () => {
	const rows = Array.from({length: 100}, (_, index) => `Person ${index},not an address,Data,AWS`).join('\n');
	const bad = await place(`Name,Email,Team,Cloud\n${rows}\n`);
	const refused = await runCommand(['cohort', 'init', '--roster', bad.roster, '--out', path.join(bad.home, 'x'), '--json'], {
		home: bad.home,
	});
	expect((JSON.parse(refused.stdout) as {problems: readonly unknown[]}).problems).toHaveLength(100);
	const {home, roster} = await place(good);
	const made = await runCommand(['cohort', 'init', '--roster', roster, '--out', path.join(home, 'x'), '--json'], {home});
	expect(JSON.parse(made.stdout)).toMatchObject({schema: 'onboard/cohort-init@1', isGood: true, name: 'x'});
	expect(JSON.parse(made.stdout)).not.toHaveProperty('codes');
});

test('brought up to date, a cohort keeps its preset, its name and everybody’s join code', async () => {
	const {home, roster} = await place('Name,Email\nAda,ada@acme.example\n');
	const preset = path.resolve(import.meta.dirname, '../../assets/presets/acme.json');
	const init = async (...more: readonly string[]) =>
		runCommand(['cohort', 'init', '--roster', 'people.csv', '--out', 'spring', ...more], {home, folder: home});
	const held = async (file: string) => JSON.parse(await readFile(path.join(home, 'spring', file), 'utf8')) as Record<string, unknown>;
	await init('--preset', preset, '--name', 'Spring 2027');
	const before = await held('codes.json');
	await writeFile(roster, 'Name,Email\nEve,eve@acme.example\nAda,ada@acme.example\n');
	const {code, stdout} = await init();
	expect([code, stdout.split('\n')[0]]).toEqual([0, expect.stringMatching(/Spring 2027: 2 people in 1 team, 1 target\.$/u)]);
	expect(stdout).toContain('1 person new; everybody else keeps their join code.');
	expect(await held('codes.json')).toMatchObject(before);
	expect((await init()).stdout).toContain('Nobody new; everybody keeps their join code.');
	expect(await held('cohort.json')).toMatchObject({name: 'Spring 2027', targets: [{answers: {account: '111122223333'}}]});
});

test.each([
	[['--out', 'x'], /--roster is missing/u],
	[['--roster', 'x.csv'], /--out is missing/u],
	[['--roster', 'none.csv', '--out', 'x'], /There is no file/u],
	[['--roster', 'people.csv', '--out', 'x', '--collector', 'http://far.example'], /without encryption/u],
])('%j', async (words, message) => {
	const {home} = await place(good);
	await expect(runCommand(['cohort', 'init', ...words], {home, folder: home})).rejects.toThrow(message);
});
