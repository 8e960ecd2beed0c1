import {mkdtemp, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {makeCohort, openCohort, places} from '../../src/cohort/folder.ts';
import {digestOfCode, isSameDigest, readJoinCode} from '../../src/cohort/join-code.ts';
import {rosterOf} from '../../src/cohort/roster/roster.ts';
import {nodePorts} from '../../src/ports/node.ts';

const ports = nodePorts({});

function roster(...emails: readonly string[]) {
	const rows = emails.map((email, index) => ({
		row: index + 2,
		cells: new Map([
			['Name', email.split('@')[0] ?? ''],
			['Email', email],
			['Account', email.toLowerCase().startsWith('ada') ? '111122223333' : '444455556666'],
		]),
	}));
	return rosterOf({columns: ['Name', 'Email', 'Account'], rows, blank: []}, {provider: 'bedrock'});
}

async function newPlace(): Promise<string> {
	return path.join(await mkdtemp(path.join(tmpdir(), 'cohort-')), 'spring');
}

test('what is made can be opened, and join codes are for the lead alone', async () => {
	const folder = await newPlace();
	const {cohort, added, left} = await makeCohort({folder, name: 'Spring', ...roster('ada@acme.example', 'eve@acme.example')}, ports);
	expect(await openCohort(folder, ports)).toEqual(cohort);
	expect([added.length, left.length]).toEqual([2, 0]);
	expect((await stat(places(folder).codes)).mode & 0o777).toBe(0o600);
	expect((await stat(folder)).mode & 0o777).toBe(0o700);
	expect(new Set(Object.values(cohort.codes)).size).toBe(2);
});

test('a newer roster keeps ids and codes, adds people, and says who is gone', async () => {
	const folder = await newPlace();
	const first = await makeCohort({folder, name: 'Spring', ...roster('ada@acme.example', 'eve@acme.example')}, ports);
	const second = await makeCohort({folder, name: 'Spring', ...roster('new@acme.example', 'Ada@acme.example')}, ports);
	expect(second.cohort.people.map(({id, email, target}) => [id, email, target])).toEqual([
		['p0003', 'new@acme.example', 't002'],
		['p0001', 'Ada@acme.example', 't001'],
	]);
	expect(second.left.map(({id}) => id)).toEqual(['p0002']);
	expect(second.added.map(({id}) => id)).toEqual(['p0003']);
	expect(second.cohort.codes).toMatchObject(first.cohort.codes);
	expect(second.cohort.id).toBe(first.cohort.id);
	const third = await makeCohort({folder, name: 'Spring', ...roster('late@acme.example')}, ports);
	expect(third.cohort.people.map(({id}) => id)).toEqual(['p0004']);
});

test('a folder with other things is left alone', async () => {
	const folder = path.dirname(await newPlace());
	await writeFile(path.join(folder, 'mine.txt'), 'mine');
	await expect(makeCohort({folder, name: 'Spring', ...roster('ada@acme.example')}, ports)).rejects.toThrow(/not empty/u);
});

test('a damaged or missing cohort is said', async () => {
	const folder = await newPlace();
	await expect(openCohort(folder, ports)).rejects.toThrow(/holds no cohort/u);
	await makeCohort({folder, name: 'Spring', ...roster('ada@acme.example')}, ports);
	await writeFile(places(folder).cohort, '{"schema": "onboard/cohort@1"}');
	await expect(openCohort(folder, ports)).rejects.toThrow(/not what a cohort's folder holds/u);
});

test('a disk that is full is said and changes nothing', async () => {
	const folder = await newPlace();
	const {cohort} = await makeCohort({folder, name: 'Spring', ...roster('ada@acme.example')}, ports);
	const full = {
		...ports,
		files: {
			...ports.files,
			async writeAtomic(): Promise<void> {
				throw Object.assign(new Error('ENOSPC: no space left on device'), {code: 'ENOSPC'});
			},
		},
	};
	await expect(makeCohort({folder, name: 'Spring', ...roster('eve@acme.example')}, full)).rejects.toThrow(/cannot be written/u);
	expect(await openCohort(folder, ports)).toEqual(cohort);
});

test('a join code is read as people type it, and one slip is noticed', async () => {
	const {cohort} = await makeCohort({folder: await newPlace(), name: 'Spring', ...roster('ada@acme.example')}, ports);
	const code = cohort.codes['p0001'] ?? '';
	expect(code).toMatch(/^[\dA-Z]{4}(?:-[\dA-Z]{4}){3}$/u);
	expect(readJoinCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code);
	const slips = [...code].flatMap((letter, index) =>
		letter === '-'
			? []
			: [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']
					.filter(other => other !== letter)
					.map(other => code.slice(0, index) + other + code.slice(index + 1)),
	);
	expect(slips.filter(slip => readJoinCode(slip) !== undefined)).toEqual([]);
	expect(isSameDigest(digestOfCode(code), digestOfCode(code))).toBe(true);
	expect(isSameDigest(digestOfCode(code), digestOfCode(`${code}x`))).toBe(false);
});
