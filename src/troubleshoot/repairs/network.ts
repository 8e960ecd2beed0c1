// Repairs on the way to the model: requests that need no proxy pass it by, and an inspecting authority that is on this machine is trusted.

import {kindOf} from '../../probes/address.ts';
import {lookUp} from '../../probes/dns.ts';
import {connectAll} from '../../probes/tcp.ts';
import type {Patient, RepairPlan} from './repair.ts';
import {settingsName, settingsRepair} from './settings.ts';

const limitMs = 3000;

/** The proxy stands on the way to hosts that this machine reaches privately without it. */
export const passProxyBy: RepairPlan = {
	async plan(patient) {
		const {configured} = patient;
		if (configured === undefined) {
			return undefined;
		}

		const {host, port} = configured.provider.endpoint(configured.answers);
		if (!(await isReachedPrivately(host, port, patient))) {
			return undefined;
		}

		const control = controlHost(patient);
		const others = control !== undefined && (await isReachedPrivately(control, 443, patient)) ? [control] : [];
		const {env} = configured.ports;
		const name = (env['no_proxy'] ?? '') === '' ? 'NO_PROXY' : 'no_proxy';
		const value = [env[name] ?? '', host, ...others].filter(part => part.trim() !== '').join(',');
		return settingsRepair(
			patient,
			`Let Claude Code pass the proxy by for ${others.length === 0 ? 'this host' : 'these hosts'}, in ${settingsName(patient)}`,
			{variables: {[name]: value}},
			`This machine reaches ${others.length === 0 ? 'it' : 'them'} at private addresses without the proxy. Nothing else changes its way.`,
		);
	},
};

/** The host that lists the models, when the cloud has one of its own for that. */
function controlHost({looked}: Patient): string | undefined {
	const facts = looked.facts['network.control'] as {readonly host?: unknown} | undefined;
	return typeof facts?.host === 'string' ? facts.host : undefined;
}

/** Looked up and connected to now: an exemption that leads nowhere would only change the error. */
async function isReachedPrivately(host: string, port: number, {context}: Patient): Promise<boolean> {
	const {network, clock} = context.ports;
	const bounds = {clock, limitMs, signal: context.signal};
	const {addresses} = await lookUp(host, network, bounds);
	if (addresses.length === 0 || addresses.some(address => kindOf(address) !== 'private')) {
		return false;
	}

	return (await connectAll(addresses, port, network, bounds)).some(({outcome}) => outcome === 'open');
}
