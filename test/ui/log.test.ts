// The transcript: what has to be copied stays in one piece on a narrow terminal.

import {expect, test} from 'vitest';
import {textOf} from '../../src/core/document.ts';
import {emptyLog, extendLog} from '../../src/ui/log.ts';
import {signsFor} from '../../src/ui/theme.ts';
import {choice} from './views.ts';

const rowsOf = (value: string, note?: string) => {
	const view = {
		stage: choice,
		header: '',
		transcript: [{mark: 'ok' as const, title: 'Start URL', value, ...(note === undefined ? {} : {note})}],
	};
	const {entries} = extendLog(emptyLog, view, {size: {columns: 40, rows: 24}, signs: signsFor(true), isUnicode: true});
	return entries.flatMap(entry => entry.map(row => textOf(row.line))).filter(row => row !== '');
};

test('an address that fits no row is left to the terminal to break', () => {
	const url = 'https://d-9067f1a2b3.awsapps.com/start';
	expect(rowsOf(url)).toEqual(['✔ Start URL', url]);
	expect(rowsOf(`${url}/and/more`, 'set by Acme')).toEqual(['✔ Start URL', `${url}/and/more`, '    set by Acme']);
});

test('one that fits is put where it does', () => {
	expect(rowsOf('https://acme.awsapps.com/start')).toEqual(['✔ Start URL', '    https://acme.awsapps.com/start']);
	expect(rowsOf('an open door')).toEqual(['✔ Start URL  an open door']);
});
