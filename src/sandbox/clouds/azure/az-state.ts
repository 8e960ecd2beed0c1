// What a run of the `az` stand-in is given and gives back, how it reads its folder, and how it prints.

import {AzureError} from './call.ts';

export type AzRun = {
	readonly parameters: readonly string[];
	/** Text of the files in the CLI's folder, by name. */
	readonly files: Readonly<Record<string, string>>;
	/** A device code that this run waits for. */
	readonly device?: string | undefined;
	readonly env: Readonly<Record<string, string>>;
};

export type AzAnswer = {
	readonly stdout: string;
	readonly stderr: string;
	/** Exit code; not the end yet when `again` is set. */
	readonly code: number;
	/** Files to write into the CLI's folder, `null` for ones to remove. */
	readonly files?: Readonly<Record<string, string | null>>;
	/** Ask again after so many milliseconds, with this device code. */
	readonly again?: {readonly afterMs: number; readonly device: string};
};

export type AzCall = {
	readonly words: readonly string[];
	readonly options: Readonly<Record<string, string | undefined>>;
	readonly run: AzRun;
};

export type CachedSubscription = {
	readonly id: string;
	readonly name: string;
	readonly state: string;
	readonly isDefault: boolean;
	readonly tenantId: string;
	readonly environmentName: string;
	readonly user: {readonly name: string; readonly type: string};
	readonly [more: string]: unknown;
};

export type AzProfile = {readonly installationId: string; readonly subscriptions: readonly CachedSubscription[]};

const shortNames: Readonly<Record<string, string>> = {
	o: 'output',
	s: 'subscription',
	t: 'tenant',
	u: 'username',
	p: 'password',
	g: 'resource-group',
	n: 'name',
	l: 'location',
	m: 'method',
	v: 'version',
};

/** Splits a command line into its words and its options; `az` takes options anywhere after the words. */
export function argumentsOf(run: AzRun): AzCall {
	const words: string[] = [];
	const options: Record<string, string> = {};
	let last: string | undefined;
	for (const part of run.parameters) {
		const long = /^--([\w-]+)(?:=(.*))?$/u.exec(part);
		const short = /^-(\w)$/u.exec(part);
		if (long?.[1] !== undefined || short?.[1] !== undefined) {
			last = long?.[1] ?? shortNames[short?.[1] ?? ''] ?? short?.[1] ?? '';
			options[last] = long?.[2] ?? '';
		} else if (last === undefined) {
			words.push(part);
		} else {
			// AzureCliCredential puts quotes around a subscription, and cmd.exe leaves them there.
			options[last] = `${options[last] === '' ? '' : `${options[last] ?? ''} `}${part.replaceAll(/^"|"$/gu, '')}`;
		}
	}

	return {words, options, run};
}

/** An error that `az` prints as `ERROR: …`. */
export function azError(message: string): AzureError {
	return new AzureError(400, 'az', message);
}

export function failed(message: string, code: number): AzAnswer {
	return {stdout: '', stderr: `ERROR: ${message}\n`, code};
}

/** The cached accounts; a missing or broken file is an empty cache, as Azure CLI treats it. */
export function profileOf(asked: AzCall): AzProfile {
	const text = (asked.run.files['azureProfile.json'] ?? '').replace(/^\u{FEFF}/u, '');
	try {
		const parsed = JSON.parse(text) as Partial<AzProfile>;
		return {installationId: parsed.installationId ?? '', subscriptions: parsed.subscriptions ?? []};
	} catch {
		return {installationId: '', subscriptions: []};
	}
}

/**
 * The account a command works with: the named subscription, else the default one.
 *
 * @throws AzureError in the words of Azure CLI (azure-cli-core, `_profile.py`, read 2026-11-22).
 */
export function accountOf(asked: AzCall, wanted: string | undefined): CachedSubscription {
	const {subscriptions} = profileOf(asked);
	if (subscriptions.length === 0) {
		throw azError("Please run 'az login' to setup account.");
	}

	const found = subscriptions.find(({id, name, isDefault}) =>
		wanted === undefined ? isDefault : [id.toLowerCase(), name.toLowerCase()].includes(wanted.toLowerCase()),
	);
	if (found === undefined) {
		throw azError(
			wanted === undefined
				? "No subscription found. Run 'az account set' to select a subscription."
				: `Subscription '${wanted}' not found. Check the spelling and casing and try again.`,
		);
	}

	return found;
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.map(item => sorted(item));
	}

	return typeof value === 'object' && value !== null
		? Object.fromEntries(
				Object.entries(value)
					.toSorted(([one], [other]) => (one < other ? -1 : 1))
					.map(([name, item]) => [name, sorted(item)]),
			)
		: value;
}

function member(value: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(at, name) => (typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[name] : undefined),
			value,
		);
}

/** A result in the asked-for format: JSON with sorted keys, `tsv` for single values, nothing for `none`. */
export function printed(value: unknown, asked: AzCall): AzAnswer {
	const {query, output = 'json'} = asked.options;
	const shown = query === undefined ? value : member(value, query);
	const text = (): string => {
		if (output === 'none' || shown === undefined) {
			return '';
		}

		if (output === 'tsv') {
			const rows = Array.isArray(shown) ? shown : [shown];
			const cells = rows.map(row =>
				typeof row === 'object' && row !== null
					? Object.values(row as object)
							.map(cell => (typeof cell === 'object' ? '' : String(cell)))
							.join('\t')
					: String(row),
			);
			return `${cells.join('\n')}\n`;
		}

		return `${JSON.stringify(sorted(shown), undefined, 2)}\n`;
	};

	return {stdout: text(), stderr: '', code: 0};
}
