// How Claude Code's two clients read NO_PROXY; they disagree, and the difference decides which way a request takes.

import {isAddress, isInRange, isSameAddress} from './address.ts';

/** Where a request goes: host in lower case without brackets, port as text. */
export type Target = {readonly host: string; readonly port: string};

/**
 * The entry of a NO_PROXY value that exempts a model request, if any.
 *
 * Entries are separated by commas or white space: `*`, a name (which covers its subdomains), `.name`, `*.name`, an address or a
 * range, each but the range with an optional `:port`. Observed with Claude Code 2.1.330 on 2026-11-23.
 */
export function coversForModel(value: string, target: Target): string | undefined {
	return entriesOf(value).find(entry => {
		if (entry === '*') {
			return true;
		}

		const {name, port} = splitPort(entry.toLowerCase());
		if (port !== undefined && port !== target.port) {
			return false;
		}

		if (isAddress(target.host)) {
			return isSameAddress(target.host, name) || isInRange(target.host, name);
		}

		return isWithin(target.host, name.replace(/^\*?\./, '').replace(/\.$/, ''));
	});
}

/**
 * The entry that exempts a control-plane request, if any: the value `*` alone, the exact name, `.name`, or exactly `name:port`.
 * Observed with Claude Code 2.1.330 on 2026-11-23: a bare `amazonaws.com` or `*.amazonaws.com` does not exempt it.
 */
export function coversForControl(value: string, target: Target): string | undefined {
	if (value === '*') {
		return value;
	}

	return entriesOf(value).find(entry => {
		const name = entry.toLowerCase();
		if (name.includes(':')) {
			return name === `${target.host}:${target.port}`;
		}

		return name === target.host || (name.startsWith('.') && isWithin(target.host, name.slice(1)));
	});
}

function entriesOf(value: string): readonly string[] {
	return value.split(/[,\s]+/).filter(entry => entry !== '');
}

function isWithin(host: string, suffix: string): boolean {
	return suffix !== '' && (host === suffix || host.endsWith(`.${suffix}`));
}

function splitPort(text: string): {readonly name: string; readonly port?: string} {
	const match = /^\[([^\]]*)\](?::(\d+))?$/.exec(text) ?? /^([^:]*):(\d+)$/.exec(text);
	const [, name = text, port] = match ?? [];
	return {name, ...(port === undefined ? {} : {port})};
}
