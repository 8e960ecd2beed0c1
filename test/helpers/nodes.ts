// The Node versions that the built program is driven under: the host's own and the one this project develops with.

import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import path from 'node:path';

export type NodeProgram = {readonly name: string; readonly path: string};

/** Each version once; the project's own first, those that `ONBOARD_NODES` lists (as PATH does) last. Names read `Node 24.21.0`. */
export const nodes: readonly NodeProgram[] = findNodes();

function findNodes(): readonly NodeProgram[] {
	// npm runs under the host's Node even when its scripts find another one first.
	const candidates = [
		process.execPath,
		process.env['npm_node_execpath'],
		onPath(),
		...(process.env['ONBOARD_NODES'] ?? '').split(path.delimiter),
	];
	const found = new Map<string, NodeProgram>();
	for (const candidate of candidates) {
		if (candidate !== undefined && candidate !== '' && existsSync(candidate)) {
			const name = `Node ${execFileSync(candidate, ['-p', 'process.versions.node'], {encoding: 'utf8'}).trim()}`;
			found.set(name, found.get(name) ?? {name, path: candidate});
		}
	}

	return [...found.values()];
}

function onPath(): string | undefined {
	return (process.env['PATH'] ?? '')
		.split(path.delimiter)
		.filter(folder => folder !== '' && !folder.includes('node_modules') && !folder.includes('_npx'))
		.map(folder => path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node'))
		.find(file => existsSync(file));
}
