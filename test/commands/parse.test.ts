// Command lines become a command and its values, or one sentence that names what is wrong and the nearest right thing.

import {describe, expect, test} from 'vitest';
import {providers} from '../../src/providers/all.ts';
import {parse} from '../../src/commands/parse.ts';
import {commands} from '../../src/commands/table.ts';
import {UserError} from '../../src/core/errors.ts';

const run = (...line: readonly string[]) => {
	const parsed = parse(line, providers);
	if (parsed.kind !== 'run') {
		throw new Error(`Parsed as ${parsed.kind}.`);
	}

	return {name: parsed.command.name, values: parsed.values};
};

const complaint = (...line: readonly string[]) => {
	try {
		parse(line, providers);
	} catch (error) {
		if (error instanceof UserError) {
			expect(error.exitCode).toBe(2);
			return `${error.message} ${error.next}`;
		}

		throw error;
	}

	throw new Error('Nothing was wrong.');
};

describe('commands', () => {
	test('no word starts the wizard', () => {
		expect(run()).toEqual({name: '', values: {words: []}});
	});

	test.each(commands.map(command => [command.name, command] as const))('%s is found by its own words', (name, command) => {
		expect(run(...name.split(' ').filter(word => word !== ''), ...command.words)).toEqual({name, values: {words: command.words}});
	});

	test('flags may stand before and after the command', () => {
		expect(run('--home', '/tmp/x', 'doctor', '--json')).toEqual({name: 'doctor', values: {home: '/tmp/x', json: true, words: []}});
	});

	test.each([
		[['doctr'], 'There is no command doctr. Did you mean onboard doctor?'],
		[['singin'], 'There is no command singin. Did you mean onboard sign-in?'],
		[['sandbox'], 'onboard sandbox needs one more word. Use onboard sandbox list or onboard sandbox serve.'],
		[['sandbox', 'lst'], 'There is no command sandbox lst. Did you mean onboard sandbox list?'],
		[['frobnicate'], 'There is no command frobnicate. See onboard --help.'],
		[
			['preset', 'check'],
			'onboard preset check needs FILE|URL. Write onboard preset check FILE|URL; onboard preset check --help has examples.',
		],
		[['doctor', 'now'], 'onboard doctor does not know what to do with now. See onboard doctor --help.'],
	])('%j is explained', (line, sentence) => {
		expect(complaint(...line)).toBe(sentence);
	});
});

describe('flags', () => {
	test('answers keep their ids', () => {
		expect(run('--base-url=https://gateway.example/v1', '--sso-region', 'eu-west-1', '--device-code', '--yes').values).toEqual({
			baseUrl: 'https://gateway.example/v1',
			ssoRegion: 'eu-west-1',
			deviceCode: true,
			yes: true,
			words: [],
		});
	});

	test.each(['both', 'shell,claude', 'claude,shell'])('--destinations %s means both places', value => {
		expect(run('--destinations', value).values['destinations']).toBe('shell,claude');
	});

	test.each([
		[['--regoin', 'us-east-1'], 'There is no flag --regoin. Did you mean --region?'],
		[['--frobnicate'], 'There is no flag --frobnicate. See onboard --help.'],
		[['-x'], 'There is no flag -x. See onboard --help.'],
		[['status', '--region', 'us-east-1'], 'onboard status takes no --region. See onboard status --help.'],
		[['--region'], '--region needs a value. Write --region REGION.'],
		[['--region='], '--region needs a value. Write --region REGION.'],
		[['--region', '--yes'], '--region needs a value. Write --region REGION.'],
		[['--yes=no'], '--yes takes no value. Write --yes alone.'],
		[['--route', 'privat'], '--route cannot be privat. Did you mean private?'],
		[['--destinations', 'shells'], '--destinations cannot be shells. Did you mean shell?'],
		[['--route', 'pigeon'], '--route cannot be pigeon. Choose one of direct, private, gateway.'],
		[['--provider', 'aws'], '--provider cannot be aws. Choose one of bedrock, foundry, vertex.'],
	])('%j is explained', (line, sentence) => {
		expect(complaint(...line)).toBe(sentence);
	});

	test('a value may begin with a dash when it is tied to its flag', () => {
		expect(run('--account=-1').values.account).toBe('-1');
	});
});

describe('--sandbox', () => {
	test.each([
		[['--sandbox'], '', true],
		[['--sandbox', 'bedrock/happy'], '', 'bedrock/happy'],
		[['--sandbox=bedrock/happy', 'doctor'], 'doctor', 'bedrock/happy'],
		[['doctor', '--sandbox', '--json'], 'doctor', true],
		[['--sandbox', 'doctor'], 'doctor', true],
		[['--sandbox', 'preset', 'check', 'a/b'], 'preset check', true],
	])('%j', (line, name, sandbox) => {
		const parsed = run(...line);
		expect([parsed.name, parsed.values.sandbox]).toEqual([name, sandbox]);
	});
});

describe('help and version', () => {
	test.each([
		[['--help'], {kind: 'help', words: []}],
		[['-h'], {kind: 'help', words: []}],
		[['help', 'sandbox'], {kind: 'help', words: ['sandbox']}],
		[['doctor', '--bogus', '--help'], {kind: 'help', words: ['doctor']}],
		[['--version'], {kind: 'version'}],
		[['-v'], {kind: 'version'}],
	])('%j', (line, parsed) => {
		expect(parse(line, providers)).toEqual(parsed);
	});
});
