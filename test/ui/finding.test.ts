// A finding on the screen: what a cloud said at length leaves room for what to do next, and stands whole among the details.

import {expect, it} from 'vitest';
import {textOf} from '../../src/core/document.ts';
import type {Finding} from '../../src/core/finding.ts';
import {findingRows} from '../../src/ui/components/finding.ts';
import {signsFor} from '../../src/ui/theme.ts';

const words = `403 AccessDenied: ${'the request was not let through here '.repeat(9)}(end)`;
const finding: Finding = {
	code: 'model.role-denied',
	severity: 'fail',
	owner: 'cloud-admin',
	title: 'The role may not call Opus 5.5',
	cause: 'Its policy does not allow the call.',
	fix: {kind: 'do', text: 'Ask them.'},
	evidence: [
		{label: 'call', value: words},
		{label: 'listed', value: 'yes'},
	],
	check: 'model',
	causedBy: [],
};

const rows = (width: number, isDetailed: boolean) =>
	findingRows({finding, consequences: []}, {width, signs: signsFor(true), contacts: {}, isDetailed}).map(row => textOf(row));

it.each([80, 40])('at %i columns long words take three rows, and all of them among the details', width => {
	const summary = rows(width, false);
	const call = summary.findIndex(row => row.includes('403'));
	expect(summary[call + 2]).toMatch(/…$/u);
	expect(summary[call + 3]).toContain('listed');
	expect(summary.every(row => row.length <= width)).toBe(true);
	expect(summary.join('\n')).not.toContain('(end)');
	expect(rows(width, true).join('\n')).toContain('(end)');
});
