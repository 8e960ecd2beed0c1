// The AWS files, whatever they hold: reading ends and never fails, our sections go in once, everything else keeps its bytes.

import fc from 'fast-check';
import {expect} from 'vitest';
import {parseIni} from '../../src/providers/bedrock/ini.ts';
import {planAwsConfig, type AwsSection} from '../../src/save/aws-config.ts';
import {readIni} from '../../src/survey/ini.ts';
import {anyBytes, holds} from '../helpers/fuzz.ts';
import {text} from '../save/home.ts';

const sections: readonly AwsSection[] = [
	{header: 'sso-session corp', keys: {sso_start_url: 'https://d-1234567890.awsapps.com/start', sso_region: 'eu-west-1'}},
	{header: 'profile claude-code', keys: {sso_session: 'corp', region: 'us-east-1'}},
	{header: 'default', keys: {region: 'eu-west-1'}},
];
const rows = [
	'[default]',
	'[ default ]',
	'[profile claude-code]',
	'[profile  claude-code ]',
	'[profile "claude-code"]',
	'[PROFILE claude-code]',
	'[sso-session corp]',
	'[sso-session corp] # mine',
	'[profile',
	'[]',
	'[]]',
	'region = eu-west-1',
	'Region=x',
	'region : x',
	' region = nested',
	'region',
	'region =',
	'= x',
	'sso_session=corp ; why',
	's3 =',
	'  max = 20',
	'\tmore',
	'# note',
	';',
	'',
	'__proto__ = x',
	'constructor=1',
	'aws_access_key_id = AKIAEXAMPLE',
	'region = a # b',
	'x = [profile y]',
	'\uFEFF',
	'ключ = значение',
];
const content = fc.oneof(
	fc
		.array(fc.tuple(fc.oneof(fc.constantFrom(...rows), fc.string({maxLength: 10})), fc.constantFrom('\n', '\n', '\r\n', '\r', '')), {
			maxLength: 16,
		})
		.map(parts => new TextEncoder().encode(parts.flat().join(''))),
	anyBytes(...rows),
);

holds(
	'sections once, foreign lines as they were, and a second time nothing changes',
	fc.property(content, before => {
		const plan = planAwsConfig(before, sections);
		if (!plan.ok) {
			return;
		}

		const read = readIni(plan.after);
		expect(read.ok).toBe(true);
		for (const {header, keys} of read.ok ? sections : []) {
			const found = read.ok ? read.sections.filter(section => section.header === header) : [];
			expect(found).toHaveLength(1);
			expect(found[0]?.keys).toMatchObject(keys);
		}

		const ours = /^\s*(?:\[.*\].*|(?:sso_start_url|sso_region|sso_session|region)\s*[=:].*|)$/iu;
		const foreign = (bytes: Uint8Array) =>
			(text(bytes) ?? '')
				.split('\n')
				.map(line => line.replace(/\r+$/u, ''))
				.filter(line => !ours.test(line));
		expect(foreign(plan.after)).toEqual(foreign(before));
		expect(planAwsConfig(plan.after, sections)).toEqual(plan);
		// The reader that the checks use finds the same.
		const checked = parseIni(text(plan.after) ?? '').sections;
		for (const {header, keys} of sections) {
			expect(checked.find(({name}) => name === header)?.values).toMatchObject(keys);
		}
	}),
	{
		usual: 300,
		examples: ['[profile "claude-code"]\n[sso-session "corp"]', '[default]\n region = nested\n'].map((file): [Uint8Array] => [
			new TextEncoder().encode(file),
		]),
	},
);

holds(
	'reading takes time in proportion to the file',
	fc.property(
		fc.array(fc.constantFrom(...rows, ' ', 'a', '=', '#', '[', '"', '\t'), {minLength: 1, maxLength: 4}),
		fc.constantFrom('', '\n'),
		fc.constantFrom('', 'a', 'a = b', '[default]\na = b'),
		fc.constantFrom('', 'b', '\n[x'),
		(parts, end, first, last) => {
			const long = `${first}${`${parts.join('')}${end}`.repeat(60_000 / (parts.join('').length + 1))}${last}`;
			const began = process.threadCpuUsage();
			readIni(new TextEncoder().encode(long));
			parseIni(long);
			const {user, system} = process.threadCpuUsage(began);
			expect((user + system) / 1000).toBeLessThan(600);
		},
	),
	{
		usual: 30,
		cost: 20,
		examples: [
			[[' '], '\n', '[default]', 'b'],
			[[' '], '', '[default]\na = b', 'b'],
			[[' '], '', '[default]\na', 'b'],
		],
	},
);
