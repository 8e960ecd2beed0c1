// The packed file as newcomers get it: npx from an empty npm cache on a clean home, offline, under every Node it promises to run on.

import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import manifest from '../../package.json' with {type: 'json'};
import {nodes} from '../helpers/nodes.ts';
import {acmePreset} from '../helpers/presets.ts';
import {cleanEnvironment, ptyProblem, start} from '../helpers/pty.ts';
import {presetStops} from './walk.ts';

const root = path.resolve(import.meta.dirname, '../..');
const packed = `onboard-${manifest.version}.tgz`;
const npm = findNpm();

let folder = '';
beforeAll(() => {
	folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'onboard-packed-')));
	if (npm !== undefined) {
		// Without its scripts: dist is built, and other tests are running it.
		execFileSync(process.execPath, [npm('npm'), 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {cwd: root});
	}
});
afterAll(() => {
	rmSync(folder, {recursive: true, force: true});
});

describe.concurrent.each([20, 22, 24])('Node %i', major => {
	const node = nodes.find(({name}) => name.startsWith(`Node ${major}.`))?.path;
	const why = [
		...(node === undefined ? [`no Node ${major} here: name one in ONBOARD_NODES`] : []),
		...(npm === undefined ? ['no npm here'] : []),
		...(ptyProblem === undefined ? [] : [ptyProblem]),
	].join(', ');

	test.skipIf(why !== '')(
		`npx says its version and its help, rehearses, and walks the wizard${why === '' ? '' : ` (skipped: ${why})`}`,
		{timeout: 180_000},
		async () => {
			const home = path.join(folder, String(major));
			const [bin, temporary] = [path.join(home, 'bin'), path.join(home, 'tmp')];
			mkdirSync(bin, {recursive: true});
			mkdirSync(temporary);
			symlinkSync(node ?? '', path.join(bin, 'node'));
			symlinkSync(path.join(folder, packed), path.join(home, packed));
			const clean = cleanEnvironment(home);
			const env = {
				...clean,
				PATH: `${bin}${path.delimiter}${clean['PATH']}`,
				TMPDIR: temporary,
				// Nothing but the file: a dependency would have to be fetched. npm asks for its own updates even so.
				npm_config_offline: 'true',
				npm_config_update_notifier: 'false',
			};
			const words = [npm?.('npx') ?? '', '--yes', `./${packed}`];
			const npx = (...more: readonly string[]) => {
				const {status, stdout, stderr} = spawnSync(node ?? '', [...words, ...more], {cwd: home, env, encoding: 'utf8'});
				expect([more, status, stderr]).toEqual([more, 0, '']);
				return stdout;
			};

			expect(npx('--version')).toBe(`${manifest.version}\n`);
			expect(npx('--help')).toContain('onboard doctor');
			const rehearsed = npx('--sandbox', 'bedrock/happy', '--yes');
			expect(rehearsed).toContain(`Node ${major}.`);
			expect(rehearsed).toContain('✔ Ready. Claude Code answers through Amazon Bedrock on a private path.');

			const program = start({
				home,
				env,
				file: node ?? '',
				parameters: [...words, '--sandbox', 'bedrock/happy', '--preset', acmePreset],
			});
			for (const {shows, key} of presetStops) {
				await program.waitForText(shows, 60_000);
				program.press(key);
			}

			expect(await program.exit).toMatchObject({code: 0});
			expect(program.transcript()).toContain('The same with your own cloud  npx onboard');

			// One package came, nothing with it; and what the rehearsals wrote went away with their homes.
			const [cache = ''] = readdirSync(path.join(home, '.npm/_npx'));
			expect(readdirSync(path.join(home, '.npm/_npx', cache, 'node_modules')).filter(name => !name.startsWith('.'))).toEqual(['onboard']);
			expect(readdirSync(home).toSorted()).toEqual(expect.arrayContaining(['.npm', 'bin', packed, 'tmp']));
			expect(readdirSync(home).filter(name => !['.npm', '.cache', 'bin', packed, 'tmp'].includes(name))).toEqual([]);
			expect(readdirSync(temporary).filter(name => name.startsWith('onboard-sandbox-'))).toEqual([]);
		},
	);
});

/** The script of `npm` or `npx`, beside the one that runs these tests or on PATH; undefined when there is none. */
function findNpm(): ((name: 'npm' | 'npx') => string) | undefined {
	const own = process.env['npm_execpath'];
	const onPath = (process.env['PATH'] ?? '')
		.split(path.delimiter)
		.map(place => path.join(place, 'npm'))
		.find(file => existsSync(file));
	const script = own?.endsWith('.js') === true ? own : onPath === undefined ? undefined : realpathSync(onPath);
	const place = script === undefined ? '' : path.dirname(script);
	return existsSync(path.join(place, 'npx-cli.js')) ? name => path.join(place, `${name}-cli.js`) : undefined;
}
