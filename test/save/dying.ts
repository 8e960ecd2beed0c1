// A child process that saves or undoes in a home folder and kills itself at the given file operation, also in mid-write.

import process from 'node:process';
import {watchFiles} from '../helpers/dying.ts';

const [home = '', task = 'apply', dieAt = '-1'] = process.argv.slice(2);
const steps = watchFiles(Number(dieAt));
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

process.stdout.write(String(steps()));
