// Plants a home folder that is already set up the way onboard saves it: sign-in, Claude Code settings, a project.

import {dirname, join} from 'node:path';
import type {Clock, Files} from '../ports/ports.ts';
import type {Address} from './clouds/cloud.ts';
import {certificateFile, cloudsOf, homeCloudOf} from './clouds/index.ts';
import type {Scenario} from './scenario.ts';

export type PlantOptions = {readonly files: Files; readonly clock: Clock; readonly address?: Address};

/** Folder below the home that programs are started from, so that project settings have a place of their own. */
export const projectFolder = 'work';
/** Folder below the home with the stand-ins of the clouds' own programs. */
export const programFolder = '.sandbox/bin';

/** Every file of the planted home, by path below it. */
export function plantedFiles(scenario: Scenario, now: number, address: Address = {url: ''}): Readonly<Record<string, string>> {
	const files: Record<string, string | undefined> = {
		'.claude/settings.json': claudeSettings(scenario),
		...privateFiles(scenario, now, address),
		[`${projectFolder}/README.md`]: '# A project\n',
		...scenario.home.files,
	};
	return Object.fromEntries(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/**
 * Writes the planted home.
 *
 * @throws The system's error when a file cannot be written.
 */
export async function plantHome(scenario: Scenario, home: string, options: PlantOptions): Promise<void> {
	const {files, clock, address} = options;
	const isOfCloud = new Set(Object.keys(privateFiles(scenario, clock.now(), {url: ''})));
	for (const [path, content] of Object.entries(plantedFiles(scenario, clock.now(), address))) {
		const isPrivate = isOfCloud.has(path) || /^\.(?:aws|azure|config\/gcloud)\//u.test(path);
		await write(files, join(home, path), isOfCloud.has(path) ? content.replaceAll('$HOME', home) : content, isPrivate ? 0o600 : 0o644);
	}
}

/**
 * Writes what every start needs, whether the home is set up or not: the stand-ins, and the new address in files kept from an earlier one.
 *
 * @throws The system's error when a file cannot be written.
 */
export async function equipHome(scenario: Scenario, home: string, options: PlantOptions & {readonly address: Address}): Promise<void> {
	const {files, address} = options;
	if (address.certificate !== undefined) {
		await write(files, join(home, certificateFile), address.certificate, 0o644);
	}

	for (const cloud of cloudsOf(scenario)) {
		for (const [name, text] of Object.entries(cloud.programs(scenario, address))) {
			if (toolVersions(scenario)[name] !== undefined) {
				await write(files, join(home, programFolder, name), text, 0o755);
			}
		}

		for (const [path, {text, mode}] of Object.entries(cloud.equipment?.(scenario, address) ?? {})) {
			await write(files, join(home, path), text, mode ?? 0o644);
		}

		for (const path of cloud.addressed) {
			const kept = await files.read(join(home, path));
			if (kept !== undefined) {
				const text = Buffer.from(kept).toString('utf8');
				const current = text.replaceAll(/http:\/\/127\.0\.0\.1:\d+/gu, address.url);
				await (current === text ? undefined : write(files, join(home, path), current, 0o600));
			}
		}
	}
}

/** Whether something is configured below this home; it is then left alone. */
export async function isPlanted(scenario: Scenario, home: string, files: Files): Promise<boolean> {
	const markers = ['.claude/settings.json', ...cloudsOf(scenario).flatMap(cloud => cloud.markers)];
	const found = await Promise.all(markers.map(async path => files.stat(join(home, path))));
	return found.some(facts => facts !== undefined);
}

/** Version lines of `claude` and the clouds' programs; undefined means that the scenario takes it away. */
export function toolVersions(scenario: Scenario): Readonly<Record<string, string | undefined>> {
	const installed = cloudsOf(scenario).map(cloud => cloud.tools);
	return Object.assign({claude: '2.1.330 (Claude Code)'}, ...installed, scenario.home.tools) as Readonly<
		Record<string, string | undefined>
	>;
}

function privateFiles(scenario: Scenario, now: number, address: Address): Readonly<Record<string, string | undefined>> {
	return Object.assign({}, ...cloudsOf(scenario).map(cloud => cloud.plantedFiles(scenario, now, address))) as Readonly<
		Record<string, string | undefined>
	>;
}

function claudeSettings(scenario: Scenario): string {
	const {env: variables, ...others} = homeCloudOf(scenario).settings(scenario);
	const all = Object.entries({...variables, ...scenario.home.settings});
	const env = Object.fromEntries(all.filter(([, value]) => value !== undefined && value !== ''));
	return `${JSON.stringify({env, ...others}, undefined, 2)}\n`;
}

async function write(files: Files, path: string, text: string, mode: number): Promise<void> {
	await files.makeFolder(dirname(path), mode === 0o600 ? 0o700 : undefined);
	await files.writeAtomic(path, Buffer.from(text), mode);
}
