// Claude Code's variables that are the same for every cloud, read the way it does.

import {modelFamilies} from './pins.ts';

export type Variables = Readonly<Record<string, string>>;

/** Competes with every cloud: ways into Claude Code that no cloud here registers, and the former name of the fast model's pin. */
export const otherWays: readonly string[] = [
	'CLAUDE_CODE_USE_MANTLE',
	'CLAUDE_CODE_USE_GATEWAY',
	'CLAUDE_CODE_USE_ANTHROPIC_AWS',
	'ANTHROPIC_SMALL_FAST_MODEL',
];

/** A variable's text without surrounding space; an empty one counts as not set. */
export function textOf(variables: Variables, name: string): string | undefined {
	const value = variables[name];
	return value === undefined || value.trim() === '' ? undefined : value.trim();
}

/** Whether a switch is on; `0`, `false`, `no` and `off` are off. */
export function isOn(value: string | undefined): boolean {
	return value !== undefined && !['', '0', 'false', 'no', 'off'].includes(value.trim().toLowerCase());
}

/** Pins as they are, by answer id, wrong ones included; an alias as ANTHROPIC_MODEL leads to what that alias is pinned to. */
export function pinnedModels(variables: Variables): Readonly<Record<string, string>> {
	const aliases = Object.fromEntries(
		modelFamilies.map(family => [family, textOf(variables, `ANTHROPIC_DEFAULT_${family.toUpperCase()}_MODEL`)]),
	);
	const given = textOf(variables, 'ANTHROPIC_MODEL');
	const chosen = given?.toLowerCase().replace(/\[1m\]$/u, '');
	const aliasOf: Readonly<Record<string, string | undefined>> = {
		...aliases,
		default: aliases['opus'],
		best: aliases['opus'],
		opusplan: aliases['opus'],
	};
	const pins: Readonly<Record<string, string | undefined>> = {
		primaryModel: chosen === undefined ? aliases['opus'] : chosen in aliasOf ? aliasOf[chosen] : given,
		fastModel: aliases['haiku'] ?? textOf(variables, 'ANTHROPIC_SMALL_FAST_MODEL'),
		opusModel: aliases['opus'],
		sonnetModel: aliases['sonnet'],
		haikuModel: aliases['haiku'],
		fableModel: aliases['fable'],
	};
	return Object.fromEntries(Object.entries(pins).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
