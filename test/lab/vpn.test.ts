// The VPN goes away in the middle of the wizard: it says the truth, keeps progress and terminal, and goes on when the VPN is back.

import {mkdtemp} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {acmePreset} from '../helpers/presets.ts';
import {builtProgram, ptyProblem, start, type PtyProgram} from '../helpers/pty.ts';
import {leftBehind, resuming, stopNamed} from '../pty/walk.ts';
import {describeLab, laptopEnvironment} from './doctor.ts';
import {openPage, pageIn, setUp} from './person.ts';
import {openSite, type Site} from './site.ts';
import type {World} from './world.ts';

// The shell of a person survives their Ctrl+C, and prints the terminal's modes before and after.
const line = 'trap : INT; stty -g; "$0" "$@"; code=$?; stty -g; exit $code';

function startWizard(site: Site, home: string, env: Readonly<Record<string, string>>): PtyProgram {
	const words = ['netns', 'exec', site.laptop, '/bin/sh', '-c', line, process.execPath, builtProgram, '--preset', acmePreset];
	return start({file: 'ip', parameters: words, home, env});
}

async function newcomer(world: World) {
	const home = await mkdtemp(path.join(world.folder, 'home-'));
	return {home, env: await laptopEnvironment(world, home)};
}

const signIns = async (world: World) => (await world.requests()).filter(({operation}) => operation === 'CreateToken').length;

describeLab('the VPN goes away', world => {
	test.skipIf(ptyProblem !== undefined)(
		`between two steps, at a terminal${ptyProblem === undefined ? '' : ` (skipped: ${ptyProblem})`}`,
		async () => {
			const before = await signIns(world());
			const site = await openSite(world(), {hasWifi: true});
			const {home, env} = await newcomer(world());
			const wizard = startWizard(site, home, env);
			let again: PtyProgram | undefined;
			try {
				await wizard.waitForText(/user_code=[A-Z-]+\s/u);
				await openPage(site, pageIn(wizard.transcript()) ?? '', env);
				await wizard.waitForText(stopNamed('account').shows);
				site.dropVpn();
				wizard.press('enter');
				const found = await wizard.waitForText(/Not proven[^]*r try again/u);
				expect(found).toContain('network.public-path');
				site.raiseVpn();
				wizard.press('r');
				await wizard.waitForText(stopNamed('terms').shows);
				expect(wizard.transcript()).toMatch(/✔ Network +private/u);
				wizard.press('ctrlC');
				const exit = await wizard.exit;
				expect([exit.code, leftBehind(wizard, exit)]).toEqual([130, []]);

				again = startWizard(site, home, env);
				await again.waitForText(resuming.shows);
				again.press('enter');
				await again.waitForText(stopNamed('terms').shows);
				expect(again.transcript()).toMatch(/✔ Account +111122223333 +from last time/u);
				expect(await signIns(world())).toBe(before + 1);
			} finally {
				wizard.kill('SIGKILL');
				again?.kill('SIGKILL');
				site.close();
			}
		},
	);

	test('between two steps, with nobody at the keyboard and no other network', async () => {
		const before = await signIns(world());
		const site = await openSite(world());
		const {env} = await newcomer(world());
		try {
			let isDown = false;
			const stopped = await setUp(world(), site, env, text => {
				if (!isDown && /ok: Role /u.test(text)) {
					isDown = true;
					site.dropVpn();
				}
			});
			expect(stopped.code, stopped.said).toBe(1);
			// Whichever comes first: the look-up or the connection.
			expect(stopped.said).toMatch(/network\.(?:offline|nothing-answers)/u);
			expect(stopped.said).not.toMatch(/Network private|✔ Ready/u);
			expect(stopped.said).not.toMatch(/\n\s+at /u);
			site.raiseVpn();
			const finished = await setUp(world(), site, env);
			expect(finished, finished.said).toMatchObject({code: 0});
			expect(await signIns(world())).toBe(before + 1);
		} finally {
			site.close();
		}
	});
});
