// What a run came to, as lines for a person and as JSON for a program.

import {describe} from '../../catalog/describe.ts';
import {line, type Line} from '../../core/document.ts';
import type {Glyphs} from '../../core/glyphs.ts';
import {counted} from '../../output/lines.ts';
import type {Cohort} from '../folder.ts';
import {assumption} from './capacity.ts';
import type {Cause, RunSummary, TargetResult} from './run.ts';

export type SummaryOptions = {
	readonly signs: Glyphs;
	/** Folder of the kits, as it is shown. */
	readonly kits: string;
	/** Contacts by owner, from the preset. */
	readonly contacts: Readonly<Record<string, string>>;
};

/** Causes that are listed; the rest is counted. */
const shownCauses = 8;

/** Counts first, then the one fix that helps the most people, then the other causes. */
export function runLines(summary: RunSummary, {name}: Pick<Cohort, 'name'>, {signs, kits, contacts}: SummaryOptions): readonly Line[] {
	const {results, without, causes} = summary;
	const of = (state: TargetResult['state']) => results.filter(result => result.state === state);
	const [proven, unproven, failed, open] = [of('proven'), of('unproven'), of('failed'), of(undefined)];
	const looked = results.filter(({isNew}) => isNew).length;
	const isGood = failed.length + unproven.length + open.length === 0;
	const [first, ...others] = causes;
	return [
		line(
			isGood ? [`${signs.ok} `, 'ok'] : [`${failed.length > 0 ? signs.fail : signs.unknown} `, failed.length > 0 ? 'fail' : 'unknown'],
			[name, 'strong'],
			`: ${counted(results.length, 'target')}, ${looked} looked at now. ${proven.length} proven, ${unproven.length} unproven, ${failed.length} failed${open.length === 0 ? '' : `, ${open.length} not looked at`}.`,
		),
		line(
			'  Kits  ',
			`${counted(summary.kits, 'person', 'people')} in ${kits}${without.length === 0 ? '' : `; ${without.length} get none yet`}`,
		),
		...loadLines(results),
		...cachingLines(results),
		...(first === undefined
			? []
			: [
					line(''),
					line([first.isBlocking ? 'The fix that helps the most people' : 'What leaves the most unproven', 'strong']),
					...causeLines(first, results, contacts),
				]),
		...(others.length === 0 ? [] : [line(''), line(['Also open', 'strong'])]),
		...others
			.slice(0, shownCauses)
			.map(cause =>
				line(`  ${cause.code}  `, `${extent(cause)}${cause.isBlocking ? '' : ', unproven'}, ${ownerOf(cause.owner, contacts)}`),
			),
		...(others.length > shownCauses ? [line(`  and ${others.length - shownCauses} more; --json lists all of them.`)] : []),
	];
}

/** Capacity as an estimate: where too little is allowed, and where nobody could tell. */
function loadLines(results: readonly TargetResult[]): readonly Line[] {
	const known = results.flatMap(({target, load}) => (load === undefined ? [] : [{target, ...load}]));
	const short = known.filter(({expected, allowed}) => allowed !== undefined && allowed < expected);
	const unread = known.filter(({allowed}) => allowed === undefined);
	if (known.length === 0) {
		return [];
	}

	const example = unread.find(each => each.unread !== undefined);
	const shown = short.toSorted((a, b) => (a.allowed ?? 0) / a.expected - (b.allowed ?? 0) / b.expected).slice(0, shownCauses);
	const enough = known.length - short.length - unread.length;
	return [
		line(
			'  Capacity  ',
			`an estimate: enough for ${enough} of ${counted(known.length, 'target')}, too little for ${short.length}, unknown for ${unread.length}`,
		),
		...shown.map(({target, expected, allowed}) =>
			line(
				'            ',
				`${target.id} allows ${thousands(allowed ?? 0)} of about ${thousands(expected)} tokens a minute; ask for more in time`,
			),
		),
		...(unread.length > 0 && example === undefined
			? [line('            ', 'unknown: an earlier run could not read the quota; --again asks once more')]
			: []),
		...(example === undefined
			? []
			: [
					line(
						'            ',
						`unknown: ${example.unread}${example.owner === 'you' ? '' : `; ask the ${ownerOf(example.owner ?? 'cloud-admin', {})}`}`,
					),
				]),
		line('            ', [assumption, 'muted']),
	];
}

function cachingLines(results: readonly TargetResult[]): readonly Line[] {
	const measured = results.filter(({caching}) => caching !== undefined);
	const absent = measured.filter(({caching}) => caching === 'absent');
	const unread = measured.filter(({caching}) => caching === 'unread');
	const works = measured.length - absent.length - unread.length;
	const parts = [
		`measured with two calls each: works for ${works} of ${counted(measured.length, 'target')}`,
		...(absent.length === 0 ? [] : [`not for ${absent.map(({target}) => target.id).join(', ')}`]),
		...(unread.length === 0 ? [] : [`could not be measured for ${unread.length}`]),
	];
	return measured.length === 0 ? [] : [line('  Caching   ', parts.join(', '))];
}

function thousands(value: number): string {
	return value.toLocaleString('en');
}

/** With the words of a finding of this run where there is one: it names account and region. In general words otherwise. */
function causeLines(cause: Cause, results: readonly TargetResult[], contacts: SummaryOptions['contacts']): readonly Line[] {
	const finding = results.flatMap(({findings}) => findings).find(({code}) => code === cause.code);
	const general = finding === undefined ? describe(cause.code) : undefined;
	const {title, fix} = finding ?? general ?? {};
	return [
		line(`  ${cause.code}  `, extent(cause)),
		...(title === undefined ? [] : [line(`  ${title}.`)]),
		...(fix === undefined ? [] : [line('  Fix    ', fix.kind === 'command' ? `${fix.text} ${fix.command}` : fix.text)]),
		...(fix?.kind === 'ask' ? [line('  Send   ', fix.message)] : []),
		line('  Owner  ', ownerOf(cause.owner, contacts)),
		...(finding === undefined
			? [line('  ', [`Found by an earlier run, which kept no details; onboard explain ${cause.code} tells more.`, 'muted'])]
			: []),
	];
}

function extent({people, targets}: Cause): string {
	return `${counted(people, 'person', 'people')} on ${counted(targets, 'target')}`;
}

function ownerOf(owner: string, contacts: Readonly<Record<string, string>>): string {
	const contact = contacts[owner];
	return contact === undefined ? owner.replaceAll('-', ' ') : `${owner.replaceAll('-', ' ')} (${contact})`;
}

/** Plain data of schema `onboard/cohort-run@1`. */
export function runDocument(summary: RunSummary, cohort: Pick<Cohort, 'name'>) {
	const {results, kits, without, causes, pace} = summary;
	return {
		schema: 'onboard/cohort-run@1',
		cohort: cohort.name,
		targets: results.map(({target, state, codes, people, isNew, load, caching}) => ({
			id: target.id,
			label: target.label,
			state: state ?? 'pending',
			codes,
			people,
			isNew,
			...(load === undefined ? {} : {load}),
			...(caching === undefined ? {} : {caching}),
		})),
		kits,
		withoutKit: without.map(person => person.id),
		causes,
		calls: pace.calls,
		throttled: pace.throttled,
	} as const;
}
