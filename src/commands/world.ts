// What every command needs before it starts: ports (real or simulated), the organization's preset, and the policy that follows.

import {openPolicy, type Policy} from '../core/check.ts';
import {UserError} from '../core/errors.ts';
import type {TermsSummary} from '../core/terms.ts';
import type {Ports} from '../ports/ports.ts';
import {policyOf, statementsOf, type LoadedPreset} from '../preset/preset.ts';
import type {Registration} from '../providers/provider.ts';
import {traced} from '../ports/trace.ts';
import {ownProxy} from '../probes/proxy.ts';
import type {CommandIo} from './command.ts';
import type {Values} from './flags.ts';
import type {Joined} from './joining.ts';

export type World = {
	readonly ports: Ports;
	/** The clouds that exist. */
	readonly providers: readonly Registration[];
	readonly policy: Policy;
	readonly preset?: LoadedPreset;
	readonly organization?: TermsSummary['organization'];
	/** The cohort that `--join` named. */
	readonly joined?: Joined;
	/** Sign-in values of the simulated cloud, offered where a person would have to know their own. */
	readonly hints: Readonly<Record<string, string>>;
	/** Everything is gone with this run: a simulated cloud without a home of the person's choice. */
	readonly isThrowaway?: true;
	/** In an unattended rehearsal the simulated terms count as read. */
	readonly accepts?: string;
	close(): Promise<void>;
};

/**
 * Sets the world up for one command.
 *
 * @param options.isConfigured - Whether a simulated home starts set up (doctor) or empty (wizard).
 * @throws UserError for an unknown scenario or a preset that cannot be used.
 */
export async function openWorld(
	values: Values,
	io: CommandIo,
	options: {readonly isConfigured: boolean; readonly rehearsal?: boolean},
): Promise<World> {
	const stage = values.sandbox === undefined ? undefined : await openStage(values, io, options);
	const ports = stage === undefined ? io.ports : io.trace === undefined ? stage.ports : traced(stage.ports, io.trace);
	try {
		const joined = values.join === undefined ? undefined : await (await import('./joining.ts')).join(values.join, values, io, ports);
		const preset =
			(values.preset === undefined ? joined?.preset : undefined) ??
			(await findPreset(values.preset, ports, io)) ??
			(options.rehearsal === true && stage !== undefined ? await examplePreset(stage.scenario.provider, io.providers) : undefined);
		const organization = preset === undefined ? undefined : statementsOf(preset.preset);
		const policy = preset === undefined ? openPolicy : policyOf(preset.preset);
		return {
			ports,
			providers: io.providers,
			policy: {...policy, requirePrivatePath: policy.requirePrivatePath || stage?.requirePrivatePath === true},
			...(joined === undefined ? {} : {joined}),
			...(preset === undefined ? {} : {preset}),
			...(organization === undefined ? {} : {organization}),
			hints: stage?.hints ?? {},
			...(stage !== undefined && values.home === undefined ? {isThrowaway: true} : {}),
			...(options.rehearsal === true && stage !== undefined ? {accepts: 'read'} : {}),
			close: async () => stage?.close(),
		};
	} catch (error) {
		await stage?.close();
		throw error;
	}
}

async function openStage(
	values: Values,
	io: CommandIo,
	{isConfigured, rehearsal}: {readonly isConfigured: boolean; readonly rehearsal?: boolean},
) {
	const {openSandboxStage} = await import('../sandbox/stage.ts');
	const scenario =
		typeof values.sandbox === 'string' ? values.sandbox : await happyScenario(values, io, !isConfigured && rehearsal !== true);
	try {
		return await openSandboxStage({
			real: io.ports,
			scenario,
			home: values.home,
			isConfigured,
		});
	} catch (error) {
		if (error instanceof Error && 'syscall' in error && values.home !== undefined) {
			throw new UserError(
				`The simulated home ${values.home} cannot be prepared: ${error.message}.`,
				'Name a folder that you may write with --home.',
			);
		}

		throw error;
	}
}

/**
 * Where no simulated cloud was named: that of the flag or the preset file, so that what they answer exists there.
 *
 * @param isAsked - Nothing is set up, and somebody will say which cloud it is: then all of them are there.
 */
async function happyScenario(values: Values, io: CommandIo, isAsked: boolean): Promise<string | undefined> {
	const provider = values['provider'] ?? (await providerOfPreset(values, io));
	const [{findScenario}, {everyCloud}] = await Promise.all([
		import('../sandbox/scenarios/index.ts'),
		import('../sandbox/scenarios/every-cloud.ts'),
	]);
	const happy = provider === undefined ? undefined : findScenario(`${provider}/happy`);
	return happy?.name ?? (isAsked ? everyCloud : undefined);
}

/** The cloud of the preset file that is named; one that cannot be used is told where it is really read. */
async function providerOfPreset({preset}: Values, io: CommandIo): Promise<string | undefined> {
	const isFile = preset !== undefined && !/^https?:/iu.test(preset);
	const loaded = isFile ? await findPreset(preset, io.ports, io).catch(() => undefined) : undefined;
	return loaded?.preset.answers.provider;
}

async function findPreset(
	flag: string | undefined,
	ports: Ports,
	{providers, signal}: Pick<CommandIo, 'providers' | 'signal'>,
): Promise<LoadedPreset | undefined> {
	const {discoverPreset, loadPreset} = await import('../preset/load.ts');
	const source = await discoverPreset(flag, ports);
	return source === undefined ? undefined : loadPreset(source, {ports, providers, signal, proxyFor: url => ownProxy(url, ports.env)});
}

/** The example organization's preset, so that a rehearsal with nobody to ask has all its answers. */
async function examplePreset(id: string, providers: readonly Registration[]): Promise<LoadedPreset | undefined> {
	const example = providers.find(provider => provider.id === id)?.example;
	if (example === undefined) {
		return undefined;
	}

	const [{default: content}, {checkPreset}] = await Promise.all([example.load(), import('../preset/check.ts')]);
	const result = checkPreset(JSON.stringify(content), providers);
	if (!result.isGood) {
		throw new Error(`The example preset is broken: ${result.problems.join(' ')}`);
	}

	return {
		preset: result.preset,
		origin: {kind: 'file', location: `assets/${example.file}`, label: 'the example preset', from: 'the rehearsal'},
		hash: '',
	};
}
