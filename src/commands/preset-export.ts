// `onboard preset export`: a preset's answers in a form that reaches everybody's machine without anybody running the wizard.

import path from 'node:path';
import {line, type Line} from '../core/document.ts';
import {UserError, type ExitCode} from '../core/errors.ts';
import {givableAnswers} from '../core/registered.ts';
import type {Answers} from '../core/session.ts';
import {settle, type Handout} from '../handout/settled.ts';
import {exportFormats, render, type ExportFormat, type Rendered} from '../handout/formats.ts';
import {counted} from '../output/lines.ts';
import {discoverPreset, loadPreset} from '../preset/load.ts';
import {lockedAnswers, type LoadedPreset} from '../preset/preset.ts';
import {ownProxy} from '../probes/proxy.ts';
import {overruled} from '../wizard/given.ts';
import {accessKinds, type AccessKind, type AccessTemplate} from '../providers/access.ts';
import type {CommandIo} from './command.ts';
import {flagText, type Values} from './flags.ts';
import {signsFor, writeLines} from './output.ts';
import {outPath, writeOut} from './write-out.ts';

/** Exit code 0 when it was printed or written, 3 when it could not be written. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const {ports} = io;
	if (values.format === undefined) {
		throw new UserError('--format is missing.', `Say what to make: ${[...exportFormats, ...accessKinds].join(', ')}.`);
	}

	const kind = accessKinds.find(one => one === values.format);
	const file = await outPath(values, ports);
	const loaded = await presetFor(values, io);
	const handout = await handoutFor(values, io, loaded);
	if (kind !== undefined) {
		const template = await accessOf(kind, handout, values);
		await writeOut(template.text, file, {values, io, ports});
		writeLines(io.stderr, ports, accessLines(template, handout));
		return 0;
	}

	const rendered = render(handout, values.format as ExportFormat);
	await writeOut(rendered.text, file, {values, io, ports});
	writeLines(io.stderr, ports, handoutLines(handout, rendered, loaded, io));
	return 0;
}

/** The preset that is named, or the one that applies on this machine. */
async function presetFor(values: Values, {ports, providers, signal}: CommandIo): Promise<LoadedPreset> {
	const [word] = values.words;
	const source = word === undefined ? await discoverPreset(undefined, ports) : {location: word, from: 'the command line'};
	if (source === undefined) {
		throw new UserError(
			'There is no preset to export.',
			'Name one: onboard preset export acme.json. A new one comes from onboard preset init.',
		);
	}

	return loadPreset(source, {ports, providers, signal, proxyFor: url => ownProxy(url, ports.env)});
}

/** Open answers are left out, unless a flag decides one of them for this hand-out. */
async function handoutFor(values: Values, {providers}: CommandIo, {preset}: LoadedPreset): Promise<Handout> {
	const locked = lockedAnswers(preset);
	const flags = Object.fromEntries(givableAnswers(providers).map(id => [id, values[id]])) as Readonly<Record<string, string | undefined>>;
	for (const id of overruled({flags, preset: locked, isLocked: name => name in locked})) {
		throw new UserError(
			`${flagText(id)} differs from the preset, which locks it.`,
			`Leave ${flagText(id)} out, or change the preset: everybody would get another value than the one it promises.`,
		);
	}

	const {answerProblem} = await import('../preset/schema.ts');
	const named: Answers = Object.fromEntries(
		Object.entries(flags).flatMap(([id, value]) => (value === undefined ? [] : [[id, {value, origin: 'flag' as const}]])),
	);
	for (const [id, {value}] of Object.entries(named)) {
		const problem = answerProblem(id, value, providers);
		if (problem !== undefined) {
			throw new UserError(`${flagText(id)} ${problem}.`, 'See onboard preset export --help.');
		}
	}

	return settle({...locked, ...named}, {organization: preset.organization, providers, open: preset.open});
}

/** @throws UserError where the cloud has no such document. */
async function accessOf(kind: AccessKind, {provider, answers}: Handout, {minimal}: Values): Promise<AccessTemplate> {
	const template = await provider.access?.(kind, answers, {isMinimal: minimal === true});
	if (template === undefined) {
		throw new UserError(
			`There is no ${kind} for ${provider.name} with this preset.`,
			'Use --format iam-policy for the role of its developers.',
		);
	}

	return template;
}

/** What each part of the document is for, on standard error: the document itself has no room for it. */
function accessLines({parts, remarks}: AccessTemplate, {organization, provider}: Handout): readonly Line[] {
	return [
		line(''),
		line([`${organization}: ${provider.name}`, 'strong']),
		...parts.flatMap(({name, actions, reason, measures}) => [
			line([`  ${name}  `, 'accent'], actions.join(', ')),
			line(`    ${reason}`),
			...(measures === undefined
				? []
				: [
						line([
							`    Claude Code works without it.${measures.length === 0 ? '' : ` What is then unknown: ${measures.join(', ')}.`}`,
							'muted',
						]),
					]),
		]),
		...remarks.map(remark => line(remark)),
	];
}

/** What whoever hands it out has to know, on standard error. */
function handoutLines(handout: Handout, rendered: Rendered, {origin}: LoadedPreset, {ports}: CommandIo): readonly Line[] {
	const {organization, provider, variables, left, uncarried} = handout;
	const isSwitched = provider.switches.some(name => name in variables);
	const withNames = left.filter(({names}) => names.length > 0);
	const others = left.filter(({names}) => names.length === 0).map(({answer}) => answer);
	const width = Math.max(...withNames.map(({answer}) => answer.length));
	const preset = origin.kind === 'url' ? origin.location : path.basename(origin.location);
	return [
		line(''),
		line([`${organization}: ${provider.name}, ${counted(Object.keys(variables).length, 'variable')}`, 'strong']),
		...rendered.about,
		...(isSwitched
			? []
			: [
					line(
						[`${signsFor(ports).warn} `, 'warn'],
						`It does not switch Claude Code to ${provider.name}: the preset leaves too much open for that.`,
					),
				]),
		...(withNames.length === 0
			? []
			: [
					line('Left to each person, so not in it. Until they set it, Claude Code takes its own default:'),
					...withNames.map(({answer, names}) => line(`  ${answer.padEnd(width)}  `, [names.join(', '), 'muted'])),
				]),
		...(others.length === 0 ? [] : [line(`Left to each person, as part of their own sign-in: ${others.join(', ')}.`)]),
		...(rendered.dropped.length === 0
			? []
			: [line(`Not in this form: ${rendered.dropped.join(', ')}, which only Claude Code's settings can hold.`)]),
		...(uncarried.length === 0 ? [] : [line(`In no variable, because only the sign-in needs it: ${uncarried.join(', ')}.`)]),
		line('Everybody still signs in once, on their own machine: ', [`onboard --preset ${preset}`, 'accent']),
	];
}
