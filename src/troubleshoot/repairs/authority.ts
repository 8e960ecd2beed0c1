// Repair of an inspected connection: the inspecting authority is looked for where companies put it, and Claude Code is told to trust it.

import {X509Certificate} from 'node:crypto';
import path from 'node:path';
import {shortPath} from '../../ports/places.ts';
import type {Ports} from '../../ports/ports.ts';
import type {Patient, RepairPlan} from './repair.ts';
import {places, settingsName, settingsRepair} from './settings.ts';

const variable = 'NODE_EXTRA_CA_CERTS';
const mostBytes = 1_000_000;
const mostFiles = 60;

/** Where administrators put the company's own authorities on Linux; elsewhere they live in a store that is no file. */
const systemFolders = [
	'/usr/local/share/ca-certificates',
	'/etc/pki/ca-trust/source/anchors',
	'/etc/ca-certificates/trust-source/anchors',
	'/etc/pki/trust/anchors',
];
const homeFolders = ['', 'certs', '.certs', '.ssl', 'ssl', 'Downloads'];

type Found = {readonly file: string; readonly subject: string; readonly fingerprint: string; readonly until: string};

/** Verification is never turned off; the person sees which authority it is, and agrees to that one. */
export const trustAuthority: RepairPlan = {
	async plan(patient) {
		const root = rootOf(patient);
		// One file is all that the variable takes: a second one would replace the first.
		const isTaken = places(patient.facts, variable).some(place => place.variables[variable] !== '');
		const found = root === undefined || isTaken ? undefined : await find(root, patient);
		return found === undefined
			? undefined
			: settingsRepair(
					patient,
					`Trust ${found.subject}, in ${settingsName(patient)}`,
					{variables: {[variable]: found.file}},
					`Found in ${shortPath(found.file, patient.context.ports)}, good until ${found.until}. SHA-256 ${found.fingerprint}. If you are not sure that it is your company's, compare that with your help desk first.`,
				);
	},
};

/** Who signed what the inspected connection showed, as the handshake read it. */
function rootOf({looked}: Patient): string | undefined {
	const facts = looked.facts['network.tls'] as {readonly root?: unknown} | undefined;
	return typeof facts?.root === 'string' && facts.root !== '' ? facts.root : undefined;
}

async function find(root: string, {context}: Patient): Promise<Found | undefined> {
	const {ports} = context;
	const folders = [
		...(ports.host.platform === 'win32' ? [] : systemFolders),
		...homeFolders.map(folder => path.join(ports.host.home, folder)),
	];
	for (const folder of folders) {
		const names = await ports.files.list(folder).catch(() => []);
		const files = names.filter(name => /\.(?:pem|crt|cer)$/iu.test(name)).slice(0, mostFiles);
		const found = await Promise.all(files.map(async name => read(path.join(folder, name), root, ports)));
		const first = found.find(candidate => candidate !== undefined);
		if (first !== undefined) {
			return first;
		}
	}

	return undefined;
}

/** A PEM file with an authority of that name in it that is good today. */
async function read(file: string, root: string, {files, clock}: Ports): Promise<Found | undefined> {
	const facts = await files.stat(file).catch(() => undefined);
	const bytes = facts?.kind === 'file' && facts.size <= mostBytes ? await files.read(file).catch(() => undefined) : undefined;
	const blocks =
		new TextDecoder().decode(bytes ?? new Uint8Array()).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
	for (const block of blocks) {
		const certificate = parsed(block);
		const names = certificate?.subject.split('\n').map(part => part.replace(/^\w+=/u, '')) ?? [];
		if (certificate?.ca === true && names.includes(root) && Date.parse(certificate.validTo) > clock.now()) {
			return {
				file,
				subject: names.toReversed().join(' of '),
				fingerprint: certificate.fingerprint256,
				until: new Date(certificate.validTo).toISOString().slice(0, 10),
			};
		}
	}

	return undefined;
}

function parsed(block: string): X509Certificate | undefined {
	try {
		return new X509Certificate(block);
	} catch {
		return undefined;
	}
}
