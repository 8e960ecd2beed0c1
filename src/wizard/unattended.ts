// The unattended face of the wizard (`--yes`): takes no input, names the flag of a missing answer, prints the transcript.

import type {ProgressRow} from '../core/check.ts';
import {line} from '../core/document.ts';
import {UserError} from '../core/errors.ts';
import {isProblem} from '../core/finding.ts';
import {findingLines} from '../output/finding.ts';
import {changed} from './plain.ts';
import {codeBlock, noticeText, print, printHeader, printTranscript, settledRows} from './print.ts';
import type {AskStage, Wizard} from './view.ts';

export type UnattendedOptions = {
	readonly wizard: Wizard;
	write(text: string): void;
	readonly contacts: Readonly<Record<string, string>>;
	/** Answers that a flag gives to questions whose value is only known when they are asked; `read` accepts what is shown. */
	readonly accepted: Readonly<Record<string, string | undefined>>;
	readonly signal: AbortSignal;
};

/**
 * Runs the wizard to its end or to the first thing that needs a person.
 *
 * @returns `ready` when every step is done, `stuck` after a failed proof (its findings are printed).
 * @throws UserError naming the flag of a missing answer.
 */
export async function runUnattended(options: UnattendedOptions): Promise<'ready' | 'stuck'> {
	const {wizard, write, signal} = options;
	printHeader(wizard.view().header, write);
	let printed = 0;
	let rows: readonly ProgressRow[] = [];
	let shownNotice: string | undefined;
	for (;;) {
		const {transcript, stage} = wizard.view();
		printTranscript(transcript.slice(printed), write);
		printed = transcript.length;
		if (stage.kind === 'finished') {
			print(stage.lines, write);
			return 'ready';
		}

		if (stage.kind === 'failed') {
			print(
				[
					line(`failed: ${stage.title}`),
					...stage.findings
						.filter(finding => isProblem(finding))
						.flatMap(finding => [...findingLines(finding, {contacts: options.contacts}), line('')]),
					...codeBlock(stage),
				],
				write,
			);
			return 'stuck';
		}

		if (stage.kind === 'ask') {
			const value = answerFor(stage, options.accepted);
			if (value !== undefined) {
				print(stage.body?.lines ?? [], write);
				const next = changed(wizard, signal);
				wizard.dispatch({kind: 'answer', value});
				await next;
				continue;
			}
		}

		if (stage.kind === 'prove') {
			print(settledRows(rows, stage.rows), write);
			({rows} = stage);
			const text = noticeText(stage.notice);
			if (text !== undefined && text !== shownNotice) {
				write(`${text}\n`);
			}

			shownNotice = text;
		} else {
			rows = [];
		}

		await changed(wizard, signal);
	}
}

/** The answer that needs nobody: a default of a checklist, or a review that may pass unread. Undefined while it loads. */
function answerFor(stage: AskStage, accepted: UnattendedOptions['accepted']): string | undefined {
	const {question} = stage;
	switch (question.kind) {
		case 'choice': {
			if (stage.options === undefined) {
				return undefined;
			}

			throw missing(
				stage,
				stage.options.map(option => option.value),
			);
		}

		case 'text': {
			if (stage.startedAt !== undefined) {
				return undefined;
			}

			throw missing(stage, []);
		}

		case 'checklist': {
			return stage.options === undefined ? undefined : (stage.preferred ?? stage.options.map(option => option.value).join(','));
		}

		case 'review': {
			if (stage.body === undefined) {
				return undefined;
			}

			const given = accepted[question.id];
			if (question.needsFlag && given === undefined) {
				throw missing(stage, []);
			}

			return given === undefined || given === 'read' ? '' : given;
		}
	}
}

function missing(stage: AskStage, values: readonly string[]): UserError {
	const {question} = stage;
	const shown = values.slice(0, 8).join(', ');
	const choices = values.length === 0 ? '' : ` It takes one of: ${shown}${values.length > 8 ? `, and ${values.length - 8} more` : ''}.`;
	const variable = question.env === undefined ? '' : ` or set ${question.env}`;
	return new UserError(`No answer for "${question.title}"`, `Give --${question.flag}${variable}.${choices}`);
}
