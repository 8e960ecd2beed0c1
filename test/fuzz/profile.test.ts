// Start files of shells, whatever bytes they hold: our line goes in once, nothing else changes, and undo gives the old bytes back.

import fc from 'fast-check';
import {expect} from 'vitest';
import {apply} from '../../src/save/apply.ts';
import {profileLine, recognize} from '../../src/save/fragment.ts';
import {planProfile} from '../../src/save/profile-line.ts';
import {planSave} from '../../src/save/plan.ts';
import type {Dialect} from '../../src/save/quote.ts';
import {undo} from '../../src/save/undo.ts';
import {readAssignments} from '../../src/survey/shell-file.ts';
import {anyBytes, holds, obeyed} from '../helpers/fuzz.ts';
import {elsewhere, makeHome, someExports} from '../save/home.ts';

const where = {env: {}, host: {platform: 'linux', home: '/home/ada', folder: '/', nodeVersion: '24.0.0'}} as const;
const other = {...where, host: {...where.host, home: '/home/old'}};
const dialects: readonly Dialect[] = ['posix', 'fish', 'powershell'];
const line = (dialect: Dialect) => profileLine(dialect, where);

const shapes = dialects.map(dialect => {
	const [own, old] = [line(dialect), profileLine(dialect, {...other, env: {XDG_CONFIG_HOME: '/elsewhere'}})];
	const pieces = [
		own,
		`${own}\n`,
		`${own}\r\n`,
		`\n${own}\n`,
		`\n${old}\n`,
		own.slice(0, 30),
		`# ${own}\n`,
		'# onboard',
		'\\\n',
		'`\n',
		"'",
		'"',
		'export A=1',
	];
	return {dialect, bytes: anyBytes(...pieces)};
});

type Encoding = (bytes: Uint8Array) => string;
const bytewise: Encoding = bytes => Buffer.from(bytes).toString('latin1');
const wide: Encoding = bytes => Buffer.from(bytes).toString('utf16le');
const linesOf = (text: string) => text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
const bare = (own: string) => own.replace(/\r?\n$/u, '');

function check(dialect: Dialect, before: Uint8Array, read: Encoding): void {
	const plan = planProfile(before, line(dialect), dialect);
	if (plan.kind === 'damaged') {
		// Only what stands there is shown, and nothing that a terminal obeys.
		expect(linesOf(read(before)).some(own => recognize(dialect, bare(own)) === 'damaged')).toBe(true);
		expect(plan.line).not.toMatch(obeyed);
		return;
	}

	const result = plan.kind === 'changed' ? plan.after : before;
	const outside = (bytes: Uint8Array) =>
		linesOf(read(bytes))
			.filter(own => recognize(dialect, bare(own)) !== 'ours')
			.join('');
	const [old, kept] = [outside(before), outside(result)];
	expect(kept.startsWith(old) && /^(?:\r?\n){0,2}$/u.test(kept.slice(old.length))).toBe(true);
	expect(linesOf(read(result)).filter(own => bare(own) === line(dialect))).toHaveLength(1);
	expect(planProfile(result, line(dialect), dialect).kind).toBe('unchanged');
}

for (const {dialect, bytes} of shapes) {
	holds(
		`${dialect}: once, and nothing else`,
		fc.property(bytes, before => {
			check(dialect, before, bytewise);
		}),
	);
}

holds(
	'UTF-16 of either byte order keeps its encoding',
	fc.property(
		fc.array(fc.oneof(fc.string({unit: 'binary'}), fc.constantFrom('\r\n', '\n', line('powershell')))),
		fc.boolean(),
		(parts, isBig) => {
			const little = Buffer.from(`\uFEFF${parts.join('')}`, 'utf16le');
			const before = new Uint8Array(isBig ? Buffer.from(little).swap16() : little);
			check('powershell', before, isBig ? bytes => wide(new Uint8Array(Buffer.from(bytes).swap16())) : wide);
		},
	),
	{examples: [[['a\r\n'], true]]},
);

holds(
	'reading assignments never fails, and names only variables',
	fc.property(
		fc.constantFrom('posix', 'fish', 'powershell', 'plain'),
		fc.array(
			fc.oneof(
				fc.constantFrom(
					'export ',
					'set -gx ',
					'$env:',
					'A=',
					"'",
					'"',
					'$HOME',
					'~/',
					'\\',
					'\n',
					' ',
					'${',
					'AWS_REGION=eu',
					'=',
					'-x',
					'\0',
				),
				fc.string({maxLength: 5}),
				fc.constantFrom(' ', "'", '"', '-g ', 'A=', '$HOME').map(part => part.repeat(5000)),
			),
			{maxLength: 14},
		),
		(dialect, parts) => {
			const began = process.threadCpuUsage();
			for (const {name} of readAssignments(parts.join(''), dialect, '/home/ada')) {
				expect(name).toMatch(/^[A-Za-z_]\w*$/u);
			}

			const {user} = process.threadCpuUsage(began);
			expect(user / 1000).toBeLessThan(500);
		},
	),
);

holds(
	'saved for real: every profile has the line once, and undo leaves no trace',
	fc.asyncProperty(shapes[0]!.bytes, shapes[0]!.bytes, shapes[2]!.bytes, async (bash, zsh, powershell) => {
		const home = await makeHome();
		await home.write('.bashrc', bash);
		await home.write('.zshrc', zsh);
		await home.write('.config/powershell/profile.ps1', powershell);
		const before = await home.picture();
		const planned = await planSave({exports: someExports, destinations: ['shell'], extra: []}, home.ports, elsewhere);
		await apply(planned, home.ports);
		expect((await planSave({exports: someExports, destinations: ['shell'], extra: []}, home.ports, elsewhere)).changes).toEqual([]);
		expect((await undo(home.ports)).refused).toEqual([]);
		expect(await home.picture()).toEqual(before);
	}),
	{usual: 15, cost: 40},
);
