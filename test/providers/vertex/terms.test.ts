// What the data-retention summary says about pinned models on Google Cloud: one row for what is the same, one each for what is not.

import {expect, it} from 'vitest';
import {modelRows} from '../../../src/providers/vertex/terms.ts';
import type {ModelConfig} from '../../../src/providers/vertex/checks/retention.ts';

const model = (id: string, more: Partial<ModelConfig> = {}, location = 'global'): ModelConfig => ({
	pin: {id, pinnedBy: [], location},
	isLogged: false,
	isShared: false,
	...more,
});
const said = (models: readonly ModelConfig[]) => modelRows(models).map(({label, value, note, tone}) => [label, value, note, tone]);

it('says once what holds for all of them', () => {
	expect(said([model('claude-opus-5-5'), model('claude-haiku-5-5')])).toEqual([
		['logging of prompts', 'off', 'Opus 5.5 and Haiku 5.5 in global', 'ok'],
		['sharing with Anthropic', 'no', 'Opus 5.5 and Haiku 5.5 in global', 'ok'],
	]);
});

it('names each that is logged or shared, and leaves out what could not be read', () => {
	expect(
		said([
			model('claude-opus-5-5', {isLogged: true, destination: 'bq://acme.logs'}),
			model('claude-haiku-5-5', {isShared: true}, 'us-east5'),
			model('claude-sonnet-5-5'),
			{pin: {id: 'claude-fable-5-1', pinnedBy: [], location: 'global'}, refusal: {http: 403, status: 'PERMISSION_DENIED', message: ''}},
		]),
	).toEqual([
		['logging of prompts', 'on', 'Opus 5.5 in global: full text to bq://acme.logs', 'warn'],
		['logging of prompts', 'off', 'Haiku 5.5 in us-east5 and Sonnet 5.5 in global', 'ok'],
		['sharing with Anthropic', 'yes', 'Haiku 5.5 in us-east5: an administrator agreed; kept 30 days', 'warn'],
		['sharing with Anthropic', 'no', 'Opus 5.5 and Sonnet 5.5 in global', 'ok'],
	]);
});
