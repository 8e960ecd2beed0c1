// The lab's world, made once per test file: a router, a private network behind it and the internet, with the clouds at their far end.

import type {ChildProcess} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createInterface} from 'node:readline';
import type {LoggedRequest} from '../../src/sandbox/answer.ts';
import {makeAuthority, type Authority} from './certificates.ts';
import type {CloudEvent, CloudPlan} from './cloud.ts';
import {clouds} from './clouds.ts';
import {batch, endAll, giveFile, inside, prefix, removeNamespace, startIn} from './namespaces.ts';
import {startNames} from './names.ts';
import {rulesObstacle, sweep} from './obstacle.ts';
import {outside, places, privateNetworkOfSix, privateNetworks, wires} from './places.ts';
import type {Tunnel} from './tunnel.ts';

export type World = {
	/** Start of every namespace's name. */
	readonly id: string;
	readonly router: string;
	/** The cloud's private network, where security groups stand. */
	readonly vpc: string;
	readonly internet: string;
	readonly folder: string;
	readonly children: Set<ChildProcess>;
	/** Authorities that laptops trust, and one that only some do, as PEM texts. */
	readonly trusted: string;
	readonly inspector: Authority;
	/** Whether packets can be dropped, rejected and diverted. */
	readonly hasRules: boolean;
	readonly tunnels: Tunnel[];
	/** Numbers for the next laptop. */
	next(): number;
	/** Adds a rule to the router (`divert`, `forward`) or the private network (`groups`). */
	rule(chain: 'divert' | 'forward' | 'groups', rule: string): void;
	/** Every request that the clouds got so far. */
	requests(): Promise<readonly LoggedRequest[]>;
	close(): Promise<void>;
};

/** Builds the world. Whatever fails, nothing stays behind. */
export async function openWorld(): Promise<World> {
	sweep();
	const id = `${prefix}${process.pid}-${Math.random().toString(36).slice(2, 8)}`;
	const [router, vpc, internet] = [`${id}-router`, `${id}-vpc`, `${id}-internet`] as const;
	const folder = mkdtempSync(path.join(tmpdir(), `${prefix}${process.pid}-`));
	const children = new Set<ChildProcess>();
	const removeAll = () => {
		for (const child of children) {
			child.kill('SIGKILL');
		}

		[router, vpc, internet].forEach(name => removeNamespace(name));
		rmSync(folder, {recursive: true, force: true});
	};

	// Also when the test process is interrupted.
	process.once('exit', removeAll);
	const close = async () => {
		await endAll(children);
		process.off('exit', removeAll);
		removeAll();
	};

	try {
		const hasRules = rulesObstacle() === undefined;
		wire(router, vpc, internet);
		if (hasRules) {
			const silent = `ip daddr { ${places.silentNames}, ${places.silentProxy} } drop`;
			inside(
				router,
				['nft', '-f', '-'],
				`table ip lab { chain divert { type nat hook prerouting priority -100; }; chain forward { type filter hook forward priority 0; ${silent}; }; }`,
			);
			inside(vpc, ['nft', '-f', '-'], 'table inet lab { chain groups { type filter hook forward priority 0; }; }');
		}

		const services = Object.entries(clouds).map(([name, {issuer, certified}]) => [name, makeAuthority(folder, issuer, certified)] as const);
		const every = Object.values(clouds).flatMap(cloud => cloud.certified);
		const inspector = makeAuthority(folder, 'Zscaler Inc.', every);
		const guest = makeAuthority(folder, 'Guest Wi-Fi', ['login.guest.example']);
		await Promise.all([startNames(internet, publicServer(), folder, children), startNames(vpc, privateServer(), folder, children)]);
		const tunnels: Tunnel[] = [];
		const keys = Object.fromEntries(services.map(([name, {server}]) => [name, server])) as CloudPlan['services'];
		const requests = await startClouds(
			internet,
			{services: keys, inspector: inspector.server, guest: guest.server},
			{folder, children, tunnels},
		);
		let number = 0;
		return {
			id,
			router,
			vpc,
			internet,
			folder,
			children,
			inspector,
			hasRules,
			tunnels,
			requests,
			close,
			trusted: services.map(([, {pem}]) => pem).join(''),
			next: () => ++number,
			rule(chain, rule) {
				const [where, family] = chain === 'groups' ? [vpc, 'inet'] : [router, 'ip'];
				inside(where, ['nft', '-f', '-'], `add rule ${family} lab ${chain} ${rule}\n`);
			},
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/** Three namespaces, three wires, and the ways between them. What comes from private addresses goes back the way it came. */
function wire(router: string, vpc: string, internet: string): void {
	batch([router, vpc, internet].flatMap(name => [`netns add ${name}`]));
	const forwarding = ['net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1', 'net.ipv4.conf.all.rp_filter=0'];
	const settings = [...forwarding, 'net.ipv4.conf.default.rp_filter=0', 'net.ipv6.conf.default.accept_dad=0'];
	[router, vpc, internet].forEach(name => inside(name, ['sysctl', '-qew', ...settings]));
	const ends = [
		[router, vpc, 'private', wires.toPrivate, 'fd76:1::'],
		[router, internet, 'internet', wires.toInternet, 'fd76:2::'],
		[vpc, internet, 'backbone', wires.backbone, 'fd76:3::'],
	] as const;
	const addresses = Object.values(clouds).flatMap(cloud => [cloud.publicAddress, ...cloud.privateAddresses]);
	batch([
		...[router, vpc, internet].map(name => `-n ${name} link set lo up`),
		...ends.flatMap(([one, other, name, network, six]) => [
			`link add ${name} netns ${one} type veth peer name ${name} netns ${other}`,
			...[one, other].flatMap((end, index) => [
				`-n ${end} addr add ${network}.${index + 1}/24 dev ${name}`,
				`-n ${end} addr add ${six}${index + 1}/64 dev ${name} nodad`,
				`-n ${end} link set ${name} up`,
			]),
		]),
		`-n ${router} route add default via ${wires.toInternet}.2`,
		`-n ${vpc} route add default via ${wires.backbone}.2`,
		`-n ${vpc} route add 10.77.0.0/16 via ${wires.toPrivate}.1`,
		`-n ${internet} route add 10.77.0.0/16 via ${wires.toInternet}.1`,
		...privateNetworks.flatMap(network => [
			`-n ${router} route add ${network} via ${wires.toPrivate}.2`,
			`-n ${vpc} route add ${network} via ${wires.backbone}.2`,
			`-n ${internet} rule add from ${network} lookup 20 pref 100`,
		]),
		`-n ${internet} route add default via ${wires.backbone}.1 table 20`,
		`-n ${router} -6 route add ${privateNetworkOfSix} via fd76:1::2`,
		`-n ${vpc} -6 route add ${privateNetworkOfSix} via fd76:3::2`,
		`-n ${vpc} -6 route add fd77::/16 via fd76:1::1`,
		`-n ${internet} -6 route add fd77::/16 via fd76:3::1`,
		`-n ${vpc} addr add ${places.privateNames}/32 dev lo`,
		...[...addresses, ...outside].map(address => `-n ${internet} addr add ${address}${address.includes(':') ? '/128' : '/32'} dev lo`),
	]);
}

function publicServer() {
	return {
		at: [places.publicNames],
		names: Object.assign({'login.guest.example': [places.portal]}, ...Object.values(clouds).map(cloud => cloud.publicNames)) as Readonly<
			Record<string, readonly string[]>
		>,
		below: Object.fromEntries(Object.values(clouds).flatMap(cloud => cloud.suffixes.map(suffix => [suffix, [cloud.publicAddress]]))),
	};
}

function privateServer() {
	const all = Object.values(clouds);
	return {
		at: [places.privateNames],
		names: Object.assign({}, ...all.map(cloud => cloud.privateNames)) as Readonly<Record<string, readonly string[]>>,
		below: Object.assign({}, ...all.map(cloud => cloud.privateBelow)) as Readonly<Record<string, readonly string[]>>,
		rest: places.publicNames,
	};
}

type Keeping = {readonly folder: string; readonly children: Set<ChildProcess>; readonly tunnels: Tunnel[]};

/** @returns A function that asks for every request so far. */
async function startClouds(internet: string, plan: CloudPlan, {folder, children, tunnels}: Keeping): Promise<World['requests']> {
	const file = path.join(folder, 'plan.json');
	writeFileSync(file, JSON.stringify(plan), {mode: 0o600});
	// Programs there look names up as anybody on the internet does.
	giveFile(internet, 'resolv.conf', `nameserver ${places.publicNames}\n`);
	const child = startIn(internet, [process.execPath, path.join(import.meta.dirname, 'cloud.ts'), file], children);
	let complaints = '';
	child.stderr?.on('data', (part: Buffer) => {
		complaints += part.toString();
	});
	const waiting: Array<(requests: readonly LoggedRequest[]) => void> = [];
	await new Promise<void>((resolve, reject) => {
		createInterface({input: child.stdout!}).on('line', text => {
			const event = JSON.parse(text) as CloudEvent;
			if ('tunnel' in event) {
				tunnels.push(event.tunnel);
			} else if ('requests' in event) {
				waiting.shift()?.(event.requests);
			} else {
				resolve();
			}
		});
		child.once('close', code => {
			reject(new Error(`The lab's clouds ended with ${code}: ${complaints}`));
		});
	});
	return async () =>
		new Promise(resolve => {
			waiting.push(resolve);
			child.stdin?.write('requests\n');
		});
}
