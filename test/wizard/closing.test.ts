// The closing screen: what it tells people to run can be run, and reaches for nothing but what this run changed.

import {expect, it} from 'vitest';
import {textOf} from '../../src/core/document.ts';
import type {Session} from '../../src/core/session.ts';
import {providers} from '../../src/providers/all.ts';
import {closingLines, type ClosingOptions} from '../../src/wizard/closing.ts';

const session: Session = {
	answers: {destinations: {value: 'shell,claude', origin: 'person'}, account: {value: '111122223333', origin: 'person'}},
	proofs: {},
};

async function closing(more: Partial<ClosingOptions>): Promise<string> {
	const provider = await providers[0]!.load();
	const lines = closingLines({session, provider, command: 'npx --yes onboard', flagFor: id => `--${id}`, ...more});
	return lines.map(row => textOf(row)).join('\n');
}

it('on the own home', async () => {
	expect(await closing({})).toMatchInlineSnapshot(`
		"✔ Ready. Claude Code answers through Amazon Bedrock.

		  Open a new terminal and run   claude
		  Pending                       nothing
		  Same thing without questions  npx onboard --yes --account 111122223333
		  Put everything back           npx onboard undo"
	`);
});

it("after joining a cohort: the collector is no preset, and the link is the person's secret", async () => {
	const text = await closing({preset: 'https://onboard.acme.example', isJoined: true});
	expect(text).toContain('npx onboard --yes --join YOUR-LINK --account 111122223333');
	const rehearsed = await closing({preset: 'https://onboard.acme.example', isJoined: true, sandbox: 'bedrock/happy'});
	expect(rehearsed).toContain('The same with your own cloud  npx onboard --join YOUR-LINK');
	expect(`${text}${rehearsed}`).not.toContain('onboard.acme.example');
});

it('in a home of their choice: every command reaches for that one', async () => {
	expect(await closing({home: '/tmp/my trial'})).toMatchInlineSnapshot(`
		"✔ Ready. Claude Code answers through Amazon Bedrock.

		  With that home as HOME, run   claude
		  Pending                       nothing
		  Same thing without questions  npx onboard --yes --account 111122223333 --home '/tmp/my trial'
		  Put everything back           npx onboard undo --home '/tmp/my trial'"
	`);
});

it('in a simulated cloud with a home that stays: it can be undone there, and Claude Code has nobody to talk to', async () => {
	expect(await closing({home: 'trial', sandbox: 'bedrock/happy'})).toMatchInlineSnapshot(`
		"✔ Ready. Claude Code answers through Amazon Bedrock.

		  Pending                       nothing
		  Same thing without questions  npx onboard --yes --account 111122223333 --home trial --sandbox bedrock/happy
		  Put everything back           npx onboard undo --home trial

		  This was the simulated cloud bedrock/happy: nothing outside its home (trial) was changed."
	`);
});

it('in a throwaway home there is nothing to open or to undo: an undo would reach for their own', async () => {
	expect(await closing({sandbox: 'bedrock/happy'})).toMatchInlineSnapshot(`
		"✔ Ready. Claude Code answers through Amazon Bedrock.

		  Pending                       nothing
		  Same thing without questions  npx onboard --yes --account 111122223333 --sandbox bedrock/happy
		  The same with your own cloud  npx onboard

		  This was the simulated cloud bedrock/happy: nothing outside its throwaway home was changed."
	`);
});

it('with a preset: their own cloud is set up with it, too', async () => {
	expect(await closing({sandbox: 'bedrock/happy', preset: 'acme.json'})).toContain(
		'  The same with your own cloud  npx onboard --preset acme.json\n',
	);
});

it('what stayed open is told once, with who can help', async () => {
	const proofs: Session['proofs'] = {
		network: {state: 'unproven', summary: 'not proven: The path is public', digest: '', codes: ['network.public-path']},
		models: {state: 'unproven', summary: 'Nobody has tried Opus 5.5 yet', digest: '', codes: []},
	};
	expect(await closing({session: {...session, proofs}, helpers: {network: 'network team, #netops'}})).toContain(
		[
			'',
			'  Pending                       network: The path is public (network.public-path) · who can help: network team, #netops',
			'  Pending                       models: Nobody has tried Opus 5.5 yet',
			'',
		].join('\n'),
	);
});

it.each([
	[
		'Haiku and Sonnet answer; Opus may be called, but does not answer right now',
		'answers through Amazon Bedrock, but Opus does not right now.',
	],
	[
		'Opus and Haiku may be called, but do not answer right now',
		'may call its models through Amazon Bedrock, but none of them answers right now.',
	],
	['Opus and Haiku answer', 'answers through Amazon Bedrock.'],
])('never says that a throttled model answers: %s', async (summary, words) => {
	const proofs: Session['proofs'] = {models: {state: 'proven', summary, digest: '', codes: []}};
	expect(await closing({session: {...session, proofs}})).toContain(`✔ Ready. Claude Code ${words}\n`);
});
