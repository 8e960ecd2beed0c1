// SECURITY.md names a test for each threat, and each of them exists.

import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';

const text = readFileSync('SECURITY.md', 'utf8');
const threats = text.slice(text.indexOf('\n## Threats'), text.indexOf('\n## What it does not'));
const rows = threats
	.split('\n')
	.filter(line => line.startsWith('|') && !/^\| (?:threat |---)/u.test(line))
	.map(line =>
		line
			.split('|')
			.map(cell => cell.trim())
			.slice(1, -1),
	);
const testsIn = (cell: string) => [...cell.matchAll(/`(test\/[^`]+)`/gu)].map(([, file]) => file ?? '');

describe('the threat model', () => {
	it('has a table for each kind of attacker', () => {
		expect(threats.match(/^### .+$/gmu)?.length).toBe(7);
		expect(rows.length).toBeGreaterThan(20);
	});

	it.each(rows)('%s: gain, what holds it, and a test that is there', (...cells) => {
		expect(cells).toHaveLength(4);
		expect(cells.every(cell => cell !== '')).toBe(true);
		const files = testsIn(cells[3] ?? '');
		expect(files.length).toBeGreaterThan(0);
		expect(files.filter(file => !file.endsWith('.test.ts') || !existsSync(file))).toEqual([]);
	});

	it('names every test of attacks', () => {
		const named = new Set(testsIn(threats));
		const tests = readdirSync('test/security').filter(name => name.endsWith('.test.ts'));
		expect(tests.filter(name => !named.has(`test/security/${name}`))).toEqual([]);
	});
});
