// The other clouds, seen from the one that is being set up: what of theirs decides, and what is merely left over.

import type {Exports} from '../core/change-set.ts';
import {isNamed, type Registered} from '../core/registered.ts';

export type Rivals = {
	/** Variables that make Claude Code use another cloud, or another way to this one. */
	readonly switches: readonly string[];
	/** Variables that must not be set beside the saved ones; the switches are among them. */
	readonly competing: readonly string[];
	/** The name of the cloud that alone reads this variable of Claude Code, or this key of its settings; undefined for this cloud's. */
	ownerOf(name: string): string | undefined;
	/** Whether a key of the user settings (`env.AWS_REGION`, `awsAuthRefresh`) belongs to the set-up of any cloud. */
	isSetUpKey(key: string): boolean;
};

/** The clouds that these exports do not switch on. */
export function rivalsOf(exports: Exports, providers: readonly Registered[]): Rivals {
	const isSet = (name: string) => exports.variables[name] !== undefined;
	const others = providers.filter(({switches}) => !switches.some(name => isSet(name)));
	const all = providers.flatMap(({switches}) => switches);
	const switches = [...new Set([...all, ...exports.competing.filter(name => name.startsWith('CLAUDE_CODE_USE_'))])].filter(
		name => !isSet(name),
	);
	return {
		switches,
		competing: [...new Set([...switches, ...exports.competing])],
		ownerOf: name =>
			isSet(name) || exports.settings[name] !== undefined
				? undefined
				: others.find(({variables, settings}) => isNamed(name, [...variables, ...settings]))?.name,
		isSetUpKey: key =>
			key.startsWith('env.')
				? providers.some(({switches: own, variables, toolVariables}) => isNamed(key.slice(4), [...own, ...variables, ...toolVariables]))
				: providers.some(({settings}) => settings.includes(key)),
	};
}
