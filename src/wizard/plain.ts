// The plain face of the wizard: the same questions as lines, without redraw, for screen readers, dumb terminals and logs.

import type {ProgressRow} from '../core/check.ts';
import {line, type Line} from '../core/document.ts';
import {Cancelled} from '../core/errors.ts';
import {findingLines} from '../output/finding.ts';
import type {LineReader} from './lines.ts';
import {promptFor, valueFor} from './plain-answers.ts';
import {codeBlock, noticeText, print, printHeader, printTranscript, settledRows} from './print.ts';
import type {AskStage, FailedStage, ProveStage, Wizard} from './view.ts';

export type PlainOptions = {
	readonly wizard: Wizard;
	readonly reader: LineReader;
	/** Writes one piece of text; lines end with a newline. */
	write(text: string): void;
	readonly contacts: Readonly<Record<string, string>>;
	readonly signal: AbortSignal;
};

/**
 * Runs the wizard to its end.
 *
 * @returns Whether it finished; a quit answers false.
 * @throws UserError when input closes, Cancelled when the run is stopped.
 */
export async function runPlain(options: PlainOptions): Promise<boolean> {
	const {wizard, write} = options;
	printHeader(wizard.view().header, write);
	wizard.lendWith(async (says, run) => {
		write(`\n${says}\n\n`);
		await run();
		write('\n');
	});
	let printed = 0;
	const catchUp = (): void => {
		const {transcript} = wizard.view();
		printTranscript(transcript.slice(printed), write);
		printed = transcript.length;
	};

	for (;;) {
		catchUp();
		const {stage} = wizard.view();
		switch (stage.kind) {
			case 'finished': {
				print(stage.lines, write);
				return true;
			}

			case 'stopped': {
				return false;
			}

			case 'ask': {
				await (isLoaded(stage) ? ask(withoutRefused(stage), options) : changed(wizard, options.signal));
				break;
			}

			case 'prove': {
				await followProof(stage, options);
				break;
			}

			case 'failed': {
				await decide(stage, options);
				break;
			}
		}
	}
}

function isLoaded(stage: AskStage): boolean {
	switch (stage.question.kind) {
		case 'choice': {
			return stage.options !== undefined;
		}

		case 'checklist': {
			return stage.options !== undefined;
		}

		case 'review': {
			return stage.body !== undefined;
		}

		case 'text': {
			return stage.startedAt === undefined;
		}
	}
}

/** Resolves at the next change of the view. */
export async function changed(wizard: Wizard, signal: AbortSignal): Promise<void> {
	signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const stop = wizard.subscribe(() => {
			stop();
			signal.removeEventListener('abort', abort);
			resolve();
		});
		const abort = (): void => {
			stop();
			reject(new Cancelled('Stopped.'));
		};

		signal.addEventListener('abort', abort, {once: true});
	});
}

/** The next line, trimmed. What ends the run instead starts on a row of its own. */
async function typedLine({reader, signal, write}: PlainOptions): Promise<string> {
	try {
		return (await reader.next(signal)).trim();
	} catch (error) {
		write('\n');
		throw error;
	}
}

/** What was refused is not suggested again, nor repeated in a log: it may hold a password. */
function withoutRefused(stage: AskStage): AskStage {
	const {preferred: _refused, ...rest} = stage;
	return stage.question.kind === 'text' && stage.error !== undefined ? rest : stage;
}

async function ask(stage: AskStage, options: PlainOptions): Promise<void> {
	const {wizard, write} = options;
	const {question, position} = stage;
	if (stage.error !== undefined) {
		print([line([stage.error, 'fail'])], write);
	}

	print([line(`${position.index} of ${position.total} · ${question.title}`)], write);
	print(stage.body?.lines ?? [], write);
	const choices = stage.options ?? [];
	for (const [index, option] of choices.entries()) {
		print([line(`  ${index + 1}. ${[option.label, option.hint, option.note].filter(part => part !== undefined).join(' · ')}`)], write);
	}

	write(`${promptFor(stage)} `);
	const typed = await typedLine(options);
	if (typed === 'back') {
		wizard.dispatch({kind: 'back'});
	} else if (typed === 'quit') {
		wizard.dispatch({kind: 'quit'});
	} else if (typed === '?') {
		print([line(stage.help)], write);
	} else {
		await answer(stage, typed, options);
	}
}

async function answer(stage: AskStage, typed: string, options: PlainOptions): Promise<void> {
	const value = valueFor(stage, typed);
	if (value === undefined) {
		print([line([`"${typed}" is not one of the choices.`, 'fail'])], options.write);
		return;
	}

	const next = changed(options.wizard, options.signal);
	options.wizard.dispatch({kind: 'answer', value});
	await next;
}

async function followProof(first: ProveStage, options: PlainOptions): Promise<void> {
	const {wizard, write, reader, signal} = options;
	print([line(`${first.position.index} of ${first.position.total} · ${first.title}`)], write);
	let rows: readonly ProgressRow[] = [];
	let shownNotice: string | undefined;
	const over = new AbortController();
	const stopped = AbortSignal.any([signal, over.signal]);
	let [offered, isListening] = ['', false];
	for (let {stage} = wizard.view(); stage.kind === 'prove' && stage.position.index === first.position.index; {stage} = wizard.view()) {
		const fresh = settledRows(rows, stage.rows);
		print(fresh, write);
		rows = stage.rows;
		const text = noticeText(stage.notice);
		if (text !== undefined && text !== shownNotice) {
			write(`${text}\n`);
			// The keys stand above it now.
			offered = '';
		}

		shownNotice = text;
		const keys = stage.actions.map(action => `${action.key} ${action.label}`).join('; ');
		if (keys !== '' && keys !== offered) {
			offered = keys;
			write(`Type a letter and Enter: ${keys}; back; quit\n`);
			if (!isListening) {
				isListening = true;
				void listen(wizard, reader, stopped);
			}
		}

		await changed(wizard, signal);
	}

	over.abort();
}

async function listen(wizard: Wizard, reader: LineReader, signal: AbortSignal): Promise<void> {
	try {
		for (;;) {
			const text = await reader.next(signal);
			const typed = text.trim();
			const {stage} = wizard.view();
			if (typed === '') {
				continue;
			}

			const isMeant =
				stage.kind === 'prove' && (typed === 'back' || typed === 'quit' || stage.actions.some(action => action.key === typed));
			if (stage.kind !== 'prove' || !isMeant) {
				// Typed ahead: it answers a question that is still to come.
				reader.unread(text);
				return;
			}

			const action = stage.actions.find(candidate => candidate.key === typed);
			if (action !== undefined) {
				wizard.dispatch({kind: 'act', id: action.id});
			} else if (typed === 'back' || typed === 'quit') {
				wizard.dispatch({kind: typed});
			}
		}
	} catch {
		// Input closed or the proof is over: the proof itself goes on or has ended.
	}
}

async function decide(stage: FailedStage, options: PlainOptions): Promise<void> {
	const {wizard, write} = options;
	const blocks: Line[] = stage.findings
		.filter(finding => finding.severity !== 'pass')
		.flatMap(finding => [...findingLines(finding, {contacts: options.contacts}), line('')]);
	print([line([stage.title, 'fail']), ...blocks, ...codeBlock(stage)], write);
	write(`r try again${stage.canSkip ? '; s continue unproven' : ''}; c text for a ticket; back; quit: `);
	const typed = await typedLine(options);
	const intents = {
		r: {kind: 'retry'},
		s: {kind: 'skip'},
		c: {kind: 'act', id: 'copy'},
		back: {kind: 'back'},
		quit: {kind: 'quit'},
	} as const;
	if (typed in intents) {
		wizard.dispatch(intents[typed as keyof typeof intents]);
	}
}
