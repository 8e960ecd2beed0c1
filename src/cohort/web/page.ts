// The files of the board's page, as they lie in the package.

import path from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Files} from '../../ports/ports.ts';
import type {PageFile} from '../collector/collector.ts';

const files: ReadonlyArray<readonly [string, string, string]> = [
	['/', 'board.html', 'text/html; charset=utf-8'],
	['/board.css', 'board.css', 'text/css; charset=utf-8'],
	['/icon.svg', 'icon.svg', 'image/svg+xml'],
	...['board.js', 'groups.js', 'stream.js', 'words.js'].map(name => [`/${name}`, name, 'text/javascript; charset=utf-8'] as const),
];

/** Reads the page by path, for the collector to serve. */
export async function boardPage(from: Files): Promise<ReadonlyMap<string, PageFile>> {
	const folder = await boardFolder(from);
	return new Map(
		await Promise.all(
			files.map(async ([address, name, type]) => {
				const content = await from.read(path.join(folder, name));
				if (content === undefined) {
					throw new Error(`The package lacks assets/board/${name}.`);
				}

				return [address, {type, content: new TextDecoder().decode(content)}] as const;
			}),
		),
	);
}

/** Looks upwards: this file lies deeper in the sources than in the built program. */
async function boardFolder(from: Files): Promise<string> {
	for (let folder = path.dirname(fileURLToPath(import.meta.url)); ; folder = path.dirname(folder)) {
		const found = path.join(folder, 'assets', 'board');
		if ((await from.stat(found))?.kind === 'folder' || folder === path.dirname(folder)) {
			return found;
		}
	}
}
