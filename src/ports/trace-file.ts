// The file that a debug trace is written to: one JSON object per line, readable by its owner alone, bounded, secrets removed.

import {createWriteStream} from 'node:fs';
import {mkdir, readdir, rm} from 'node:fs/promises';
import path from 'node:path';
import {redactText, redactValue, type Json} from '../core/redact.ts';
import {stateFolder} from './places.ts';
import type {Ports} from './ports.ts';
import type {Told, Trace} from './trace.ts';

export type TraceFile = Trace & {
	readonly path: string;
	/** Writes the last line and waits for the disk; failures of the disk are told by `false`. */
	close(ending: Told): Promise<boolean>;
};

/** Traces that are kept, the new one included. */
const kept = 10;
/** A trace stops growing here, in bytes. */
const biggest = 5_000_000;
const longestReason = 300;
const traceName = /^\d{8}T\d{6}\d*Z-\d+\.ndjson$/u;

/**
 * Starts a trace in the state folder and removes the oldest ones.
 *
 * @param about - First line: program, versions and what was asked of it.
 * @throws The system's error when the folder or the file cannot be written.
 */
export async function openTraceFile(ports: Pick<Ports, 'clock' | 'env' | 'host'>, about: Told): Promise<TraceFile> {
	const {clock} = ports;
	const folder = path.join(stateFolder(ports), 'traces');
	await mkdir(folder, {recursive: true, mode: 0o700});
	const name = `${new Date(clock.now()).toISOString().replaceAll(/[-:.]/gu, '')}-${process.pid}.ndjson`;
	await prune(folder, kept - 1);
	const file = path.join(folder, name);
	const stream = createWriteStream(file, {flags: 'wx', mode: 0o600});
	let hasFailed = false;
	await new Promise<void>((resolve, reject) => {
		stream.once('open', () => {
			resolve();
		});
		stream.on('error', error => {
			hasFailed = true;
			reject(error);
		});
	});

	const began = clock.elapsed();
	let size = 0;
	const write = (entry: Told, isLast = false): void => {
		const line = `${JSON.stringify(redactValue(entry).value)}\n`;
		if (hasFailed || (size > biggest && !isLast)) {
			return;
		}

		size += line.length;
		stream.write(size > biggest && !isLast ? `${JSON.stringify({call: 'cut', reason: `longer than ${biggest} bytes`})}\n` : line);
	};

	write({schema: 'onboard/trace@1', at: new Date(clock.now()).toISOString(), ...about});
	return {
		path: file,
		async call(kind, to, run, tell) {
			const startedAt = clock.elapsed();
			const record = (outcome: string, told: Told): void => {
				const [startMs, tookMs] = [startedAt - began, clock.elapsed() - startedAt].map(value => Math.round(value * 10) / 10);
				write({call: kind, to, startMs: startMs ?? 0, tookMs: tookMs ?? 0, outcome, ...told});
			};

			let result;
			try {
				result = await run();
			} catch (error) {
				record(...failureOf(error));
				throw error;
			}

			record('ok', tell?.(result) ?? {});
			return result;
		},
		async close(ending) {
			write({call: 'end', tookMs: Math.round(clock.elapsed() - began), ...ending}, true);
			await new Promise<void>(resolve => {
				stream.once('close', resolve);
				stream.end();
			});
			return !hasFailed;
		},
	};
}

/** The system's code or the error's name, and what it says without secrets. */
export function failureOf(error: unknown): [outcome: string, told: {readonly reason: Json}] {
	if (!(error instanceof Error)) {
		return ['failed', {reason: redactText(String(error)).slice(0, longestReason)}];
	}

	const {code} = error as NodeJS.ErrnoException;
	return [typeof code === 'string' ? code : error.name, {reason: redactText(error.message).slice(0, longestReason)}];
}

async function prune(folder: string, keep: number): Promise<void> {
	const names = (await readdir(folder)).filter(name => traceName.test(name)).toSorted();
	await Promise.all(names.slice(0, Math.max(0, names.length - keep)).map(async name => rm(path.join(folder, name), {force: true})));
}
