// Which packages have code in the bundle, told by what esbuild put into it: the one list behind the notices and the bill of materials.
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';

/**
 * Packages with at least one byte in the bundle, by folder, in a fixed order.
 *
 * @param metafile - What esbuild wrote about the build, with paths relative to the working directory.
 */
export async function packagesIn({outputs}) {
	const used = Object.values(outputs).flatMap(({inputs}) =>
		Object.entries(inputs)
			.filter(([, {bytesInOutput}]) => bytesInOutput > 0)
			.map(([file]) => file),
	);
	const folders = [...new Set(used.flatMap(file => folderOf(file) ?? []))].toSorted();
	return Promise.all(folders.map(async folder => describe(folder)));
}

/** Folder of the package that a file belongs to; undefined for our own files. */
export function folderOf(file) {
	return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

async function describe(folder) {
	const {name, version, license, author} = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
	const files = (await readdir(folder)).filter(file => /^(?:licen[cs]e|notice|copying)(?:\.|$)/i.test(file)).toSorted();
	const texts = await Promise.all(files.map(async file => (await readFile(path.join(folder, file), 'utf8')).trim()));
	return {folder, name, version, license, author: author?.name ?? author, text: texts.join('\n\n')};
}
