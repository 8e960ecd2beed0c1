// What a diagnostic code says about the laptop it came from: its set-up, and its findings in general words.

import {describe} from '../catalog/describe.ts';
import {line, type Line} from '../core/document.ts';
import type {Verdict} from '../core/finding.ts';
import {glyphs} from '../core/glyphs.ts';
import {findingLines, type FindingOptions} from '../output/finding.ts';
import type {Diagnosis} from './diagnostic-code.ts';
import {asFinding, describedJson} from './finding-lines.ts';

const verdicts: Readonly<Record<Verdict, string>> = {ready: 'ready', 'not-ready': 'not ready', 'cannot-tell': 'cannot tell yet'};
const platforms: Readonly<Record<string, string>> = {linux: 'Linux', darwin: 'macOS', win32: 'Windows'};

export type DiagnosisOptions = FindingOptions & {
	/** Name of a provider in words, for example `Amazon Bedrock`. */
	nameOf(provider: string): string;
};

/** The diagnosis as lines, root causes first. */
export function diagnosisLines(diagnosis: Diagnosis, options: DiagnosisOptions): readonly Line[] {
	const {provider, verdict, version, codes, more, unnamed, isNewer} = diagnosis;
	const signs = options.glyphs ?? glyphs(true);
	const found = codes.map(code => ({code, description: describe(code)}));
	const heading = [
		provider === undefined ? (isNewer ? 'A set-up' : 'Nothing configured') : options.nameOf(provider),
		...(verdict === undefined ? [] : [verdicts[verdict]]),
	].join(': ');
	return [
		line([heading, 'strong']),
		...(version === '' ? [] : [line([`  ${machine(diagnosis).join(` ${signs.dot} `)}`, 'muted'])]),
		...(isNewer
			? [line([`${signs.unknown} `, 'unknown'], 'A newer version of onboard made this code. Update onboard here to read all of it.')]
			: []),
		...(codes.length === 0 && !isNewer ? [line(''), line('It reported no problem.')] : []),
		...found.flatMap(({code, description}) => [
			line(''),
			...(description === undefined
				? [line(`${signs.unknown} ${code}  `, ['a finding that this version no longer has', 'muted'])]
				: findingLines(asFinding(description), options)),
		]),
		...(codes.length === 0 ? [] : [line(''), line(['One finding in full: ', 'muted'], [`onboard explain ${codes[0]}`, 'accent'])]),
		...(unnamed === 0 ? [] : [line('', `${count(unnamed)} there that this version cannot name.`)]),
		...(more === 0 ? [] : [line('', `${count(more)} there that did not fit into the code; ask for the report.`)]),
	];
}

function machine({version, node, platform}: Diagnosis): readonly string[] {
	return [
		`onboard ${version}`,
		...(node === undefined ? [] : [`Node ${node}`]),
		...(platform === undefined ? [] : [platforms[platform] ?? platform]),
	];
}

function count(findings: number): string {
	return findings === 1 ? 'One more finding was' : `${findings} more findings were`;
}

/** The diagnosis as JSON (`onboard/diagnosis@1`). */
export function diagnosisJson(diagnosis: Diagnosis) {
	const {codes, provider, verdict, version, node, platform, more, unnamed, isNewer} = diagnosis;
	return {
		schema: 'onboard/diagnosis@1',
		provider: provider ?? null,
		verdict: verdict ?? null,
		version: version === '' ? null : version,
		node: node ?? null,
		platform: platform ?? null,
		findings: codes.flatMap(code => {
			const description = describe(code);
			return description === undefined ? [] : [describedJson(description)];
		}),
		/** Findings that no longer exist, that this version cannot name, and that did not fit. */
		retired: codes.filter(code => describe(code) === undefined),
		unnamed,
		more,
		isNewer,
	};
}
