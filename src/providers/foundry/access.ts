// A custom role for Claude Code on Microsoft Foundry: the data action that calls need, and the reads of the checks.

import template from '../../../assets/policies/foundry.json' with {type: 'json'};
import {valueOf, type Answers} from '../../core/session.ts';
import {partsFor, type AccessKind, type AccessOptions, type AccessPart, type AccessTemplate} from '../access.ts';

type Part = AccessPart & {readonly dataActions?: readonly string[]};

/** The role in the form that `az role definition create --role-definition` takes; other documents do not exist here. */
export async function accessFor(kind: AccessKind, answers: Answers, options: AccessOptions): Promise<AccessTemplate | undefined> {
	if (kind !== 'iam-policy') {
		return undefined;
	}

	const parts = partsFor(template.parts as readonly Part[], options);
	const subscription = valueOf(answers, 'subscription');
	const scope = `/subscriptions/${subscription ?? 'SUBSCRIPTION'}`;
	const definition = {
		Name: 'Claude Code Developer',
		Description: 'Calls Claude on Microsoft Foundry, and reads what onboard checks',
		IsCustom: true,
		Actions: parts.flatMap(({actions}) => actions),
		NotActions: [],
		DataActions: parts.flatMap(({dataActions = []}) => dataActions),
		NotDataActions: [],
		AssignableScopes: [scope],
	};
	return {
		kind,
		text: `${JSON.stringify(definition, undefined, '\t')}\n`,
		parts: parts.map(part => ({...part, actions: [...part.actions, ...(part.dataActions ?? [])]})),
		remarks: [
			...(subscription === undefined ? ['The preset leaves the subscription open: SUBSCRIPTION stands for it.'] : []),
			'az role definition create --role-definition role.json, then assign it at the resource or its resource group.',
			'Instead of it, the built-in Foundry User (formerly Azure AI User) or Cognitive Services User hold the data action; Reader at the resource adds the reads.',
			'With API keys nobody needs the data action. A key is a secret of the whole resource.',
		],
	};
}
