// The VPN goes away in the middle of the wizard: it says the truth, keeps progress and terminal, and goes on when the VPN is back.

import {mkdtemp} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {acmePreset} from '../helpers/presets.ts';
import {builtProgram, ptyProblem, start, type PtyProgram} from '../helpers/pty.ts';
import {leftBehind, resuming, stopNamed} from '../pty/walk.ts';
import {describeLab, laptopEnvironment} from './doctor.ts';
import {openPage, pageIn} from './person.ts';
import {openSite, type Site} from './site.ts';
import type {World} from './world.ts';

// The shell of a person survives their Ctrl+C, and prints the terminal's modes before and after.
const line = 'trap : INT; stty -g; "$0" "$@"; code=$?; stty -g; exit $code';

function startWizard(site: Site, home: string, env: Readonly<Record<string, string>>): PtyProgram {
	const words = ['netns', 'exec', site.laptop, '/bin/sh', '-c', line, process.execPath, builtProgram, '--preset', acmePreset];
	return start({file: 'ip', parameters: words, home, env});
}

/** Approves the sign-in and waits for the question after it. */
async function signIn(wizard: PtyProgram, site: Site, env: Readonly<Record<string, string>>): Promise<void> {
	await wizard.waitForText(/user_code=[A-Z-]+\s/u);
	await openPage(site, pageIn(wizard.transcript()) ?? '', env);
	await wizard.waitForText(stopNamed('account').shows);
}

async function newcomer(world: World) {
	const home = await mkdtemp(path.join(world.folder, 'home-'));
	return {home, env: await laptopEnvironment(world, home)};
}

const signIns = async (world: World) => (await world.requests()).filter(({operation}) => operation === 'CreateToken').length;

const because = ptyProblem === undefined ? '' : ` (skipped: ${ptyProblem})`;

describeLab('the VPN goes away between two steps', world => {
	test.skipIf(ptyProblem !== undefined)(`and the internet is still there${because}`, async () => {
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
	});

	test.skipIf(ptyProblem !== undefined)(`and nothing else is there${because}`, async () => {
		const site = await openSite(world());
		const {home, env} = await newcomer(world());
		const wizard = startWizard(site, home, env);
		try {
			await signIn(wizard, site, env);
			site.dropVpn();
			wizard.press('enter');
			await wizard.waitForText(/sign-in\.unavailable[^]*r try again/u);
			expect(wizard.transcript()).not.toMatch(/✔ Role|✔ Network/u);
			site.raiseVpn();
			wizard.press('r');
			await wizard.waitForText(stopNamed('terms').shows);
			wizard.press('ctrlC');
			const exit = await wizard.exit;
			expect([exit.code, leftBehind(wizard, exit)]).toEqual([130, []]);
		} finally {
			wizard.kill('SIGKILL');
			site.close();
		}
	});
});
