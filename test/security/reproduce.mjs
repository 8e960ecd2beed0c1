// `npm run reproduce`: packs the committed tree twice, from two clones at different paths, times, time zones and umasks, and compares the bytes.
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {cp, mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';

const root = process.cwd();
const places = [
	{below: 'a', umask: '022', zone: 'UTC'},
	{below: 'another/and a deeper one', umask: '077', zone: 'Asia/Kolkata'},
];
const folder = await mkdtemp(path.join(tmpdir(), 'onboard-reproduce-'));
try {
	const hashes = [];
	for (const {below, umask, zone} of places) {
		const clone = path.join(folder, below);
		run(`umask ${umask} && git clone --quiet "$1" "$2"`, root, clone);
		await cp(path.join(root, 'node_modules'), path.join(clone, 'node_modules'), {recursive: true, verbatimSymlinks: true});
		run(`umask ${umask} && cd "$1" && TZ=${zone} npm pack --silent`, clone);
		const packed = (await readdir(clone)).find(name => name.endsWith('.tgz')) ?? '';
		hashes.push(
			createHash('sha256')
				.update(await readFile(path.join(clone, packed)))
				.digest('hex'),
		);
		console.log(`${hashes.at(-1)}  umask ${umask}, ${zone}`);
	}

	const isEqual = new Set(hashes).size === 1;
	console.log(isEqual ? 'Both packages are the same, byte for byte.' : 'The packages differ.');
	process.exitCode = isEqual ? 0 : 1;
} finally {
	await rm(folder, {recursive: true, force: true});
}

function run(script, ...parameters) {
	const {status, stderr} = spawnSync('sh', ['-c', script, 'sh', ...parameters], {encoding: 'utf8'});
	if (status !== 0) {
		throw new Error(stderr);
	}
}
