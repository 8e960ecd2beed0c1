// Runs inside the lab's internet: the simulated clouds over TLS, proxies, a device that opens TLS, portals. Ends when stdin ends.

import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {nodePorts} from '../../src/ports/node.ts';
import {startSandbox} from '../../src/sandbox/server.ts';
import type {LoggedRequest} from '../../src/sandbox/answer.ts';
import type {KeyPair} from './certificates.ts';
import {clouds, type CloudName} from './clouds.ts';
import {places} from './places.ts';
import {forward, startCutter, startInspection, startPortal, startProxy, type Tunnel} from './tunnel.ts';

export type CloudPlan = {
	readonly services: Readonly<Record<CloudName, KeyPair>>;
	readonly inspector: KeyPair;
	/** The inspector's own pages, which a laptop that trusts it sees. */
	readonly guest: KeyPair;
};

/** One line on stdout each, as JSON. */
export type CloudEvent = {readonly ready: true} | {readonly tunnel: Tunnel} | {readonly requests: readonly LoggedRequest[]};

function tell(event: CloudEvent): void {
	process.stdout.write(`${JSON.stringify(event)}\n`);
}

const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as CloudPlan;
const {clock} = nodePorts();
const inside = '127.0.0.1';
const running = await Promise.all(
	Object.entries(clouds).map(async ([name, {scenario, publicAddress, privateAddresses}]) => {
		const sandbox = await startSandbox(scenario, {clock, address: inside, tls: plan.services[name as CloudName]});
		const to = {address: inside, port: sandbox.port};
		await Promise.all([
			...[publicAddress, ...privateAddresses].map(async address => forward({address, port: 443}, to)),
			// Plain, for the stand-in of a cloud's own program.
			forward({address: publicAddress, port: 80}, to, true),
		]);
		return sandbox;
	}),
);
const onTunnel = (tunnel: Tunnel) => {
	tell({tunnel});
};

await Promise.all([
	startProxy({at: {address: places.proxy, port: 3128}, onTunnel}),
	startProxy({at: {address: places.strictProxy, port: 3128}, credentials: places.proxyCredentials, onTunnel}),
	startProxy({at: {address: places.inspectingProxy, port: 3128}, inspects: plan.inspector, onTunnel}),
	startInspection({address: places.inspector, port: 443}, plan.inspector),
	startCutter({address: places.cutter, port: 443}),
	startCutter({address: places.cutter, port: 444}, true),
	startPortal(places.portal, plan.guest),
	startPortal(places.blockPage, plan.inspector),
]);

const lines = createInterface({input: process.stdin});
lines.on('line', () => {
	tell({requests: running.flatMap(sandbox => sandbox.requests)});
});
lines.on('close', () => {
	process.exit(0);
});
tell({ready: true});
