// What several Foundry findings say in the same way: fixes that ask somebody else, and the codes everything folds under.

import type {Fix} from '../../core/finding.ts';
import {networkRoots} from '../network/roots.ts';

/** Something to send to whoever can change it. */
export function ask(message: string, text = 'Send this to your cloud administrators.'): Fix {
	return {kind: 'ask', text, message};
}

/** A command to run here. */
export function command(line: string, text: string): Fix {
	return {kind: 'command', command: line, text};
}

/** Something to do by hand. */
export function act(text: string): Fix {
	return {kind: 'do', text};
}

/** Network findings that explain why a call to the resource fails. */
export const belowNetwork: readonly string[] = [
	...networkRoots,
	'network.public-path',
	'network.mixed-answers',
	'foundry.resource-not-found',
	'network.hosts-entry',
	'foundry.zone-missing',
	'foundry.forwarder-misplaced',
	'foundry.private-endpoint-pending',
];
