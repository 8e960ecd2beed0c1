// What the wizard settles before its first step: whether a changed preset may be used, and whether to go on from earlier answers.

import {line} from '../core/document.ts';
import {Cancelled} from '../core/errors.ts';
import type {Answers} from '../core/session.ts';
import {isChanged} from '../preset/preset.ts';
import {resumedAnswers, type Progress} from '../progress/progress.ts';
import {forgetAnswers} from '../progress/store.ts';
import {singleQuestionEngine, type SingleQuestion} from '../wizard/single-question.ts';
import type {LineReader} from '../wizard/lines.ts';
import type {CommandIo} from './command.ts';
import type {Face} from './face.ts';
import {writeLines} from './output.ts';
import {show} from './show.ts';
import type {World} from './world.ts';

export type Asking<Scope = World> = {
	readonly io: CommandIo;
	readonly world: Scope;
	readonly face: Face;
	readonly reader: LineReader | undefined;
	/** Nothing of this run is kept when the person quits; default false. */
	readonly isForgetful?: boolean;
};

/**
 * Asks before a remote preset that differs from the one the person last went on with is used; with nobody to ask, says so.
 *
 * @throws Cancelled when they would rather not.
 */
export async function settlePreset(asking: Asking, progress: Progress): Promise<void> {
	const {preset, ports} = asking.world;
	if (preset === undefined || !isChanged(preset, progress.presetHashes)) {
		return;
	}

	if (asking.face === 'unattended') {
		writeLines(asking.io.stderr, ports, [line(['! ', 'warn'], `The preset ${preset.origin.label} has changed since you last used it.`)]);
		return;
	}

	const answer = await askOne(asking, {
		id: 'changed-preset',
		title: `The preset ${preset.origin.label} has changed since you last used it. Go on with it?`,
		why: 'A preset decides where you sign in and what is saved. A change is normal when your organization maintains it; if you did not expect one, ask before going on.',
		label: 'Changed preset',
		options: [
			{value: 'use', label: 'Use it', note: `from ${preset.origin.location}`},
			{value: 'stop', label: 'Stop and ask first'},
		],
	});
	if (answer !== 'use') {
		throw new Cancelled('The changed preset was not used.');
	}
}

/** Offers to go on from an earlier run; the answers to start with. */
export async function settleResume(asking: Asking, progress: Progress): Promise<Answers> {
	const answers = resumedAnswers(progress);
	const count = Object.keys(answers).length;
	if (count === 0 || asking.face === 'unattended') {
		return {};
	}

	const answer = await askOne(asking, {
		id: 'resume',
		title: `An earlier run left ${count === 1 ? 'one answer' : `${count} answers`}. Go on from there?`,
		why: 'Only answers were kept. Everything that can change, such as the sign-in and the network path, is proven again.',
		label: 'Earlier answers',
		options: [
			{value: 'continue', label: 'Continue where you left off'},
			{value: 'again', label: 'Start again'},
		],
	});
	if (answer === 'continue') {
		return answers;
	}

	await forgetAnswers(asking.world.ports);
	return {};
}

/**
 * Asks before a set-up starts without the answers that the join link stands for; with nobody to ask, says so.
 *
 * @throws Cancelled when they would rather wait.
 */
export async function settleAway(asking: Asking): Promise<void> {
	const {joined, preset, ports} = asking.world;
	// A preset from elsewhere, or the copy that an earlier run kept, is as good.
	if (joined?.isAway !== true || preset !== undefined) {
		return;
	}

	const what = `Your answers are with the collector ${joined.host}, which does not answer.`;
	if (asking.face === 'unattended') {
		writeLines(asking.io.stderr, ports, [line(['! ', 'warn'], `${what} This run has to do without them.`)]);
		return;
	}

	const answer = await askOne(asking, {
		id: 'collector-away',
		title: `${what} Set up without them?`,
		why: 'They are what your organization decided for everybody, and your own account. Without them you are asked all of it. A VPN that is off is a usual reason; your cohort lead knows whether the collector runs.',
		label: 'Collector away',
		options: [
			{value: 'stop', label: 'Stop, and try again later'},
			{value: 'alone', label: 'Set up without them', note: 'every question is asked'},
		],
	});
	if (answer !== 'alone') {
		writeLines(asking.io.stderr, ports, [line('Nothing was set up. Run the same line again when the collector answers.')]);
		throw new Cancelled('Stopped.');
	}
}

/**
 * Says what a cohort is told, and asks whether it may be; nobody to ask means that who gave the join code meant it.
 *
 * @returns Whether to report.
 */
export async function settleJoin(asking: Asking): Promise<boolean> {
	const {joined} = asking.world;
	if (joined === undefined) {
		return false;
	}

	const {whatIsSent} = await import('../cohort/join/reporter.ts');
	if (asking.face === 'unattended') {
		asking.io.stderr.write(`Reporting to ${joined.host}: ${whatIsSent}.\n`);
		return true;
	}

	const answer = await askOne(asking, {
		id: 'report',
		title: 'Report your progress to your cohort lead while you set up?',
		why: `If you do, ${whatIsSent}. Reports go to ${joined.host}; while it is away they wait on this laptop.`,
		label: 'Cohort',
		options: [
			{value: 'yes', label: 'Report it', note: 'steps and finding codes, nothing else'},
			{value: 'no', label: 'Set up without reporting'},
		],
	});
	return answer === 'yes';
}

/**
 * Asks one question with choices, in the face of the run.
 *
 * @returns The value chosen.
 * @throws Cancelled when the person stops.
 */
export async function askOne(asking: Asking<Pick<World, 'ports'>>, question: SingleQuestion): Promise<string | undefined> {
	const engine = singleQuestionEngine(asking.world.ports, question);
	const outcome = await show(engine, {...asking, accepted: {}, contacts: {}});
	if (outcome === 'cancelled') {
		throw new Cancelled('Stopped.');
	}

	return engine.session().answers[question.id]?.value;
}
