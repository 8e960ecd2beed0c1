// Reads what `onboard troubleshoot` can begin with: a finding's code, a diagnostic code or the file of a report.

import path from 'node:path';
import {describe} from '../catalog/describe.ts';
import {UserError} from '../core/errors.ts';
import {isProblem} from '../core/finding.ts';
import {readDiagnosticCode} from '../explain/diagnostic-code.ts';
import {codesIn} from '../explain/own-text.ts';
import {readReport} from '../explain/report-file.ts';
import type {Ports} from '../ports/ports.ts';
import type {Explained, Start} from '../troubleshoot/start.ts';
import {contentOf, type Content} from './explain-files.ts';

/**
 * Reads the word after the command.
 *
 * @throws UserError when it is none of the three, or has a slip in it.
 */
export async function readStart(word: string, ports: Ports): Promise<Start> {
	const code = word.toLowerCase();
	if (describe(code) !== undefined) {
		return {label: code, codes: [code], findings: []};
	}

	const content = await contentOf(word, ports);
	if (content !== undefined) {
		return startOf(content);
	}

	const read = readCodeTyped(word);
	if ('problem' in read) {
		throw new UserError(
			readDiagnosticCode(word).kind === 'not-a-code' ? `${word} is no file, no finding code and no diagnostic code.` : read.problem,
			'Leave it out to begin with what you see.',
		);
	}

	return {label: word, codes: read.codes, findings: []};
}

function startOf({name, text}: Content): Start {
	const file = readReport(text);
	const printed = file.kind === 'report' ? [] : codesIn(text);
	if (printed.length > 0) {
		return {label: path.basename(name), codes: printed, findings: []};
	}

	if (file.kind !== 'report') {
		throw new UserError(
			`${name} is no report that can be used${file.kind === 'broken' ? `: ${file.reason}` : ''}.`,
			'Make one with: onboard doctor --json > report.json',
		);
	}

	const findings = file.report.findings.filter(finding => isProblem(finding));
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
				problem: `This code has a slip in it. Have ${read.groups.length === 0 ? 'all of it' : `group ${read.groups.join(' or ')}, counted from the left,`} read out once more.`,
			};
		case 'not-a-code':
			return {problem: 'A diagnostic code looks like 1D80-A010-0CZZ-4M.'};
	}
}
