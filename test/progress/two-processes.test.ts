// Two runs at once: whoever reads the kept progress at any moment finds one of them, whole.

import {execFile} from 'node:child_process';
import {mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import {build} from 'esbuild';
import {expect, test} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import {parseProgress} from '../../src/progress/progress.ts';
import {progressFile} from '../../src/progress/store.ts';

test('four processes that save at once corrupt nothing', async () => {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'onboard-two-'));
	try {
		const home = path.join(folder, 'home');
		const program = path.join(folder, 'save.mjs');
		const source = (name: string) => JSON.stringify(new URL(`../../src/${name}`, import.meta.url).pathname);
		await build({
			stdin: {
				contents: `
					import {nodePorts} from ${source('ports/node.ts')};
					import {saveProgress} from ${source('progress/store.ts')};
					const [home, who] = process.argv.slice(2);
					const ports = nodePorts({home, env: {}});
					for (let turn = 0; turn < 40; turn++) {
						const finding = await saveProgress(ports, {version: 1, answers: {who, filler: who.repeat(500 + turn)}, presetHashes: {}});
						if (finding) throw new Error(finding.cause);
					}
				`,
				resolveDir: folder,
				loader: 'ts',
			},
			bundle: true,
			platform: 'node',
			format: 'esm',
			outfile: program,
			banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
			logLevel: 'silent',
		});
		const file = progressFile(nodePorts({home, env: {}}));
		const running = Promise.all(['1', '2', '3', '4'].map(async who => promisify(execFile)(process.execPath, [program, home, who])));
		const over = running.then(() => true);
		const seen: string[] = [];
		while (!(await Promise.race([over, new Promise<boolean>(resolve => setTimeout(resolve, 1, false))]))) {
			seen.push(await readFile(file, 'utf8').catch(() => ''));
		}

		const texts = seen.filter(text => text !== '');
		for (const text of texts) {
			const parsed = parseProgress(text);
			const answers = parsed.kind === 'good' ? parsed.progress.answers : {};
			expect([parsed.kind, answers['filler']?.replaceAll(answers['who'] ?? '', '')]).toEqual(['good', '']);
		}

		expect(texts.length).toBeGreaterThan(10);
		expect(await readdir(path.dirname(file))).toEqual(['config.json']);
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
});
