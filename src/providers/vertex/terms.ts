// The data-retention summary for Google Cloud: what this project says, what Google and Anthropic state, what nobody here can read.

import statements from '../../../assets/statements/vertex.json' with {type: 'json'};
import type {TermsRow, TermsSummary} from '../../core/terms.ts';
import type {StepContext} from '../provider.ts';
import {gatewayRows, localRows, statedRow, type Rows} from '../terms-rows.ts';
import {readRetention} from './checks/retention.ts';
import {unreadNote} from './checks/unread.ts';
import {modelName} from './names.ts';
import {isAnthropicManaged, isGateway, locationOf, projectOf} from './target.ts';

/** Identifies the statements that are shown. */
export const statementsVersion = statements.version;

/** Measures what can be measured and puts the dated statements of the chosen offering beside it. */
export async function termsFor(context: StepContext): Promise<TermsSummary> {
	const {answers} = context;
	const isAnthropic = isAnthropicManaged(answers);
	const rows = isGateway(answers) ? gatewayRows : isAnthropic ? {measured: [], unknown: []} : await measure(context);
	const offering = isAnthropic ? statements.anthropic : statements.google;
	const contract = offering.unknown.map(row => ({label: row.label, value: row.value, note: row.note, tone: 'unknown' as const}));
	return {
		version: statements.version,
		measured: rows.measured,
		stated: [...offering.stated, ...statements.both].map(row => statedRow(row)),
		unknown: [...rows.unknown, ...contract],
		local: [...statements.local.map(row => statedRow(row)), ...(await localRows(context))],
		corrections: statements.corrections.map(correction => correction.text),
		...(context.organization === undefined ? {} : {organization: context.organization}),
	};
}

async function measure(context: StepContext): Promise<Rows> {
	const facts = await readRetention(context);
	const measured: TermsRow[] = [];
	const unknown: TermsRow[] = [];
	for (const {pin, refusal, isLogged, isShared, destination} of facts.models) {
		const label = `${modelName(pin.id)} in ${pin.location}`;
		if (refusal === undefined) {
			measured.push(
				isLogged === true
					? {label, value: 'prompts are logged', note: `full text to ${destination ?? 'an unnamed destination'}`, tone: 'warn'}
					: {label, value: 'logging off', tone: 'ok'},
				isShared === true
					? {label, value: 'shared with Anthropic', note: 'an administrator agreed; kept 30 days', tone: 'warn'}
					: {label, value: 'not shared', note: 'no data sharing with Anthropic', tone: 'ok'},
			);
		} else {
			unknown.push({label, value: 'logging and sharing', note: unreadNote(refusal, 'Cloud administrators can.'), tone: 'unknown'});
		}
	}

	if (facts.logDays === undefined) {
		unknown.push({label: 'log bucket _Default', value: 'kept how long?', note: unreadNote(facts.logRefusal), tone: 'unknown'});
	} else {
		measured.push({label: 'log bucket _Default', value: `${facts.logDays} days`, note: 'logs of calls, no prompts', tone: 'ok'});
	}

	if (facts.isCacheOff === undefined) {
		unknown.push({label: "cache of Google's models", value: 'not readable', note: unreadNote(facts.cacheRefusal), tone: 'unknown'});
	} else {
		measured.push({
			label: "cache of Google's models",
			value: facts.isCacheOff ? 'off' : 'on',
			note: 'documented for Google’s own models, not for Claude',
			tone: 'ok',
		});
	}

	return {measured, unknown};
}

/** Who makes the statements, for the heading. */
export function statedBy({answers}: StepContext): string {
	return isAnthropicManaged(answers) ? 'Anthropic' : 'Google and Anthropic';
}

/** Where the summary was measured, for its heading. */
export function placeOf({answers}: StepContext): string {
	return `project ${projectOf(answers)}, ${locationOf(answers)}, just now`;
}
