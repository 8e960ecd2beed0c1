// The board in a browser: follows the collector's stream and draws it. Every name is set as text; nothing is ever parsed as markup.
// @ts-check

/**
 * @typedef {{id: string, name: string, team: string, target: string, state: string, owner?: string, step?: string, codes: string[], since?: number, isTargets?: boolean}} Row
 * @typedef {{code: string, owner: string, title: string, people: string[]}} Cause
 * @typedef {{cohort: string, counts: Record<string, number>, rows: Row[], causes: Cause[], stuck: string[]}} Board
 */

import {grouped} from './groups.js';
import {follow} from './stream.js';
import {ownerText, plain, sinceText, stateText} from './words.js';

const states = ['blocked', 'waiting', 'signing-in', 'under-way', 'invited', 'ready'];

/** @param {string} id */
const element = id => /** @type {any} */ (document.getElementById(id));

/** @type {Board | undefined} */
let board;
/** @type {string | undefined} */
let onlyState;
let code = decodeURIComponent(location.hash.slice(1));

// The code stays in this page's memory: not in the address bar, not in the history.
history.replaceState(undefined, '', location.pathname);

element('enter').addEventListener('submit', /** @param {Event} event */ event => {
	event.preventDefault();
	code = element('code').value.trim();
	element('enter').hidden = true;
	void start();
});

if (code === '') {
	askForCode('');
} else {
	void start();
}

async function start() {
	await follow(code, {
		board(data) {
			board = data;
			element('board').hidden = false;
			element('live').textContent = 'Live';
			draw();
		},
		away() {
			element('live').textContent = 'The collector is away; what you see may be old. Trying again …';
		},
		refused() {
			askForCode('The collector does not know this code as a lead code.');
		},
	});
}

/** @param {string} why */
function askForCode(why) {
	element('live').textContent = why;
	element('board').hidden = true;
	element('enter').hidden = false;
	element('code').focus();
}

/** Makes an element. @param {string} tag @param {string} text @param {Record<string, string>} attributes */
function make(tag, text = '', attributes = {}) {
	const made = document.createElement(tag);
	made.textContent = text;
	for (const [name, value] of Object.entries(attributes)) {
		made.setAttribute(name, value);
	}

	return made;
}

function draw() {
	if (board === undefined) {
		return;
	}

	document.title = `${board.cohort} · ${board.counts['ready']} of ${board.rows.length} ready`;
	element('cohort').textContent = board.cohort;
	drawStates(board);
	drawBest(board);
	drawRows(board);
}

/** @param {Board} shown */
function drawStates({counts}) {
	const holder = element('states');
	if (holder.children.length === 0) {
		for (const state of states) {
			const button = make('button', '', {type: 'button', class: state, 'data-state': state});
			button.append(make('b'), make('span', plain(state)));
			button.addEventListener('click', () => {
				onlyState = onlyState === state ? undefined : state;
				draw();
			});
			holder.append(button);
		}
	}

	for (const button of holder.children) {
		const state = button.dataset.state;
		button.setAttribute('aria-pressed', String(onlyState === state));
		button.firstChild.textContent = String(counts[state]);
	}
}

/** @param {Board} shown */
function drawBest({causes}) {
	const [first] = causes;
	element('best').replaceChildren(
		...(first === undefined
			? []
			: [
					make('b', 'Would help the most: '),
					`${first.title} `,
					make('code', first.code),
					` – ${first.people.length === 1 ? '1 person' : `${first.people.length} people`}, ${ownerText(first.owner)}`,
				]),
	);
}

/** @param {Board} shown */
function drawRows(shown) {
	const words = element('filter').value.toLowerCase().split(/\s+/).filter(Boolean);
	const rows = shown.rows.filter(
		row =>
			(onlyState === undefined || row.state === onlyState) &&
			words.every(/** @param {string} word */ word => [row.name, row.team, row.target, stateText(row), ...row.codes].join(' ').toLowerCase().includes(word)),
	);
	const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.['id'];
	const parts = [];
	for (const [title, group] of grouped(rows, shown.causes, element('group').value)) {
		if (title !== '') {
			const heading = make('tr');
			heading.append(make('th', `${title} (${group.length})`, {colspan: '5', scope: 'rowgroup'}));
			parts.push(heading);
		}

		parts.push(...group.map(row => rowElement(row)));
	}

	element('rows').replaceChildren(...parts);
	element('shown').textContent = rows.length === shown.rows.length ? `${rows.length} people` : `${rows.length} of ${shown.rows.length} people`;
	if (focused !== undefined) {
		element('rows').querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
	}
}

/** @param {Row} row */
function rowElement(row) {
	const made = make('tr', '', {tabindex: '0', 'data-id': row.id, class: 'person'});
	made.append(
		make('td', row.name),
		make('td', row.team),
		make('td', stateText(row), {class: row.state}),
		make('td', sinceText(row.since)),
		make('td', row.codes[0] ?? ''),
	);
	made.addEventListener('click', () => {
		showDetail(row.id);
	});
	return made;
}

/** @param {string} id */
function showDetail(id) {
	const row = board?.rows.find(each => each.id === id);
	if (row === undefined || board === undefined) {
		return;
	}

	element('who').textContent = row.name;
	const facts = [
		['Team', row.team],
		['Target', row.target],
		['State', stateText(row)],
		['For', sinceText(row.since)],
		['Step', row.step ?? ''],
		...row.codes.map((each, index) => [index === 0 ? 'Finding' : 'Also', `${each} – ${board?.causes.find(cause => cause.code === each)?.title ?? ''}`]),
		['Found by', row.isTargets === true ? 'the check of their target, before they began' : row.codes.length > 0 ? 'their own laptop' : ''],
	];
	element('facts').replaceChildren(...facts.filter(([, value]) => value !== '').flatMap(([label, value]) => [make('dt', label), make('dd', value)]));
	element('detail').showModal();
}

element('filter').addEventListener('input', draw);
element('group').addEventListener('change', draw);
element('detail').addEventListener('close', () => {
	element('rows').querySelector('[data-id]:focus')?.focus();
});

document.addEventListener('keydown', event => {
	const target = /** @type {HTMLElement} */ (event.target);
	const isTyping = ['INPUT', 'SELECT'].includes(target.tagName);
	if (event.key === 'Escape' && target === element('filter')) {
		element('filter').value = '';
		target.blur();
		draw();
	} else if (isTyping || element('detail').open || event.ctrlKey || event.metaKey || event.altKey) {
		// Belongs to the field, the dialog or the browser.
	} else if (event.key === '/') {
		event.preventDefault();
		element('filter').focus();
	} else if (event.key === 'g') {
		const select = element('group');
		select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
		draw();
	} else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
		const people = [...element('rows').querySelectorAll('[data-id]')];
		const index = people.indexOf(target);
		const next = people[index === -1 ? 0 : index + (event.key === 'ArrowDown' ? 1 : -1)];
		if (next !== undefined) {
			event.preventDefault();
			next.focus();
		}
	} else if (event.key === 'Enter' && target.dataset['id'] !== undefined) {
		// Or the same key would press the button of the dialog it opens.
		event.preventDefault();
		showDetail(target.dataset['id']);
	}
});

// Times in a state grow while nothing else changes.
setInterval(() => {
	if (!element('detail').open) {
		draw();
	}
}, 30_000);
