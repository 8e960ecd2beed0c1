// Before packing: gives what goes into the package the same modes everywhere, so that the archive does not depend on the packer's umask.
import {chmod, readdir, readFile, stat} from 'node:fs/promises';
import path from 'node:path';

const {files, bin} = JSON.parse(await readFile('package.json', 'utf8'));
const programs = new Set(Object.values(bin).map(file => path.normalize(file)));
const atTop = (await readdir('.')).filter(name => /^(?:package\.json|(?:readme|licen[cs]e)(?:\..*)?)$/i.test(name));
const folders = files.filter(entry => !entry.startsWith('!'));
const below = await Promise.all(
	folders.map(async folder => (await readdir(folder, {recursive: true})).map(name => path.join(folder, name))),
);
for (const file of [...atTop, ...below.flat()]) {
	if ((await stat(file)).isFile()) {
		await chmod(file, programs.has(file) ? 0o755 : 0o644);
	}
}
