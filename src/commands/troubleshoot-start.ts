// Reads what `onboard troubleshoot` can begin with: a finding's code, a diagnostic code or the file of a report.

import path from 'node:path';
import {describe} from '../catalog/describe.ts';
import {UserError} from '../core/errors.ts';
import {isProblem} from '../core/finding.ts';
import type {Report} from '../core/report.ts';
import {readDiagnosticCode} from '../explain/diagnostic-code.ts';
import type {Ports} from '../ports/ports.ts';
import type {Explained, Start} from '../troubleshoot/start.ts';

/**
 * Reads the word after the command.
 *
 * @throws UserError when it is none of the three, or has a slip in it.
 */
export async function readStart(word: string, ports: Ports): Promise<Start> {
	if (describe(word) !== undefined) {
		return {label: word, codes: [word], findings: []};
	}

	const bytes = await ports.files.read(path.resolve(ports.host.folder, word)).catch((error: unknown) => {
		throw new UserError(
			`${word} cannot be read: ${String((error as NodeJS.ErrnoException).code)}.`,
			'Name a report that onboard doctor wrote.',
		);
	});
	if (bytes !== undefined) {
		return reportStart(word, bytes);
	}

	const read = readCodeTyped(word);
	if ('problem' in read) {
		throw new UserError(
			`${word} is no file, no finding and no diagnostic code. ${read.problem}`,
			'Run onboard troubleshoot without it to begin with what you see.',
		);
	}

	return {label: word, codes: read.codes, findings: []};
}

function reportStart(name: string, bytes: Uint8Array): Start {
	let report: Partial<Report>;
	try {
		report = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Report>;
	} catch {
		report = {};
	}

	if (report.schema !== 'onboard/report@1' || !Array.isArray(report.findings)) {
		throw new UserError(`${name} is no report of onboard doctor.`, 'Make one with: onboard doctor --json > report.json');
	}

	const findings = report.findings.filter(finding => isProblem(finding));
	return {label: path.basename(name), codes: findings.map(({code}) => code), findings};
}

/** Reads a diagnostic code that somebody typed: its findings, or what is wrong with it. */
export function readCodeTyped(text: string): Explained {
	const read = readDiagnosticCode(text);
	switch (read.kind) {
		case 'read':
			return read.diagnosis.isNewer && read.diagnosis.codes.length === 0
				? {problem: 'A newer onboard made this code. Update onboard here, or ask for the report itself.'}
				: {codes: read.diagnosis.codes};
		case 'mistyped':
			return {
				problem:
					read.groups.length === 0
						? 'This code has a slip in it. Have it read out once more.'
						: `This code has a slip in it. Have group ${read.groups.join(' or ')} read out once more.`,
			};
		case 'not-a-code':
			return {problem: 'A diagnostic code looks like 1D80-A010-0CZZ-4M.'};
	}
}
