// A laptop in the lab's world: a namespace of its own behind the router, with its office's name server and its own rules on the way.

import {places} from './places.ts';
import {batch, giveFile, inside, removeNamespace, runIn, type Ran} from './namespaces.ts';
import {startNames} from './names.ts';
import type {World} from './world.ts';

/** Where connections go instead, by port; a port without an address is dropped. */
const diversions = {
	inspector: {443: places.inspector},
	portal: {80: places.portal, 443: places.portal},
	portalWithoutTls: {80: places.portal, 443: undefined},
	blockPage: {80: places.blockPage, 443: places.blockPage},
	cutter: {443: places.cutter},
	mute: {443: `${places.cutter}:444`},
	pageWithoutTls: {443: `${places.portal}:80`},
} as const;

export type SiteOptions = {
	/** Suffixes that the office's name server forwards into the private network; default: those of every private name. */
	readonly forwards?: readonly string[];
	/** Names that the office's name server answers by itself; an empty list means that it denies the name. */
	readonly names?: Readonly<Record<string, readonly string[]>>;
	/** Lines of the laptop's resolv.conf instead of the usual ones. `OFFICE` stands for the office's name server. */
	readonly resolver?: readonly string[];
	/** What the security group does with this laptop's connections to an address. */
	readonly groups?: Readonly<Record<string, 'drop' | 'reset'>>;
	/** Where the router sends this laptop's web connections instead. */
	readonly diverted?: keyof typeof diversions;
	/** Whether the laptop has IPv6; default no. */
	readonly hasSix?: boolean;
	/** The office is reached through a VPN, and the laptop has the internet by itself besides. */
	readonly hasWifi?: boolean;
};

export type Site = {
	/** The laptop's namespace. */
	readonly laptop: string;
	/** Hosts that tunnels were asked for from here, and whether they were let through. */
	tunnels(): readonly string[];
	/** Runs a program on the laptop. */
	run(command: readonly string[], env: Readonly<Record<string, string>>, limitMs: number): Promise<Ran>;
	/** The VPN goes away: with Wi-Fi the internet stays, without it nothing does. */
	dropVpn(): void;
	raiseVpn(): void;
	close(): void;
};

/** What an office with a private path forwards. */
export const everyForward = [
	'us-east-1.amazonaws.com',
	'googleapis.com',
	'services.ai.azure.com',
	'openai.azure.com',
	'cognitiveservices.azure.com',
];

/** Sets a laptop up. */
export async function openSite(world: World, options: SiteOptions = {}): Promise<Site> {
	const number = world.next();
	const laptop = `${world.id}-laptop${number}`;
	const office = `10.77.${number}.1`;
	const own = `10.77.${number}.2`;
	const resolver = options.resolver ?? ['nameserver OFFICE', 'options timeout:1 attempts:1'];
	const resolvers = `${resolver.join('\n').replaceAll('OFFICE', office)}\n`;
	const close = () => {
		removeNamespace(laptop);
		try {
			batch([`-n ${world.router} link del site${number}`]);
		} catch {
			// It went away with the namespace.
		}
	};

	try {
		connect(world, laptop, number, options);
		giveFile(laptop, 'resolv.conf', resolvers);
		const forwards = Object.fromEntries((options.forwards ?? everyForward).map(suffix => [suffix, places.privateNames]));
		const {folder, children} = world;
		await startNames(world.router, {at: [office], names: options.names ?? {}, forwards, rest: places.publicNames}, folder, children);
		applyRules(world, own, options);
	} catch (error) {
		close();
		throw error;
	}

	return {
		laptop,
		tunnels: () =>
			world.tunnels
				.filter(({from}) => from.endsWith(own))
				.map(({host, isLetThrough}) => `${host} ${isLetThrough ? 'let through' : 'refused'}`),
		run: async (command, env, limitMs) => runIn(laptop, command, env, limitMs, world.children),
		dropVpn() {
			batch([`-n ${laptop} link set lan down`]);
			giveFile(
				laptop,
				'resolv.conf',
				`nameserver ${options.hasWifi === true ? places.publicNames : office}\noptions timeout:1 attempts:1\n`,
			);
		},
		raiseVpn() {
			batch([`-n ${laptop} link set lan up`, ...routes(laptop, number, options)]);
			giveFile(laptop, 'resolv.conf', resolvers);
		},
		close,
	};
}

/** The ways that lead over the office's wire; the system forgets them when it goes down. */
function routes(laptop: string, number: number, {hasWifi}: SiteOptions): readonly string[] {
	const networks = hasWifi === true ? ['10.0.0.0/8', '199.36.153.0/24'] : ['default'];
	return networks.map(network => `-n ${laptop} route add ${network} via 10.77.${number}.1`);
}

function connect(world: World, laptop: string, number: number, options: SiteOptions): void {
	const {hasSix, hasWifi} = options;
	const {router, internet} = world;
	batch([`netns add ${laptop}`]);
	inside(laptop, ['sysctl', '-qew', 'net.ipv6.conf.default.accept_dad=0', `net.ipv6.conf.default.disable_ipv6=${hasSix === true ? 0 : 1}`]);
	const wifi = [
		`link add wifi netns ${laptop} type veth peer name wifi${number} netns ${internet}`,
		`-n ${laptop} addr add 192.168.${number}.2/24 dev wifi`,
		`-n ${internet} addr add 192.168.${number}.1/24 dev wifi${number}`,
		`-n ${laptop} link set wifi up`,
		`-n ${internet} link set wifi${number} up`,
		`-n ${laptop} route add default via 192.168.${number}.1`,
	];
	const six = [
		`-n ${laptop} addr add fd77:${number}::2/64 dev lan nodad`,
		`-n ${router} addr add fd77:${number}::1/64 dev site${number} nodad`,
		`-n ${laptop} -6 route add default via fd77:${number}::1`,
	];
	batch([
		`link add lan netns ${laptop} type veth peer name site${number} netns ${router}`,
		`-n ${laptop} addr add 10.77.${number}.2/24 dev lan`,
		`-n ${router} addr add 10.77.${number}.1/24 dev site${number}`,
		`-n ${laptop} link set lo up`,
		`-n ${laptop} link set lan up`,
		`-n ${router} link set site${number} up`,
		...(hasWifi === true ? wifi : []),
		...routes(laptop, number, options),
		...(hasSix === true ? six : []),
	]);
}

function applyRules(world: World, own: string, {groups = {}, diverted}: SiteOptions): void {
	for (const [address, how] of Object.entries(groups)) {
		const action = how === 'drop' ? 'drop' : 'reject with tcp reset';
		world.rule('groups', `ip saddr ${own} ip daddr ${address} tcp dport 443 ${action}`);
	}

	for (const [port, address] of Object.entries(diverted === undefined ? {} : diversions[diverted])) {
		const from = `ip saddr ${own} tcp dport ${port}`;
		if (address === undefined) {
			world.rule('forward', `${from} drop`);
		} else {
			world.rule('divert', `${from} dnat to ${address}`);
		}
	}
}

/** Whether a site can only exist where packets can be dropped, rejected or diverted. */
export function needsRules({groups, diverted, resolver = []}: SiteOptions): boolean {
	return groups !== undefined || diverted !== undefined || resolver.some(line => line.includes(places.silentNames));
}
