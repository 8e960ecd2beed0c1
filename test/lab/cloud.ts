// Runs inside the lab's cloud namespace: name server, simulated cloud over TLS, inspection device, proxy. Ends when stdin ends.

import {readFileSync} from 'node:fs';
import {findScenario} from '../../src/sandbox/scenarios/index.ts';
import {startSandbox} from '../../src/sandbox/server.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {answerFor, startDns, type NameTable} from './dns.ts';
import {forward, startProxy, type Place} from './tunnel.ts';

export type KeyPair = {readonly key: string; readonly cert: string};

export type CloudPlan = {
	readonly scenario: string;
	/** Address of the name server. */
	readonly resolver: string;
	readonly table: NameTable;
	/** Addresses whose port 443 leads to the simulated cloud. */
	readonly serve: readonly string[];
	/** Addresses whose port 443 leads to a device that opens TLS. */
	readonly inspect: readonly string[];
	/** A proxy with a table of its own. */
	readonly proxy?: {readonly at: Place; readonly table: NameTable};
	readonly service: KeyPair;
	readonly inspector: KeyPair;
};

/** One line on stdout each, as JSON. */
export type CloudEvent = {readonly ready: true} | {readonly tunnel: string} | {readonly requests: readonly string[]};

function tell(event: CloudEvent): void {
	process.stdout.write(`${JSON.stringify(event)}\n`);
}

const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as CloudPlan;
const scenario = findScenario(plan.scenario);
if (scenario === undefined) {
	throw new Error(`No scenario ${plan.scenario}.`);
}

const {clock} = nodePorts();
const inside = {address: '127.0.0.1'};
const [cloud, device] = await Promise.all([plan.service, plan.inspector].map(async tls => startSandbox(scenario, {clock, ...inside, tls})));
await startDns(plan.resolver, plan.table);
await Promise.all([
	...plan.serve.map(async address => forward({address, port: 443}, {...inside, port: cloud?.port ?? 0})),
	...plan.inspect.map(async address => forward({address, port: 443}, {...inside, port: device?.port ?? 0})),
]);
if (plan.proxy !== undefined) {
	const {at, table} = plan.proxy;
	await startProxy(
		at,
		host => answerFor(host, table)?.[0],
		host => {
			tell({tunnel: host});
		},
	);
}

process.stdin.resume();
process.stdin.on('end', () => {
	process.exit(0);
});
tell({ready: true});
