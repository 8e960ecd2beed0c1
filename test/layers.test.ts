// What the linter's import rules cannot tell apart: imports that load at once and imports that load when needed.

import {readFileSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';

const root = path.resolve(import.meta.dirname, '../src');
const files = readdirSync(root, {recursive: true, encoding: 'utf8'}).filter(file => /\.tsx?$/.test(file));

/** `file → module` for every import of values at the top of a file. */
const eager = files.flatMap(file =>
	[...readFileSync(path.join(root, file), 'utf8').matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)';/gm)].map(
		([, module = '']) => ({file, module}),
	),
);

test('there are imports to look at', () => {
	expect(eager.length).toBeGreaterThan(100);
});

test('cloud clients load when they are needed', () => {
	expect(eager.filter(({module}) => /^@(?:aws-sdk|smithy)\//.test(module))).toEqual([]);
});

test('the screens load when the wizard is shown', () => {
	expect(eager.filter(({file, module}) => !file.startsWith('ui/') && /(?:^|\/)ui\//.test(module))).toEqual([]);
});

test('the wizard draws its first frame without the code of any cloud', () => {
	const reached = closure('commands/wizard.ts');
	expect(reached).toContain('wizard/engine.ts');
	expect(reached.filter(file => file.startsWith('providers/') && file.split('/').length > 2)).toEqual([]);
});

test('a registration loads nothing', () => {
	const registrations = files.filter(file => /^providers\/\w+\/registration\.ts$/.test(file));
	expect(registrations.length).toBeGreaterThan(2);
	expect(eager.filter(({file}) => registrations.includes(file))).toEqual([]);
});

test('the launcher loads nothing', () => {
	expect(eager.filter(({file}) => file === 'main.ts')).toEqual([]);
});

/** Files of src/ that load together with this one. */
function closure(start: string, seen: Set<string> = new Set([start])): readonly string[] {
	for (const one of eager.filter(({file, module}) => file === start && module.startsWith('.'))) {
		const next = path.posix.join(path.posix.dirname(start), one.module);
		if (!seen.has(next)) {
			seen.add(next);
			closure(next, seen);
		}
	}

	return [...seen];
}
