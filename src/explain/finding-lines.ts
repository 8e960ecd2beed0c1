// A finding code in words: what it means, how it is found, what to do, who owns it, where to read on.

import type {Description} from '../catalog/describe.ts';
import {line, type Line} from '../core/document.ts';
import type {Finding} from '../core/finding.ts';
import {findingLines, type FindingOptions} from '../output/finding.ts';
import {padTo} from '../output/lines.ts';

const labelWidth = 14;

const finders = {
	wizard: 'Only the wizard meets it; doctor never reports it.',
	explain: 'Told from an error text or in the guided search; doctor never reports it.',
} as const;

/** The finding that a description tells of, without what one laptop showed. */
export function asFinding(description: Description): Finding {
	const {code, severity, owner, title, cause, fix, causedBy} = description;
	return {code, severity, owner, title, cause, fix, causedBy, evidence: [], check: ''};
}

/** Everything there is to know about a code. */
export function descriptionLines(description: Description, options: FindingOptions = {}): readonly Line[] {
	const {fix, detection, raisedBy, causedBy, links} = description;
	return [
		...findingLines(asFinding(description), options),
		...(fix.kind === 'ask' ? fix.message.split('\n').map((text, index) => row(index === 0 ? 'To send' : '', text)) : []),
		row('How found', detection),
		...(raisedBy === undefined ? [] : [row('', finders[raisedBy])]),
		...(causedBy.length === 0 ? [] : [row('Explained by', `${causedBy.join(', ')}; then look there first.`)]),
		...links.map((link, index) => row(index === 0 ? 'Read more' : '', link)),
	];
}

function row(label: string, text: string): Line {
	return line([`  ${padTo(label, labelWidth)}`, 'muted'], text);
}

/** A code's description as JSON, without the kind. */
export function describedJson(description: Description) {
	return {...description, raisedBy: description.raisedBy ?? 'doctor'};
}
