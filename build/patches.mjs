// Takes out work that packages do at import for cases that never occur here; the build stops when a patch no longer applies.
import {readFile} from 'node:fs/promises';

// Work that packages do at import for cases that never occur here, in milliseconds before the first frame or call (Node 24, 2026-11).
const patches = [
	{
		// 15 ms: Yoga's loader asks for `fetch` even though its wasm is inline, and that loads all of undici.
		file: /yoga-wasm-base64-esm\.js$/,
		from: 'typeof fetch',
		to: '"undefined"',
	},
	{
		// 10 ms: the set of all emoji. One UTF-16 unit is such an emoji exactly when it has emoji presentation (UTS #51, Basic_Emoji).
		file: /string-width\/index\.js$/,
		from: 'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;',
		to: 'let all; const rgiEmojiRegex = {test: text => text.length === 1 ? /\\p{Emoji_Presentation}/u.test(text) : (all ??= /^\\p{RGI_Emoji}$/v).test(text)};',
	},
	{
		// 8 ms: making a segmenter loads a table that text of plain characters, each a cluster of its own, does not need.
		file: /src\/ui\/cells\.ts$|\/(?:ink\/build\/line-update|string-width\/index|slice-ansi\/tokenize-ansi|wrap-ansi\/index|cli-truncate\/index|ansi-tokenize\/build\/tokenize)\.js$/,
		from: 'new Intl.Segmenter',
		to: 'new LazySegmenter',
	},
	{
		// 2 ms: what checks a caller's callback loads all of Node's assertions.
		file: /signal-exit\/index\.js$/,
		from: "require('assert')",
		to: '{equal() {}}',
	},
	{
		// 17 ms before the first call to AWS: an import reads every export, and the WebSocket of this one loads all of undici.
		file: /node-http-handler\/dist-es\/node-http-handler\.js$/,
		from: 'await import("node:http")',
		to: 'process.getBuiltinModule("node:http")',
	},
];

const lazySegmenter = String.raw`
const plain = /^[\n\x1B -~·…→▲✔✖❯\u2500-\u257F\u2800-\u28FF]*$/;
export class LazySegmenter {
	constructor(...options) { this.options = options; }
	segment(text) {
		if (!plain.test(text)) return (this.whole ??= new Intl.Segmenter(...this.options)).segment(text);
		const segments = Array.from(text, (segment, index) => ({segment, index, input: text}));
		return Object.assign(segments, {containing: index => segments[index]});
	}
}`;

/** The plugin that applies the patches while esbuild reads the files. */
export function patched() {
	return {
		name: 'patched',
		setup({onResolve, onLoad}) {
			const filter = new RegExp(patches.map(patch => patch.file.source).join('|'));
			onLoad({filter}, async ({path: file}) => {
				let contents = await readFile(file, 'utf8');
				for (const {from, to} of patches.filter(patch => patch.file.test(file))) {
					if (!contents.includes(from)) {
						throw new Error(`${file} has changed; the patch for it in build/patches.mjs is out of date.`);
					}

					contents = contents.replaceAll(from, () => to);
				}

				return {
					contents: contents.includes('LazySegmenter') ? `import {LazySegmenter} from 'lazy-segmenter';${contents}` : contents,
					loader: file.endsWith('.ts') ? 'ts' : 'js',
				};
			});
			onResolve({filter: /^lazy-segmenter$/}, () => ({path: 'lazy-segmenter', namespace: 'added', sideEffects: false}));
			onLoad({filter: /.*/, namespace: 'added'}, () => ({contents: lazySegmenter}));
		},
	};
}
