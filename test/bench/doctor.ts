// Times a full doctor against a simulated cloud in which every call takes equally long, and the longest chain of its checks.

import {configurationCheck} from '../../src/checks/configuration.ts';
import {providers} from '../../src/providers/all.ts';
import {contextFor, detectConfigured, examine} from '../../src/commands/examine.ts';
import type {World} from '../../src/commands/world.ts';
import type {Check, Outcome} from '../../src/core/check.ts';
import {openPolicy} from '../../src/core/check.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {Fault, Scenario} from '../../src/sandbox/scenario.ts';
import {survey} from '../../src/survey/survey.ts';
import {openSandboxStage, scenarioNamed} from '../../src/sandbox/stage.ts';

export type DoctorTimes = {
	readonly callMs: number;
	readonly wallMs: number;
	/** The chain of checks, each needing the one before, that takes longest when nothing else is in its way. */
	readonly chainMs: number;
	readonly chain: readonly string[];
};

const callMs = 200;
// Simulated handshakes take 31 ms; this factor makes them one call long (src/sandbox/network.ts).
const handshakeMs = 31;
const services = {
	aws: ['sso-oidc', 'sso', 'sts', 'ec2', 'bedrock', 'bedrock-runtime', 'logs', 'cloudtrail', 'servicequotas'],
	google: ['oauth2', 'sts', 'accounts', 'aiplatform', 'cloudresourcemanager', 'serviceusage', 'logging', 'iamcredentials'],
	azure: ['entra', 'arm', 'foundry'],
} as const;

type Cloud = 'bedrock' | 'vertex' | 'foundry';

/** The run with the middle ratio of three: the first one loads the cloud's client from source, which the built program does not do. */
export async function measureDoctor(provider: Cloud): Promise<DoctorTimes> {
	const runs: DoctorTimes[] = [];
	for (let round = 0; round < 3; round++) {
		runs.push(await measureOnce(provider));
	}

	const ratio = ({wallMs, chainMs}: DoctorTimes) => wallMs / chainMs;
	return runs.toSorted((a, b) => ratio(a) - ratio(b))[1]!;
}

/**
 * Runs doctor's checks once on the happy scenario of a cloud, start of the program and of the simulated cloud excluded.
 *
 * @throws Error when doctor finds a problem: a run cut short would look quick.
 */
async function measureOnce(provider: Cloud): Promise<DoctorTimes> {
	const stage = await openSandboxStage({
		real: nodePorts(),
		scenario: slow(scenarioNamed(`${provider}/happy`)),
		isConfigured: true,
		timeScale: callMs / handshakeMs,
	});
	const world: World = {
		ports: stage.ports,
		providers,
		policy: {...openPolicy, requirePrivatePath: stage.requirePrivatePath},
		hints: stage.hints,
		close: stage.close,
	};
	try {
		const {signal} = new AbortController();
		const startedAt = performance.now();
		const {report, outcomes} = await examine(world, {signal});
		const wallMs = performance.now() - startedAt;
		if (report.verdict !== 'ready') {
			throw new Error(
				`doctor is not ready on a slow cloud: ${report.findings.map(finding => `${finding.code} ${finding.severity}`).join(', ')}`,
			);
		}

		const facts = await survey(stage.ports, {providers});
		const configured = await detectConfigured(world, facts);
		const provided = configured?.provider.checks(contextFor(world, configured, signal)) ?? [];
		const checks: readonly Check[] = [configurationCheck(async () => facts, {}), ...provided];
		return {callMs, wallMs, ...longestChain(checks, outcomes)};
	} finally {
		await stage.close();
	}
}

function slow(scenario: Scenario): Scenario {
	const fault: Fault = {status: 200, type: '', message: '', delayMs: callMs};
	const faultsOf = (names: readonly string[]) => Object.fromEntries(names.map(name => [`${name}:*`, fault]));
	const {aws, google, azure} = scenario;
	const addresses = Object.values(scenario.network.hosts).flat();
	return {
		...scenario,
		...(aws === undefined ? {} : {aws: {...aws, faults: faultsOf(services.aws)}}),
		...(google === undefined ? {} : {google: {...google, faults: faultsOf(services.google)}}),
		...(azure === undefined ? {} : {azure: {...azure, faults: faultsOf(services.azure)}}),
		network: {
			...scenario.network,
			addresses: Object.fromEntries(addresses.map(address => [address, {connect: 'open', milliseconds: handshakeMs}])),
		},
	};
}

function longestChain(
	checks: readonly Check[],
	outcomes: readonly Outcome[],
): {readonly chainMs: number; readonly chain: readonly string[]} {
	const known = new Map<string, {readonly chainMs: number; readonly chain: readonly string[]}>();
	const endingAt = (check: Check): {readonly chainMs: number; readonly chain: readonly string[]} => {
		const before = checks.filter(other => check.needs.includes(other.id)).map(other => known.get(other.id) ?? endingAt(other));
		const longest = before.toSorted((a, b) => b.chainMs - a.chainMs)[0] ?? {chainMs: 0, chain: []};
		const took = outcomes.find(outcome => outcome.check === check.id)?.tookMs ?? 0;
		const result = {chainMs: longest.chainMs + took, chain: [...longest.chain, check.id]};
		known.set(check.id, result);
		return result;
	};

	return checks.map(check => endingAt(check)).toSorted((a, b) => b.chainMs - a.chainMs)[0] ?? {chainMs: 0, chain: []};
}
