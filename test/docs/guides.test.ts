// The guides tell the truth: its output is printed anew by the program, its commands parse, its codes exist.
// After a wanted change, store the page with: npx vitest run --project unit test/docs -u

import {copyFile, mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {declarations} from '../../src/catalog/index.ts';
import {parse} from '../../src/commands/parse.ts';
import {commands} from '../../src/commands/table.ts';
import {printLines} from '../../src/output/lines.ts';
import {line} from '../../src/core/document.ts';
import {providers} from '../../src/providers/all.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {runCommand} from '../helpers/command.ts';
import {cleanEnvironment} from '../helpers/pty.ts';

const pages = await Promise.all(
	(['help-desk', 'developer', 'cohort-lead', 'platform-team'] as const).map(
		async name => [name, await readFile(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8')] as const,
	),
);
/** `typed=a;b` types lines, `both` shows what goes to standard error too, `lines=20` cuts the output there. */
const block =
	/```console(?: typed=(?<typed>\S+))?(?<both> both)?(?: lines=(?<lines>\d+))?\n\$ onboard (?<words>[^\n]+)\n(?<output>[^]*?)```/gu;

let home = '';
beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'onboard-help-desk-'));
	// The example organization's presets, as its platform team has them.
	for (const name of ['acme', 'acme-vertex', 'acme-foundry']) {
		await copyFile(new URL(`../../assets/presets/${name}.json`, import.meta.url), path.join(home, `${name}.json`));
	}
});
afterAll(async () => {
	await rm(home, {recursive: true, force: true});
});

test.each(pages)('%s: every output is what the program prints', {timeout: 240_000}, async (name, page) => {
	// Diagnostic codes carry the Node and the system.
	const real = nodePorts({home, env: cleanEnvironment(home), folder: home});
	const runs = await Promise.all(
		[...page.matchAll(block)].map(async ({groups}) => {
			const typed = groups?.['typed']?.split(';').map(answer => `${answer}\n`);
			const {stdout, stderr} = await runCommand((groups?.['words'] ?? '').split(' '), {
				home,
				ports: {...real, host: {...real.host, platform: 'linux', nodeVersion: '24.11.0'}},
				...(typed === undefined ? {} : {input: typed.join('')}),
			});
			// What goes into a file stands here as it does there.
			const isFile = /^preset (?:init|export)/u.test(groups?.['words'] ?? '');
			const shown = isFile ? stdout.replaceAll('\t', '  ') : quoted(stdout);
			return cut(groups?.['both'] === undefined ? shown : `${shown}${quoted(stderr)}`, Number(groups?.['lines'] ?? 1000));
		}),
	);
	expect(runs.length).toBeGreaterThanOrEqual({'help-desk': 10, developer: 1, 'cohort-lead': 0, 'platform-team': 4}[name]);
	let next = 0;
	const printed = page.replaceAll(block, (whole: string) => `${whole.split('\n').slice(0, 2).join('\n')}\n${runs[next++] ?? ''}\`\`\``);
	await expect(printed).toMatchFileSnapshot(`../../docs/${name}.md`);
});

describe.each(pages)('%s: what it names exists', (name, page) => {
	const inline = [...page.matchAll(/`(?<text>[^`\n]+)`/gu)].map(({groups}) => groups?.['text'] ?? '');
	const called = [...page.matchAll(/^\$ (?<text>.+)$/gmu)].map(({groups}) => groups?.['text'] ?? '');
	const typed = [...inline, ...called].filter(text => /^(?:npx )?onboard(?: |$)/u.test(text));

	test.each([...new Set(typed)].map(text => [text]))('%s', text => {
		const words = text.split(' ').slice(text.startsWith('npx') ? 2 : 1);
		// Named without what it takes, a command is given something.
		const taken = commands.find(command => command.name !== '' && command.name === words.join(' '))?.words ?? [];
		expect(parse([...words, ...taken.filter(word => !word.startsWith('['))], providers).kind).toBe('run');
	});

	test('every finding code', () => {
		const families = new Set(Object.keys(declarations).map(code => code.split('.')[0]));
		const codes = inline.filter(text => /^[a-z-]+\.[a-z-]+$/u.test(text) && families.has(text.split('.')[0]));
		expect(codes.length).toBeGreaterThan(name === 'help-desk' ? 5 : -1);
		expect(codes.filter(code => !Object.hasOwn(declarations, code))).toEqual([]);
	});
});

/** The first lines of an output. */
function cut(text: string, most: number): string {
	const rows = text.split('\n');
	return rows.length <= most ? text : `${rows.slice(0, most).join('\n')}\n[…]\n`;
}

/** The output for the page: without what differs from run to run, without its longest parts, wrapped as a terminal wraps it. */
function quoted(stdout: string): string {
	const text = stdout
		.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/gu, '2026-11-23 14:03')
		.replaceAll(/(?<=\b(?:at|until) )\d\d:\d\d\b/gu, '14:03')
		.replaceAll(/(?<=, )\d+ (?:min|h)(?= ago)/gu, '1 min')
		.replaceAll(/\/[^\s]*onboard-(?:sandbox|help-desk)-\w+/gu, '/home/dana')
		.replaceAll(/\(request [\da-f-]+\)/gu, '(request 795524bb-…)')
		.replaceAll(/\(\d+ ms\)/gu, '(20 ms)')
		// What was good is on the screen of whoever runs it.
		.replaceAll(/(?<=\n)(?:Checked|Programs)\n[^]*?(?:\n(?=\n)|$)/gu, '[…]\n');
	const rows = text
		.trimEnd()
		.split('\n')
		.map(row =>
			line([/^ {2}\S.{0,11}? {2,}/u.exec(row)?.[0] ?? /^ */u.exec(row)?.[0] ?? '', 'plain'], row.replace(/^ {2}\S.{0,11}? {2,}|^ */u, '')),
		);
	return printLines(rows, {width: 110});
}
