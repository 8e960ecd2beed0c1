// The diagnostic code of a wizard that could not prove something.

import manifest from '../../package.json' with {type: 'json'};
import {verdictOf, type Finding} from '../core/finding.ts';
import {valueOf, type Answers, type Session} from '../core/session.ts';
import {diagnosticCodeOf} from '../explain/diagnostic-code.ts';
import {explainCommand} from '../output/diagnostic-code.ts';
import type {Ports} from '../ports/ports.ts';

function madeBy({host}: Ports, answers: Answers) {
	return {
		tool: {version: manifest.version, node: host.nodeVersion, platform: host.platform},
		provider: valueOf(answers, 'provider'),
	};
}

/** Of a failed proof. What failed is not ready, however mild its findings are. */
export function codeOfFailure(ports: Ports, answers: Answers, findings: readonly Finding[]): string {
	const verdict = verdictOf(findings);
	return diagnosticCodeOf({...madeBy(ports, answers), verdict: verdict === 'ready' ? 'not-ready' : verdict, findings});
}

/** Of the steps that stayed unproven at the end; only their codes are kept, so what explains what is told by the catalog. */
export async function codeOfOpen(ports: Ports, session: Session): Promise<string> {
	const [{describe}, {asFinding}] = await Promise.all([import('../catalog/describe.ts'), import('../explain/finding-lines.ts')]);
	const codes = Object.values(session.proofs).flatMap(proof => (proof.state === 'unproven' ? proof.codes : []));
	const described = codes.flatMap(code => describe(code) ?? []);
	const findings = described.map(description => asFinding(description));
	return diagnosticCodeOf({...madeBy(ports, session.answers), verdict: 'cannot-tell', findings});
}

/** How a ticket says it. */
export function ticketContext(code: string): Readonly<Record<string, string>> {
	return {'Diagnostic code': `${code} (${explainCommand(code)})`};
}
