// Which flags a command takes: its own, those that answer questions, and the common ones.

import {givableAnswers, ownAnswers, pinAnswers, type Registered} from '../core/registered.ts';
import type {Command} from './command.ts';
import type {Flag, SharedFlag} from './flags.ts';

const common: readonly SharedFlag[] = ['sandbox', 'home', 'debug', 'help', 'version'];

/** Flags that answer a question of the wizard, those of the clouds' own questions in the middle. */
export function answerFlags(providers: readonly Registered[]): readonly string[] {
	const before: readonly SharedFlag[] = ['provider', 'route', 'baseUrl', 'deviceCode'];
	return [...before, ...Object.keys(ownAnswers(providers)), ...pinAnswers, 'consent', 'acceptTerms', 'destinations'];
}

/** The flags of a command that answer questions. */
export function answerFlagsOf({takesAnswers}: Command, providers: readonly Registered[]): readonly string[] {
	return takesAnswers === undefined ? [] : takesAnswers === 'all' ? answerFlags(providers) : givableAnswers(providers);
}

/** Every flag a command accepts. */
export function flagsOf(command: Command, providers: readonly Registered[]): readonly string[] {
	return [
		...command.flags,
		...answerFlagsOf(command, providers),
		...common.filter(name => name !== 'sandbox' || command.isCloudless !== true),
	];
}

/** What a flag takes and says with this command. */
export function flagFor(command: Command, name: string, flags: Readonly<Record<string, Flag>>): Flag | undefined {
	return (command.ownFlags as Readonly<Record<string, Flag>> | undefined)?.[name] ?? flags[name];
}
