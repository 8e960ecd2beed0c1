// The plain face as a conversation: what is printed, what can be typed, and how it ends.

import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {Cancelled, UserError} from '../../src/core/errors.ts';
import {acmePreset} from '../helpers/presets.ts';
import {converse, filesOf, openPreset, type PlayOptions} from './faces.ts';

let folder: string;
let open: string;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'onboard-plain-'));
	open = await openPreset(folder);
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

let count = 0;
const options = (more: Partial<PlayOptions> = {}): PlayOptions => {
	count += 1;
	return {scenario: 'bedrock/happy', home: path.join(folder, `home-${count}`), answers: {}, preset: open, ...more};
};

describe.concurrent('the plain face', () => {
	it('asks by number, explains on ?, and takes nothing that is not offered', async () => {
		const {code, text} = await converse(['?', '7', 'azure', '1', 'quit'], options());
		expect(code).toBeInstanceOf(Cancelled);
		expect(text).toContain('2 of 9 · Which cloud does your company use for Claude?\n  1. Amazon Bedrock · ');
		expect(text).toContain('ask whoever sent you here.');
		expect(text).toContain('"7" is not one of the choices.');
		expect(text).toContain('"azure" is not one of the choices.');
		expect(text).toContain('ok: Provider Amazon Bedrock\n');
		expect(text).toContain('3 of 9 · How should requests travel to the cloud?');
	});

	it('takes values and labels as well as numbers', async () => {
		const {text} = await converse(['bedrock', 'Direct'], options());
		expect(text).toContain('ok: Provider Amazon Bedrock\n');
		expect(text).toContain('ok: Route direct\n');
	});

	it('goes back', async () => {
		const {text} = await converse(['1', '1', 'back', 'gateway'], options());
		expect(text).toContain('-: Route asked again\n');
		expect(text.match(/How should requests travel/gu)?.length).toBe(2);
		expect(text).toContain('ok: Route LLM gateway\n');
	});

	it('says what is wrong with an address and asks again', async () => {
		const {text} = await converse(
			['1', '3', 'llm.example.com', 'http://llm.example.com', 'https://user:secret@llm.example.com', 'https://llm.example.com/'],
			options(),
		);
		expect(text).toContain('Type the whole address, for example https://llm.example.com\n');
		expect(text).toContain('The address must start with https://\n');
		expect(text).toContain('Leave the user name and password out of the address.\n');
		expect(text).toContain('ok: Gateway https://llm.example.com\n');
		expect(text).not.toContain('secret');
	});

	it('ends when input closes, and has written nothing', async () => {
		const given = options();
		const {code, text} = await converse(['1'], given);
		expect(code).toBeInstanceOf(UserError);
		expect(code).toMatchObject({message: 'Input closed before every question was answered.', exitCode: 2});
		expect(text.endsWith('(back, ?, quit): \n')).toBe(true);
		expect(await filesOf(given.home)).toEqual({});
	});

	it('shows a failed proof, gives the text for a ticket, and goes on unproven only when told to', async () => {
		const given = options({scenario: 'bedrock/public-path', preset: acmePreset});
		const {code, text} = await converse(['o', '1', 'c', 'r', 's', '', ''], given);
		expect(text.match(/The path to Amazon Bedrock is public/gu)?.length).toBeGreaterThan(2);
		expect(text).toContain('network.public-path');
		expect(text).toContain('#netops');
		expect(text).toContain('-: For the ticket\n');
		expect(text).toContain('warning: Network not proven: The path to Amazon Bedrock is public\n');
		expect(text).toContain('Saved, but not everything is proven.');
		expect(text).not.toContain('Ready.');
		expect(code).toBe(1);
	});

	it('uses no escape sequences and no redrawing', async () => {
		const {text} = await converse(['o', '1', '', ''], options({preset: acmePreset}));
		expect(text).toContain('Ready.');
		expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F]/u);
		const addresses = text.split('\n').filter(line => line.includes('/sso-oidc/authorize?'));
		expect(
			addresses.every(line => /^http:\/\/\S+$/u.test(line)),
			'the address is a line of its own',
		).toBe(true);
		expect(addresses.length).toBe(1);
	});

	it('goes on from earlier answers, and says which they are', async () => {
		const given = options();
		await converse(['1', '2', 'quit'], given);
		expect(await readdir(path.join(given.home, '.config/onboard'))).toEqual(['config.json']);
		const {text} = await converse(['1', 'quit'], given);
		expect(text).toContain('An earlier run left 2 answers. Go on from there?\n  1. Continue where you left off\n  2. Start again\n');
		expect(text).toContain('ok: Route direct (from last time)\n');
	});
});
