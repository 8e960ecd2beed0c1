// The last lines of troubleshooting: what it was, what was done, who goes on with it, and a text for the ticket.

import {line, type Line} from '../core/document.ts';
import {isProblem, type Finding} from '../core/finding.ts';
import {redactText} from '../core/redact.ts';
import {valueOf, type Session} from '../core/session.ts';
import {findingLines, ownerName, row, ticketText} from '../output/finding.ts';
import {oneLine} from '../output/lines.ts';
import type {StepContext} from '../providers/provider.ts';
import type {Bench, Looked} from './bench.ts';
import {findingOf} from './diagnose.ts';
import {roundsOf, type Round} from './flow.ts';
import {typed} from './phone/node.ts';
import {followCall, questionId, type Call} from './phone/walk.ts';
import {told} from './signs.ts';
import {chosenSymptom} from './suspicion.ts';

/** How a session ended. */
export type Outcome = 'fixed' | 'clean' | 'open' | 'told';

/** How the session on this machine ended, from its rounds and the last look. */
export function outcomeOf(session: Session, looked: Looked): Outcome {
	const rounds = roundsOf(session.answers);
	const last = rounds.at(-1);
	if (last?.decision === 'works') {
		return 'told';
	}

	const changed = rounds.filter(round => isGone(round, session));
	if (rounds.length === 0) {
		return looked.verdict === 'ready' ? 'clean' : 'open';
	}

	return last !== undefined && changed.includes(last) ? 'fixed' : 'open';
}

/** Whether the check after this round no longer showed its cause. */
function isGone(round: Round, session: Session): boolean {
	return (round.decision === 'apply' || round.decision === 'again') && session.proofs[`check-${round.round}`]?.state === 'proven';
}

/** The closing lines of a session on this machine. */
export async function closingLines(session: Session, looked: Looked, context: StepContext, bench: Bench): Promise<readonly Line[]> {
	const {glyphs} = bench;
	const rounds = roundsOf(session.answers);
	const fixed = rounds.filter(round => isGone(round, session));
	const last =
		rounds.findLast(round => !fixed.includes(round) && round.decision !== 'next') ?? rounds.findLast(round => !fixed.includes(round));
	const open = last?.cause === undefined ? undefined : await findingOf(last.cause, looked, {answers: session.answers}, bench);
	const outcome = outcomeOf(session, looked);
	const headline: Readonly<Record<Outcome, Line>> = {
		fixed: line([`${glyphs.ok} Fixed. `, 'ok'], fixedWords(fixed, looked)),
		clean: line(
			[`${glyphs.ok} Every check passes. `, 'ok'],
			'What still fails is not in this set-up; paste the error text into onboard troubleshoot.',
		),
		told: line([`${glyphs.ok} It works now, as you say. `, 'ok'], 'Every check passes.'),
		open:
			open === undefined
				? line([`${glyphs.unknown} No cause was found. `, 'unknown'], 'Send the lines below to your help desk.')
				: line(
						[`${glyphs.fail} Not fixed yet: `, 'fail'],
						`${open.title}. ${open.owner === 'you' ? 'It is yours to do.' : `It is for: ${ownerName(open.owner)}.`}`,
					),
	};
	const hasChanged = rounds.some(round => round.decision === 'apply' && round.way === 'repair');
	return [
		headline[outcome],
		...(outcome === 'fixed' || outcome === 'told'
			? [line('  Next                 ', 'leave every open Claude Code, then start it again')]
			: []),
		...(hasChanged ? [line('  Put the change back  ', [`${bench.ownCommand} undo`, 'accent'])] : []),
		line(''),
		line(['For the ticket', 'strong']),
		...ticket(session, looked, fixed, outcome === 'open' ? open : undefined, bench, context),
	];
}

/** Nothing is called checked that no check can see. */
function fixedWords(fixed: readonly Round[], looked: Looked): string {
	const words = fixed.map(({cause = '', isSure}) => {
		const isRemark = looked.raisedBy[cause] !== undefined;
		return !isSure
			? `${cause} is put right.`
			: isRemark
				? `${cause} is only a remark now: it stops nothing any more.`
				: `${cause} is gone: the check that failed passes now.`;
	});
	return [...words, ...(looked.isWhole && looked.verdict === 'ready' ? ['Every check passes.'] : [])].join(' ');
}

function ticket(
	session: Session,
	looked: Looked,
	fixed: readonly Round[],
	open: Finding | undefined,
	bench: Bench,
	context: StepContext,
): readonly Line[] {
	const others = looked.findings.filter(finding => isProblem(finding) && finding.code !== open?.code);
	const rows = [
		...facts(session, bench),
		...fixed.map(round =>
			ticketRow(
				'Fixed',
				`${round.cause ?? ''}${round.way === 'repair' ? ' (a file was changed; see the receipt in onboard undo --list)' : round.way === 'sign-in' ? ' (signed in again)' : ''}`,
			),
		),
		...(others.length === 0 ? [] : [ticketRow('Also seen', others.map(finding => finding.code).join(', '))]),
		...Object.entries(looked.target).map(([label, value]) => ticketRow(label, value)),
		ticketRow('Made', `${new Date(context.ports.clock.now()).toISOString().slice(0, 16).replace('T', ' ')} UTC, onboard ${bench.version}`),
		...(looked.diagnosticCode === undefined ? [] : [ticketRow('Code', looked.diagnosticCode)]),
	];
	return [...rows, ...(open === undefined ? [] : [line(''), ...textLines(open, bench)])];
}

function facts(session: Session, bench: Bench): readonly Line[] {
	const symptom = chosenSymptom(session.answers)?.label ?? (bench.start === undefined ? undefined : `it began with ${bench.start.label}`);
	const text = valueOf(session.answers, 'errorText');
	return [
		...(symptom === undefined || text !== undefined ? [] : [ticketRow('Said', symptom)]),
		...(text === undefined ? [] : [ticketRow('Error text', redactText(oneLine(text)).slice(0, 500))]),
	];
}

function ticketRow(label: string, value: string): Line {
	return line([`  ${label.padEnd(14)}  `, 'muted'], value);
}

function textLines(finding: Finding, bench: Bench): readonly Line[] {
	return ticketText(finding, {contacts: bench.contacts})
		.trimEnd()
		.split('\n')
		.map(text => line(text === '' ? '' : `  ${text}`));
}

/** The closing lines of a call: what it most likely is, in general words, and how to prove it there. Never a claim of proof. */
export function callLines(session: Session, bench: Bench): readonly Line[] {
	const {start, contacts, glyphs} = bench;
	const call: Call = start === undefined ? followCall(session.answers, bench) : {asked: [], codes: start.codes, basis: 'code'};
	const text = valueOf(session.answers, questionId(typed.text));
	const details = text === undefined ? {} : bench.recognize(text).details;
	const found = call.codes.flatMap(code => start?.findings.find(finding => finding.code === code) ?? told(code, [], details) ?? []);
	const [first, ...others] = found;
	if (first === undefined) {
		return call.basis === 'code'
			? [
					line([`${glyphs.ok} Doctor found nothing wrong on that computer. `, 'ok'], 'If it fails all the same, ask for the error text:'),
					line('  ', [`${bench.ownCommand} troubleshoot`, 'accent']),
				]
			: [
					line([`${glyphs.unknown} Not recognized. `, 'unknown'], 'Nothing you were told names a cause.'),
					line('  Next  ', 'ask them to run ', ['onboard doctor --share report.json', 'accent'], ' and to send you that file'),
				];
	}

	return [
		line(['Most likely', 'strong']),
		...findingLines(first, {contacts, glyphs}),
		...(others.length === 0
			? []
			: [
					line(''),
					line(['It may also be', 'strong']),
					...others.slice(0, 4).map(({code, title}) => line([`  ${code}  `, 'muted'], title)),
				]),
		...(others.length === 0 || call.tellApart === undefined ? [] : [row('Which one', call.tellApart)]),
		line(''),
		line([bases[call.basis ?? 'answers'], 'muted']),
		line(['  To prove it there  ', 'muted'], [`onboard troubleshoot ${first.code}`, 'accent']),
		line(''),
		line(['For the ticket', 'strong']),
		...(text === undefined ? [] : [ticketRow('They read out', redactText(oneLine(text)))]),
		...textLines(first, bench),
	];
}

const bases: Readonly<Record<NonNullable<Call['basis']>, string>> = {
	code: 'This is what doctor found on that computer when the code or report was made; nothing was checked now.',
	text: 'Concluded from the words you were told. Nothing on that computer was checked.',
	answers: 'Concluded from what you were told. Nothing on that computer was checked.',
};
