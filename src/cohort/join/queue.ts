// Reports that wait for the collector, kept in the state folder so that they survive the run they were made in.

import {createHash} from 'node:crypto';
import path from 'node:path';
import {stateFolder} from '../../ports/places.ts';
import type {Ports} from '../../ports/ports.ts';
import {readReport, type Report} from '../event.ts';
import type {Join} from '../join-link.ts';

/** Most reports that wait; the oldest go first, because the newest say where somebody stands. */
const mostWaiting = 500;

export type Queue = {
	waiting(): readonly Report[];
	add(reports: readonly Report[]): void;
	/** These have arrived. */
	remove(reports: readonly Report[]): void;
	/** Resolves when the file says what the queue does. */
	settled(): Promise<void>;
};

type QueuePorts = Pick<Ports, 'env' | 'files' | 'host'>;

/** Opens the queue of one join code. A file that cannot be read or written makes it one that forgets; reporting is never in the way. */
export async function openQueue(join: Join, ports: QueuePorts): Promise<Queue> {
	// The code itself is not kept, nor is anything it could be made from again.
	const name = createHash('sha256').update(`queue ${join.code}`).digest('hex').slice(0, 16);
	const file = path.join(stateFolder(ports), `cohort-${name}.json`);
	let reports = await kept(file, ports);
	let saving: Promise<void> = Promise.resolve();
	const save = () => {
		saving = saving.then(async () => keep(file, reports, ports));
	};

	return {
		waiting: () => reports,
		add(more) {
			reports = [...reports, ...more].slice(-mostWaiting);
			save();
		},
		remove(arrived) {
			const ids = new Set(arrived.map(report => report.id));
			reports = reports.filter(report => !ids.has(report.id));
			save();
		},
		settled: async () => saving,
	};
}

async function kept(file: string, {files}: QueuePorts): Promise<readonly Report[]> {
	try {
		const content = await files.read(file);
		const value = content === undefined ? [] : (JSON.parse(new TextDecoder().decode(content)) as unknown);
		return Array.isArray(value) ? (value as readonly unknown[]).flatMap(item => readReport(item) ?? []) : [];
	} catch {
		return [];
	}
}

async function keep(file: string, reports: readonly Report[], {files}: QueuePorts): Promise<void> {
	try {
		if (reports.length === 0) {
			await files.remove(file);
		} else {
			await files.makeFolder(path.dirname(file), 0o700);
			await files.writeAtomic(file, new TextEncoder().encode(JSON.stringify(reports)), 0o600);
		}
	} catch {
		// They are sent from memory all the same.
	}
}
