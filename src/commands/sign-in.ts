// `onboard sign-in`: only the sign-in of what is configured; also the refresh command that Claude Code runs when it expires.

import {line} from '../core/document.ts';
import {Cancelled, UserError, type ExitCode} from '../core/errors.ts';
import {emptySession, type Answers} from '../core/session.ts';
import {ticketLines} from '../output/finding.ts';
import type {Detected, Provider} from '../providers/provider.ts';
import {survey} from '../survey/survey.ts';
import {createEngine} from '../wizard/engine.ts';
import {createMemo} from '../wizard/memo.ts';
import type {CommandIo} from './command.ts';
import {detectConfigured} from './examine.ts';
import {chooseFace, type Face} from './face.ts';
import type {Values} from './flags.ts';
import {show} from './show.ts';
import {openWorld, type World} from './world.ts';

/**
 * Signs in again. Claude Code runs this with no input, so without a terminal it shows the address and waits.
 *
 * @throws UserError when nothing is configured, or the profile does not exist.
 */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const face = faceFor(values, io);
	const world = await openWorld(values, io, {isConfigured: true});
	const reader = face === 'plain' ? (await import('../wizard/lines.ts')).readLines(io.stdin, 'Run it again.') : undefined;
	try {
		const {provider, answers} = await configuredFor(values, world);
		const step = provider.steps.find(candidate => candidate.id === 'sign-in');
		if (step === undefined) {
			throw new Error(`${provider.name} has no sign-in step.`);
		}

		if (!step.applies(answersFrom(answers))) {
			io.stdout.write('Requests go through your gateway, so there is nothing to sign in to here.\n');
			return 0;
		}

		const given = {...answers, provider: provider.id, ...(values.deviceCode === true ? {deviceCode: 'yes'} : {})};
		const engine = createEngine({
			ports: world.ports,
			policy: world.policy,
			memo: createMemo(),
			session: {...emptySession, answers: answersFrom(given)},
			header: ['onboard sign-in', ...(world.ports.sandbox === undefined ? [] : [`simulated cloud ${world.ports.sandbox}`])].join(' · '),
			steps: () => [step],
			isAttended: face !== 'unattended',
			isRequested: true,
			noteFor: () => undefined,
			suggested: {},
			onSession() {},
			aboutFailure: async findings => ({ticket: ticketLines(findings, {contacts: world.policy.contacts})}),
			finish: async session => [line(['Signed in. ', 'ok'], session.proofs['sign-in']?.summary ?? '')],
			listLimitMs: 20_000,
		});
		const outcome = await show(engine, {face, io, world, reader, isForgetful: true, accepted: {}, contacts: world.policy.contacts});
		if (outcome === 'cancelled') {
			throw new Cancelled('Stopped.');
		}

		return outcome === 'finished' && engine.session().proofs['sign-in']?.state === 'proven' ? 0 : 1;
	} finally {
		reader?.close();
		await world.close();
	}
}

/** Without a terminal nobody is asked, unless lines are wanted. */
function faceFor(values: Values, io: CommandIo): Face {
	return values.plain === true || (io.stdin.isTTY && io.stdout.isTTY) ? chooseFace(values, io) : 'unattended';
}

function answersFrom(values: Readonly<Record<string, string>>): Answers {
	return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, {value, origin: 'flag'}]));
}

async function configuredFor(values: Values, world: World): Promise<{readonly provider: Provider; readonly answers: Detected['answers']}> {
	const {ports, providers} = world;
	if (values.profile !== undefined) {
		for (const registration of providers) {
			const provider = await registration.load();
			const detected = await provider.detectProfile?.(values.profile, ports);
			if (detected !== undefined) {
				return {provider, answers: detected.answers};
			}
		}

		throw new UserError(
			`There is no profile ${values.profile} that signs in with SSO.`,
			'See ~/.aws/config, or run onboard to set one up.',
		);
	}

	const configured = await detectConfigured(world, await survey(ports, world));
	if (configured === undefined) {
		throw new UserError('Nothing is configured on this machine yet.', 'Run onboard to set it up.');
	}

	return {
		provider: configured.provider,
		answers: Object.fromEntries(Object.entries(configured.answers).map(([id, answer]) => [id, answer.value])),
	};
}
