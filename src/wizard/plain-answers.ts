// What is typed in the plain mode: the prompt that says how, and the answer it stands for.

import type {AskStage} from './view.ts';

/** The words after which an answer is typed. */
export function promptFor(stage: AskStage): string {
	const preferred = stage.preferred === undefined ? '' : ` [${preferredLabel(stage)}]`;
	switch (stage.question.kind) {
		case 'choice': {
			const isOpen = stage.question.typed?.('example', stage.options ?? []) !== undefined;
			return `Number${isOpen ? ' or another name' : ''}${preferred} (back, ?, quit):`;
		}

		case 'text': {
			return `Answer${preferred} (back, ?, quit):`;
		}

		case 'checklist': {
			return `Numbers, comma-separated${preferred}, Enter to ${stage.question.confirm} (back, ?, quit):`;
		}

		case 'review': {
			const others = (stage.question.alternatives ?? []).map(other => `${other.key} ${other.label}`);
			return `Enter: ${stage.question.confirm}${others.length === 0 ? '' : `; ${others.join('; ')}`} (back, ?, quit):`;
		}
	}
}

function preferredLabel(stage: AskStage): string {
	const index = stage.options?.findIndex(option => option.value === stage.preferred) ?? -1;
	return stage.question.kind === 'choice' && index !== -1 ? String(index + 1) : (stage.preferred ?? '');
}

/** The value that typed text stands for: a number, a value, a key; Enter alone takes the suggestion. Undefined for none of the choices. */
export function valueFor(stage: AskStage, typed: string): string | undefined {
	const {question} = stage;
	switch (question.kind) {
		case 'text': {
			return typed === '' ? (stage.preferred ?? '') : typed;
		}

		case 'review': {
			return typed === '' ? '' : question.alternatives?.find(other => other.key === typed)?.value;
		}

		case 'choice': {
			return typed === '' ? stage.preferred : (optionFor(stage, typed) ?? question.typed?.(typed, stage.options ?? [])?.value);
		}

		case 'checklist': {
			if (typed === '') {
				return stage.preferred ?? '';
			}

			const values = typed.split(/[\s,]+/u).map(part => optionFor(stage, part));
			return values.includes(undefined) ? undefined : values.join(',');
		}
	}
}

function optionFor(stage: AskStage, typed: string): string | undefined {
	const choices = stage.options ?? [];
	const numbered = /^\d+$/u.test(typed) ? choices[Number(typed) - 1] : undefined;
	return (numbered ?? choices.find(option => option.value === typed || option.label === typed))?.value;
}
