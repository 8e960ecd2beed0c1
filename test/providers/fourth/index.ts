// A trivial fourth cloud: one question, one check, two models, no network.

import {family, raise} from '../../../src/catalog/declare.ts';
import type {Check} from '../../../src/core/check.ts';
import {valueOf} from '../../../src/core/session.ts';
import type {TermsSummary} from '../../../src/core/terms.ts';
import {conclude, runShown} from '../../../src/providers/prove.ts';
import type {Provider, Question, Step, StepContext} from '../../../src/providers/provider.ts';
import {makeTermsStep} from '../../../src/providers/terms-step.ts';
import {isOn, pinnedModels, textOf} from '../../../src/providers/variables.ts';
import {fourthRegistration} from './registration.ts';

const findings = family({
	'acme.team-known': {
		severity: 'pass',
		owner: 'you',
		title: ({team}) => `Acme knows the team ${team}`,
		cause: () => 'It is on the list.',
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'Looks at the list.',
	},
	'acme.team-unknown': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({team}) => `Acme knows no team ${team}`,
		cause: () => 'It is not on the list.',
		fix: ({team}) => ({kind: 'ask', text: 'Ask for it.', message: `Please put ${team} on the list.`}),
		detection: 'Looks at the list.',
	},
});

function teamCheck({answers}: StepContext): Check<string> {
	return {
		id: 'acme.team',
		group: 'sign-in',
		title: 'team',
		needs: [],
		limitMs: 1000,
		run: async () => valueOf(answers, 'team') ?? '',
		summarize: team => team,
		judge: team => [raise(findings, team === 'blue' ? 'acme.team-known' : 'acme.team-unknown', {check: 'acme.team', details: {team}})],
	};
}

const checks = (context: StepContext): readonly Check[] => [teamCheck(context)];

const shelves: Question = {
	kind: 'choice',
	id: 'primaryModel',
	title: 'Which shelf does the main work?',
	why: 'There are two.',
	flag: 'primary-model',
	label: 'Main model',
	options: async () => [
		{value: 'upper', label: 'the upper shelf'},
		{value: 'lower', label: 'the lower shelf'},
	],
};

const teamStep: Step = {
	id: 'target',
	title: 'Team',
	help: 'Acme asks who pays.',
	owns: ['team', 'primaryModel', 'fastModel'],
	applies: () => true,
	asks: () => ['team', 'primaryModel', 'fastModel'],
	proves: true,
	questions: [
		{
			kind: 'text',
			id: 'team',
			title: 'Which team pays?',
			why: 'Somebody has to.',
			flag: 'team',
			label: 'Team',
			env: 'ACME_TEAM',
			validate: async value => (/^[a-z]+$/u.test(value) ? undefined : 'Lower-case letters only.'),
		},
		shelves,
		{...shelves, id: 'fastModel', title: 'Which shelf does the quick work?', flag: 'fast-model', label: 'Fast model'},
	],
	prove: async context =>
		conclude(context, await runShown(context, checks(context), ['sign-in']), {
			groups: ['sign-in'],
			summary: `team ${valueOf(context.answers, 'team')}`,
			harmless: new Set(),
		}),
};

const place = ({answers}: StepContext): string => `team ${valueOf(answers, 'team')}`;

const terms = async (): Promise<TermsSummary> => ({
	version: '2026-11-23',
	measured: [],
	stated: [{label: 'cellar', value: 'locked'}],
	unknown: [],
	local: [],
	corrections: [],
});

export const fourth: Provider = {
	...fourthRegistration,
	steps: [teamStep, makeTermsStep({measuredIn: 'team', version: '2026-11-23', summary: terms, statedBy: () => 'Acme Corporation', place})],
	checks,
	endpoint: () => ({host: 'cellar.acme.example', port: 443, url: 'https://cellar.acme.example'}),
	exports(answers, {ownCommand}) {
		const [team = '', primary = '', fast = ''] = ['team', 'primaryModel', 'fastModel'].map(id => valueOf(answers, id));
		return {
			variables: {
				CLAUDE_CODE_USE_ACME: '1',
				ANTHROPIC_ACME_TEAM: team,
				ANTHROPIC_MODEL: primary,
				ANTHROPIC_DEFAULT_HAIKU_MODEL: fast,
			},
			settings: {acmeAuthRefresh: `${ownCommand} sign-in`},
			competing: [],
		};
	},
	fileChanges: async () => ({changes: [], findings: []}),
	async detect(variables) {
		const team = textOf(variables, 'ANTHROPIC_ACME_TEAM');
		return isOn(variables['CLAUDE_CODE_USE_ACME'])
			? {answers: {route: 'direct', ...(team === undefined ? {} : {team}), ...pinnedModels(variables)}, complete: team !== undefined}
			: undefined;
	},
	place,
	terms,
};
