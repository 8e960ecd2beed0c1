// The leaf components alone, as ink-testing-library draws them: rows under each other and a window onto more of them.

import {render} from 'ink-testing-library';
import {describe, expect, it} from 'vitest';
import {line, type Line} from '../../src/core/document.ts';
import {Rows, Scroll} from '../../src/ui/components/rows.tsx';
import {LookContext, type Look} from '../../src/ui/look.ts';
import {signsFor} from '../../src/ui/theme.ts';

const look: Look = {
	clock: {now: () => 0, elapsed: () => 0},
	signs: signsFor(true),
	isUnicode: true,
	hasColour: false,
	hasLinks: false,
	contacts: {},
};
const rows: readonly Line[] = ['one', 'two', 'three', 'four', 'five'].map(text => line(text));

function frameOf(node: React.ReactNode): string {
	const {lastFrame, unmount} = render(<LookContext value={look}>{node}</LookContext>);
	const frame = lastFrame() ?? '';
	unmount();
	return frame;
}

describe('Rows', () => {
	it('draws one row under the other, without colour', () => {
		expect(frameOf(<Rows rows={rows.slice(0, 2)} />)).toBe('one\ntwo');
	});
});

describe('Scroll', () => {
	it('draws everything when there is room', () => {
		expect(frameOf(<Scroll rows={rows} top={0} room={5} />)).toBe('one\ntwo\nthree\nfour\nfive');
	});

	it('says which rows it shows when there is not, and never shows past the end', () => {
		expect(frameOf(<Scroll rows={rows} top={1} room={4} />)).toBe('two\nthree\nfour\n  lines 2 to 4 of 5');
		expect(frameOf(<Scroll rows={rows} top={40} room={3} />)).toBe('four\nfive\n  lines 4 to 5 of 5');
	});
});
