// The check `vertex.catalogue`: which Claude models Google lists. It is never taken as a proof that one may be used.

import {raise} from '../../../catalog/declare.ts';
import {vertexFindings} from '../../../catalog/vertex.ts';
import type {Check} from '../../../core/check.ts';
import type {StepContext} from '../../provider.ts';
import {readCatalogue, type Catalogue} from '../models.ts';
import {nextStepOf, unreadReason} from './unread.ts';
import {seen} from './words.ts';

export const catalogueCheckId = 'vertex.catalogue';

export function catalogueCheck(context: StepContext, needs: readonly string[]): Check<Catalogue> {
	return {
		id: catalogueCheckId,
		group: 'models',
		title: 'list',
		needs,
		limitMs: 25_000,
		run: async ({signal}) => readCatalogue({...context, signal}),
		summarize: facts => (facts.ids === undefined ? 'the list could not be read' : `${facts.ids.length} Claude models`),
		judge(facts, {answers}) {
			const check = catalogueCheckId;
			return facts.ids === undefined
				? [
						raise(vertexFindings, 'vertex.catalogue-unread', {
							check,
							details: {reason: unreadReason(facts.refusal)},
							evidence: facts.refusal === undefined ? [] : [seen('list', facts.refusal)],
							instead: nextStepOf(facts.refusal, answers),
						}),
					]
				: [raise(vertexFindings, 'vertex.catalogue-listed', {check, details: {count: String(facts.ids.length)}})];
		},
	};
}
