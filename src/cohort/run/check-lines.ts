// What a dry run found, as lines for a person and as JSON for a program.

import path from 'node:path';
import {line, type Line} from '../../core/document.ts';
import type {Glyphs} from '../../core/glyphs.ts';
import {shellWord} from '../../core/shell-word.ts';
import {counted} from '../../output/lines.ts';
import type {Cohort} from '../folder.ts';
import type {Reach} from './check.ts';
import {mostCallsPerTarget} from './preflight.ts';

/** Ways to sign in that are listed. */
const shownCommands = 4;
/** Targets without a sign-in that are listed; the rest is counted. */
const shownTargets = 20;

/** People, targets, what a run asks of the clouds, and what it can and cannot tell from this machine. */
export function checkLines(
	reaches: readonly Reach[],
	cohort: Cohort,
	{signs, folder}: {readonly signs: Glyphs; /** As the person named it. */ readonly folder: string},
): readonly Line[] {
	const closed = reaches.filter(({signIn}) => signIn !== 'works');
	const others = reaches.filter(({isOtherRole}) => isOtherRole).length;
	const checks = reaches.reduce((sum, reach) => sum + reach.checks, 0);
	const commands = [...new Set(closed.flatMap(reach => reach.commands))].map(command => withPreset(command, cohort, folder));
	const teams = new Set(cohort.people.map(({team}) => team)).size;
	return [
		line(
			closed.length === 0 ? [`${signs.ok} `, 'ok'] : [`${signs.warn} `, 'warn'],
			[cohort.name, 'strong'],
			`: ${counted(cohort.people.length, 'person', 'people')} in ${counted(teams, 'team')}, ${counted(cohort.targets.length, 'target')}.`,
		),
		line('  Sign-in    ', `yours works for ${reaches.length - closed.length} of ${counted(reaches.length, 'target')}`),
		...closed
			.slice(0, shownTargets)
			.map(({target, codes, signIn}) =>
				line(
					`             ${target.id} ${target.label}  `,
					signIn === 'refused' ? codes.join(', ') : `could not be found out: ${codes.join(', ')}`,
				),
			),
		...(closed.length > shownTargets ? [line(`             and ${closed.length - shownTargets} more; --json lists all of them.`)] : []),
		line(
			'  A run      ',
			`makes ${counted(checks, 'check')} with at most ${reaches.length * mostCallsPerTarget} calls in all, for targets and never for single people`,
		),
		line(
			'  It proves  ',
			'models with all that stands before them, endpoints and retention of each target, as far as your role may read them; a read that is refused stays unknown',
		),
		...(others === 0
			? []
			: [
					line(
						'  Your role  ',
						`may be another one than the people's at ${counted(others, 'target')}: what is refused to you there stays unproven`,
					),
				]),
		line('  It cannot  ', "tell each laptop's own network path, or whether each person is assigned their role"),
		...commands
			.slice(0, shownCommands)
			.map((command, index) =>
				line(index === 0 ? '  Next       ' : '             ', [command, 'accent'], index === 0 ? ' (to sign in)' : ''),
			),
		line(commands.length === 0 ? '  Next       ' : '             ', [
			`onboard cohort ${commands.length === 0 ? 'run' : 'check'} ${shellWord(folder)}`,
			'accent',
		]),
	];
}

/** A machine that is not set up yet gets the cohort's own answers with the command that sets it up. */
function withPreset(command: string, {preset}: Pick<Cohort, 'preset'>, folder: string): string {
	return command === 'onboard' && preset !== undefined ? `onboard --preset ${shellWord(path.join(folder, 'preset.json'))}` : command;
}

/** Plain data of schema `onboard/cohort-check@1`. */
export function checkDocument(reaches: readonly Reach[], cohort: Cohort) {
	return {
		schema: 'onboard/cohort-check@1',
		cohort: cohort.name,
		people: cohort.people.length,
		mostCalls: reaches.length * mostCallsPerTarget,
		targets: reaches.map(({target, signIn, codes, isOtherRole, checks}) => ({
			id: target.id,
			label: target.label,
			signIn,
			codes,
			isOtherRole,
			checks,
		})),
	} as const;
}
