// `onboard preset init`: a preset to start from, out of flags, a few questions and what is configured on this machine.

import {line} from '../core/document.ts';
import {Cancelled, UserError, type ExitCode} from '../core/errors.ts';
import {givableAnswers, type Registered} from '../core/registered.ts';
import {valueOf, type Answers} from '../core/session.ts';
import {authoringEngine} from '../handout/authoring.ts';
import {shortPath} from '../ports/places.ts';
import {checkPreset} from '../preset/check.ts';
import {answerProblem} from '../preset/schema.ts';
import {newPresetText} from '../preset/write.ts';
import type {CommandIo} from './command.ts';
import {chooseFace, type Face} from './face.ts';
import {flagText, type Values} from './flags.ts';
import {machineAnswers, type MachineAnswers} from './machine-answers.ts';
import {writeLines} from './output.ts';
import {show} from './show.ts';
import {openWorld, type World} from './world.ts';
import {outPath, writeOut} from './write-out.ts';

/** Exit code 0 when it was printed or written. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const world = await openWorld(values, io, {isConfigured: values.fromThisMachine === true});
	try {
		const {ports} = world;
		await outPath(values, io.ports);
		const found = values.fromThisMachine === true ? await fromMachine(world) : undefined;
		const given = givenBy(values, io);
		const face = faceFor(values, io);
		const answers = face === 'unattended' ? unattended(given, found, values) : await ask({given, found, face, world, io});
		const text = textOf(answers, io);
		const file = await outPath({...values, out: valueOf(answers, 'out') ?? values.out} as Values, io.ports);
		await writeOut(text, file, {values, io, ports: io.ports});
		const name = file === undefined ? 'FILE' : shortPath(file, io.ports);
		writeLines(io.stderr, ports, [
			...(found === undefined ? [] : [line('  Taken from  ', found.from)]),
			line('  Next        ', [`onboard preset check ${name}`, 'accent']),
			line('  Then try it ', [`onboard --sandbox --preset ${name}`, 'accent'], ', on a simulated cloud'),
		]);
		return 0;
	} finally {
		await world.close();
	}
}

function faceFor(values: Values, io: CommandIo): Face {
	const hasTerminal = io.stdin.isTTY && io.stdout.isTTY;
	return values.yes === true || (!hasTerminal && values.plain !== true) ? 'unattended' : chooseFace(values, io);
}

async function fromMachine(world: World): Promise<MachineAnswers> {
	const found = await machineAnswers(world);
	if (found === undefined) {
		throw new UserError(
			'Nothing is configured on this machine, and no earlier run left answers.',
			'Leave --from-this-machine out, or run onboard first.',
		);
	}

	return found;
}

/** What the flags say, each value checked. */
function givenBy(values: Values, {providers}: CommandIo): Answers {
	const flags = givableAnswers(providers).flatMap(id => (typeof values[id] === 'string' ? [[id, values[id]] as const] : []));
	for (const [id, value] of flags) {
		const problem = answerProblem(id, value, providers);
		if (problem !== undefined) {
			throw new UserError(`${flagText(id)} ${problem}.`, 'See onboard preset init --help.');
		}
	}

	const others = [
		['organization', values.name],
		['open', values.open],
		['out', values.out],
	] as const;
	return Object.fromEntries(
		[...flags, ...others].flatMap(([id, value]) => (value === undefined ? [] : [[id, {value, origin: 'flag' as const}]])),
	);
}

function unattended(given: Answers, found: MachineAnswers | undefined, values: Values): Answers {
	if (given['organization'] === undefined) {
		throw new UserError(
			'--name is missing, and there is nobody to ask.',
			'Give the name of your organization: onboard preset init --name Acme.',
		);
	}

	const machine = Object.fromEntries(Object.entries(found?.answers ?? {}).map(([id, value]) => [id, {value, origin: 'found' as const}]));
	const {out: _out, ...rest} = given;
	const answers: Answers = {...machine, ...rest};
	return values.out === undefined ? answers : {...answers, out: {value: values.out, origin: 'flag'}};
}

type Asking = {
	readonly given: Answers;
	readonly found: MachineAnswers | undefined;
	readonly face: Face;
	readonly world: World;
	readonly io: CommandIo;
};

async function ask({given, found, face, world, io}: Asking): Promise<Answers> {
	const {providers} = io;
	const engine = authoringEngine({
		ports: world.ports,
		providers,
		given,
		suggested: found?.answers ?? {},
		openAtFirst: answers => openAtFirst(answers, found, providers),
	});
	const reader = face === 'plain' ? (await import('../wizard/lines.ts')).readLines(io.stdin) : undefined;
	try {
		const outcome = await show(engine, {face, io, world, reader, accepted: {}, contacts: {}, isForgetful: true});
		if (outcome !== 'finished') {
			throw new Cancelled('Stopped; nothing was written.');
		}
	} finally {
		reader?.close();
	}

	const asked = engine.session().answers;
	const pins = Object.entries(found?.answers ?? {}).filter(([id]) => id.endsWith('Model') && asked[id] === undefined);
	return {...asked, ...Object.fromEntries(pins.map(([id, value]) => [id, {value, origin: 'found' as const}]))};
}

/** What one machine says of the place and of its own files is this person's; the rest can hold for everybody. */
function openAtFirst(answers: Answers, found: MachineAnswers | undefined, providers: readonly Registered[]): readonly string[] {
	const provider = providers.find(({id}) => id === valueOf(answers, 'provider'));
	const personal = [...(provider?.target.slice(0, -1) ?? []), ...(valueOf(answers, 'signIn')?.includes(':') === true ? ['signIn'] : [])];
	return personal.filter(id => found?.answers[id] !== undefined && found.answers[id] === valueOf(answers, id));
}

function textOf(answers: Answers, {providers}: CommandIo): string {
	const given = Object.fromEntries(
		givableAnswers(providers).flatMap(id => {
			const value = valueOf(answers, id) ?? '';
			return value === '' ? [] : [[id, value]];
		}),
	);
	const isFound = (id: string) => answers[id]?.origin === 'found';
	const found = {answers: Object.fromEntries(Object.entries(given).filter(([id]) => isFound(id))), from: ''};
	const open =
		valueOf(answers, 'open')
			?.split(',')
			.map(id => id.trim())
			.filter(id => id !== '') ?? openAtFirst(answers, found, providers);
	const text = newPresetText({organization: valueOf(answers, 'organization') ?? '', answers: given, open}, providers);
	const result = checkPreset(text, providers);
	if (!result.isGood) {
		throw new UserError(`No preset can be made of these answers: ${result.problems[0] ?? ''}.`, 'See onboard preset init --help.');
	}

	return text;
}
