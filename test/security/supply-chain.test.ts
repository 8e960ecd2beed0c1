// What reaches a laptop: nothing to install, nothing that runs at install time, every bundled package named, the same bytes from the same source.

import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, utimes} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';

const run = promisify(execFile);
const json = async (file: string): Promise<any> => JSON.parse(await readFile(file, 'utf8')); // oxlint-disable-line typescript/no-explicit-any

/** The build's own files are JavaScript without types. */
const part = async (name: string): Promise<unknown> => import(`../../build/${name}.mjs`);
type Package = Readonly<Record<'folder' | 'name' | 'version' | 'license', string>> & {readonly author?: string; readonly text?: string};
const {judgeAudit} = (await part('audit')) as {
	judgeAudit(report: unknown, bill: unknown): {readonly code: number; readonly lines: readonly string[]};
};
const {billOf} = (await part('bill-of-materials')) as {billOf(packages: readonly Package[], manifest: unknown, lock: unknown): string};
const {noticesOf} = (await part('notices')) as {noticesOf(packages: readonly Package[]): string};

type Bundled = {readonly name: string; readonly version: string};
type Component = {
	readonly type: string;
	readonly 'bom-ref': string;
	readonly group?: string;
	readonly name: string;
	readonly version: string;
	readonly purl: string;
	readonly licenses: ReadonlyArray<{readonly license?: {readonly id?: string}; readonly expression?: string}>;
	readonly hashes: ReadonlyArray<{readonly alg: string; readonly content: string}>;
};

let bundled: readonly Bundled[];
let bill: {readonly components: readonly Component[]; readonly [key: string]: unknown};
beforeAll(async () => {
	bundled = await bundledPackages();
	bill = await json('dist/sbom.cdx.json');
});

describe('the manifest', () => {
	test('names nothing to install and nothing to run at install time', async () => {
		const manifest = await json('package.json');
		for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies', 'bundledDependencies']) {
			expect(manifest, kind).not.toHaveProperty(kind);
		}

		expect(Object.keys(manifest.scripts).filter(name => /^(?:pre|post)?(?:install|uninstall|prepare|publish)$/u.test(name))).toEqual([]);
	});

	test('what is imported at run time is in the package or part of Node', async () => {
		const chunks = (await readdir('dist')).filter(name => name.endsWith('.js'));
		const texts = await Promise.all(chunks.map(async name => readFile(path.join('dist', name), 'utf8')));
		const asked = texts.flatMap(text =>
			[...text.matchAll(/\bimport\(?\s*(?:[\w${},*\s]+from\s*)?["']([^"'./][^"']*)["']/gu)].map(match => match[1] ?? ''),
		);
		const {builtinModules} = await import('node:module');
		// Libraries ask for these only where somebody put them beside the package; we never do.
		const absent = ['@aws-sdk/signature-v4-crt', '@aws-sdk/signature-v4a', 'kerberos'];
		const others = [...new Set(asked)].filter(name => !builtinModules.includes(name.replace(/^node:/u, '')));
		expect(others.filter(name => !absent.includes(name))).toEqual([]);
	});
});

describe('the bill of materials', () => {
	test('holds exactly the packages that the build used, in their versions', () => {
		const names = bill.components.map(({group, name, version}) => `${group === undefined ? '' : `${group}/`}${name} ${version}`);
		expect(names.length).toBeGreaterThan(50);
		expect(names.toSorted()).toEqual([...new Set(bundled.map(({name, version}) => `${name} ${version}`))].toSorted());
	});

	test('has the structure of CycloneDX 1.6', async () => {
		expect(bill).toMatchObject({bomFormat: 'CycloneDX', specVersion: '1.6', version: 1});
		expect(Object.keys(bill).toSorted()).toEqual([
			'$schema',
			'bomFormat',
			'components',
			'dependencies',
			'metadata',
			'specVersion',
			'version',
		]);
		for (const component of bill.components) {
			const {group, name, version, purl, licenses, hashes} = component;
			expect(component.type).toBe('library');
			expect(component['bom-ref']).toBe(purl);
			expect(purl).toBe(`pkg:npm/${group === undefined ? '' : `${group.replace('@', '%40')}/`}${name}@${version}`);
			expect(licenses.map(({license, expression}) => license?.id ?? expression)).toEqual([expect.stringMatching(/^[A-Za-z\d]/u)]);
			expect(hashes).toEqual([{alg: 'SHA-512', content: expect.stringMatching(/^[\da-f]{128}$/u) as string}]);
		}

		const references = bill.components.map(component => component['bom-ref']);
		expect(new Set(references).size).toBe(references.length);
		const {name, version} = await json('package.json');
		expect(bill['dependencies']).toEqual([{ref: `pkg:npm/${name}@${version}`, dependsOn: references}]);
	});

	test('holds licences that go with ours only', () => {
		const found = new Set(
			bill.components.flatMap(({licenses}) => licenses.map(({license, expression}) => license?.id ?? expression ?? '')),
		);
		expect([...found].filter(id => !['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'].includes(id))).toEqual([]);
	});

	test('of several licences and scoped names', () => {
		const text = billOf(
			[{folder: 'node_modules/@a/b', name: '@a/b', version: '1.0.0', license: '(MIT OR Apache-2.0)'}],
			{name: 'x', version: '2.0.0', license: 'MIT'},
			{packages: {}},
		);
		expect(JSON.parse(text).components).toEqual([
			{
				type: 'library',
				'bom-ref': 'pkg:npm/%40a/b@1.0.0',
				group: '@a',
				name: 'b',
				version: '1.0.0',
				licenses: [{expression: '(MIT OR Apache-2.0)'}],
				purl: 'pkg:npm/%40a/b@1.0.0',
			},
		]);
	});
});

describe('the notices', () => {
	test('name every bundled package, each with a licence text', async () => {
		const text = await readFile('dist/THIRD-PARTY-NOTICES.txt', 'utf8');
		const lines = new Set(text.split('\n').map(line => line.replace(/ \([^)]*\)$/u, '')));
		expect(bundled.filter(({name, version}) => !lines.has(`${name} ${version}`))).toEqual([]);
		expect(text).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION');
		expect(text).not.toMatch(/under undefined|of it\.\n\n-/u);
	});

	test('a package without a text, under a licence that needs one, stops the build', () => {
		const without = {folder: 'x', name: 'x', version: '1.0.0', license: 'ISC', text: ''};
		expect(() => noticesOf([without])).toThrow('add the text');
		expect(noticesOf([{...without, license: 'MIT', author: 'Dana'}])).toMatch(/Licensed by Dana[^]+Permission is hereby granted/u);
	});
});

describe('an audit', () => {
	const report = (name: string) => ({
		vulnerabilities: {[name]: {name, severity: 'high', range: '<9', via: [{title: 'Reads too much', url: 'https://advisories.example/1'}]}},
	});

	test('fails for what is in the bundle, not for tools', () => {
		expect(judgeAudit({vulnerabilities: {}}, bill)).toMatchObject({code: 0});
		expect(judgeAudit(report('vitest'), bill)).toMatchObject({code: 0});
		const found = judgeAudit(report('@aws-sdk/client-sts'), bill);
		expect([found.code, found.lines[0]]).toEqual([1, 'high: @aws-sdk/client-sts <9: Reads too much https://advisories.example/1']);
	});

	test.each([undefined, {error: {summary: 'not found'}}, {message: 'no'}, {vulnerabilities: null}])(
		'without a report nothing is known: %j',
		answer => {
			expect(judgeAudit(answer, bill).code).toBe(2);
		},
	);
});

describe('packing', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'onboard-pack-'));
	});
	afterAll(async () => {
		await rm(folder, {recursive: true, force: true});
	});

	test('gives the same bytes at another path and time and under another umask', {timeout: 180_000}, async () => {
		const one = await packed(path.join(folder, 'one'), 0o644, new Date('2026-01-01'));
		const other = await packed(path.join(folder, 'another', 'and a deeper one'), 0o600, new Date('2031-07-07'));
		expect(other).toBe(one);
	});

	test('nothing in it tells when, where or by whom it was built', async () => {
		const told: string[] = [];
		for (const name of await readdir('dist')) {
			const text = await readFile(path.join('dist', name), 'utf8');
			if (text.includes(process.cwd()) || text.includes('node_modules/.cache')) {
				told.push(name);
			}
		}

		expect(told).toEqual([]);
	});
});

/** Packs a copy of what is built; answers the digest. `npm run reproduce` does the same with builds of its own. */
async function packed(to: string, mode: number, at: Date): Promise<string> {
	await mkdir(to, {recursive: true});
	for (const name of ['package.json', 'README.md', 'LICENSE', 'build', 'dist', 'assets']) {
		await cp(name, path.join(to, name), {recursive: true});
	}

	for (const entry of await readdir(to, {recursive: true, withFileTypes: true})) {
		const file = path.join(entry.parentPath, entry.name);
		await (entry.isFile() ? chmod(file, mode) : undefined);
		await utimes(file, at, at);
	}

	await run(process.execPath, ['build/modes.mjs'], {cwd: to});
	await run('npm', ['pack', '--silent', '--ignore-scripts'], {cwd: to});
	const archive = (await readdir(to)).find(name => name.endsWith('.tgz')) ?? '';
	return createHash('sha256')
		.update(await readFile(path.join(to, archive)))
		.digest('hex');
}

/** Read from what esbuild wrote about the build, by rules of its own. */
async function bundledPackages(): Promise<readonly Bundled[]> {
	const {outputs} = (await json('node_modules/.cache/onboard/metafile.json')) as {
		outputs: Record<string, {inputs: Record<string, {bytesInOutput: number}>}>;
	};
	const folders = new Set<string>();
	for (const {inputs} of Object.values(outputs)) {
		for (const [file, {bytesInOutput}] of Object.entries(inputs)) {
			const parts = file.split('/');
			const at = parts.lastIndexOf('node_modules');
			if (at !== -1 && bytesInOutput > 0) {
				folders.add(parts.slice(0, at + (parts[at + 1]?.startsWith('@') === true ? 3 : 2)).join('/'));
			}
		}
	}

	return Promise.all([...folders].map(async folder => json(path.join(folder, 'package.json')) as Promise<Bundled>));
}
