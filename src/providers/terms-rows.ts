// Rows of the data-retention summary that are the same for every cloud: statements with their source, a gateway, this machine.

import path from 'node:path';
import type {TermsRow} from '../core/terms.ts';
import {claudeFolder} from '../ports/places.ts';
import type {StepContext} from './provider.ts';

export type Rows = {readonly measured: readonly TermsRow[]; readonly unknown: readonly TermsRow[]};

/** Behind a gateway nothing of the cloud can be measured. */
export const gatewayRows: Rows = {
	measured: [],
	unknown: [
		{
			label: 'what the gateway keeps',
			value: 'not readable',
			note: 'requests pass a server of your own company; whoever runs it knows',
			tone: 'unknown',
		},
	],
};

/** A statement of `assets/statements`, with where and when it was read. */
export function statedRow(statement: {
	readonly label: string;
	readonly value: string;
	readonly note?: string;
	readonly url: string;
	readonly read: string;
}): TermsRow {
	return {
		label: statement.label,
		value: statement.value,
		...(statement.note === undefined ? {} : {note: statement.note}),
		source: {url: statement.url, read: statement.read},
	};
}

/** How long this machine keeps transcripts, where the settings say so. */
export async function localRows({ports}: StepContext): Promise<readonly TermsRow[]> {
	try {
		const bytes = await ports.files.read(path.join(claudeFolder(ports), 'settings.json'));
		const parsed: unknown = bytes === undefined ? undefined : JSON.parse(new TextDecoder().decode(bytes));
		const days = typeof parsed === 'object' && parsed !== null && 'cleanupPeriodDays' in parsed ? parsed.cleanupPeriodDays : undefined;
		return typeof days === 'number'
			? [{label: 'cleanupPeriodDays here', value: `${days} days`, note: 'set in your Claude Code settings'}]
			: [];
	} catch {
		return [];
	}
}
