// The person's browser: whether one on this machine could reach us, and how to open an address in it.

import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import type {Browser, Environment, Host, Processes} from './ports.ts';

export type NodeBrowserOptions = {
	readonly env: Environment;
	readonly platform: Host['platform'];
	readonly processes: Processes;
	/** Files that only exist inside a container; default: Docker's and Podman's. */
	readonly containerMarks?: readonly string[];
};

/** The browser port of a real run. Only http and https addresses are ever opened. */
export function nodeBrowser(options: NodeBrowserOptions): Browser {
	return {
		get isLocal() {
			return isLocal(options);
		},
		async open(url) {
			const {protocol, href} = new URL(url);
			if (protocol !== 'http:' && protocol !== 'https:') {
				return false;
			}

			for (const [program, ...parameters] of openers(options, href)) {
				const found = program === undefined ? undefined : await options.processes.find(program);
				if (found !== undefined && (await start(found, parameters, options.env))) {
					return true;
				}
			}

			return false;
		},
	};
}

function isLocal({env, platform, containerMarks = ['/.dockerenv', '/run/.containerenv']}: NodeBrowserOptions): boolean {
	const isSet = (name: string) => (env[name] ?? '') !== '';
	if (['SSH_CONNECTION', 'SSH_TTY', 'REMOTE_CONTAINERS', 'CODESPACES'].some(name => isSet(name))) {
		return false;
	}

	if (platform !== 'linux') {
		return true;
	}

	if (containerMarks.some(mark => existsSync(mark))) {
		return false;
	}

	// WSL has no display of its own, and Windows forwards 127.0.0.1 into it.
	return isSet('DISPLAY') || isSet('WAYLAND_DISPLAY') || isSet('WSL_DISTRO_NAME');
}

/** Command lines to try, in order. `$BROWSER` holds commands separated by colons, `%s` stands for the address. */
function openers({env, platform}: NodeBrowserOptions, url: string): ReadonlyArray<readonly string[]> {
	const separator = platform === 'win32' ? ';' : ':';
	const chosen = (env.BROWSER ?? '')
		.split(separator)
		.filter(command => command.trim() !== '')
		.map(command => {
			const words = command.trim().split(/\s+/u);
			return words.some(word => word.includes('%s')) ? words.map(word => word.replaceAll('%s', () => url)) : [...words, url];
		});
	const windows = ['rundll32.exe', 'url.dll,FileProtocolHandler', url];
	const own = {
		darwin: [['open', url]],
		win32: [windows],
		linux: (env.WSL_DISTRO_NAME ?? '') === '' ? [['xdg-open', url]] : [['wslview', url], windows, ['xdg-open', url]],
	}[platform];
	return [...chosen, ...own];
}

/** Starts a program that outlives us; `false` when it cannot start or gives up within a second. */
async function start(program: string, parameters: readonly string[], env: Environment): Promise<boolean> {
	return new Promise(resolve => {
		const child = spawn(program, [...parameters], {env: {...env}, stdio: 'ignore', detached: true, windowsHide: true});
		const timer = setTimeout(() => {
			resolve(true);
		}, 1000);
		const settle = (isOpen: boolean) => {
			clearTimeout(timer);
			resolve(isOpen);
		};

		child.on('error', () => {
			settle(false);
		});
		child.on('exit', code => {
			settle(code === 0);
		});
		child.unref();
	});
}
