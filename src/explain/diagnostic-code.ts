// The diagnostic code in names: from a report to the code that is read over the phone, and back to findings on another machine.

import {numberedProviders, numbers} from '../catalog/numbers.ts';
import {mostFindings, readCode, writeCode} from '../core/diagnostic-code.ts';
import {fold, isProblem, type Finding, type Verdict} from '../core/finding.ts';

/** What a code is made of; a report has it all. */
export type Diagnosed = {
	readonly tool: {readonly version: string; readonly node: string; readonly platform: string};
	readonly provider: string | null | undefined;
	readonly verdict: Verdict;
	/** Findings of any severity, folded or not. */
	readonly findings: readonly Finding[];
};

export type Diagnosis = {
	/** Absent when nothing was configured, or a provider this version does not know. */
	readonly provider?: string;
	readonly verdict?: Verdict;
	/** Version of the program that made the code. */
	readonly version: string;
	/** Major version of Node there; absent when it is unknown. */
	readonly node?: string;
	readonly platform?: string;
	/** Finding codes, root causes and the worst first. */
	readonly codes: readonly string[];
	/** How many root findings did not fit into the code. */
	readonly more: number;
	/** Whether a newer version made it, so that something in it cannot be named here. */
	readonly isNewer: boolean;
	/** How many of its findings this version cannot name. */
	readonly unnamed: number;
};

export type DiagnosticCode =
	| {readonly kind: 'read'; readonly diagnosis: Diagnosis}
	/** `groups` (from 1) are the ones to ask for again; none when any may be wrong. */
	| {readonly kind: 'mistyped'; readonly groups: readonly number[]}
	| {readonly kind: 'not-a-code'};

const verdicts: readonly Verdict[] = ['ready', 'not-ready', 'cannot-tell'];
const platforms = ['linux', 'darwin', 'win32'];
const unnumbered = 7;
const names: ReadonlyMap<number, string> = new Map(Object.entries(numbers).map(([code, number]) => [number, code]));

/** The code of a report, for example `1530-0200-0H11-7P6J`: root problems only, the worst first; what follows from them follows again. */
export function diagnosticCodeOf(diagnosed: Diagnosed): string {
	const {tool, provider, verdict} = diagnosed;
	const roots = fold(diagnosed.findings).filter(({finding}) => isProblem(finding));
	const codes = [...new Set(roots.map(({finding}) => finding.code))];
	const findings = codes.flatMap(code => (Object.hasOwn(numbers, code) ? [numbers[code] ?? 0] : [])).slice(0, mostFindings);
	return writeCode({
		provider: provider === null || provider === undefined ? 0 : numberedProviders.indexOf(provider) + 1 || unnumbered,
		verdict: verdicts.indexOf(verdict),
		platform: platforms.includes(tool.platform) ? platforms.indexOf(tool.platform) : platforms.length,
		node: partsOf(tool.node)[0],
		version: partsOf(tool.version),
		more: codes.length - findings.length,
		findings,
	});
}

function partsOf(version: string): readonly [number, number, number] {
	const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/u).map(part => Number.parseInt(part, 10) || 0);
	return [major, minor, patch];
}

/** Reads a code as somebody typed or dictated it; works offline, on any machine. Never throws. */
export function readDiagnosticCode(text: string): DiagnosticCode {
	const read = readCode(text);
	switch (read.kind) {
		case 'not-a-code':
		case 'mistyped':
			return read;
		case 'newer':
			return {kind: 'read', diagnosis: {version: '', codes: [], more: 0, isNewer: true, unnamed: 0}};
		case 'read': {
			const {carried} = read;
			const codes = carried.findings.flatMap(number => names.get(number) ?? []);
			const unnamed = carried.findings.length - codes.length;
			const provider = numberedProviders[carried.provider - 1];
			const verdict = verdicts[carried.verdict];
			const platform = platforms[carried.platform];
			return {
				kind: 'read',
				diagnosis: {
					...(provider === undefined ? {} : {provider}),
					...(verdict === undefined ? {} : {verdict}),
					version: carried.version.join('.'),
					...(carried.node === 0 ? {} : {node: String(carried.node)}),
					...(platform === undefined ? {} : {platform}),
					codes,
					more: carried.more,
					isNewer: unnamed > 0 || (carried.provider > numberedProviders.length && carried.provider < unnumbered),
					unnamed,
				},
			};
		}
	}
}
