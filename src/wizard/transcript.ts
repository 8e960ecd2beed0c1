// Lines of the transcript: what was answered, by whom, and what came with the session.

import {line, type Line} from '../core/document.ts';
import type {Finding} from '../core/finding.ts';
import type {Origin, Session} from '../core/session.ts';
import type {Option, Question, Step, StepContext} from '../providers/provider.ts';
import type {TranscriptLine} from './view.ts';

export type TranscriptOptions = {
	/** Text shown beside an answer that was not given by the person, for example `set by Acme`. */
	noteFor(origin: Origin): string | undefined;
};

/** The line of one answered question. A chosen option is told by its own words where the question has none for it. */
export function answerLine(
	question: Question,
	given: {readonly value: string; readonly origin: Origin},
	context: StepContext,
	options: TranscriptOptions,
	option?: Option,
): TranscriptLine {
	const note = options.noteFor(given.origin);
	return {
		mark: 'ok',
		title: question.label,
		value: question.display?.(given.value, context) ?? wordsOf(option) ?? given.value,
		...(note === undefined ? {} : {note}),
	};
}

/** What a proof found beside its answer: warnings stand in no way, and still have to be told. */
export function warningLines(findings: readonly Finding[]): readonly Line[] {
	return findings
		.filter(finding => finding.severity === 'warn')
		.map(finding => line(['  Worth knowing  ', 'muted'], [finding.title, 'warn'], [`  ${finding.code}`, 'muted']));
}

function wordsOf(option: Option | undefined): string | undefined {
	return option === undefined ? undefined : [option.label, ...(option.hint === undefined ? [] : [option.hint])].join(' · ');
}

/** Questions of the steps up to and with `until` whose answers came with the session; each is told once, where its step comes by. */
export function givenQuestions(steps: readonly Step[], session: Session, initial: Session, until: string | undefined): readonly Question[] {
	const end = until === undefined ? steps.length : steps.findIndex(step => step.id === until) + 1;
	return steps
		.slice(0, end)
		.filter(step => step.applies(session.answers))
		.flatMap(step => step.asks(session.answers).flatMap(id => step.questions.filter(question => question.id === id)))
		.filter(({id}) => session.answers[id] !== undefined && session.answers[id] === initial.answers[id]);
}
