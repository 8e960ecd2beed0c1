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

test('the launcher loads nothing', () => {
	expect(eager.filter(({file}) => file === 'main.ts')).toEqual([]);
});
