// `onboard cohort serve`: the collector that laptops report to, until it is stopped.

import path from 'node:path';
import {liveBoard} from '../cohort/board/live.ts';
import {boardDocument} from '../cohort/board/wire.ts';
import {createCollector, type LogEntry} from '../cohort/collector/collector.ts';
import {remoteAddress, serveCollector} from '../cohort/collector/serve.ts';
import {leadCodeOf} from '../cohort/folder.ts';
import {openGrowing} from '../cohort/growing.ts';
import {openJournal} from '../cohort/journal/open.ts';
import {boardPage} from '../cohort/web/page.ts';
import {line} from '../core/document.ts';
import {UserError, type ExitCode} from '../core/errors.ts';
import {counted} from '../output/lines.ts';
import {stopped} from '../ports/limit.ts';
import {shortPath} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import type {CommandIo} from './command.ts';
import type {Values} from './flags.ts';
import {signsFor, writeLines} from './output.ts';

const usualPort = 7440;

/** Runs until the person stops it; exit code 0 then. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const {ports, signal} = io;
	const folder = path.resolve(ports.host.folder, values.words[0] ?? '');
	const [port, tls, growing] = await Promise.all([portOf(values.port), certificateOf(values, ports), openGrowing(folder, ports)]);
	const {cohort} = growing;
	const leadCode = await leadCodeOf(folder, ports);
	const journal = await openJournal(cohort, values.store, ports);
	const board = liveBoard(cohort, journal);
	const app = createCollector({
		cohort,
		leadCode,
		journal,
		board: {current: async () => JSON.stringify(boardDocument(await board.current(), cohort)), watch: board.watch},
		page: await boardPage(io.ports.files),
		clock: ports.clock,
		addressOf: remoteAddress,
		log(entry) {
			io.stderr.write(`${logLine(entry)}\n`);
		},
	});
	try {
		growing.follow();
		const server = await serveCollector(app, {host: values.host ?? '127.0.0.1', port, ...(tls === undefined ? {} : {tls})});
		const signs = signsFor(ports);
		writeLines(io.stdout, ports, [
			line([`${signs.ok} `, 'ok'], [cohort.name, 'strong'], `: collecting for ${counted(cohort.people.length, 'person', 'people')}.`),
			line('  Address  ', server.url),
			line('  Board    ', `${server.url}/#${leadCode}`),
			line(['           for you alone: whoever has this link sees the names on it', 'muted']),
			line('  Journal  ', values.store === undefined ? shortPath(path.join(folder, 'journal.ndjson'), ports) : 'PostgreSQL'),
			...(cohort.collector === undefined
				? [
						line([
							'  Laptops need an address: name it with onboard cohort init --collector URL, or give people the address with their code.',
							'muted',
						]),
					]
				: [line('  Laptops  ', cohort.collector)]),
			...(tls === undefined && !isLoopback(values.host)
				? [
						line(
							[`${signs.warn} `, 'warn'],
							'Without TLS, codes and names are readable on the network: put a reverse proxy with TLS in front, or add --tls-certificate and --tls-key.',
						),
					]
				: []),
			line(['  Stop with Ctrl+C; everything reported is kept.', 'muted']),
		]);
		await stopped(signal);
		await server.close();
		return 0;
	} finally {
		growing.stop();
		await journal.close();
	}
}

function isLoopback(host = '127.0.0.1'): boolean {
	return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

async function portOf(text: string | undefined): Promise<number> {
	const port = text === undefined ? usualPort : Number(text);
	if (!Number.isInteger(port) || port < 0 || port > 65_535) {
		throw new UserError('--port is no port number.', 'Name a number from 0 (any free port) to 65535.');
	}

	return port;
}

async function certificateOf(
	{tlsCertificate, tlsKey}: Values,
	{files, host}: Ports,
): Promise<{readonly certificate: string; readonly key: string} | undefined> {
	if (tlsCertificate === undefined && tlsKey === undefined) {
		return undefined;
	}

	const [certificate, key] = await Promise.all(
		[tlsCertificate, tlsKey].map(async file => (file === undefined ? undefined : files.read(path.resolve(host.folder, file)))),
	);
	if (certificate === undefined || key === undefined) {
		throw new UserError(
			`The ${certificate === undefined ? 'certificate' : 'key'} for TLS is missing.`,
			'Name both files: --tls-certificate chain.pem --tls-key key.pem.',
		);
	}

	const text = (content: Uint8Array) => new TextDecoder().decode(content);
	return {certificate: text(certificate), key: text(key)};
}

function logLine({at, request, status, reason, person}: LogEntry): string {
	return [at, request, status, reason, ...(person === undefined ? [] : [person])].join(' ');
}
