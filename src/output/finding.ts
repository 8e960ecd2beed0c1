// One finding in words: the same block on every screen, in plain lines and in doctor; and the text for a ticket about it.

import {clean, line, type Line, type Tone} from '../core/document.ts';
import type {Finding, Owner, Severity} from '../core/finding.ts';
import {glyphFor, glyphs, type Glyphs} from '../core/glyphs.ts';
import {redactText} from '../core/redact.ts';
import {oneLine, padTo} from './lines.ts';

export type FindingOptions = {
	/** Contacts by owner, from the preset. */
	readonly contacts?: Readonly<Record<string, string>>;
	readonly glyphs?: Glyphs;
	/** Findings that follow from this one. */
	readonly consequences?: readonly Finding[];
	/** Whether the text to send to the owner is shown as well, where no key brings it up. */
	readonly withMessage?: boolean;
};

const labelWidth = 14;

/** The owner in words: `network team`. */
export function ownerName(owner: Owner): string {
	return {
		you: 'you',
		'help-desk': 'help desk',
		'platform-team': 'platform team',
		'network-team': 'network team',
		'cloud-admin': 'cloud admin',
		provider: 'the cloud provider',
	}[owner];
}

/** The tone a severity is shown in. */
export function toneOf(severity: Severity): Tone {
	return severity === 'pass' ? 'ok' : severity === 'skipped' ? 'muted' : severity;
}

/** The first line: sign, title and code. */
export function headline(finding: Finding, signs: Glyphs = glyphs(true)): Line {
	const tone = toneOf(finding.severity);
	return line([`${glyphFor(finding.severity, signs)} `, tone], [safe(finding.title), 'strong'], [`  ${finding.code}`, 'muted']);
}

/**
 * What we saw, what is most likely, what to do next and who can help.
 *
 * A `pass` is its headline alone. The last label is "Who can help" when somebody else owns the fix.
 */
export function findingLines(finding: Finding, options: FindingOptions = {}): readonly Line[] {
	const parts = findingParts(finding, options);
	return finding.severity === 'pass'
		? [parts.headline]
		: [parts.headline, ...parts.seen, ...parts.cause, ...parts.explains, ...parts.next, ...parts.help, ...parts.message];
}

/** The same in its parts, for a screen with an order of its own. */
export type FindingParts = {readonly headline: Line} & Readonly<
	Record<'seen' | 'cause' | 'explains' | 'next' | 'help' | 'message', readonly Line[]>
>;

/** The parts of a finding in words. */
export function findingParts(finding: Finding, options: FindingOptions = {}): FindingParts {
	const signs = options.glyphs ?? glyphs(true);
	return {
		headline: headline(finding, signs),
		seen: finding.evidence.map((item, index) =>
			row(index === 0 ? 'What we saw' : '', `${item.label === '' ? '' : `${item.label}: `}${item.value}`),
		),
		cause: [row('Most likely', finding.cause)],
		explains: distinctConsequences(finding, options.consequences ?? []).map((consequence, index) =>
			row(index === 0 ? 'Explains too' : '', `${consequence.title} (${consequence.code})`, 'muted'),
		),
		next: [row('Next', finding.fix.text), ...(finding.fix.kind === 'command' ? [row('', finding.fix.command, 'accent')] : [])],
		help: whoCanHelp(finding, options.contacts ?? {}, signs),
		message: options.withMessage === true && finding.fix.kind === 'ask' ? [row('Text to send', finding.fix.message)] : [],
	};
}

/** What follows, each once: the same gate met by another model says nothing new. */
export function distinctConsequences(finding: Finding, consequences: readonly Finding[]): readonly Finding[] {
	const isSame = (a: Finding, b: Finding) => a.code === b.code && a.title === b.title;
	return consequences.filter(
		(consequence, index) => !isSame(consequence, finding) && consequences.findIndex(other => isSame(other, consequence)) === index,
	);
}

function whoCanHelp(finding: Finding, contacts: Readonly<Record<string, string>>, signs: Glyphs): readonly Line[] {
	const owner: Owner = finding.owner === 'you' ? 'help-desk' : finding.owner;
	const contact = contacts[owner];
	if (finding.owner === 'you' && contact === undefined) {
		return [];
	}

	return [
		row(
			finding.owner === 'you' ? 'Still stuck?' : 'Who can help',
			[ownerName(owner), ...(contact === undefined ? [] : [contact])].join(` ${signs.dot} `),
		),
	];
}

/** One labelled row of a finding's block. */
export function row(label: string, text: string, tone: Tone = 'plain'): Line {
	return line([`  ${padTo(label, labelWidth)}`, 'muted'], [safe(text), tone]);
}

/** Findings hold no secrets by contract; what reaches a screen is checked all the same. */
function safe(text: string): string {
	return redactText(oneLine(text));
}

export type TicketOptions = {
	readonly contacts?: Readonly<Record<string, string>>;
	/** Where it was seen, for example `{Provider: 'Amazon Bedrock', Account: '111122223333', Seen: '2026-11-22 14:03 UTC'}`. */
	readonly context?: Readonly<Record<string, string>>;
};

/** The texts for the owners of several findings, line by line. */
export function ticketLines(findings: readonly Finding[], options: TicketOptions = {}): readonly Line[] {
	return findings.flatMap(finding =>
		ticketText(finding, options)
			.split('\n')
			.map(text => line(text)),
	);
}

/** The text to send to the owner of the fix: plain, complete on its own, free of secrets. */
export function ticketText(finding: Finding, options: TicketOptions = {}): string {
	const contact = options.contacts?.[finding.owner];
	const to = finding.owner === 'you' ? [] : [`For: ${ownerName(finding.owner)}${contact === undefined ? '' : ` (${contact})`}`];
	const wanted =
		finding.fix.kind === 'ask'
			? finding.fix.message
			: finding.fix.kind === 'command'
				? `${finding.fix.text} ${finding.fix.command}`
				: finding.fix.text;
	const parts = [
		`${oneLine(finding.title)} [${finding.code}]`,
		...to,
		'',
		...(finding.evidence.length === 0
			? []
			: [
					'What we saw',
					...finding.evidence.map(item => `- ${item.label === '' ? '' : `${oneLine(item.label)}: `}${oneLine(item.value)}`),
					'',
				]),
		'Most likely',
		oneLine(finding.cause),
		'',
		finding.fix.kind === 'ask' ? 'What is needed' : 'Next',
		clean(wanted),
		'',
		...Object.entries(options.context ?? {}).map(([label, value]) => `${oneLine(label)}: ${oneLine(value)}`),
	];
	return `${redactText(parts.join('\n')).trimEnd()}\n`;
}
