// The built program on a real network: a namespace with its own resolver, real sockets, real TLS under a lab authority.

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import {plantHome} from '../../src/sandbox/home.ts';
import {findScenario} from '../../src/sandbox/scenarios/index.ts';
import type {PathFacts} from '../../src/checks/network/verdict.ts';
import {isProblem} from '../../src/core/finding.ts';
import type {Report} from '../../src/core/report.ts';
import {makeAuthority, type Authority} from './certificates.ts';
import {nodes} from '../helpers/nodes.ts';
import {cloudAddress, obstacle, openLab, sweep, type Ran} from './namespaces.ts';

const reason = obstacle();
if (reason !== undefined) {
	// oxlint-disable-next-line no-console -- a lab that did not run must be seen
	console.warn(`The network lab is skipped: ${reason}.`);
}

const program = path.resolve(import.meta.dirname, '../../dist/main.js');
const scenarioName = 'bedrock/happy';
const runtime = 'bedrock-runtime.us-east-1.amazonaws.com';
const control = 'bedrock.us-east-1.amazonaws.com';
const publicServices = '52.94.9.9';
const publicRuntime = '52.94.0.17';
const first = '10.20.4.17';
const second = '10.20.5.9';
const controlAddress = '10.20.4.21';
const proxyAddress = '10.1.1.5';
const proxyUrl = `http://${proxyAddress}:3128`;
const others = {suffixes: ['amazonaws.com', 'aws.amazon.com'], address: publicServices};
const serverNames = ['us-east-1.amazonaws.com', 'eu-west-1.amazonaws.com', 'sso.eu-west-1.amazonaws.com', 'amazonaws.com'].map(
	zone => `*.${zone}`,
);

type Case = {
	/** What the laptop's resolver answers for the runtime. */
	readonly runtime: readonly string[];
	/** Addresses of the runtime that work; the public ones of everything else always do. */
	readonly serve: readonly string[];
	/** Addresses that exist and where nothing listens. */
	readonly closed?: readonly string[];
	readonly dropped?: readonly string[];
	readonly inspect?: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	readonly trustsInspector?: boolean;
	readonly verdict: string;
	/** Root findings of the network family, with their severity. */
	readonly roots: readonly string[];
	readonly isOnEveryNode?: boolean;
	/** Nothing listens where the laptop's resolver points. */
	readonly isOffline?: boolean;
	/** Whether the proxy was asked for the runtime; default no. */
	readonly isTunnelled?: boolean;
};

const privately = {runtime: [first, second], serve: [first, second]};

const cases: Readonly<Record<string, Case>> = {
	private: {...privately, isOnEveryNode: true, verdict: 'private', roots: []},
	'public: the forwarder is missing': {
		runtime: [publicRuntime],
		serve: [publicRuntime],
		verdict: 'public',
		roots: ['network.public-path fail'],
	},
	'mixed answers': {
		runtime: [first, publicRuntime],
		serve: [first, publicRuntime],
		verdict: 'public',
		roots: ['network.mixed-answers fail'],
	},
	'blocked: dropped': {
		runtime: [first, second],
		serve: [],
		dropped: [first, second],
		verdict: 'blocked',
		roots: ['network.connect-dropped fail'],
	},
	'blocked: reset': {
		runtime: [first, second],
		serve: [],
		closed: [first, second],
		verdict: 'blocked',
		roots: ['network.connect-refused fail'],
	},
	'one dead address of two, the first': {
		runtime: [first, second],
		serve: [second],
		dropped: [first],
		isOnEveryNode: true,
		verdict: 'private',
		roots: ['network.address-dead warn'],
	},
	'one dead address of two, the second, reset': {
		runtime: [first, second],
		serve: [first],
		closed: [second],
		verdict: 'private',
		roots: ['network.address-dead warn'],
	},
	'cannot tell: the proxy swallows the host': {
		...privately,
		env: {HTTPS_PROXY: proxyUrl},
		verdict: 'cannot tell',
		roots: ['network.proxy-on-path unknown'],
		isTunnelled: true,
	},
	'private: NO_PROXY covers the host': {
		...privately,
		env: {HTTPS_PROXY: proxyUrl, NO_PROXY: '.amazonaws.com'},
		verdict: 'private',
		roots: [],
	},
	'the proxy is not there': {
		...privately,
		env: {HTTPS_PROXY: 'http://10.1.1.6:3128'},
		verdict: 'blocked',
		roots: ['network.proxy-unreachable fail'],
	},
	'intercepted by an authority that is not trusted': {
		runtime: [first],
		serve: [],
		inspect: [first],
		verdict: 'cannot tell',
		roots: ['network.intercepted fail'],
	},
	'intercepted by an authority that is trusted': {
		runtime: [first],
		serve: [],
		inspect: [first],
		trustsInspector: true,
		verdict: 'cannot tell',
		roots: ['network.intercepted warn'],
	},
	'offline: the resolver is gone': {...privately, isOffline: true, verdict: 'blocked', roots: ['network.offline fail']},
	'the name does not exist': {runtime: [], serve: [], verdict: 'blocked', roots: ['network.name-not-found fail']},
};

describe.skipIf(reason !== undefined)(`network lab${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
	let folder: string;
	let amazon: Authority;
	let inspector: Authority;

	beforeAll(() => {
		sweep();
		folder = mkdtempSync(path.join(tmpdir(), `onboard-lab-${process.pid}-`));
		amazon = makeAuthority(folder, 'Amazon', serverNames);
		inspector = makeAuthority(folder, 'Zscaler Inc.', serverNames);
		writeFileSync(path.join(folder, 'both.pem'), `${amazon.pem}${inspector.pem}`);
		writeFileSync(
			path.join(folder, 'preset.json'),
			JSON.stringify({schema: 'onboard/preset@1', organization: 'Lab', policy: {requirePrivatePath: true}}),
		);
	});

	afterAll(() => {
		if (folder !== undefined) {
			rmSync(folder, {recursive: true, force: true});
		}
	});

	async function doctor(given: Case, node: string): Promise<Ran & {readonly tunnels: readonly string[]}> {
		const home = mkdtempSync(path.join(folder, 'home-'));
		const ports = nodePorts({home});
		const scenario = findScenario(scenarioName);
		if (scenario === undefined) {
			throw new Error(`No scenario ${scenarioName}.`);
		}

		await plantHome(scenario, home, {files: ports.files, clock: ports.clock});
		await mkdir(path.join(home, 'work'), {recursive: true});
		const names = {[runtime]: given.runtime, [control]: [controlAddress]};
		const dropped = given.dropped ?? [];
		const inspect = given.inspect ?? [];
		const serve = [...given.serve, controlAddress, publicServices];
		// Where the proxy leads: the public side, whatever the laptop's resolver says.
		const beyond = {names: {}, others};
		const lab = await openLab({
			plan: {
				scenario: scenarioName,
				resolver: given.isOffline === true ? '127.0.0.1' : cloudAddress,
				table: {names, others, missing: given.runtime.length === 0 ? [runtime] : []},
				serve,
				inspect,
				proxy: {at: {address: proxyAddress, port: 3128}, table: beyond},
				service: amazon.server,
				inspector: inspector.server,
			},
			addresses: [...new Set([...serve, ...inspect, ...(given.closed ?? []), proxyAddress])],
			dropped: [...dropped, '10.1.1.6'],
			folder,
		});
		try {
			const env = {
				PATH: process.env['PATH'] ?? '',
				HOME: home,
				NODE_EXTRA_CA_CERTS: given.trustsInspector === true ? path.join(folder, 'both.pem') : amazon.file,
				AWS_EC2_METADATA_DISABLED: 'true',
				...given.env,
			};
			const ran = await lab.run(node, [program, 'doctor', '--json', '--preset', path.join(folder, 'preset.json')], env, 50_000);
			return {...ran, tunnels: [...lab.tunnels]};
		} finally {
			await lab.close();
		}
	}

	async function outcomeOf(given: Case, node: string) {
		const ran = await doctor(given, node);
		if (ran.stdout === '') {
			throw new Error(`No report (exit code ${ran.code}): ${ran.stderr}`);
		}

		const report = JSON.parse(ran.stdout) as Report;
		const roots = report.findings.filter(finding => finding.code.startsWith('network.') && isProblem(finding));
		return {
			verdict: (report.facts['network.path'] as PathFacts | undefined)?.verdict,
			roots: roots.map(finding => `${finding.code} ${finding.severity}`).toSorted(),
			isPrivate: report.findings.some(finding => finding.code === 'network.private'),
			isTunnelled: ran.tunnels.includes(runtime),
		};
	}

	const wanted = ({verdict, roots, isTunnelled}: Case) => ({
		verdict,
		roots,
		isPrivate: verdict === 'private',
		isTunnelled: isTunnelled ?? false,
	});

	test.each(Object.entries(cases))('%s', async (_name, given) => {
		expect(await outcomeOf(given, process.execPath)).toEqual(wanted(given));
	});

	// Other versions differ in how they try several addresses.
	const twice = nodes.slice(1).flatMap(node =>
		Object.entries(cases)
			.filter(([, given]) => given.isOnEveryNode === true)
			.map(([name, given]) => ({...node, case: name, given})),
	);
	test.each(twice)('$case, under $name', async ({path: node, given}) => {
		expect(await outcomeOf(given, node)).toEqual(wanted(given));
	});
});
