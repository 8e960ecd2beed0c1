// What no chaos run may do, whatever the weather: each rule tells from a finished run what is wrong with it.

import type {Report} from '../../src/core/report.ts';
import type {Scenario} from '../../src/sandbox/scenario.ts';
import {brokenIn} from '../scenarios/broken/index.ts';
import {judge as judgeGates} from '../scenarios/confusion.ts';
import {wrongFiles} from './files.ts';
import {honest} from './honest.ts';
import type {Ran} from './run.ts';
import {withLosses} from './losses.ts';

/** Virtual milliseconds that doctor promises, and the most that an unattended wizard may need with every wait at its limit. */
const limits = {doctor: 60_000, wizard: 20 * 60_000} as const;
/** What a busy machine adds before the clock is read. */
const slackMs = 3000;

/**
 * Everything that is wrong with a run.
 *
 * @param calm - The same run in good weather.
 * @param planned - One that came to its end and saved what this one would.
 */
export function wrongsOf(ran: Ran, calm: Ran, planned: Ran): readonly string[] {
	return [...ending(ran), ...falsePasses(ran, calm), ...falseBlame(ran, calm), ...wrongFiles(ran, planned)];
}

function ending({plan, code, stdout, stderr, bug, hangs, tookMs, report}: Ran): readonly string[] {
	const isStopped = plan.stopsAfterMs !== undefined;
	return [
		...(hangs ? ['hangs'] : []),
		...(tookMs > limits[plan.task] + slackMs ? [`took ${Math.round(tookMs / 1000)} s of virtual time`] : []),
		...(bug === undefined ? [] : [`threw ${bug}`]),
		...([0, 1, 2, 3, 130].includes(code) || hangs ? [] : [`exit code ${code}`]),
		...(code === 130 && !isStopped ? ['exit code 130, and nobody stopped it'] : []),
		...((code === 2 && !stderr.includes('Give --consent.')) || code === 3 ? [`exit code ${code}: ${stderr}`] : []),
		...[stdout, stderr].flatMap(text => traces(text)),
		...(plan.task === 'doctor' && report === undefined && code !== 130 && !hangs ? ['printed no report'] : []),
		...(report?.findings.some(finding => [finding, ...finding.consequences].some(({code: own}) => own === 'tool.check-crashed')) === true
			? ['a check crashed']
			: []),
	];
}

function traces(text: string): readonly string[] {
	const found = /^.*(?:^\s+at .+:\d+:\d+|node:internal|\[object Object\]|\bundefined\b(?! behaviour)|\bNaN\b|UnhandledPromise).*$/mu.exec(
		text,
	);
	// oxlint-disable-next-line no-control-regex -- That there is none is what is checked.
	const control = /[\u0000-\u0008\u000B-\u001A\u001C-\u001F]|\u001B(?!\[[\d;]*m)/u.test(text);
	return [...(found === null ? [] : [`prints: ${found[0].trim()}`]), ...(control ? ['prints control characters'] : [])];
}

/** What passes here passes in good weather too, never over a broken gate, and never on answers that were all lost. */
function falsePasses(ran: Ran, calm: Ran): readonly string[] {
	const unproven = new Set(unprovenIn(calm));
	const {scenario} = ran.plan;
	const lost = withLosses(scenario, ran.requests);
	return [
		...passedBy(ran)
			.filter(id => unproven.has(id))
			.map(id => `${id} passes, which it does not in good weather`),
		...(ran.code === 0 && calm.code !== 0 ? ['exit code 0, which it is not in good weather'] : []),
		...(ran.report?.verdict === 'ready' && calm.report?.verdict !== 'ready' ? ['ready, which it is not in good weather'] : []),
		...(ran.report === undefined ? [] : [...gates(scenario, ran.report), ...gates(lost, ran.report)]),
		...(ran.report?.verdict === 'ready' ? neededGates(scenario, lost) : []),
		...(ran.plan.task === 'wizard' && ran.code === 0 ? neededGates(scenario, lost) : []),
	];
}

function gates(scenario: Scenario, report: Report): readonly string[] {
	return judgeGates(scenario, report)
		.filter(({verdict}) => verdict === 'false pass')
		.map(({gate, passed}) => `${passed.join(', ')} over a broken gate: ${gate}`);
}

/** Gates that nobody can be through, whatever stands open beside them, because all that their calls said was lost. */
function neededGates(scenario: Scenario, lost: Scenario): readonly string[] {
	const known = new Set(brokenIn(scenario).map(({gate}) => gate));
	const needed = brokenIn(lost).filter(({gate}) => (gate === 'role' || gate === 'models' || gate === 'sign-in') && !known.has(gate));
	return needed.map(({gate}) => `everything proven over lost answers: ${gate}`);
}

const row = /^\s*(ok|failed|warning|unknown|skipped) ([\w -]+):/gmu;

/** Ids of doctor's checks, titles of the wizard's rows. */
function rowsOf({report, stdout}: Ran): ReadonlyArray<{readonly id: string; readonly isPass: boolean}> {
	return (
		report?.checks.map(({id, state}) => ({id, isPass: state === 'pass'})) ??
		[...stdout.matchAll(row)].map(([, state, id = '']) => ({id, isPass: state === 'ok'}))
	);
}

function passedBy(ran: Ran): readonly string[] {
	return rowsOf(ran)
		.filter(({isPass}) => isPass)
		.map(({id}) => id);
}

/** What was tried in good weather and did not pass. */
function unprovenIn(calm: Ran): readonly string[] {
	const passed = new Set(passedBy(calm));
	return rowsOf(calm)
		.map(({id}) => id)
		.filter(id => !passed.has(id));
}

export type Told = {readonly code: string; readonly severity: string; readonly title: string};

/** Problems that a run names and good weather does not. */
export function newProblems(ran: Ran, calm: Ran): readonly Told[] {
	const known = new Set(toldBy(calm).map(({code}) => code));
	return toldBy(ran).filter(({code, severity}) => severity !== 'pass' && !known.has(code));
}

function toldBy({report, stdout}: Ran): readonly Told[] {
	return report === undefined
		? [...stdout.matchAll(/^([✖▲?]) (.*) {2}([a-z-]+\.[a-z.-]+)$/gmu)].map(([, sign, title = '', code = '']) => ({
				code,
				title,
				severity: sign === '✖' ? 'fail' : sign === '▲' ? 'warn' : 'unknown',
			}))
		: report.findings.flatMap(finding => [finding, ...finding.consequences]);
}

const unrecognized = /\.unrecognized-(?:denial|refusal)$/u;

/** Lost and late answers are no reason to say that somebody may not, did not or should have. */
function falseBlame(ran: Ran, calm: Ran): readonly string[] {
	// A refusal whose words were garbled is still one where good weather meets one, too.
	const isRefused = toldBy(calm).some(({code, severity}) => severity === 'fail' && /^(?:model|vertex|foundry)\./u.test(code));
	// Where the network is what is broken, weather decides which part of it is met, and in good weather a wizard may stop before it.
	const {scenario, task} = ran.plan;
	const isBrokenNetwork = brokenIn(scenario).some(({checks}) => checks.source.includes('network'));
	// A limit of zero answers like one that is used up; which of them it is stands in what another call reads.
	const isWithoutQuota = scenario.expected.includes('foundry.quota-zero');
	const isKnown = (code: string) =>
		scenario.expected.includes(code) ||
		(isWithoutQuota && code === 'foundry.rate-limited') ||
		(isBrokenNetwork && code.startsWith('network.')) ||
		(isRefused && unrecognized.test(code));
	return newProblems(ran, calm)
		.filter(({code}) => !honest(code, task) && !isKnown(code))
		.map(({code, severity, title}) => `${severity} ${code} because of the weather alone: ${title}`);
}
