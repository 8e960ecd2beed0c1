import {expect, test} from 'vitest';
import {joinLink, readJoin} from '../../src/cohort/join-link.ts';
import {makeJoinCode} from '../../src/cohort/join-code.ts';
import {kitOf} from '../../src/cohort/kit.ts';
import type {Cohort} from '../../src/cohort/folder.ts';
import {checkPreset} from '../../src/preset/check.ts';
import {providers} from '../../src/providers/all.ts';
import acme from '../../assets/presets/acme.json' with {type: 'json'};

const code = makeJoinCode(size => new Uint8Array(size).fill(7));
const person = {
	id: 'p0001',
	name: 'Ada',
	email: 'ada@acme.example',
	team: '',
	role: '',
	answers: {...acme.answers, account: '444455556666'},
	target: 't001',
};
const cohort: Cohort = {
	folder: '/cohort',
	id: '0'.repeat(32),
	name: 'Spring',
	made: '2026-11-23T09:00:00.000Z',
	people: [person],
	targets: [],
	codes: {p0001: code},
	preset: JSON.stringify(acme),
};

test('the preset of a kit is a good one, with what the roster says decided', () => {
	const result = checkPreset(kitOf(cohort, person).preset, providers);
	expect(result).toMatchObject({
		isGood: true,
		preset: {
			organization: 'Acme',
			answers: {account: '444455556666', region: 'us-east-1'},
			open: ['destinations'],
			requirePrivatePath: true,
		},
	});
});

test('comments of the organization stay behind', () => {
	const commented = `// ours\n${JSON.stringify(acme).replace(/\}$/u, ', /* nothing more */ }')}`.replace(', /*', ' /*');
	expect(checkPreset(kitOf({...cohort, preset: commented}, person).preset, providers)).toMatchObject({
		isGood: true,
		preset: {organization: 'Acme'},
	});
});

test('without a preset of the organization the cohort gives its name', () => {
	const {preset: _preset, ...bare} = cohort;
	expect(checkPreset(kitOf(bare, {...person, answers: {provider: 'bedrock'}}).preset, providers)).toMatchObject({
		isGood: true,
		preset: {organization: 'Spring', answers: {provider: 'bedrock'}},
	});
});

test('the one line names the collector when there is one', () => {
	expect(kitOf(cohort, person).command).toBe('npx onboard --preset preset.json');
	const {command, message} = kitOf({...cohort, collector: 'https://collector.acme.example'}, person);
	expect(command).toBe(`npx onboard --join https://collector.acme.example/#${code}`);
	expect(message).toContain(command);
});

test('what is given to --join is read back', () => {
	expect(readJoin(code.toLowerCase())).toEqual({code});
	expect(readJoin(joinLink('https://collector.acme.example/claude/', code))).toEqual({
		code,
		collector: 'https://collector.acme.example/claude',
	});
	expect(readJoin(joinLink('http://127.0.0.1:8080', code))).toEqual({code, collector: 'http://127.0.0.1:8080'});
});

const refused: ReadonlyArray<readonly [string, RegExp]> = [
	['', /does not look like one/u],
	[`${code}0`, /does not look like one/u],
	['https://collector.acme.example/', /does not look like one/u],
	[`http://collector.acme.example/#${code}`, /without encryption/u],
	[`https://user:word@collector.acme.example/#${code}`, /more than a place/u],
	[`collector/#${code}`, /names no address/u],
];

test.each(refused)('%j is refused', (text, message) => {
	expect(() => readJoin(text)).toThrow(message);
});
