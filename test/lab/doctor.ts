// Runs the built program on a laptop of the lab and says what it came to; describes whole tables of cases.

import {chmod, mkdir, mkdtemp, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {PathFacts} from '../../src/checks/network/verdict.ts';
import {isProblem} from '../../src/core/finding.ts';
import type {Report} from '../../src/core/report.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {equipHome, plantHome, programFolder} from '../../src/sandbox/home.ts';
import type {Scenario, SimulatedHome} from '../../src/sandbox/scenario.ts';
import {nodes} from '../helpers/nodes.ts';
import {builtProgram} from '../helpers/pty.ts';
import {clouds, type CloudName} from './clouds.ts';
import {obstacle, rulesObstacle} from './obstacle.ts';
import {needsRules, openSite, type SiteOptions} from './site.ts';
import {openWorld, type World} from './world.ts';

export type Case = {
	/** Default: AWS. */
	readonly cloud?: CloudName;
	/** The network as this laptop finds it. */
	readonly site?: SiteOptions;
	/** What the laptop's set-up has besides the usual. */
	readonly home?: SimulatedHome;
	readonly env?: Readonly<Record<string, string>>;
	/** Whether the laptop trusts the authority of the devices that open TLS. */
	readonly trustsInspector?: boolean;
	/** Whether the organization demands a private path; default yes. */
	readonly isPublicAllowed?: boolean;
	readonly verdict: PathFacts['verdict'];
	/** Every root finding that is a problem, with its severity. */
	readonly roots: readonly string[];
	readonly isOnEveryNode?: boolean;
	/** What the proxies were asked for the model's host; default nothing. */
	readonly tunnels?: 'let through' | 'refused';
};

const reason = obstacle();
const rulesReason = rulesObstacle();
for (const problem of [reason ?? rulesReason].filter(text => text !== undefined)) {
	// oxlint-disable-next-line no-console -- what did not run must be seen
	console.warn(`The network lab is skipped${reason === undefined ? ' where packets are dropped, rejected or diverted' : ''}: ${problem}.`);
}

/** Describes tests that share one world. */
export function describeLab(name: string, tests: (world: () => World) => void): void {
	describe.skipIf(reason !== undefined)(`network lab, ${name}${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
		let world: World;
		beforeAll(async () => {
			world = await openWorld();
		});
		afterAll(async () => world?.close());
		tests(() => world);
	});
}

/** Describes what doctor says in each case, some at the same time. */
export function describeCases(name: string, cases: Readonly<Record<string, Case>>): void {
	describeLab(name, world => {
		for (const [title, given] of Object.entries(cases)) {
			// Other versions of Node differ in how they try several addresses.
			for (const node of given.isOnEveryNode === true ? nodes : nodes.slice(0, 1)) {
				const isSkipped = rulesReason !== undefined && needsRules(given.site ?? {});
				const where = node === nodes[0] ? '' : `, under ${node.name}`;
				test.skipIf(isSkipped).concurrent(`${title}${where}${isSkipped ? ` (skipped: ${rulesReason})` : ''}`, async () => {
					expect(await outcomeOf(world(), given, node.path)).toEqual(wanted(given));
				});
			}
		}
	});
}

function wanted({verdict, roots, tunnels}: Case) {
	return {verdict, roots: roots.toSorted(), isPrivate: verdict === 'private', tunnels: tunnels === undefined ? [] : [tunnels]};
}

async function outcomeOf(world: World, given: Case, node: string) {
	const cloud = clouds[given.cloud ?? 'aws'];
	const scenario: Scenario = {...cloud.scenario, home: {...cloud.scenario.home, ...given.home}};
	const home = await makeHome(world, scenario);
	const preset = path.join(home, 'preset.json');
	const policy = {requirePrivatePath: given.isPublicAllowed !== true};
	await writeFile(preset, JSON.stringify({schema: 'onboard/preset@1', organization: 'Lab', policy}));
	const site = await openSite(world, given.site);
	try {
		const env = {...(await laptopEnvironment(world, home, given.trustsInspector)), ...given.env};
		const ran = await site.run([node, builtProgram, 'doctor', '--json', '--preset', preset], env, 55_000);
		if (ran.stdout === '') {
			throw new Error(`No report (exit code ${ran.code}): ${ran.stderr}`);
		}

		const report = JSON.parse(ran.stdout) as Report;
		const facts = report.facts['network.path'] as PathFacts | undefined;
		const host = cloud.modelHost;
		return {
			verdict: facts?.verdict,
			roots: report.findings
				.filter(finding => isProblem(finding))
				.map(finding => `${finding.code} ${finding.severity}`)
				.toSorted(),
			isPrivate: report.findings.some(finding => finding.code === 'network.private'),
			tunnels: [
				...new Set(
					site
						.tunnels()
						.filter(line => line.startsWith(`${host} `))
						.map(line => line.slice(host.length + 1)),
				),
			],
		};
	} finally {
		site.close();
	}
}

/** A home that is set up, with stand-ins of the cloud's own programs that reach it over the laptop's network. */
export async function makeHome(world: World, scenario: Scenario): Promise<string> {
	const home = await mkdtemp(path.join(world.folder, 'home-'));
	const {files, clock} = nodePorts({home});
	const {publicAddress} = Object.values(clouds).find(cloud => cloud.scenario.provider === scenario.provider) ?? clouds.aws;
	await plantHome(scenario, home, {files, clock});
	await equipHome(scenario, home, {files, clock, address: {url: `http://${publicAddress}`}});
	await mkdir(path.join(home, 'work'), {recursive: true});
	const claude = path.join(home, programFolder, 'claude');
	await mkdir(path.dirname(claude), {recursive: true});
	await writeFile(claude, '#!/bin/sh\necho "2.1.330 (Claude Code)"\n');
	await chmod(claude, 0o755);
	return home;
}

/** The variables of somebody who has just opened a terminal on the laptop. */
export async function laptopEnvironment(world: World, home: string, trustsInspector = false): Promise<Record<string, string>> {
	const authorities = path.join(home, 'authorities.pem');
	await writeFile(authorities, `${world.trusted}${trustsInspector ? world.inspector.pem : ''}`);
	return {
		HOME: home,
		PATH: [path.join(home, programFolder), path.dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
		LANG: 'C.UTF-8',
		SHELL: '/bin/bash',
		NODE_EXTRA_CA_CERTS: authorities,
		AWS_EC2_METADATA_DISABLED: 'true',
		METADATA_SERVER_DETECTION: 'none',
	};
}
