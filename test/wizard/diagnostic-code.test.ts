// A wizard that cannot go on says its diagnostic code in every face and in the text for a ticket, and the code reads back.

import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {readDiagnosticCode} from '../../src/explain/diagnostic-code.ts';
import {scenarioNamed} from '../../src/sandbox/stage.ts';
import {acmePreset} from '../helpers/presets.ts';
import {answersFor, converse, play} from './faces.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'onboard-code-'));
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

const scenario = 'bedrock/public-path';
const diagnosis = {kind: 'read', diagnosis: {provider: 'bedrock', verdict: 'not-ready', codes: ['network.public-path']}};

/** The codes that are named with their command, each once. */
function codesIn(text: string): readonly string[] {
	return [...new Set([...text.matchAll(/onboard explain ([\dA-Z]{4}(?:-[\dA-Z]{1,4})+)/gu)].map(([, code = '']) => code))];
}

describe.concurrent('the diagnostic code', () => {
	it('is printed by --yes', async () => {
		const {transcript} = await play('unattended', {
			scenario,
			home: path.join(folder, 'yes'),
			answers: answersFor(scenarioNamed(scenario)),
			preset: acmePreset,
		});
		const [code = '', ...others] = codesIn(transcript);
		expect(others).toEqual([]);
		expect(transcript).toContain(`Diagnostic code  ${code}\n`);
		expect(readDiagnosticCode(code)).toMatchObject(diagnosis);
	});

	it('is printed line by line, in the ticket, and at the end of what stayed open', {timeout: 180_000}, async () => {
		const {text} = await converse(['o', '1', 'c', 's', '', '', ''], {
			scenario,
			home: path.join(folder, 'plain'),
			answers: {},
			preset: acmePreset,
		});
		const [code = '', open = '', ...others] = codesIn(text);
		expect(others).toEqual([]);
		expect(readDiagnosticCode(code)).toMatchObject(diagnosis);
		expect(text).toContain(`Diagnostic code: ${code} (onboard explain ${code})\n`);
		expect(readDiagnosticCode(open)).toMatchObject({kind: 'read', diagnosis: {verdict: 'cannot-tell', codes: ['network.public-path']}});
	});
});
