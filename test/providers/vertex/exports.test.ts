// What a finished set-up on Google Cloud leaves no room for: a location that a variable of an earlier set-up gives one model.

import {expect, it} from 'vitest';
import {exportsFor} from '../../../src/providers/vertex/exports.ts';
import type {Answers} from '../../../src/core/session.ts';

const given = (values: Readonly<Record<string, string>>): Answers =>
	Object.fromEntries(Object.entries(values).map(([id, value]) => [id, {value, origin: 'person'}]));
const answers = {project: 'acme-claude', location: 'global', primaryModel: 'claude-opus-5-5', fastModel: 'claude-haiku-4-5@20251001'};
const context = {hasProviderTool: true, ownCommand: 'onboard', home: '/home/dana'};

it('counts every variable that moves one model as competing', () => {
	const {variables, competing} = exportsFor(given(answers), context);
	expect(variables['CLOUD_ML_REGION']).toBe('global');
	expect(competing).toContain('VERTEX_REGION_CLAUDE_HAIKU_4_5');
});

it('but not the one that it writes', () => {
	const moved = {...answers, modelLocations: 'claude-haiku-4-5@20251001=us-east5'};
	const {variables, competing} = exportsFor(given(moved), context);
	expect(variables['VERTEX_REGION_CLAUDE_HAIKU_4_5']).toBe('us-east5');
	expect(competing).not.toContain('VERTEX_REGION_CLAUDE_HAIKU_4_5');
	expect(competing).toContain('VERTEX_REGION_CLAUDE_4_5_SONNET');
});
