// Which variable of the environment gives which answer with nobody to ask.

import type {Registered} from '../core/registered.ts';

/** Answer id to the name of its variable, over all clouds. */
export function variablesOf(providers: readonly Registered[]): Readonly<Record<string, string>> {
	const own = providers.flatMap(({answers}) => Object.entries(answers));
	return {provider: 'ONBOARD_PROVIDER', ...Object.fromEntries(own.flatMap(([id, {env}]) => (env === undefined ? [] : [[id, env]])))};
}
