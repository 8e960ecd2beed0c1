// A child process that saves or undoes in a home folder and kills itself at the given file operation, also in mid-write.

import fs from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {syncBuiltinESMExports} from 'node:module';
import process from 'node:process';

const [home = '', task = 'apply', dieAt = '-1'] = process.argv.slice(2);
let steps = 0;

const step = (): void => {
	if (steps++ === Number(dieAt)) {
		process.kill(process.pid, 'SIGKILL');
	}
};

type Operations = Record<string, (...given: unknown[]) => Promise<unknown>>;
const operations = fs as unknown as Operations;
for (const name of ['open', 'rename', 'chmod', 'chown', 'unlink', 'rm', 'rmdir', 'mkdir', 'writeFile']) {
	const real = operations[name]?.bind(fs);
	operations[name] = async (...given) => {
		step();
		const result = await real?.(...given);
		return name === 'open' ? watched(result as FileHandle) : result;
	};
}

function watched(handle: FileHandle): FileHandle {
	const write = handle.writeFile.bind(handle);
	handle.writeFile = async content => {
		const whole = Buffer.from(content as Uint8Array);
		await write(whole.subarray(0, whole.length >> 1));
		step();
		await write(whole.subarray(whole.length >> 1));
	};

	return handle;
}

syncBuiltinESMExports();
const [{nodePorts}, {planSave}, {apply}, {undo}, {someExports, elsewhere}] = await Promise.all([
	import('../../src/ports/node.ts'),
	import('../../src/save/plan.ts'),
	import('../../src/save/apply.ts'),
	import('../../src/save/undo.ts'),
	import('./exports.ts'),
]);
const ports = nodePorts({home, folder: home, env: {PATH: '', SHELL: '/bin/bash'}});
if (task === 'apply') {
	const planned = await planSave({exports: someExports, destinations: ['shell', 'claude'], extra: []}, ports, elsewhere);
	await apply(planned, ports);
} else {
	await undo(ports);
}

process.stdout.write(String(steps));
