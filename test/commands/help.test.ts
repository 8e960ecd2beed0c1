// Help is written from the command table; every page is stored so that a changed word is a visible change.

import {describe, expect, test} from 'vitest';
import {providers} from '../../src/providers/all.ts';
import {flagsFor, flagText} from '../../src/commands/flags.ts';
import {helpFor} from '../../src/commands/help.ts';
import {flagsOf} from '../../src/commands/flags-of.ts';
import {commands} from '../../src/commands/table.ts';
import {UserError} from '../../src/core/errors.ts';

const groups = [...new Set(commands.flatMap(command => (command.name.includes(' ') ? [command.name.split(' ')[0] ?? ''] : [])))];

describe('pages', () => {
	test.each([...commands.map(command => command.name), ...groups].map(name => [name]))('onboard %s --help', async name => {
		const words = name.split(' ').filter(word => word !== '');
		await expect(helpFor(words, 100, providers)).toMatchFileSnapshot(`pages/${name === '' ? 'onboard' : name.replaceAll(' ', '-')}.txt`);
	});

	test.each(commands.map(command => [command.name, command] as const))('onboard %s fits 60 columns', (name, command) => {
		const text = helpFor(
			name.split(' ').filter(word => word !== ''),
			60,
			providers,
		);
		const examples = new Set(command.examples.map(example => `  ${example}`));
		expect(
			text
				.split('\n')
				.filter(line => line.length > 60 && !examples.has(line) && !line.startsWith('Exit codes') && !line.startsWith(command.summary)),
		).toEqual([]);
	});

	test('a page that does not exist names the way to one', () => {
		expect(() => helpFor(['frobnicate'], 80, providers)).toThrow(UserError);
	});
});

describe('table', () => {
	test('every flag belongs to a command', () => {
		const used = new Set(commands.flatMap(command => flagsOf(command, providers)));
		expect(Object.keys(flagsFor(providers)).filter(name => !used.has(name))).toEqual([]);
	});

	test.each(commands.map(command => [command.name, command] as const))('%s: every example uses flags it takes', (_name, command) => {
		const accepted = flagsOf(command, providers).map(name => flagText(name));
		const typed = command.examples.flatMap(example => example.match(/--[\w-]+/g) ?? []);
		expect(typed.filter(flag => !accepted.includes(flag))).toEqual([]);
	});

	test.each(commands.map(command => [command.name, command] as const))('%s loads', async (_name, command) => {
		expect(typeof (await command.load()).run).toBe('function');
	});
});
