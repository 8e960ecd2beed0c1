// What a wizard's course is told to the cohort: where it is, what was proven, which findings are open; nothing of the answers.

import {fold, isProblem, type Finding} from '../../core/finding.ts';
import type {Session} from '../../core/session.ts';
import type {Stage} from '../../wizard/view.ts';
import type {Report} from '../event.ts';

/** A report before it gets its id and time. */
export type Told = Pick<Report, 'step' | 'state' | 'codes'>;

/** Where the story stands, to tell the next thing only once. */
export type Place = {readonly last?: Told; readonly proofs: Session['proofs']};

export const beginning: Place = {proofs: {}};

/** Most codes of one report. */
const mostCodes = 12;

/**
 * What is new since the last place.
 *
 * @returns Reports in the order in which things happened, and the place to go on from.
 */
export function tell(before: Place, stage: Stage, session: Session): {readonly reports: readonly Told[]; readonly place: Place} {
	const settled = Object.entries(session.proofs)
		.filter(([step, proof]) => before.proofs[step] !== proof)
		.map(([step, proof]): Told => ({step, state: proof.state, codes: proof.codes.slice(0, mostCodes)}));
	const now = told(stage, session);
	const isNew = now !== undefined && JSON.stringify(now) !== JSON.stringify(before.last);
	return {
		reports: [...settled, ...(isNew ? [now] : [])],
		place: {...before, proofs: session.proofs, ...(isNew ? {last: now} : {})},
	};
}

/** The report that ends a run which did not get to its end. */
export function tellStop({last}: Place): Told {
	return {step: 'run', state: 'stopped', codes: last?.state === 'failed' ? last.codes : []};
}

function told(stage: Stage, session: Session): Told | undefined {
	switch (stage.kind) {
		case 'ask':
		case 'prove': {
			return {step: stage.position.step, state: 'at', codes: []};
		}

		case 'failed': {
			return {step: stage.position.step, state: 'failed', codes: openCodes(stage.findings)};
		}

		case 'finished': {
			const open = Object.values(session.proofs).filter(proof => proof.state === 'unproven');
			return open.length === 0
				? {step: 'run', state: 'finished', codes: []}
				: {step: 'run', state: 'stopped', codes: [...new Set(open.flatMap(proof => proof.codes))].slice(0, mostCodes)};
		}

		case 'stopped': {
			return undefined;
		}
	}
}

/** Codes of what needs somebody, root causes only, worst first. */
function openCodes(findings: readonly Finding[]): readonly string[] {
	return fold(findings)
		.filter(({finding}) => isProblem(finding) && finding.severity !== 'warn')
		.map(({finding}) => finding.code)
		.slice(0, mostCodes);
}
