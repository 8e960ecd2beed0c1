// What the wizard says about what it could not prove, for a ticket and for the phone; loaded when something stayed open.

import manifest from '../../package.json' with {type: 'json'};
import type {Line} from '../core/document.ts';
import {verdictOf, type Finding} from '../core/finding.ts';
import {valueOf, type Answers, type Session} from '../core/session.ts';
import {diagnosticCodeOf} from '../explain/diagnostic-code.ts';
import {diagnosticCodeLines, explainCommand} from '../output/diagnostic-code.ts';
import {ownerName, ticketLines} from '../output/finding.ts';
import type {Ports} from '../ports/ports.ts';

function madeBy({host}: Ports, answers: Answers) {
	return {
		tool: {version: manifest.version, node: host.nodeVersion, platform: host.platform},
		provider: valueOf(answers, 'provider'),
	};
}

/**
 * What the steps that stayed unproven come to: one diagnostic code, and by step the people who can help, for example
 * `network team, #netops`. Only codes are kept of them, so what explains what, and who owns it, is told by the catalog.
 */
export async function aboutOpen(
	ports: Ports,
	session: Session,
	contacts: Readonly<Record<string, string>>,
): Promise<{readonly diagnosticCode: string; readonly helpers: Readonly<Record<string, string>>}> {
	const [{describe}, {asFinding}] = await Promise.all([import('../catalog/describe.ts'), import('../explain/finding-lines.ts')]);
	const open = Object.entries(session.proofs)
		.filter(([, proof]) => proof.state === 'unproven')
		.map(([step, proof]) => ({step, described: proof.codes.flatMap(code => describe(code) ?? [])}));
	const helpers = open.flatMap(({step, described}) => {
		const worst = described.find(({severity}) => severity === 'fail') ?? described[0];
		return worst === undefined || worst.owner === 'you'
			? []
			: [[step, [ownerName(worst.owner), contacts[worst.owner]].filter(part => part !== undefined).join(', ')] as const];
	});
	const findings = open.flatMap(({described}) => described.map(description => asFinding(description)));
	const diagnosticCode = diagnosticCodeOf({...madeBy(ports, session.answers), verdict: 'cannot-tell', findings});
	return {diagnosticCode, helpers: Object.fromEntries(helpers)};
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
