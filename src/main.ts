#!/usr/bin/env node
// Launcher: checks the Node version, settles colour and caching before anything is imported, then hands over.
// Every Node since 12.20 must be able to parse this file, or an old one shows a syntax error instead of the line below.

const required = [20, 19];
const running = process.versions.node.split('.').map(Number);

if (isOlder(running, required)) {
	process.stderr.write(
		'onboard needs Node 20.19 or newer and this is ' + process.versions.node + '. Run: npx -p node@22 -p onboard onboard\n',
	);
	process.exitCode = 2;
} else {
	prepare();
	void import('./commands/launch.ts').then(module => module.launch(process.argv.slice(2)));
}

function isOlder(version: readonly number[], floor: readonly number[]): boolean {
	return version[0] === floor[0] ? Number(version[1]) < Number(floor[1]) : Number(version[0]) < Number(floor[0]);
}

/** Settings that must be in place before the first import. */
function prepare(): void {
	// Chalk, which Ink colours with, does not know NO_COLOR (chalk 6.0, 2026-11).
	if (process.env['NO_COLOR']) {
		process.env['FORCE_COLOR'] = '0';
	}

	// Absent before Node 22.1.
	const nodeModule = process.getBuiltinModule('node:module');
	if (nodeModule.enableCompileCache) {
		// Node's own place is a folder that anybody on this machine can make first, and what lies in it runs as us.
		const folder = process.env['NODE_COMPILE_CACHE'] || !process.getuid ? undefined : ownFolder(process.getuid());
		if (folder !== null) {
			nodeModule.enableCompileCache(folder);
		}
	}
}

/** A folder for compiled code that no other user can write to; null when somebody else made it first. */
function ownFolder(user: number): string | null {
	const [fs, os, path] = [process.getBuiltinModule('node:fs'), process.getBuiltinModule('node:os'), process.getBuiltinModule('node:path')];
	const folder = path.join(os.tmpdir(), 'onboard-compiled-' + user);
	try {
		fs.mkdirSync(folder, {recursive: true, mode: 0o700});
		const found = fs.lstatSync(folder);
		return found.isDirectory() && found.uid === user && (found.mode & 0o077) === 0 ? folder : null;
	} catch {
		return null;
	}
}
