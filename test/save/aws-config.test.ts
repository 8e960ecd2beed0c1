// ~/.aws/config: sections are put in, everything else keeps its bytes, and a file that is broken is left alone.

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {planAwsConfig, type AwsSection} from '../../src/save/aws-config.ts';
import {bytes, text} from './home.ts';
import {budget} from '../helpers/fuzz.ts';

const session: AwsSection = {
	header: 'sso-session corp',
	keys: {sso_start_url: 'https://d-1234567890.awsapps.com/start', sso_region: 'eu-west-1'},
};
const profile: AwsSection = {header: 'profile claude-code', keys: {sso_session: 'corp', region: 'us-east-1'}};

function after(before: string | undefined, ...sections: AwsSection[]): string | undefined {
	const plan = planAwsConfig(before === undefined ? undefined : bytes(before), sections);
	return plan.ok ? text(plan.after) : plan.reason;
}

const written =
	'[sso-session corp]\nsso_start_url = https://d-1234567890.awsapps.com/start\nsso_region = eu-west-1\n\n[profile claude-code]\nsso_session = corp\nregion = us-east-1\n';

describe('sections', () => {
	test.each([
		['a new file', undefined, written],
		['an empty file', '', written],
		['behind other sections', '[default]\nregion=eu-central-1\n', `[default]\nregion=eu-central-1\n\n${written}`],
		['no final newline', '[default]\nregion=eu-central-1', `[default]\nregion=eu-central-1\n\n${written}`],
		['a blank line at the end', '[default]\n\n', `[default]\n\n${written}`],
		['Windows line ends', '[default]\r\n', `[default]\r\n\r\n${written.replaceAll('\n', '\r\n')}`],
		['already there', `# hello\n${written}`, `# hello\n${written}`],
	])('%s', (_name, before, expected) => {
		expect(after(before, session, profile)).toBe(expected);
		expect(after(expected, session, profile)).toBe(expected);
	});

	test('a setting changes in place, a missing one follows the last, foreign ones stay', () => {
		const before =
			'[profile claude-code]\n; mine\nRegion=eu-west-1\ns3 =\n  max_concurrent_requests = 20\n  region = nested\noutput = json # table\n\n# about next\n[profile next]\nregion = eu-west-1\n';
		expect(after(before, profile)).toBe(
			'[profile claude-code]\n; mine\nregion = us-east-1\ns3 =\n  max_concurrent_requests = 20\n  region = nested\noutput = json # table\nsso_session = corp\n\n# about next\n[profile next]\nregion = eu-west-1\n',
		);
	});

	test("the last line of the file is the section's", () => {
		expect(after('[profile claude-code]\nregion = us-east-1', profile)).toBe(
			'[profile claude-code]\nregion = us-east-1\nsso_session = corp',
		);
		expect(after('[profile claude-code]', profile)).toBe('[profile claude-code]\nsso_session = corp\nregion = us-east-1');
	});

	test('the default profile', () => {
		expect(after('[default]\n', {header: 'default', keys: {region: 'us-east-1'}})).toBe('[default]\nregion = us-east-1\n');
	});
});

describe('refusals', () => {
	test.each([
		['a section that is not closed', '[profile x\nregion = y\n', /^line 1 /],
		['a setting before any section', 'region = y\n', /^line 1 stands before/],
		['a line that is nothing', '[default]\nwhat is this\n', /^line 2 /],
		['bytes that are no text', '[default]\n\0=1\n', /^line 2 /],
		['a line end of old Macs, which the AWS CLI reads as one', '[default]\rregion = y\n', /^line 1 has a carriage return/],
		['our section twice', '[profile claude-code]\n[profile claude-code]\n', /appears 2 times/],
	])('%s', (_name, before, reason) => {
		expect(after(before, profile)).toMatch(reason);
	});

	test('not UTF-8', () => {
		expect(planAwsConfig(new Uint8Array([0x5b, 0xff, 0x5d]), [profile])).toEqual({ok: false, reason: 'it is not UTF-8 text'});
	});

	test('names that SDKs ignore and values with line breaks', () => {
		expect(after('', {header: 'profile has space', keys: {}})).toMatch(/characters/);
		expect(after('', {header: 'profile x]\n[default', keys: {}})).toMatch(/characters/);
		expect(after('', {header: 'profile x', keys: {region: 'a\nb = c'}})).toMatch(/line break/);
	});
});

test('for arbitrary files: other lines keep their bytes, and a second time changes nothing', () => {
	const key = fc.constantFrom('region', 'output', 'sso_session', 'credential_process', 'sso_region');
	const row = fc.oneof(
		fc.tuple(key, fc.constantFrom('=', ' = ', ':', ' ='), fc.stringMatching(/^[\w/ü#-]{0,8}$/u)).map(parts => parts.join('')),
		fc.constantFrom(
			'# comment',
			'; comment',
			'',
			'   ',
			'[default]',
			'[profile claude-code]',
			'[profile other]',
			'[sso-session corp]',
			'[services x]',
			'  nested = 1',
		),
	);
	const file = fc
		.tuple(fc.array(row, {maxLength: 14}), fc.constantFrom('\n', '\r\n'), fc.boolean())
		.map(([rows, end, isClosed]) => rows.join(end) + (isClosed ? end : ''));
	fc.assert(
		fc.property(file, before => {
			const plan = planAwsConfig(bytes(before), [session, profile]);
			if (!plan.ok) {
				return;
			}

			const result = text(plan.after) ?? '';
			const ours = /^(?:\[(?:profile claude-code|sso-session corp)\]|\s*(?:sso_start_url|sso_region|sso_session|region)\s*[=:].*|)$/u;
			const foreign = (content: string) => content.split(/\r?\n/u).filter(line => !ours.test(line));
			expect(foreign(result)).toEqual(foreign(before));
			expect(planAwsConfig(plan.after, [session, profile])).toEqual(plan);
		}),
		budget({usual: 500}),
	);
});
