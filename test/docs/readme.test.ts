// The README names every command there is and no other, and each of its links and pictures leads to a file.

import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {commands} from '../../src/commands/table.ts';

const root = path.resolve(import.meta.dirname, '../..');
const page = await readFile(path.join(root, 'README.md'), 'utf8');
const listed = [...page.matchAll(/^onboard(?<name>(?: [a-z-]+)*) {2,}(?<what>.+)$/gmu)].map(({groups}) => ({
	name: (groups?.['name'] ?? '').trim(),
	what: groups?.['what'] ?? '',
}));

test('the list of commands is the one of --help', () => {
	const missing = commands.filter(({name}) => {
		const [group = '', verb] = name.split(' ');
		const row = listed.find(candidate => candidate.name === group);
		return row === undefined || (verb !== undefined && !new RegExp(`\\b${verb}\\b`, 'u').test(row.what));
	});
	expect(missing.map(({name}) => name)).toEqual([]);
	const first = new Set(commands.map(({name}) => name.split(' ')[0]));
	expect(listed.map(({name}) => name).filter(name => !name.startsWith('--') && !first.has(name))).toEqual([]);
});

test('every link and picture exists', () => {
	const targets = [...page.matchAll(/\]\((?<target>[^)#]+)/gu)]
		.map(({groups}) => groups?.['target'] ?? '')
		.filter(target => !target.includes(':'));
	expect(targets.length).toBeGreaterThan(12);
	expect(targets.filter(target => !existsSync(path.join(root, target)))).toEqual([]);
});
