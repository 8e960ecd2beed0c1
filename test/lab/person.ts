// What a person does at a laptop of the lab: starts the wizard, and approves its sign-in in a browser on the same network.

import {acmePreset} from '../helpers/presets.ts';
import {builtProgram} from '../helpers/pty.ts';
import {startIn} from './namespaces.ts';
import type {Site} from './site.ts';
import type {World} from './world.ts';

type Environment = Readonly<Record<string, string>>;

/** The page that a person has to open, as soon as it is printed. */
export function pageIn(text: string): string | undefined {
	return /https:\/\/\S+user_code=[A-Z-]+/u.exec(text)?.[0];
}

/** Opens a page as a browser would; on the page of a sign-in that is the approval. */
export async function openPage(site: Site, page: string, env: Environment): Promise<void> {
	const {code, stderr} = await site.run([process.execPath, '-e', `fetch(${JSON.stringify(page)})`], env, 10_000);
	if (code !== 0) {
		throw new Error(`The page ${page} does not open: ${stderr}`);
	}
}

/** Runs the wizard with nobody at the keyboard, and approves its sign-in. */
export async function setUp(world: World, site: Site, env: Environment): Promise<{readonly code: number | null; readonly said: string}> {
	const words = ['--yes', '--preset', acmePreset, '--accept-terms', 'read', '--destinations', 'both'];
	const child = startIn(site.laptop, [process.execPath, builtProgram, ...words], world.children, env);
	child.stdin?.end();
	let said = '';
	let approval: Promise<void> | undefined;
	for (const stream of [child.stdout, child.stderr]) {
		stream?.on('data', (part: Buffer) => {
			said += part.toString();
			const page = pageIn(said);
			approval ??= page === undefined ? undefined : openPage(site, page, env);
		});
	}

	const code = await new Promise<number | null>(resolve => {
		child.once('close', resolve);
	});
	await approval;
	return {code, said};
}
