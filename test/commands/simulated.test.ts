// A simulated cloud is named above what a command says about it.

import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, it} from 'vitest';
import {runCommand} from '../helpers/command.ts';

it.each(['status', 'terms'])('onboard %s --sandbox', async command => {
	const home = await mkdtemp(path.join(tmpdir(), 'onboard-simulated-'));
	try {
		const {stdout} = await runCommand([command, '--sandbox', 'bedrock/happy', '--home', path.join(home, 'home')], {home});
		expect(stdout).toMatch(/^simulated cloud bedrock\/happy\n\n\S/u);
	} finally {
		await rm(home, {recursive: true, force: true});
	}
});
