// The real world behind `Ports`: this machine's clock, files, network, programs and browser.

import {randomBytes} from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {nodeBrowser} from './node-browser.ts';
import {nodeFiles} from './node-files.ts';
import {nodeNetwork} from './node-network.ts';
import {nodeProcesses} from './node-processes.ts';
import type {Clock, Environment, Host, Ports} from './ports.ts';

export type NodePortsOptions = {
	/** Roots everything user-level there (`--home`); default: the person's own home. */
	readonly home?: string;
	/** Default: this process's environment. */
	readonly env?: Environment;
	/** Default: the folder this process was started in. */
	readonly folder?: string;
};

/** Variables that move a user-level folder or file away from the home folder. */
const movers = [
	'XDG_CONFIG_HOME',
	'XDG_STATE_HOME',
	'XDG_DATA_HOME',
	'XDG_CACHE_HOME',
	'ZDOTDIR',
	'CLAUDE_CONFIG_DIR',
	'AWS_CONFIG_FILE',
	'AWS_SHARED_CREDENTIALS_FILE',
	'CLOUDSDK_CONFIG',
	'AZURE_CONFIG_DIR',
	'APPDATA',
	'LOCALAPPDATA',
];

/**
 * The ports of a real run.
 *
 * With `home`, variables that move user-level folders are dropped unless they point inside that home, so that nothing of
 * the person's own set-up is read or written.
 */
export function nodePorts(options: NodePortsOptions = {}): Ports {
	const folder = options.folder ?? process.cwd();
	const given = options.env ?? process.env;
	const home = path.resolve(folder, options.home ?? given.HOME ?? given.USERPROFILE ?? os.homedir());
	const env = options.home === undefined ? given : rooted(given, home);
	const platform = hostPlatform();
	const processes = nodeProcesses({env, folder, platform});
	return {
		clock: nodeClock(),
		env,
		files: nodeFiles(),
		network: nodeNetwork(),
		processes,
		browser: nodeBrowser({env, platform, processes}),
		host: {platform, home, folder, nodeVersion: process.versions.node},
		random: size => new Uint8Array(randomBytes(size)),
	};
}

/** The operating system's clocks. */
export function nodeClock(): Clock {
	return {
		now: () => Date.now(),
		elapsed: () => performance.now(),
		async sleep(milliseconds, signal) {
			signal?.throwIfAborted();
			await new Promise<void>((resolve, reject) => {
				const onAbort = () => {
					clearTimeout(timer);
					reject(signal?.reason as Error);
				};

				const timer = setTimeout(() => {
					signal?.removeEventListener('abort', onAbort);
					resolve();
				}, milliseconds);
				signal?.addEventListener('abort', onAbort, {once: true});
			});
		},
	};
}

function rooted(env: Environment, home: string): Environment {
	const isInside = (value: string | undefined) =>
		value !== undefined && path.isAbsolute(value) && !path.relative(home, value).startsWith('..');
	const kept = Object.fromEntries(Object.entries(env).filter(([name, value]) => !movers.includes(name.toUpperCase()) || isInside(value)));
	return hostPlatform() === 'win32' ? {...kept, HOME: home, USERPROFILE: home} : {...kept, HOME: home};
}

function hostPlatform(): Host['platform'] {
	return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}
