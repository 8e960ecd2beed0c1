// Which people share a target: answers that lead to the same place and the same models are looked at once.

import type {Target} from './person.ts';

/** Answers that make a place distinct, in the order a label names them. */
const distinguishing = [
	'provider',
	'route',
	'baseUrl',
	'vertexOffering',
	'workspaceId',
	'tenant',
	'subscription',
	'account',
	'permissionSet',
	'project',
	'resource',
	'region',
	'location',
	'primaryModel',
	'fastModel',
	'opusModel',
	'sonnetModel',
	'haikuModel',
	'fableModel',
] as const;

const labelled: ReadonlySet<string> = new Set(['provider', 'account', 'permissionSet', 'project', 'resource', 'region', 'location']);

/**
 * Groups answers by target.
 *
 * @returns Targets in the order they first appear, and the id of the target that given answers lead to.
 */
export function targetsOf(answers: ReadonlyArray<Readonly<Record<string, string>>>): {
	readonly targets: readonly Target[];
	targetIdOf(of: Readonly<Record<string, string>>): string;
} {
	const targets = new Map<string, Target>();
	for (const each of answers) {
		const key = targetKey(each);
		if (!targets.has(key)) {
			const given = distinguishing.filter(id => each[id] !== undefined);
			targets.set(key, {
				id: `t${String(targets.size + 1).padStart(3, '0')}`,
				answers: each,
				label: given
					.filter(id => labelled.has(id))
					.map(id => each[id])
					.join(' · '),
			});
		}
	}

	return {
		targets: [...targets.values()],
		targetIdOf(of) {
			const target = targets.get(targetKey(of));
			if (target === undefined) {
				throw new Error('These answers lead to no known target.');
			}

			return target.id;
		},
	};
}

/** Equal for answers that lead to the same place and models. */
export function targetKey(answers: Readonly<Record<string, string>>): string {
	return JSON.stringify(distinguishing.map(id => answers[id] ?? null));
}
