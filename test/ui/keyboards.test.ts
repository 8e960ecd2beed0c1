// The tables of keys on their own: what is named works, what works is handled, and no sequence of presses breaks a state.

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Question} from '../../src/providers/provider.ts';
import {checklistKeyboard, firstChecklist, tickedIn} from '../../src/ui/keyboards/checklist.ts';
import {choiceKeyboard, cursorOf, firstChoice, matching} from '../../src/ui/keyboards/choice.ts';
import {failedKeyboard, firstFailed} from '../../src/ui/keyboards/failed.ts';
import {proveKeyboard} from '../../src/ui/keyboards/prove.ts';
import {firstReview, reviewKeyboard} from '../../src/ui/keyboards/review.ts';
import {firstText, textKeyboard, valueIn, type TextState} from '../../src/ui/keyboards/text.ts';
import {namedKeys, pressed, type Keyboard} from '../../src/ui/keys.ts';
import type {Press} from '../../src/ui/presses.ts';
import * as views from './views.ts';

const sized = {room: 10, width: 79, canGoBack: true, upDown: '↑↓', lastTop: () => 20};
const pressOf = (name: string): Press => (name.length === 1 ? {kind: 'text', text: name} : {kind: 'key', name});

function after<State, Given>(keyboard: Keyboard<State, Given>, state: State, given: Given, ...names: readonly string[]): State {
	return names.reduce((current, name) => pressed(keyboard, current, given, pressOf(name)).state ?? current, state);
}

const choiceGiven = {...sized, options: views.accounts, preferred: undefined};
const textGiven = {...sized, preferred: undefined, isLoading: false};
const reviewGiven = {...sized, question: views.review.question as Question & {kind: 'review'}, body: views.review.body};
const checklistGiven = {
	...sized,
	question: views.checklist.question as Question & {kind: 'checklist'},
	options: views.checklist.options,
	body: views.checklist.body,
	preferred: 'shell,claude',
};
const failedGiven = {...sized, actions: [{id: 'open', key: 'o', label: 'open'}], canSkip: true, hasDetails: true};

describe('choice', () => {
	test('the cursor starts on the preferred option and comes out at the other end', () => {
		expect(cursorOf(firstChoice, {options: views.accounts, preferred: '222233334444'})).toBe(1);
		expect(cursorOf(after(choiceKeyboard, firstChoice, choiceGiven, 'up'), choiceGiven)).toBe(2);
		expect(cursorOf(after(choiceKeyboard, firstChoice, choiceGiven, 'end', 'down'), choiceGiven)).toBe(0);
	});

	test('several words narrow the list, in any column', () => {
		expect(matching(views.accounts, 'CLAUDE 2222').map(option => option.label)).toEqual(['claude-dev', 'claude-research']);
		expect(matching(views.accounts, 'claude 3333444').map(option => option.label)).toEqual(['claude-research']);
	});

	test('Enter answers with what the cursor is on after filtering', () => {
		const state = after(choiceKeyboard, firstChoice, choiceGiven, 'p', 'l', 'a');
		expect(pressed(choiceKeyboard, state, choiceGiven, pressOf('enter')).intent).toEqual({kind: 'answer', value: '333344445555'});
	});

	test('nothing matches: Enter does nothing', () => {
		const state = after(choiceKeyboard, firstChoice, choiceGiven, 'z', 'z');
		expect(pressed(choiceKeyboard, state, choiceGiven, pressOf('enter'))).toEqual({});
	});

	test('where the list may be incomplete, what was typed can be chosen', () => {
		const given = {...choiceGiven, typed: (text: string) => (text.length > 1 ? {value: text, label: text} : undefined)};
		const typed = (...names: readonly string[]) => after(choiceKeyboard, firstChoice, given, ...names);
		expect(pressed(choiceKeyboard, typed('z', 'z'), given, pressOf('enter')).intent).toEqual({kind: 'answer', value: 'zz'});
		expect(pressed(choiceKeyboard, typed('z'), given, pressOf('enter'))).toEqual({});
		expect(cursorOf(typed('p', 'l'), given), 'options come first').toBe(0);
		expect(pressed(choiceKeyboard, typed('p', 'l', 'down'), given, pressOf('enter')).intent).toEqual({kind: 'answer', value: 'pl'});
	});

	test('? is a character of the filter once there is one', () => {
		expect(pressed(choiceKeyboard, firstChoice, choiceGiven, pressOf('?')).help).toBe('open');
		expect(after(choiceKeyboard, firstChoice, choiceGiven, 'a', '?').filter).toBe('a?');
	});

	test('while the list loads, Enter does nothing', () => {
		expect(pressed(choiceKeyboard, firstChoice, {...choiceGiven, options: undefined}, pressOf('enter'))).toEqual({});
	});
});

describe('text', () => {
	const typed = (text: string): TextState => ({value: text, caret: undefined, isEdited: true});
	const edited = (text: string, ...names: readonly string[]) => {
		const state = after(textKeyboard, typed(text), textGiven, ...names);
		return [valueIn(state, textGiven), state.caret];
	};

	test.each([
		['abc', ['left', 'X'], 'abXc', 3],
		['abc', ['ctrl+a', 'delete'], 'bc', 0],
		['abc', ['home', 'end', 'backspace'], 'ab', 2],
		['abc', ['left', 'ctrl+u'], 'c', 0],
		['abc', ['ctrl+a', 'right', 'ctrl+k'], 'a', 1],
		['one two ', ['ctrl+w'], 'one ', 4],
		['a👩‍👩‍👧', ['backspace'], 'a', 1],
		['', ['backspace', 'left', 'delete', 'ctrl+w'], '', 0],
	])('%j and %j', (text, names, value, caret) => {
		expect(edited(text, ...names)).toEqual([value, caret]);
	});

	test('suggested text can be edited, and also when it arrives late', () => {
		const given = {...textGiven, preferred: 'https://acme'};
		expect(valueIn(firstText, given)).toBe('https://acme');
		expect(valueIn(after(textKeyboard, firstText, given, '/'), given)).toBe('https://acme/');
	});

	test('Enter does not answer with a suggestion that has not arrived', () => {
		expect(pressed(textKeyboard, firstText, {...textGiven, isLoading: true}, pressOf('enter'))).toEqual({});
		expect(pressed(textKeyboard, typed('x'), {...textGiven, isLoading: true}, pressOf('enter')).intent).toEqual({
			kind: 'answer',
			value: 'x',
		});
	});

	test('? helps in an empty field and is a character in any other', () => {
		expect(pressed(textKeyboard, firstText, textGiven, pressOf('?')).help).toBe('open');
		expect(valueIn(after(textKeyboard, typed('a'), textGiven, '?'), textGiven)).toBe('a?');
	});
});

describe('checklist', () => {
	test('space toggles the box under the cursor and asks for a new preview', () => {
		const outcome = pressed(checklistKeyboard, firstChecklist, checklistGiven, pressOf(' '));
		expect(outcome.intent).toEqual({kind: 'preview', value: 'claude'});
		const state = after(checklistKeyboard, outcome.state!, checklistGiven, ' ', 'down', ' ');
		expect(tickedIn(state, checklistGiven)).toEqual(['shell']);
		expect(pressed(checklistKeyboard, state, checklistGiven, pressOf('enter')).intent).toEqual({kind: 'answer', value: 'shell'});
	});
});

describe('review', () => {
	test('Enter, alternatives and details', () => {
		expect(pressed(reviewKeyboard, firstReview, reviewGiven, pressOf('enter')).intent).toEqual({kind: 'answer', value: ''});
		expect(pressed(reviewKeyboard, firstReview, reviewGiven, pressOf('x')).intent).toEqual({kind: 'answer', value: 'compare'});
		expect(after(reviewKeyboard, firstReview, reviewGiven, 'o').isDetailed).toBe(true);
	});

	test('nothing can be confirmed before it is there to be read', () => {
		expect(pressed(reviewKeyboard, firstReview, {...reviewGiven, body: undefined}, pressOf('enter'))).toEqual({});
		expect(pressed(reviewKeyboard, firstReview, {...reviewGiven, body: undefined}, pressOf('x'))).toEqual({});
	});
});

describe('failed', () => {
	test.each([
		['r', {kind: 'retry'}],
		['s', {kind: 'skip'}],
		['c', {kind: 'act', id: 'copy'}],
		['o', {kind: 'act', id: 'open'}],
		['escape', {kind: 'back'}],
	])('%s', (name, intent) => {
		expect(pressed(failedKeyboard, firstFailed, failedGiven, pressOf(name)).intent).toEqual(intent);
	});

	test('a proof that must not be skipped cannot be', () => {
		expect(pressed(failedKeyboard, firstFailed, {...failedGiven, canSkip: false}, pressOf('s'))).toEqual({});
		expect(namedKeys(failedKeyboard, firstFailed, {...failedGiven, canSkip: false}).map(key => key.name)).not.toContain('s');
	});
});

const anyPress: fc.Arbitrary<Press> = fc.oneof(
	fc
		.constantFrom(
			'enter',
			'escape',
			'up',
			'down',
			'left',
			'right',
			'home',
			'end',
			'page up',
			'page down',
			'backspace',
			'delete',
			'tab',
			'ctrl+u',
			'ctrl+w',
			'ctrl+k',
		)
		.map(name => ({kind: 'key', name}) as const),
	fc.string({unit: 'grapheme', minLength: 1, maxLength: 1}).map(text => ({kind: 'text', text}) as const),
	fc.string().map(text => ({kind: 'pasted', text}) as const),
);

/** Every screen's table with something to press on. */
const tables = [
	{name: 'choice', keyboard: choiceKeyboard, first: firstChoice, given: choiceGiven},
	{name: 'choice without options', keyboard: choiceKeyboard, first: firstChoice, given: {...choiceGiven, options: []}},
	{name: 'text', keyboard: textKeyboard, first: firstText, given: textGiven},
	{name: 'checklist', keyboard: checklistKeyboard, first: firstChecklist, given: checklistGiven},
	{name: 'review', keyboard: reviewKeyboard, first: firstReview, given: reviewGiven},
	{name: 'prove', keyboard: proveKeyboard, first: undefined, given: {...sized, actions: views.signIn.actions}},
	{name: 'failed', keyboard: failedKeyboard, first: firstFailed, given: failedGiven},
] as unknown as ReadonlyArray<{
	readonly name: string;
	readonly keyboard: Keyboard<unknown, unknown>;
	readonly first: unknown;
	readonly given: unknown;
}>;

describe.each(tables)('any presses on $name', ({keyboard, first, given}) => {
	test('every key the last line names does something, in every state that presses lead to', () => {
		fc.assert(
			fc.property(fc.array(anyPress, {maxLength: 30}), presses => {
				const state = presses.reduce((current, press) => pressed(keyboard, current, given, press).state ?? current, first);
				for (const key of keyboard
					.keys(given)
					.filter(candidate => candidate.label !== undefined && (candidate.when?.(state, given) ?? true))) {
					expect(Object.keys(pressed(keyboard, state, given, pressOf(key.on[0]!))), key.name).not.toEqual([]);
				}
			}),
		);
	});

	test('no two keys answer to the same press in the same state', () => {
		const working = keyboard
			.keys(given)
			.filter(key => key.when?.(first, given) ?? true)
			.flatMap(key => key.on);
		expect(new Set(working).size).toBe(working.length);
	});
});
