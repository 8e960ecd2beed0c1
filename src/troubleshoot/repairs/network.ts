// Repairs on the way to the model: requests that need no proxy pass it by, and an inspecting authority that is on this machine is trusted.

import {kindOf} from '../../probes/address.ts';
import {lookUp} from '../../probes/dns.ts';
import {resolveProxy} from '../../probes/proxy.ts';
import {connectAll} from '../../probes/tcp.ts';
import type {Patient, RepairPlan} from './repair.ts';
import {settingsName, settingsRepair} from './settings.ts';

const limitMs = 3000;

/** The proxy stands on the way to a host that this machine reaches privately without it. */
export const passProxyBy: RepairPlan = {
	async plan(patient) {
		const {configured} = patient;
		if (configured === undefined || !(await isReachedPrivately(patient))) {
			return undefined;
		}

		const {host, url} = configured.provider.endpoint(configured.answers);
		const {env} = configured.ports;
		const name = (env['no_proxy'] ?? '') === '' ? 'NO_PROXY' : 'no_proxy';
		const value = [env[name] ?? '', host].filter(part => part.trim() !== '').join(',');
		const {display} = resolveProxy(url, env);
		return settingsRepair(
			patient,
			`Let Claude Code pass the proxy by for ${host}: ${name} in ${settingsName(patient)}`,
			{variables: {[name]: value}},
			`This machine reaches ${host} at a private address without ${display ?? 'the proxy'}. Nothing else changes its way.`,
		);
	},
};

/** Looked up and connected to now: an exemption that leads nowhere would only change the error. */
async function isReachedPrivately({configured, context}: Patient): Promise<boolean> {
	if (configured === undefined) {
		return false;
	}

	const {host, port} = configured.provider.endpoint(configured.answers);
	const {network, clock} = context.ports;
	const bounds = {clock, limitMs, signal: context.signal};
	const {addresses} = await lookUp(host, network, bounds);
	if (addresses.length === 0 || addresses.some(address => kindOf(address) !== 'private')) {
		return false;
	}

	return (await connectAll(addresses, port, network, bounds)).some(({outcome}) => outcome === 'open');
}
