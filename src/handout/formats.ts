// The forms in which the same answers can be handed out to everybody's machine: the text, and what to know about it.

import {line, type Line} from '../core/document.ts';
import {UserError} from '../core/errors.ts';
import {exportStatement} from '../save/quote.ts';
import type {Handout} from './settled.ts';

export type Rendered = {
	readonly text: string;
	/** Where it goes and what follows from putting it there. */
	readonly about: readonly Line[];
	/** Settings that this form cannot carry. */
	readonly dropped: readonly string[];
};

export const exportFormats = ['managed-settings', 'profile.d', 'devcontainer'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** Writes the answers in one form. */
export function render(handout: Handout, format: ExportFormat): Rendered {
	switch (format) {
		case 'managed-settings':
			return managedSettings(handout);
		case 'profile.d':
			return profileScript(handout);
		case 'devcontainer':
			return devcontainer(handout);
	}
}

/**
 * Claude Code's managed settings. JSON without comments: with one, Claude Code would ignore the file.
 * Places and order: code.claude.com/docs/en/managed-settings, read 2026-08-22.
 */
function managedSettings({variables, settings}: Handout): Rendered {
	return {
		text: `${JSON.stringify({env: variables, ...settings}, undefined, '\t')}\n`,
		about: [
			line('  Linux, WSL  ', '/etc/claude-code/managed-settings.json'),
			line('  macOS       ', '/Library/Application Support/ClaudeCode/managed-settings.json'),
			line('  Windows     ', String.raw`C:\Program Files\ClaudeCode\managed-settings.json`),
			line('  A name of its own in managed-settings.d/ beside it leaves other managed settings as they are.'),
			line(
				['! ', 'warn'],
				'Managed settings win over everything: the command line, the settings of projects and people, and the shell. Nobody can change or undo them on the laptop, not with onboard undo either; only whoever manages it can.',
			),
		],
		dropped: [],
	};
}

/** A script for `/etc/profile.d`, in POSIX sh: dash reads it as well as bash and zsh. */
function profileScript({organization, provider, variables, settings, left}: Handout): Rendered {
	const open = left.flatMap(({answer, names}) => (names.length === 0 ? [] : [`# Left to each person: ${names.join(', ')} (${answer}).`]));
	const lines = [
		`# /etc/profile.d/onboard.sh: Claude Code through ${provider.name}, from the preset of ${organization}.`,
		"# Printed by onboard preset export. What people set in their own profile or in Claude Code's settings wins over it.",
		...open,
		...Object.entries(variables).map(([name, value]) => exportStatement('posix', name, value)),
	];
	return {
		text: `${lines.join('\n')}\n`,
		about: [
			line('  Put it at   ', '/etc/profile.d/onboard.sh, readable for everybody (mode 644)'),
			line(
				'  Read by     ',
				'login shells of sh, bash and dash. zsh reads it only where /etc/zprofile or /etc/zsh/zprofile does; fish never',
			),
			line('  Wins over   ', "nothing: people's own profile, Claude Code's settings and managed settings all win over it"),
		],
		dropped: Object.keys(settings),
	};
}

/**
 * The part of a `devcontainer.json` that sets variables: `containerEnv` for the whole container, `remoteEnv` for what each person's own
 * machine says. Source: containers.dev/implementors/json_reference, "Variables in devcontainer.json", read 2026-11-23.
 */
function devcontainer({organization, provider, variables, settings, left}: Handout): Rendered {
	const substituted = Object.entries(variables).find(([, value]) => value.includes('${'));
	if (substituted !== undefined) {
		throw new UserError(
			`${substituted[0]} holds \${, which a devcontainer.json would replace.`,
			'Give the value without it, or hand it out in another form.',
		);
	}

	// The home folder of somebody's laptop means nothing in a container.
	const own = left
		.filter(({answer}) => answer !== 'home folder')
		.flatMap(({names}) => names.filter(name => !Object.hasOwn(settings, name)));
	const passed = [...new Set(own)].filter(name => /^[A-Z][A-Z\d_]*$/u.test(name)).toSorted();
	const remoteEnv = Object.fromEntries(passed.map(name => [name, `\${localEnv:${name}}`]));
	const body = JSON.stringify({containerEnv: variables, ...(passed.length === 0 ? {} : {remoteEnv})}, undefined, '\t');
	return {
		text: `// Claude Code through ${provider.name}, from the preset of ${organization}. Put these keys into .devcontainer/devcontainer.json.\n${body}\n`,
		about: [
			line('  Put it in   ', '.devcontainer/devcontainer.json of the repository, beside the keys that are there'),
			line('  In effect   ', 'when the container is built again'),
			...(passed.length === 0
				? []
				: [line('  remoteEnv   ', `passes on what the developer's own machine has set: ${passed.join(', ')}; empty where it is not set`)]),
			line('  Sign in     ', 'inside the container with onboard sign-in; its browser is elsewhere, so it works with a code'),
		],
		dropped: Object.keys(settings),
	};
}
