// Two real network namespaces for one case: a laptop with a resolver of its own, and the network it looks into.

import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createInterface} from 'node:readline';
import type {CloudEvent, CloudPlan} from './cloud.ts';

const prefix = 'onboard-lab-';
const laptopAddress = '10.77.0.2';
/** The router, which also answers names. */
export const cloudAddress = '10.77.0.1';

export type LabOptions = {
	readonly plan: CloudPlan;
	/** Addresses that exist in the cloud; those without a listener refuse connections. */
	readonly addresses: readonly string[];
	/** Addresses whose packets vanish. */
	readonly dropped: readonly string[];
	/** Folder for the plan's file. */
	readonly folder: string;
};

export type Ran = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

export type Lab = {
	/** Hosts that tunnels were asked for, in order. */
	readonly tunnels: readonly string[];
	/** Runs a program on the laptop. */
	run(program: string, parameters: readonly string[], env: Readonly<Record<string, string>>, limitMs: number): Promise<Ran>;
	close(): Promise<void>;
};

/** Why the lab cannot run here; undefined when it can. */
export function obstacle(): string | undefined {
	if (process.platform !== 'linux') {
		return 'network namespaces need Linux';
	}

	if (process.getuid?.() !== 0) {
		return 'network namespaces need root';
	}

	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	if (major < 22 || (major === 22 && minor < 18)) {
		return `its own server needs Node 22.18 or newer, this is ${process.versions.node}`;
	}

	const name = `${prefix}${process.pid}-try`;
	try {
		ip('netns', 'add', name);
		ip('netns', 'del', name);
		execFileSync('openssl', ['version'], {stdio: 'ignore'});
		return undefined;
	} catch (error) {
		return `ip netns or openssl does not work here (${error instanceof Error ? (error.message.split('\n').at(-1) ?? '') : 'unknown'})`;
	}
}

function ip(...parameters: readonly string[]): void {
	execFileSync('ip', parameters, {stdio: ['ignore', 'ignore', 'pipe']});
}

/** Removes what runs that were killed have left behind. */
export function sweep(): void {
	const isOrphan = (name: string) => {
		const owner = /^onboard-lab-(\d+)-/.exec(name)?.[1];
		return owner !== undefined && !isAlive(Number(owner));
	};

	for (const name of new Set([...list('/run/netns'), ...list('/etc/netns')].filter(entry => isOrphan(entry)))) {
		remove(name);
	}

	for (const name of list(tmpdir()).filter(entry => isOrphan(entry))) {
		rmSync(path.join(tmpdir(), name), {recursive: true, force: true});
	}
}

function list(folder: string): readonly string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

function remove(name: string): void {
	try {
		ip('netns', 'del', name);
	} catch {
		// Already gone, which is what we want.
	}

	rmSync(path.join('/etc/netns', name), {recursive: true, force: true});
}

/** Builds the two namespaces and starts the cloud in its own. Whatever fails, nothing stays behind. */
export async function openLab(options: LabOptions): Promise<Lab> {
	const id = `${prefix}${process.pid}-${Math.random().toString(36).slice(2, 8)}`;
	const laptop = `${id}-laptop`;
	const cloud = `${id}-cloud`;
	const children = new Set<ChildProcess>();
	const removeAll = () => {
		for (const child of children) {
			child.kill('SIGKILL');
		}

		remove(laptop);
		remove(cloud);
	};

	// Also when the test process is interrupted.
	process.once('exit', removeAll);
	const close = async () => {
		const ended = [...children].map(
			async child =>
				new Promise(resolve => {
					child.once('close', resolve);
				}),
		);
		for (const child of children) {
			child.kill('SIGKILL');
		}

		await Promise.all(ended);
		process.off('exit', removeAll);
		removeAll();
	};

	try {
		connect(laptop, cloud, options);
		const tunnels: string[] = [];
		await startCloud(cloud, options, children, tunnels);
		return {
			tunnels,
			close,
			run: async (program, parameters, env, limitMs) => runIn(laptop, [program, ...parameters], env, limitMs, children),
		};
	} catch (error) {
		await close();
		throw error;
	}
}

function connect(laptop: string, cloud: string, options: LabOptions): void {
	mkdirSync(path.join('/etc/netns', laptop), {recursive: true});
	writeFileSync(path.join('/etc/netns', laptop, 'resolv.conf'), `nameserver ${cloudAddress}\noptions timeout:1 attempts:1\n`);
	ip('netns', 'add', laptop);
	ip('netns', 'add', cloud);
	ip('link', 'add', 'lab', 'netns', laptop, 'type', 'veth', 'peer', 'name', 'lab', 'netns', cloud);
	for (const [name, address] of [
		[laptop, laptopAddress],
		[cloud, cloudAddress],
	] as const) {
		ip('-n', name, 'addr', 'add', `${address}/24`, 'dev', 'lab');
		ip('-n', name, 'link', 'set', 'lab', 'up');
		ip('-n', name, 'link', 'set', 'lo', 'up');
	}

	ip('-n', laptop, 'route', 'add', 'default', 'via', cloudAddress);
	ip('netns', 'exec', cloud, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
	for (const address of options.addresses) {
		ip('-n', cloud, 'addr', 'add', `${address}/32`, 'dev', 'lo');
	}

	// A forwarding black hole discards in silence; the laptop sees nothing come back.
	for (const address of options.dropped) {
		ip('-n', cloud, 'route', 'add', 'blackhole', `${address}/32`);
	}
}

async function startCloud(cloud: string, options: LabOptions, children: Set<ChildProcess>, tunnels: string[]): Promise<void> {
	const plan = path.join(options.folder, `${cloud}.json`);
	writeFileSync(plan, JSON.stringify(options.plan), {mode: 0o600});
	const child = spawn('ip', ['netns', 'exec', cloud, process.execPath, path.join(import.meta.dirname, 'cloud.ts'), plan], {
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	children.add(child);
	let complaints = '';
	child.stderr.on('data', (part: Buffer) => {
		complaints += part.toString();
	});
	await new Promise<void>((resolve, reject) => {
		createInterface({input: child.stdout}).on('line', text => {
			const event = JSON.parse(text) as CloudEvent;
			if ('tunnel' in event) {
				tunnels.push(event.tunnel);
			} else {
				resolve();
			}
		});
		child.once('close', code => {
			reject(new Error(`The lab's cloud ended with ${code}: ${complaints}`));
		});
	});
}

async function runIn(
	laptop: string,
	command: readonly string[],
	env: Readonly<Record<string, string>>,
	limitMs: number,
	children: Set<ChildProcess>,
): Promise<Ran> {
	const child = spawn('ip', ['netns', 'exec', laptop, ...command], {env, stdio: ['ignore', 'pipe', 'pipe']});
	children.add(child);
	const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
	const read = async (stream: NodeJS.ReadableStream) => {
		let text = '';
		for await (const part of stream) {
			text += String(part);
		}

		return text;
	};

	const [stdout, stderr, code] = await Promise.all([
		read(child.stdout),
		read(child.stderr),
		new Promise<number | null>(resolve => {
			child.once('close', resolve);
		}),
	]);
	clearTimeout(timer);
	children.delete(child);
	return {code, stdout, stderr};
}
