// The stored list of finding codes is the generated one, and every code is in it.

import {expect, test} from 'vitest';
import {allDescriptions} from '../../src/catalog/describe.ts';
import {findingCodesReference} from '../../src/explain/reference.ts';

test('the stored list of finding codes is the generated one', async () => {
	await expect(findingCodesReference()).toMatchFileSnapshot('../../docs/finding-codes.md');
});

test('every code has a section of its own', () => {
	const headings = findingCodesReference().match(/^### `[^`]+`$/gmu) ?? [];
	expect(headings.toSorted()).toEqual(
		allDescriptions()
			.map(({code}) => `### \`${code}\``)
			.toSorted(),
	);
});
