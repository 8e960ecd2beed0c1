// What the wizard says about what it could not prove, for a ticket and for the phone; loaded when something stayed open.

import manifest from '../../package.json' with {type: 'json'};
import type {Line} from '../core/document.ts';
import {verdictOf, type Finding} from '../core/finding.ts';
import {valueOf, type Answers, type Session} from '../core/session.ts';
import {diagnosticCodeOf} from '../explain/diagnostic-code.ts';
import {diagnosticCodeLines, explainCommand} from '../output/diagnostic-code.ts';
import {ticketLines} from '../output/finding.ts';
import type {Ports} from '../ports/ports.ts';

function madeBy({host}: Ports, answers: Answers) {
	return {
		tool: {version: manifest.version, node: host.nodeVersion, platform: host.platform},
		provider: valueOf(answers, 'provider'),
	};
}

/** Of the steps that stayed unproven at the end; only their codes are kept, so what explains what is told by the catalog. */
export async function codeOfOpen(ports: Ports, session: Session): Promise<string> {
	const [{describe}, {asFinding}] = await Promise.all([import('../catalog/describe.ts'), import('../explain/finding-lines.ts')]);
	const codes = Object.values(session.proofs).flatMap(proof => (proof.state === 'unproven' ? proof.codes : []));
	const described = codes.flatMap(code => describe(code) ?? []);
	const findings = described.map(description => asFinding(description));
	return diagnosticCodeOf({...madeBy(ports, session.answers), verdict: 'cannot-tell', findings});
}

/** What a failed proof says beside its findings. What failed is not ready, however mild its findings are. */
export function aboutFailure(
	ports: Ports,
	answers: Answers,
	findings: readonly Finding[],
	contacts: Readonly<Record<string, string>>,
): {readonly ticket: readonly Line[]; readonly codeLines: readonly Line[]} {
	const verdict = verdictOf(findings);
	const code = diagnosticCodeOf({...madeBy(ports, answers), verdict: verdict === 'ready' ? 'not-ready' : verdict, findings});
	return {
		ticket: ticketLines(findings, {contacts, context: {'Diagnostic code': `${code} (${explainCommand(code)})`}}),
		codeLines: diagnosticCodeLines(code),
	};
}
