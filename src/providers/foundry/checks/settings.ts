// The check `foundry.settings`: whether the variables name exactly one place, in the form Claude Code takes.

import {raise} from '../../../catalog/declare.ts';
import {foundryFindings, type FoundryCode} from '../../../catalog/foundry.ts';
import type {Check} from '../../../core/check.ts';
import {valueOf, type Answers} from '../../../core/session.ts';
import type {StepContext} from '../../provider.ts';
import {baseUrlOf, isProjectUrl, isResourceName, resourceFrom, resourceOfHost} from '../names.ts';
import {endpointFrom, isGateway} from '../target.ts';
import {wordsFor} from './words.ts';

export type SettingsFacts = {readonly code: FoundryCode; readonly given: string; readonly suggestion: string};

export const settingsCheckId = 'foundry.settings';

export function settingsCheck(context: StepContext): Check<SettingsFacts> {
	return {
		id: settingsCheckId,
		group: 'configuration',
		title: 'place',
		needs: [],
		limitMs: 1000,
		run: async () => readSettings(context.answers),
		summarize: facts =>
			facts.code === 'foundry.settings-fit' ? endpointFrom(context.answers).url : 'the place of the resource is not right',
		judge: (facts, {answers}) => [
			raise(foundryFindings, facts.code, {
				check: settingsCheckId,
				details: wordsFor(answers, {given: facts.given, suggestion: facts.suggestion}),
				evidence: facts.given === '' ? [] : [{label: 'set', value: facts.given}],
			}),
		],
	};
}

/** Pure. What is wrong with the place that the answers name. */
export function readSettings(answers: Answers): SettingsFacts {
	const resource = valueOf(answers, 'resource') ?? valueOf(answers, 'resourceAddress') ?? '';
	const baseUrl = valueOf(answers, 'baseUrl') ?? '';
	const name = resourceFrom(resource) ?? resourceFrom(baseUrl) ?? '';
	const of = (code: FoundryCode, given: string, suggestion: string): SettingsFacts => ({code, given, suggestion});
	if (valueOf(answers, 'places') === 'both') {
		return of('foundry.both-places', `${resource} and ${baseUrl}`, name);
	}

	if (resource === '' && baseUrl === '') {
		return of('foundry.no-place', '', '');
	}

	if (baseUrl !== '' && isProjectUrl(baseUrl)) {
		return of('foundry.project-url', baseUrl, name === '' ? 'the name of the resource' : name);
	}

	if (baseUrl !== '' && !isGateway(answers) && isWithoutPath(baseUrl)) {
		return of('foundry.base-url-path', baseUrl, name === '' ? `${baseUrl}/anthropic` : baseUrlOf(name));
	}

	return baseUrl === '' && !isResourceName(resource)
		? of('foundry.resource-is-url', resource, name === '' ? 'the bare name of the resource' : name)
		: of('foundry.settings-fit', '', name);
}

function isWithoutPath(baseUrl: string): boolean {
	return resourceOfHost(new URL(baseUrl).hostname) !== undefined && !/\/anthropic\/?$/u.test(new URL(baseUrl).pathname);
}
