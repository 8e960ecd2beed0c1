// The data-retention summary for Google Cloud: what this project says, what Google and Anthropic state, what nobody here can read.

import statements from '../../../assets/statements/vertex.json' with {type: 'json'};
import {listed} from '../../core/listed.ts';
import type {TermsRow, TermsSummary} from '../../core/terms.ts';
import type {StepContext} from '../provider.ts';
import {gatewayRows, localRows, statedRow, type Rows} from '../terms-rows.ts';
import {readRetention, type ModelConfig} from './checks/retention.ts';
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
	const measured: TermsRow[] = [...modelRows(facts.models)];
	const unknown: TermsRow[] = facts.models.flatMap(({pin, refusal}) =>
		refusal === undefined
			? []
			: [{label: placed(pin), value: 'logging and sharing', note: unreadNote(refusal, 'Cloud administrators can.'), tone: 'unknown'}],
	);
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
			note: "documented for Google's own models, not for Claude",
			tone: 'ok',
		});
	}

	return {measured, unknown};
}

/** What was read about the pinned models: each that is logged or shared on a row of its own, the others together. */
export function modelRows(models: readonly ModelConfig[]): readonly TermsRow[] {
	const read = models.filter(({refusal}) => refusal === undefined);
	const rest = (label: string, value: string, those: readonly ModelConfig[]): readonly TermsRow[] =>
		those.length === 0 ? [] : [{label, value, note: placedTogether(those), tone: 'ok'}];
	const logging = 'logging of prompts';
	const sharing = 'sharing with Anthropic';
	return [
		...read
			.filter(({isLogged}) => isLogged === true)
			.map(({pin, destination}): TermsRow => {
				const note = `${placed(pin)}: full text to ${destination ?? 'an unnamed destination'}`;
				return {label: logging, value: 'on', note, tone: 'warn'};
			}),
		...rest(
			logging,
			'off',
			read.filter(({isLogged}) => isLogged !== true),
		),
		...read
			.filter(({isShared}) => isShared === true)
			.map(({pin}): TermsRow => ({
				label: sharing,
				value: 'yes',
				note: `${placed(pin)}: an administrator agreed; kept 30 days`,
				tone: 'warn',
			})),
		...rest(
			sharing,
			'no',
			read.filter(({isShared}) => isShared !== true),
		),
	];
}

/** `Opus 5.5 and Haiku 5.5 in global`; where they are called in several places, each with its own. */
function placedTogether(models: readonly ModelConfig[]): string {
	const locations = new Set(models.map(({pin}) => pin.location));
	return locations.size === 1
		? `${listed(models.map(({pin}) => modelName(pin.id)))} in ${[...locations][0]}`
		: listed(models.map(({pin}) => placed(pin)));
}

function placed(pin: ModelConfig['pin']): string {
	return `${modelName(pin.id)} in ${pin.location}`;
}

/** Who makes the statements, for the heading. */
export function statedBy({answers}: StepContext): string {
	return isAnthropicManaged(answers) ? 'Anthropic' : 'Google and Anthropic';
}

/** Where the summary was measured, for its heading. */
export function placeOf({answers}: StepContext): string {
	return `project ${projectOf(answers)}, ${locationOf(answers)}, just now`;
}
