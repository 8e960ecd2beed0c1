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

export const exportFormats = ['managed-settings', 'plist', 'registry', 'profile.d', 'devcontainer'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** Writes the answers in one form. */
export function render(handout: Handout, format: ExportFormat): Rendered {
	switch (format) {
		case 'managed-settings':
			return managedSettings(handout);
		case 'plist':
			return preferences(handout);
		case 'registry':
			return policy(handout);
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
			winsOverAll,
		],
		dropped: [],
	};
}

const winsOverAll = line(
	['! ', 'warn'],
	'Managed settings win over everything: the command line, the settings of projects and people, and the shell. Nobody can change or undo them on the laptop, not with onboard undo either; only whoever manages it can.',
);

// oxlint-disable-next-line no-control-regex -- Characters that XML 1.0 has no way to write.
const noXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u;

/**
 * The managed preferences of macOS, as device management delivers them: a property list with the keys of the settings.
 * Domain and shape: code.claude.com/docs/en/managed-settings, read 2026-08-22.
 */
function preferences({variables, settings}: Handout): Rendered {
	const unwritable = Object.entries({...variables, ...settings}).find(([, value]) => noXml.test(value));
	if (unwritable !== undefined) {
		throw new UserError(`${unwritable[0]} holds a control character, which a property list cannot.`, 'Hand it out in another form.');
	}

	// Line ends of XML 1.0 and 1.1 that a reader would make a line feed of are written as references.
	const text = (value: string) =>
		value
			.replaceAll('&', '&amp;')
			.replaceAll('<', '&lt;')
			.replaceAll('>', '&gt;')
			.replaceAll(/[\r\u0085\u2028]/gu, character => `&#${character.charCodeAt(0)};`);
	const entries = (values: Readonly<Record<string, string>>, indent: string) =>
		Object.entries(values).flatMap(([name, value]) => [`${indent}<key>${text(name)}</key>`, `${indent}<string>${text(value)}</string>`]);
	const lines = [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
		'<plist version="1.0">',
		'<dict>',
		'\t<key>env</key>',
		'\t<dict>',
		...entries(variables, '\t\t'),
		'\t</dict>',
		...entries(settings, '\t'),
		'</dict>',
		'</plist>',
	];
	return {
		text: `${lines.join('\n')}\n`,
		about: [
			line('  Domain      ', 'com.anthropic.claudecode'),
			line('  Deliver it  ', 'as custom settings of your device management for macOS (Jamf, Intune, Kandji), for that domain'),
			line('  Arrives at  ', '/Library/Managed Preferences/com.anthropic.claudecode.plist; a file put there by hand does not last'),
			winsOverAll,
		],
		dropped: [],
	};
}

/**
 * The policy of Windows, as a file that `reg import` reads: one value with the settings as JSON. ASCII alone, so that its encoding
 * cannot matter. Key and value: code.claude.com/docs/en/managed-settings, read 2026-08-22.
 */
function policy({variables, settings}: Handout): Rendered {
	const json = JSON.stringify({env: variables, ...settings}).replaceAll(/[^\u0020-\u007E]/gu, character =>
		character.replaceAll(/[^]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
	);
	const value = json.replaceAll('\\', '\\\\').replaceAll('"', String.raw`\"`);
	const key = String.raw`\SOFTWARE\Policies\ClaudeCode`;
	return {
		text: ['Windows Registry Editor Version 5.00', '', `[HKEY_LOCAL_MACHINE${key}]`, `"Settings"="${value}"`, ''].join('\r\n'),
		about: [
			line('  Value       ', `HKLM${key}, Settings (REG_SZ)`),
			line('  Deliver it  ', 'by group policy or Intune, or try it with reg import on one machine, as administrator'),
			winsOverAll,
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
