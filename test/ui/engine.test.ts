// The screens over the real engine: asking, a refused text, a failing and then passing proof, going back, and the end.

import {expect, test} from 'vitest';
import {raise} from '../../src/catalog/declare.ts';
import {toolFindings} from '../../src/catalog/tool.ts';
import {openPolicy} from '../../src/core/check.ts';
import {line} from '../../src/core/document.ts';
import {emptySession} from '../../src/core/session.ts';
import type {Ports} from '../../src/ports/ports.ts';
import type {Question, Step} from '../../src/providers/provider.ts';
import {openWizard} from '../../src/ui/open.tsx';
import {createEngine} from '../../src/wizard/engine.ts';
import {createMemo} from '../../src/wizard/memo.ts';
import {bytesOf, type Key} from '../helpers/keys.ts';
import {openTerminal} from '../helpers/terminal.ts';

const base = (id: string, label: string) => ({
	id,
	label,
	title: `Which ${label.toLowerCase()}?`,
	why: `Because of the ${label.toLowerCase()}.`,
	flag: id,
});
const region: Question = {
	...base('region', 'Region'),
	kind: 'choice',
	options: async () => ['eu-west-1', 'us-east-1'].map(value => ({value, label: value})),
};
const address: Question = {
	...base('address', 'Address'),
	kind: 'text',
	validate: async value => (value.startsWith('https://') ? undefined : 'It starts with https://.'),
};

function step(id: string, questions: readonly Question[], prove?: Step['prove']): Step {
	return {
		id,
		title: id,
		help: 'Help.',
		applies: () => true,
		owns: questions.map(question => question.id),
		asks: () => questions.map(question => question.id),
		proves: prove !== undefined,
		questions,
		...(prove === undefined ? {} : {prove}),
	};
}

test('a whole run', async () => {
	let takes = 0;
	const prove: Step['prove'] = async ({onRows, onActions}) => {
		takes += 1;
		onRows([{id: 'name', title: 'name', state: 'running', text: '', startedAt: 0, limitMs: 5000}]);
		if (takes > 1) {
			return {state: 'proven', summary: 'it answers', findings: []};
		}

		await onActions([{id: 'go', key: 'g', label: 'go on'}]);
		const finding = raise(toolFindings, 'tool.check-timed-out', {check: 'name', details: {check: 'name', limit: '5 s'}});
		return {state: 'failed', summary: 'It did not answer', findings: [{...finding, severity: 'fail'}]};
	};

	const clock = {now: () => 0, elapsed: () => 0, sleep: async () => {}};
	const engine = createEngine({
		ports: {clock} as unknown as Ports,
		policy: openPolicy,
		memo: createMemo(),
		session: emptySession,
		header: 'onboard',
		steps: () => [step('Place', [region, address]), step('Path', [], prove)],
		isAttended: true,
		noteFor: () => undefined,
		suggested: {},
		onSession() {},
		aboutFailure: async findings => ({ticket: findings.map(finding => line(`Ticket about ${finding.code}`))}),
		finish: async () => [line('Ready.')],
		listLimitMs: 1000,
	});
	const terminal = openTerminal();
	const press = (key: Key | (string & {})): void => {
		terminal.send(bytesOf(key));
	};

	engine.start();
	const closed = openWizard({
		wizard: engine,
		io: {stdin: terminal.stdin, stdout: terminal.stdout, stderr: terminal.stdout},
		clock,
		isUnicode: true,
		colour: true,
		patchConsole: false,
	});
	await terminal.waitFor('❯ eu-west-1');
	terminal.send('\u001B[B\r');
	await terminal.waitFor('Which address?');
	terminal.send('acme\r');
	await terminal.waitFor('It starts with https://.');
	press('escape');
	// The cursor is on what was answered before.
	await terminal.waitFor('❯ us-east-1');
	terminal.send('\u001B[A\r');
	await terminal.waitFor('Which address?');
	terminal.send('https://acme\r');
	await terminal.waitFor('g go on');
	press('g');
	await terminal.waitFor('It did not answer');
	press('c');
	await terminal.waitFor('Ticket about tool.check-timed-out');
	press('r');
	expect(await closed).toBeUndefined();
	await terminal.waitFor('Ready.');
	expect(engine.session().answers['region']?.value).toBe('eu-west-1');
	expect(engine.session().answers['address']?.value).toBe('https://acme');
	const transcript = terminal.transcript();
	expect(transcript).toMatch(/✔ Region +us-east-1\n· Region +asked again\n✔ Region +eu-west-1\n✔ Address +https:\/\/acme\n/u);
	expect(transcript.match(/Which/gu)).toBeNull();
});
