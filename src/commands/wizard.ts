// `onboard`: the wizard, on a terminal with Ink, line by line with --plain, or with nobody to ask with --yes.

import path from 'node:path';
import {Cancelled, UserError, type ExitCode} from '../core/errors.ts';
import type {Finding} from '../core/finding.ts';
import {emptySession, type Answers, type Session} from '../core/session.ts';
import {finishing} from '../ports/finishing.ts';
import {lockedAnswers, suggestionsOf, type LoadedPreset} from '../preset/preset.ts';
import {keptAnswers, type Progress} from '../progress/progress.ts';
import {forgetAnswers, loadProgress, saveProgress} from '../progress/store.ts';
import {onClaudeCodesPath} from '../survey/path-environment.ts';
import {survey} from '../survey/survey.ts';
import {createEngine, type Engine} from '../wizard/engine.ts';
import {gatherAnswers, overruled} from '../wizard/given.ts';
import type {LineReader} from '../wizard/lines.ts';
import type {Reporter} from '../cohort/join/reporter.ts';
import {createMemo} from '../wizard/memo.ts';
import {ownCommand} from '../wizard/own-command.ts';
import {stepTable} from '../wizard/table.ts';
import {settleAway, settleJoin, settlePreset, settleResume} from './before.ts';
import type {CommandIo} from './command.ts';
import {chooseFace, type Face} from './face.ts';
import {flagText, type Values} from './flags.ts';
import {signsFor, unicodeOn, writeLines} from './output.ts';
import {show} from './show.ts';
import {answerFlags} from './flags-of.ts';
import {variablesOf} from './variables.ts';
import {openWorld, type World} from './world.ts';

/** Exit code 0 when everything is done and proven, 1 when something stayed open, 130 when the person stopped. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const face = chooseFace(values, io);
	if (face === 'screen') {
		// Ink takes longest to load: it starts now, beside everything that waits for files and sockets.
		void import('../ui/open.tsx');
	}

	const opened = await openWorld(values, io, {isConfigured: false, ...(face === 'unattended' ? {rehearsal: true} : {})});
	const writing = finishing(opened.ports.files);
	const world: World = {...opened, ports: {...opened.ports, files: writing.files}};
	const reader = face === 'plain' ? (await import('../wizard/lines.ts')).readLines(io.stdin) : undefined;
	let keeper: Keeper | undefined;
	let reporter: Reporter | undefined;
	try {
		await settleAway({io, world, face, reader});
		reporter = (await settleJoin({io, world, face, reader})) ? await world.joined?.report() : undefined;
		const made = await engineFor(values, io, world, face, reader);
		const {engine} = made;
		({keeper} = made);
		reporter?.follow(engine);
		const outcome = await show(engine, {
			face,
			io,
			world,
			reader,
			isForgetful: world.isThrowaway === true,
			accepted: {terms: values.acceptTerms ?? world.accepts},
			contacts: world.policy.contacts,
		});
		if (outcome === 'cancelled') {
			const isKept = (await keeper.settled()) === undefined && Object.keys(keptAnswers(engine.session().answers)).length > 0;
			io.stderr.write(isKept && world.isThrowaway !== true ? 'Stopped. The same command goes on from here.\n' : '');
			throw new Cancelled('Stopped.');
		}

		if (outcome === 'stuck') {
			return hasFailedToSave(engine) ? 3 : 1;
		}

		await forgetAnswers(world.ports);
		return Object.values(engine.session().proofs).every(proof => proof.state === 'proven') ? 0 : 1;
	} finally {
		// Who stops was promised that the last answer is kept, too.
		await keeper?.settled();
		await writing.finish();
		if (reporter !== undefined) {
			await (await import('./joining.ts')).farewell(reporter, io);
		}

		reader?.close();
		await world.close();
	}
}

async function engineFor(
	values: Values,
	io: CommandIo,
	world: World,
	face: Face,
	reader: LineReader | undefined,
): Promise<{readonly engine: Engine; readonly keeper: Keeper}> {
	const {preset, policy} = world;
	const ports = onClaudeCodesPath(world.ports, await survey(world.ports, {providers: world.providers, placesOnly: true}));
	const table = stepTable(world.providers);
	const named = answerFlags(world.providers);
	const flagAnswers = answersFromFlags(values, named);
	const isLocked = (id: string) => preset !== undefined && id in lockedAnswers(preset.preset);
	const presetAnswers: Answers = preset === undefined ? {} : {...lockedAnswers(preset.preset), ...asPreset(suggestionsOf(preset.preset))};
	for (const id of overruled({flags: flagAnswers, preset: presetAnswers, isLocked})) {
		throw new UserError(
			`${flagText(id)} is set by ${preset?.preset.organization ?? 'your organization'} and cannot be changed here.`,
			`Leave ${flagText(id)} out, or ask for a preset that leaves it open.`,
		);
	}

	const given = gatherAnswers({
		flags: flagAnswers,
		env: ports.env,
		variables: variablesOf(world.providers),
		preset: presetAnswers,
		isLocked,
		isUnattended: face === 'unattended',
	});
	const {progress, ignored} = await loadProgress(ports);
	const asking = {io, world, face, reader};
	await settlePreset(asking, progress);
	const kept = ofKnownCloud(await settleResume(asking, progress), world);
	const session: Session = {...emptySession, answers: {...kept, ...given.answers}};
	await table.prepare(session.answers);
	const keeper = progressKeeper(world, {...progress, answers: keptAnswers(kept)}, {face, isIgnored: ignored !== undefined});
	if (ignored !== undefined && face !== 'unattended') {
		const {findingLines} = await import('../output/finding.ts');
		writeLines(io.stderr, ports, findingLines(ignored.finding, {glyphs: signsFor(ports)}));
	}

	const engine = createEngine({
		ports,
		policy,
		memo: createMemo(),
		...(world.organization === undefined ? {} : {organization: world.organization}),
		session,
		header: headerFor(world),
		steps: table.steps,
		prepare: table.prepare,
		isAttended: face !== 'unattended',
		noteFor: origin =>
			origin === 'preset'
				? `set by ${preset?.preset.organization ?? 'your organization'}`
				: origin === 'resumed'
					? 'from last time'
					: undefined,
		suggested: {...world.hints, ...given.suggested},
		onSession: keeper.keep,
		aboutFailure: async (findings, answers) => (await import('./failure-code.ts')).aboutFailure(ports, answers, findings, policy.contacts),
		async finish(finished) {
			const [notKept, {closingLines}, {findingLines}, {aboutOpen}] = await Promise.all([
				keeper.settled(),
				import('../wizard/closing.ts'),
				import('../output/finding.ts'),
				import('./failure-code.ts'),
			]);
			const provider = table.providerOf(finished.answers);
			return provider === undefined
				? []
				: [
						...(notKept === undefined ? [] : findingLines(notKept, {glyphs: signsFor(ports)})),
						...closingLines({
							session: finished,
							provider,
							command: await ownCommand(ports.processes),
							flagFor: flagText,
							unicode: unicodeOn(ports),
							...(values.home === undefined ? {} : {home: values.home}),
							// An unattended rehearsal finds the example preset by itself.
							...(preset === undefined || preset.origin.from === 'the rehearsal' ? {} : {preset: namedFrom(preset.origin, values.home)}),
							isJoined: preset?.origin.from === '--join',
							...(ports.sandbox === undefined ? {} : {sandbox: ports.sandbox}),
							...(await aboutOpen(ports, finished, policy.contacts)),
						}),
					];
		},
		listLimitMs: 20_000,
	});
	return {engine, keeper};
}

/** A preset as it can be named again: a shell puts the person's own home for `~`, which is another one with `--home`. */
function namedFrom({label, location}: LoadedPreset['origin'], home: string | undefined): string {
	return !label.startsWith('~/') ? location : home === undefined ? label : path.join(home, label.slice(2));
}

/** Kept answers, unless they are for a cloud that this version does not have. */
function ofKnownCloud(kept: Answers, {providers}: World): Answers {
	const id = kept['provider']?.value;
	return id === undefined || providers.some(provider => provider.id === id) ? kept : {};
}

/** Whether it stopped because something could not be written. */
function hasFailedToSave(engine: Engine): boolean {
	const {stage} = engine.view();
	return stage.kind === 'failed' && stage.findings.some(finding => finding.severity === 'fail' && finding.code.startsWith('save.'));
}

type Keeper = {
	keep(session: Session): void;
	/** Resolves when everything is written, with what went wrong. */ settled(): Promise<Finding | undefined>;
};

/** Keeps the person's answers after every step, one write after the other; trouble is told at the end and never stops the wizard. */
function progressKeeper(world: World, progress: Progress, {face, isIgnored}: {readonly face: Face; readonly isIgnored: boolean}): Keeper {
	const {ports, preset} = world;
	const presetHashes =
		preset?.origin.kind === 'url' ? {...progress.presetHashes, [preset.origin.label]: preset.hash} : progress.presetHashes;
	let saving: Promise<Finding | undefined> = Promise.resolve(undefined);
	// A file that could not be understood is replaced at once, and kept aside.
	let last: Progress | undefined = isIgnored ? undefined : progress;
	return {
		keep({answers}) {
			const termsAcknowledged = answers['terms']?.value ?? progress.termsAcknowledged;
			const next = {
				...progress,
				answers: keptAnswers(answers),
				presetHashes,
				...(termsAcknowledged === undefined ? {} : {termsAcknowledged}),
			};
			if (face !== 'unattended' && JSON.stringify(next) !== JSON.stringify(last)) {
				last = next;
				saving = saving.then(async () => saveProgress(ports, next));
			}
		},
		settled: async () => saving,
	};
}

function headerFor({ports, preset}: World): string {
	return [
		'onboard',
		...(ports.sandbox === undefined ? [] : [`simulated cloud ${ports.sandbox}`]),
		...(preset === undefined ? [] : [`${preset.preset.organization} preset (${preset.origin.label})`]),
	].join(' · ');
}

function asPreset(values: Readonly<Record<string, string>>): Answers {
	return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, {value, origin: 'preset'}]));
}

/** Values of the flags that are answers; accepted terms are compared when they are shown. */
function answersFromFlags(values: Values, named: readonly string[]): Readonly<Record<string, string | undefined>> {
	const given = named.filter(name => name !== 'acceptTerms').map(name => [name, values[name] === true ? 'yes' : values[name]]);
	return Object.fromEntries(given) as Readonly<Record<string, string | undefined>>;
}
