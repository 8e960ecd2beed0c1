// Builds dist/: the program in split chunks with readable names, and the notices and the bill of materials of what is compiled into it.
// `node build.mjs` does nothing when dist/ is newer than everything it is made from; `--force` builds anyway.
import {chmod, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {billOf} from './build/bill-of-materials.mjs';
import {noticesOf} from './build/notices.mjs';
import {packagesIn} from './build/packages.mjs';
import {patched} from './build/patches.mjs';

process.chdir(path.dirname(fileURLToPath(import.meta.url)));
const notices = 'dist/THIRD-PARTY-NOTICES.txt';
const bill = 'dist/sbom.cdx.json';
const evidence = 'node_modules/.cache/onboard/metafile.json';
const sources = ['src', 'assets', 'build', 'build.mjs', 'package.json', 'package-lock.json'];

if (process.argv.includes('--force') || (await isStale())) {
	const startedAt = Date.now();
	const result = await build({
		entryPoints: ['src/main.ts'],
		outdir: 'dist',
		bundle: true,
		splitting: true,
		format: 'esm',
		platform: 'node',
		target: 'node20.19',
		// ES modules before CommonJS: only they can be tree-shaken.
		mainFields: ['module', 'main'],
		chunkNames: '[name]-[hash]',
		// Whitespace and syntax go, names stay: stack traces remain readable and cost nothing with the compile cache.
		minifyWhitespace: true,
		minifySyntax: true,
		legalComments: 'none',
		// React's development build is slower by a third.
		define: {'process.env.NODE_ENV': '"production"'},
		plugins: [leaveOut('react-devtools-core', 'ajv/dist/2020.js', 'ajv-formats'), patched(), lightBuiltins(), oneBase(), namedChunks()],
		metafile: true,
		write: false,
		logLevel: 'warning',
		// A package without a default export, re-exported by namedChunks(); tsc watches over our own imports.
		logOverride: {'import-is-undefined': 'silent'},
	}).catch(() => {
		// esbuild has said what is wrong and where; a stack of the build tool adds nothing.
		process.exit(1);
	});
	await write(result);
	// A source saved while this ran is newer than the build.
	await utimes(notices, startedAt / 1000, startedAt / 1000);
	const bytes = result.outputFiles.reduce((sum, file) => sum + file.contents.length, 0);
	console.log(`Built dist/ (${result.outputFiles.length} files, ${Math.round(bytes / 1024)} KB) in ${Date.now() - startedAt} ms.`);
}

/** The notices are written last and carry the time the build began. Folders count too: that is how a removed file shows. */
async function isStale() {
	const builtAt = (await stat(notices).catch(() => undefined))?.mtimeMs ?? 0;
	const inFolders = await Promise.all(
		['src', 'assets', 'build'].map(async folder => (await readdir(folder, {recursive: true})).map(name => path.join(folder, name))),
	);
	const times = await Promise.all([...sources, ...inFolders.flat()].map(async file => (await stat(file)).mtimeMs));
	return Math.max(...times) > builtAt;
}

/** Replaces packages that are imported but never used here: Ink's developer tools, and the validator of conf's `schema` option. */
function leaveOut(...names) {
	return {
		name: 'leave-out',
		setup({onResolve, onLoad}) {
			onResolve({filter: /^[^.]/}, ({path: name}) => (names.includes(name) ? {path: name, namespace: 'left-out'} : undefined));
			onLoad({filter: /.*/, namespace: 'left-out'}, () => ({contents: 'export default {}; export const Ajv2020 = undefined;'}));
		},
	};
}

/**
 * `import … from` reads every export of a module of Node's: the WebSocket of `node:http` loads all of undici (7 ms), the report of
 * `node:process` and the `diff` of `node:util` load worker threads (4 ms). Asking for the module does not.
 * Some take long to load and are not needed before something is signed, saved, started or looked up: `node:crypto` (6 ms),
 * `node:child_process` (3 ms), `node:dns/promises` (1 ms), `node:http2` (5 ms). They load with the first call.
 */
function lightBuiltins() {
	return {
		name: 'light-builtins',
		setup({onResolve, onLoad}) {
			onResolve({filter: /^(?:node:)?(?:http|module|net|process|stream|util)$/}, ({kind, path: name}) =>
				kind === 'dynamic-import' ? undefined : {path: `node:${name.replace('node:', '')}`, namespace: 'builtin'},
			);
			onResolve({filter: /^node:(?:crypto|child_process|dns\/promises|http2)$/}, ({importer, path: name}) =>
				importer.startsWith(path.resolve('src')) || /\/(?:terminal-size|node-http-handler)\//.test(importer)
					? {path: name, namespace: 'late-builtin'}
					: undefined,
			);
			onLoad({filter: /.*/, namespace: 'builtin'}, ({path: name}) => ({contents: `module.exports = process.getBuiltinModule('${name}');`}));
			onLoad({filter: /.*/, namespace: 'late-builtin'}, ({path: name}) => {
				const functions = Object.entries(Object.getOwnPropertyDescriptors(process.getBuiltinModule(name))).filter(
					([, {value}]) => typeof value === 'function',
				);
				const lines = functions.map(
					([word]) =>
						`export function ${word}(...given) { const own = process.getBuiltinModule('${name}').${word}; return new.target === undefined ? own(...given) : new own(...given); }`,
				);
				const constants = `export const constants = new Proxy({}, {get: (_, word) => process.getBuiltinModule('${name}').constants[word]});`;
				const all = `export default new Proxy({}, {get: (_, word) => process.getBuiltinModule('${name}')[word]});`;
				return {contents: [...lines, constants, all].join('\n')};
			});
		},
	};
}

/**
 * Code shared by some entries and not by others gets a file of its own for each such group: the first frame read 47 of them, at
 * 0.3 ms and 20 KB of memory each. What it needs is therefore made part of every entry but those that `--version` and `--help` use, and so becomes one file.
 */
function oneBase() {
	const base = ['commands/wizard', 'ports/node', 'preset/load'].map(name => path.resolve(`src/${name}.ts`));
	const contents = base.map(file => `import ${JSON.stringify(file)};`).join('\n');
	return {
		name: 'one-base',
		async setup({onResolve, onLoad}) {
			const files = (await readdir('src', {recursive: true})).filter(file => /\.tsx?$/.test(file)).map(file => path.resolve('src', file));
			const entries = new Set();
			for (const file of files) {
				for (const [, name] of (await readFile(file, 'utf8')).matchAll(/\bimport\('(\.[^']+\.tsx?)'\)/g)) {
					entries.add(path.resolve(path.dirname(file), name));
				}
			}

			for (const light of ['commands/launch', 'commands/parse', 'commands/help', 'providers/all']) {
				entries.delete(path.resolve(`src/${light}.ts`));
			}

			onResolve({filter: /^one-base$/}, () => ({path: 'one-base', namespace: 'base'}));
			onLoad({filter: /.*/, namespace: 'base'}, () => ({contents, resolveDir: process.cwd()}));
			onLoad({filter: /\.tsx?$/}, async ({path: file}) =>
				entries.has(file)
					? {contents: `${await readFile(file, 'utf8')}\nimport 'one-base';`, loader: file.endsWith('x') ? 'tsx' : 'ts'}
					: undefined,
			);
		},
	};
}

/**
 * A package that is imported dynamically becomes a chunk of its own name (`client-sts-…` instead of `dist-es-…`), and an AWS
 * client is cut down to what src/ names. esbuild keeps a dynamic import whole otherwise, and all of EC2 is 1.4 MB.
 */
function namedChunks() {
	return {
		name: 'named-chunks',
		setup({onResolve, onLoad}) {
			onResolve({filter: /^(?:@[\w-]+\/)?[\w-]+$/}, ({kind, path: name, resolveDir, importer}) =>
				kind === 'dynamic-import' && (importer.startsWith(path.resolve('src')) || /^@(?:aws-sdk|smithy)\//.test(name))
					? {path: `/${name.split('/').at(-1)}.js`, namespace: 'package', pluginData: {name, resolveDir}}
					: undefined,
			);
			onLoad({filter: /.*/, namespace: 'package'}, async ({pluginData: {name, resolveDir}}) => {
				const whole = `export * from '${name}'; import * as all from '${name}'; export default all.default;`;
				const contents = name.startsWith('@aws-sdk/client-') ? `export {${(await namesUsed(name)).join(', ')}} from '${name}';` : whole;
				return {contents, resolveDir};
			});
			// The SDK's schemas write constant keys as `[_name]:`, which looks like an effect and keeps every schema alive.
			onLoad({filter: /@aws-sdk\/client-[\w-]+\/dist-es\/schemas\/schemas_0\.js$/}, async ({path: file}) => {
				const contents = await readFile(file, 'utf8');
				const constants = Object.fromEntries(
					[...contents.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, constant, value]) => [constant, value]),
				);
				return {
					contents: contents.replaceAll(/\[(_\w+)\]:/g, (key, constant) =>
						constants[constant] === undefined ? key : `${constants[constant]}:`,
					),
				};
			});
		},
	};
}

/** Exports of a client whose names occur anywhere in src/: never too few, rarely too many. */
async function namesUsed(name) {
	const files = (await readdir('src', {recursive: true})).filter(file => /\.tsx?$/.test(file));
	const words = new Set(
		(await Promise.all(files.map(file => readFile(path.join('src', file), 'utf8')))).flatMap(text => text.match(/\w+/g) ?? []),
	);
	const exported = Object.keys(await import(name));
	// `EC2` beside `EC2Client` is every operation in one class, and a word that any comment may say.
	return exported.filter(word => words.has(word) && word !== 'default' && !exported.includes(`${word}Client`));
}

/** Writes every file in one step, then removes those of earlier builds, so that a program started meanwhile finds its chunks. */
async function write({outputFiles, metafile}) {
	await mkdir('dist', {recursive: true});
	for (const {path: file, text} of outputFiles) {
		await replace(file, text.includes('typeof require') ? withRequire(text) : text);
	}

	await chmod('dist/main.js', 0o755);
	const [packages, manifest, lock] = await Promise.all([packagesIn(metafile), json('package.json'), json('package-lock.json')]);
	await replace(bill, billOf(packages, manifest, lock));
	// Not packed: what the tests hold the notices and the bill against.
	await mkdir(path.dirname(evidence), {recursive: true});
	await replace(evidence, JSON.stringify(metafile));
	await replace(notices, noticesOf(packages));
	const kept = new Set([...outputFiles.map(file => file.path), notices, bill].map(file => path.basename(file)));
	for (const stale of (await readdir('dist')).filter(name => /\.(?:js|txt|json)$/.test(name) && !kept.has(name))) {
		await rm(path.join('dist', stale), {recursive: true, force: true});
	}
}

/** CommonJS packages ask for Node's modules with `require`, which an ES module has to make for itself. */
function withRequire(text) {
	return `const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);${text}`;
}

async function json(file) {
	return JSON.parse(await readFile(file, 'utf8'));
}

async function replace(file, text) {
	await writeFile(`${file}.${process.pid}`, text);
	await rename(`${file}.${process.pid}`, file);
}
