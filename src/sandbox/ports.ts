// Wraps real ports so that a program sees the scenario's network, variables, home, browser and tools, and nothing of the person's own cloud set-up.

import {delimiter, join} from 'node:path';
import {hostsFile} from '../ports/places.ts';
import type {Environment, Files, Ports, Processes} from '../ports/ports.ts';
import {simulateBrowser} from './browser.ts';
import {claudeVariables} from './clouds/index.ts';
import {programFolder, projectFolder, toolVersions} from './home.ts';
import {simulateNetwork} from './network.ts';
import type {Scenario} from './scenario.ts';
import type {Sandbox} from './server.ts';

export type SandboxPortsOptions = {
	/** The sandbox home; default the real ports' home. */
	readonly home?: string;
	/** Factor on simulated waits; default 1. */
	readonly timeScale?: number;
	/** Folder the program works in; default the real one. */
	readonly folder?: string;
};

/** Below the home, stands for the machine's folder of managed Claude Code settings. */
export const managedFolder = '.sandbox/managed';

/** Below the home, stands for the machine's hosts file. */
const simulatedHostsFile = '.sandbox/hosts';

const managedRoots = ['/etc/claude-code', '/Library/Application Support/ClaudeCode', 'C:\\Program Files\\ClaudeCode'];
const personal =
	/^(?:AWS_|ANTHROPIC_|CLAUDE|VERTEX_|CLOUD_ML|GOOGLE_|GCLOUD_|CLOUDSDK_|AZURE_|(?:https?|no|all)_proxy$|NODE_EXTRA_CA_CERTS$|SSL_CERT_|(?:ENABLE|DISABLE|FORCE)_PROMPT_CACHING|DISABLE_(?:TELEMETRY|ERROR_REPORTING)$|SSH_|BROWSER$)/iu;
const movers = /^(?:XDG_(?:CONFIG|STATE|DATA|CACHE)_HOME|ZDOTDIR)$/u;
const tools = ['claude', 'aws', 'gcloud', 'az', 'azd'];

/** The variables of the simulated shell: the given ones without the person's own cloud settings, the sandbox's, the scenario's. */
export function sandboxShell(given: Environment, scenario: Scenario, running: Pick<Sandbox, 'env'>, home: string): Environment {
	const kept = Object.fromEntries(
		Object.entries(given).filter(([name, value]) => !personal.test(name) && !(movers.test(name) && value?.startsWith(home) !== true)),
	);
	// Only Claude Code itself needs the base URL; in here it would look like a gateway that the person chose.
	const endpoints = Object.fromEntries(Object.entries(running.env).filter(([name]) => !claudeVariables.includes(name)));
	const own = Object.entries({...endpoints, ...scenario.home.env}).map(([name, value]) => [name, value.replaceAll('$HOME', home)]);
	// Programs started from here, a client library's among them, find the stand-ins; the person's own tools stay out of reach.
	const path = [join(home, programFolder), given['PATH']].filter(part => part !== undefined).join(delimiter);
	return {...kept, PATH: path, HOME: home, ...Object.fromEntries(own)};
}

/** Ports in which the scenario is the world. */
export function sandboxPorts(
	real: Ports,
	scenario: Scenario,
	running: Pick<Sandbox, 'env' | 'url'>,
	options: SandboxPortsOptions = {},
): Ports {
	const home = options.home ?? real.host.home;
	const env = sandboxShell(real.env, scenario, running, home);
	const network = simulateNetwork({scenario, url: running.url, real: real.network, clock: real.clock, timeScale: options.timeScale ?? 1});
	const isRemote = env['SSH_CONNECTION'] !== undefined || env['SSH_TTY'] !== undefined;
	return {
		...real,
		env,
		network,
		files: withMachineFiles(real, home),
		processes: withTools(real, toolVersions(scenario), env, home),
		browser: simulateBrowser(network, !isRemote),
		host: {...real.host, home, folder: options.folder ?? real.host.folder},
		sandbox: scenario.name,
	};
}

/** The folder a planted home's programs are started from. */
export function plantedFolder(home: string): string {
	return join(home, projectFolder);
}

/** The machine's managed settings and hosts file must neither leak into a scenario nor be out of its reach. */
function withMachineFiles({files, env, host}: Ports, home: string): Files {
	const hosts = hostsFile({env, host});
	const moved = (path: string) => {
		const root = managedRoots.find(candidate => path.startsWith(candidate));
		return path === hosts ? join(home, simulatedHostsFile) : root === undefined ? path : join(home, managedFolder, path.slice(root.length));
	};

	return {
		read: async path => files.read(moved(path)),
		stat: async path => files.stat(moved(path)),
		resolve: async path => files.resolve(moved(path)),
		isWritable: async path => files.isWritable(moved(path)),
		list: async folder => files.list(moved(folder)),
		makeFolder: async (folder, mode) => files.makeFolder(moved(folder), mode),
		writeAtomic: async (path, content, mode) => files.writeAtomic(moved(path), content, mode),
		append: async (path, content, mode) => files.append(moved(path), content, mode),
		readFrom: async (path, offset) => files.readFrom(moved(path), offset),
		remove: async path => files.remove(moved(path)),
		removeEmptyFolder: async folder => files.removeEmptyFolder(moved(folder)),
		lock: async path => files.lock(moved(path)),
	};
}

/** Claude Code and the clouds' own tools are there or not as the scenario says; every other program is the machine's. */
function withTools(real: Ports, versions: Readonly<Record<string, string | undefined>>, env: Environment, home: string): Processes {
	const {processes, files} = real;
	const nameOf = (program: string) => tools.find(tool => program === tool || program === join(home, programFolder, tool));
	/** The script itself, to be run through this Node: it runs where a script cannot be started by its name too. */
	const scriptOf = async (tool: string) => {
		const script = join(home, programFolder, tool);
		return (await files.stat(script)) === undefined ? undefined : script;
	};

	return {
		...processes,
		async find(program) {
			const tool = nameOf(program);
			if (tool === undefined) {
				return processes.find(program);
			}

			return versions[tool] === undefined ? undefined : join(home, programFolder, tool);
		},
		async run(program, parameters, options) {
			const tool = nameOf(program);
			const withEnv = {...options, env: options.env ?? env};
			if (tool === undefined) {
				return processes.run(program, parameters, withEnv);
			}

			const version = versions[tool];
			if (version === undefined) {
				throw Object.assign(new Error(`spawn ${program} ENOENT`), {code: 'ENOENT'});
			}

			const isVersion = parameters.includes('--version') || parameters.includes('-v');
			if (isVersion && parameters.length === 1) {
				return {code: 0, stdout: `${version}\n`, stderr: ''};
			}

			const script = await scriptOf(tool);
			return script === undefined
				? {code: 1, stdout: '', stderr: `The simulated ${tool} only knows --version.\n`}
				: processes.run(process.execPath, [script, ...parameters], withEnv);
		},
		async attend(program, parameters, options) {
			const tool = nameOf(program);
			const script = tool === undefined || versions[tool] === undefined ? undefined : await scriptOf(tool);
			const [file, all] = script === undefined ? [program, parameters] : [process.execPath, [script, ...parameters]];
			return processes.attend(file, all, {...options, env: options.env ?? env});
		},
	};
}
