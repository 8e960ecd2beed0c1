// The smallest program that Ink can draw: what a first frame costs whatever the wizard does, bundled and cached as the wizard is.
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {build} from 'esbuild';

/**
 * Builds it into a folder of its own.
 *
 * @param folder - Where; it is made.
 * @returns The file to start. It shows `ready` and waits for a key.
 */
export async function buildSmallest(folder) {
	mkdirSync(folder, {recursive: true});
	await build({
		stdin: {
			contents: `import {createElement} from 'react'; import {render, Text, useInput} from 'ink';
				function Ready() { useInput(() => {}); return createElement(Text, null, 'ready'); }
				render(createElement(Ready));`,
			resolveDir: import.meta.dirname,
		},
		outfile: path.join(folder, 'ink.mjs'),
		bundle: true,
		platform: 'node',
		format: 'esm',
		minify: true,
		// Ink's developer tools, which nobody asks for.
		alias: {'react-devtools-core': 'node:process'},
		define: {'process.env.NODE_ENV': '"production"'},
		banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
	});
	const main = path.join(folder, 'main.mjs');
	writeFileSync(
		main,
		"import {enableCompileCache} from 'node:module'; enableCompileCache(import.meta.dirname + '/cache'); await import('./ink.mjs');",
	);
	return main;
}
