// The pictures of screens show what the terminal shows, byte for byte the same every time.

import {expect, test} from 'vitest';
import {openEmulator} from './emulator.ts';
import {toSvg} from './screens.ts';

async function picture(output: string, steady: ReadonlyArray<readonly [RegExp, string]> = []): Promise<readonly string[]> {
	const emulator = openEmulator({columns: 40, rows: 6});
	await emulator.write(output.replaceAll('\n', '\r\n'));
	return toSvg(emulator.xterm, {title: 'A <screen>', steady})
		.split('\n')
		.filter(line => line.startsWith('<text') || line.startsWith('<title'));
}

test('colours, weights and columns', async () => {
	expect(await picture('\u001B[32m✔\u001B[39m  \u001B[1mRoute\u001B[22m\n\u001B[2mesc\u001B[22m back & "more"')).toEqual([
		'<title>A &lt;screen&gt;</title>',
		'<text x="14" y="27" textLength="8.4" fill="#98c379">✔</text><text x="39.2" y="27" textLength="42" font-weight="bold">Route</text>',
		'<text x="14" y="45" textLength="25.2" opacity="0.6">esc</text><text x="47.6" y="45" textLength="109.2">back &amp; &quot;more&quot;</text>',
	]);
});

test('wide characters keep their two columns', async () => {
	expect(await picture('日本 ok')).toContain('<text x="14" y="27" textLength="58.8">日本 ok</text>');
});

test('text that differs from run to run is replaced in its own columns', async () => {
	const slow = await picture('call 1234 ms  done', [[/\d+ ms/, '12 ms']]);
	const quick = await picture('call 8888 ms  done', [[/\d+ ms/, '12 ms']]);
	expect(slow).toEqual(quick);
	expect(slow[1]).toContain('call 12 ms    done');
});
