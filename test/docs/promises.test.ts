// The page of promises names tests and commands that exist, and every promise has a figure.

import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const page = await readFile(path.join(root, 'docs/promises.md'), 'utf8');
const rows = page
	.split('\n')
	.filter(text => text.startsWith('| '))
	.slice(2)
	.map(text => text.split(' | ').map(cell => cell.replaceAll(/^\| *| *\|$/gu, '').trim()));

test('there are rows for every promise', () => {
	const promises = ['lost data', 'half-written file', 'secret', 'hang', 'false pass', 'undo', 'offline'];
	expect(promises.filter(name => !rows.some(([promise = '']) => promise.toLowerCase().includes(name)))).toEqual([]);
});

test.each(rows)('%s: %s', async (promise, shown, figure) => {
	expect([promise, shown, figure]).not.toContain('');
	expect(figure).toMatch(/\d|not proven/u);
	const files = [...(shown ?? '').matchAll(/`(?:[^`]* )?(?<file>test\/[^`\s]+)`/gu)].map(({groups}) => groups?.['file'] ?? '');
	const scripts = [...(shown ?? '').matchAll(/npm run (?<name>[\w:-]+)/gu)].map(({groups}) => groups?.['name'] ?? '');
	expect(files.length + scripts.length, 'a test file or an npm script').toBeGreaterThan(0);
	expect(files.filter(file => !existsSync(path.join(root, file)))).toEqual([]);
	const {scripts: known} = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {scripts: object};
	expect(scripts.filter(name => !Object.hasOwn(known, name))).toEqual([]);
});
