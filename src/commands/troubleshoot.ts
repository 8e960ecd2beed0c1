// `onboard troubleshoot`: from what a person sees to the one cause, its fix, and the check that passes again.

import {Cancelled, UserError, type ExitCode} from '../core/errors.ts';
import {emptySession} from '../core/session.ts';
import {recognizeAny} from '../explain/own-text.ts';
import {ticketLines} from '../output/finding.ts';
import {survey} from '../survey/survey.ts';
import type {Bench, Looked} from '../troubleshoot/bench.ts';
import {callLines, closingLines, outcomeOf} from '../troubleshoot/closing.ts';
import {lastLookKey} from '../troubleshoot/flow.ts';
import {isElsewhere, troubleshootTable} from '../troubleshoot/steps.ts';
import {createEngine} from '../wizard/engine.ts';
import {createMemo} from '../wizard/memo.ts';
import {ownCommand} from '../wizard/own-command.ts';
import type {CommandIo} from './command.ts';
import {contextFor, detectConfigured, examine, toolOf} from './examine.ts';
import {chooseFace} from './face.ts';
import type {Values} from './flags.ts';
import {signsFor} from './output.ts';
import {show} from './show.ts';
import {readCodeTyped, readStart} from './troubleshoot-start.ts';
import {openWorld, type World} from './world.ts';

/**
 * Exit code 0 when every check passes or what was found is gone, 1 when something is open or could only be told, 130 when the person stopped.
 *
 * @throws UserError when there is no terminal to ask on, or the file or code cannot be read.
 */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const face = chooseFace(values, io);
	if (face === 'unattended') {
		throw new UserError(
			'There is no terminal to ask questions on.',
			'Run it in a terminal or with --plain; onboard doctor needs nobody to answer.',
		);
	}

	if (face === 'screen') {
		// Ink takes longest to load: it starts now, beside everything that waits for files and sockets.
		void import('../ui/open.tsx');
	}

	const world = await openWorld(values, io, {isConfigured: true});
	const reader = face === 'plain' ? (await import('../wizard/lines.ts')).readLines(io.stdin, 'Run it again; nothing was kept.') : undefined;
	try {
		const bench = await benchFor(values, world);
		const memo = createMemo();
		let code: ExitCode = 1;
		const engine = createEngine({
			ports: world.ports,
			policy: world.policy,
			memo,
			session: emptySession,
			header: ['onboard troubleshoot', ...(world.ports.sandbox === undefined ? [] : [`simulated cloud ${world.ports.sandbox}`])].join(
				' · ',
			),
			steps: troubleshootTable(bench),
			isAttended: true,
			noteFor: () => undefined,
			suggested: {},
			onSession() {},
			aboutFailure: async findings => ({ticket: ticketLines(findings, {contacts: bench.contacts})}),
			async finish(session) {
				if (isElsewhere(session.answers)) {
					return callLines(session, bench);
				}

				const looked = await memo.get(lastLookKey(session.answers), async () => bench.look({signal: io.signal}));
				code = outcomeOf(session, looked) === 'open' ? 1 : 0;
				return closingLines(session, looked, contextFor(world, {answers: session.answers, ports: world.ports}, io.signal), bench);
			},
			listLimitMs: 20_000,
		});
		const outcome = await show(engine, {face, io, world, reader, isForgetful: true, accepted: {}, contacts: bench.contacts});
		if (outcome === 'cancelled') {
			throw new Cancelled('Stopped.');
		}

		return code;
	} finally {
		reader?.close();
		await world.close();
	}
}

async function benchFor(values: Values, world: World): Promise<Bench> {
	const {ports, policy} = world;
	const tool = toolOf(ports);
	const [word] = values.words;
	const start = word === undefined ? undefined : await readStart(word, ports);
	return {
		version: tool.version,
		contacts: policy.contacts,
		glyphs: signsFor(ports),
		ownCommand: (await ownCommand(ports.processes)).replace(' --yes', ''),
		...(start === undefined ? {} : {start}),
		async look({signal, only, onRows}): Promise<Looked> {
			const {report, outcomes} = await examine(world, {
				signal,
				...(only === undefined ? {} : {only}),
				...(onRows === undefined ? {} : {onProgress: onRows}),
			});
			const {findings, verdict, provider, target, facts} = report;
			return {
				findings,
				verdict,
				facts,
				isWhole: only === undefined,
				stopping: outcomes.flatMap(outcome => outcome.findings.filter(({severity}) => severity === 'fail').map(({code}) => code)),
				raisedBy: Object.fromEntries(outcomes.flatMap(({check, findings: own}) => own.map(({code}) => [code, check]))),
				notDone: outcomes.filter(({state}) => state !== 'done').map(({check}) => check),
				target: {...(provider === null ? {} : {provider}), ...target},
				diagnosticCode: report.diagnosticCode,
			};
		},
		survey: async () => survey(ports, world),
		async configured() {
			const facts = await survey(ports, world);
			return detectConfigured(world, facts);
		},
		contextFor: (configured, signal) => contextFor(world, configured, signal),
		recognize: recognizeAny,
		readCode: readCodeTyped,
	};
}
