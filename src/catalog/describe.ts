// A declared code in general words: what its sentences say when no laptop has filled in the details.

import type {Fix, Owner, Severity} from '../core/finding.ts';
import type {Declaration, Details, Given} from './declare.ts';
import {declarations} from './index.ts';

export type Description = {
	readonly code: string;
	readonly severity: Severity;
	readonly owner: Owner;
	/** Details appear by their names, for example `The proxy ‹proxy› does not answer`. */
	readonly title: string;
	readonly cause: string;
	readonly fix: Fix;
	/** How onboard finds it out. */
	readonly detection: string;
	readonly links: readonly string[];
	/** Codes under which it is folded when they are found as well. */
	readonly causedBy: readonly string[];
	/** Who alone can raise it: the wizard, or the recognition of error texts; absent for what checks find. */
	readonly raisedBy?: 'wizard' | 'explain';
};

/** Reads every detail that is not known as its own name in ‹›, so that a sentence can be told without one laptop's values. */
function givenBy(known: Details): Given {
	return new Proxy(known, {
		get: (target, name) => (typeof name === 'string' && Object.hasOwn(target, name) ? target[name] : `‹${String(name)}›`),
	});
}

const onlyDetail = /^‹[^›]*›[.!]?$/u;

/**
 * A finding in general words; undefined when no finding has this code.
 *
 * @param known - Details that are known all the same, for example from an error text.
 */
export function describe(code: string, known: Details = {}): Description | undefined {
	const declaration = Object.hasOwn(declarations, code) ? declarations[code] : undefined;
	return declaration === undefined ? undefined : descriptionOf(code, declaration, givenBy(known));
}

/** Every declared code in general words, in the order of the families. */
export function allDescriptions(): readonly Description[] {
	return Object.entries(declarations).map(([code, declaration]) => descriptionOf(code, declaration, givenBy({})));
}

function descriptionOf(code: string, declaration: Declaration, given: Given): Description {
	return {
		code,
		severity: declaration.severity,
		owner: declaration.owner,
		title: general(declaration.title(given)),
		cause: general(declaration.cause(given)),
		fix: generalFix(declaration.fix(given)),
		detection: declaration.detection,
		links: declaration.links ?? [],
		causedBy: [...new Set(declaration.causedBy)],
		...(declaration.raisedBy === undefined ? {} : {raisedBy: declaration.raisedBy}),
	};
}

/** Without the details that only add to a sentence: those with no space in front of them, as in `Nobody is signed in‹what›.` */
function general(text: string): string {
	const sentence = text.replaceAll(/(?<=[\p{L}\d›)])‹[^›]*›/gu, '').trim();
	return onlyDetail.test(sentence) ? 'It differs; the report of the laptop says it.' : sentence;
}

function generalFix(fix: Fix): Fix {
	switch (fix.kind) {
		case 'do':
			return {kind: 'do', text: general(fix.text)};
		case 'ask':
			return {kind: 'ask', text: general(fix.text), message: general(fix.message)};
		case 'command':
			return onlyDetail.test(fix.command)
				? {kind: 'do', text: `${general(fix.text)} The report of the laptop names the command.`}
				: {kind: 'command', text: general(fix.text), command: general(fix.command)};
	}
}
