// The whole wizard in a real terminal, from an empty home to the closing screen, under every Node it must run on.

import {readdir, readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {nodes} from '../helpers/nodes.ts';
import {ptyProblem} from '../helpers/pty.ts';
import {emptyHome, everyTour, leftBehind, walkFromShell, type Tour} from './walk.ts';

const walks = nodes.flatMap(node => everyTour.map(([cloud, tour]) => [node.name, cloud, node.path, tour] as const));

describe.skipIf(ptyProblem !== undefined).concurrent.each(walks)('%s, %s', (_name, cloud, node, tour) => {
	test('a preset and an empty home: at most 4 Enter presses beyond the approval', async context => {
		const home = await emptyHome(context);
		expect(await readdir(home)).toEqual([]);
		const program = walkFromShell(context, {home, node, scenario: tour.scenario, parameters: ['--preset', tour.preset]});
		await program.through(tour.presetStops);
		const exit = await program.exit;
		expect(exit.code, program.transcript()).toBe(0);
		expect(program.enters()).toBeLessThanOrEqual(4);
		expect(leftBehind(program, exit)).toEqual([]);
		expectReady(program.transcript(), tour);
		await expectSaved(home, cloud);
	});

	test('no preset: at most 12 Enter presses', async context => {
		const home = await emptyHome(context);
		const program = walkFromShell(context, {home, node, scenario: tour.scenario});
		await program.through(tour.allStops);
		const exit = await program.exit;
		expect(exit.code, program.transcript()).toBe(0);
		expect(program.enters()).toBeLessThanOrEqual(12);
		expect(leftBehind(program, exit)).toEqual([]);
		expectReady(program.transcript(), tour);
		await expectSaved(home, cloud);
	});
});

function expectReady(transcript: string, tour: Tour): void {
	expect(transcript).toContain(`Ready. Claude Code answers through ${tour.cloud} on a private path.`);
	expect(transcript).toMatch(/Pending +nothing/u);
}

/** What each cloud's set-up consists of: variables, and the files of its own tool. */
const saved: Readonly<Record<string, {readonly env: Readonly<Record<string, string>>; readonly files: Readonly<Record<string, string>>}>> =
	{
		bedrock: {
			env: {CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'us-east-1', ANTHROPIC_MODEL: 'us.anthropic.claude-opus-5-5'},
			files: {'.aws/config': '[profile claude-code]'},
		},
		vertex: {
			env: {
				CLAUDE_CODE_USE_VERTEX: '1',
				ANTHROPIC_VERTEX_PROJECT_ID: 'acme-claude',
				CLOUD_ML_REGION: 'global',
				ANTHROPIC_MODEL: 'claude-opus-5-5',
			},
			files: {'.config/gcloud/application_default_credentials.json': '"quota_project_id": "acme-claude"'},
		},
		foundry: {
			env: {CLAUDE_CODE_USE_FOUNDRY: '1', ANTHROPIC_FOUNDRY_RESOURCE: 'acme-claude', ANTHROPIC_MODEL: 'opus-main'},
			files: {'.azure/azureProfile.json': 'dana@acme.example'},
		},
	};

async function expectSaved(home: string, cloud: string): Promise<void> {
	const settings = JSON.parse(await readFile(path.join(home, '.claude/settings.json'), 'utf8')) as {env: Record<string, string>};
	expect(settings.env).toMatchObject(saved[cloud]?.env ?? {});
	expect(await readFile(path.join(home, '.bashrc'), 'utf8')).toContain('onboard');
	for (const [file, text] of Object.entries(saved[cloud]?.files ?? {})) {
		expect(await readFile(path.join(home, file), 'utf8')).toContain(text);
	}

	const secrets = (await Promise.all(secretFolders.map(async folder => filesIn(path.join(home, folder))))).flat();
	expect(secrets.length).toBeGreaterThan(0);
	const modes = await Promise.all(secrets.map(async file => (await stat(file)).mode & 0o777));
	expect(modes).toEqual(secrets.map(() => 0o600));
	// The answers were only kept to go on from; the set-up is done.
	const kept = await readFile(path.join(home, '.config/onboard/config.json'), 'utf8').catch(() => '{}');
	expect((JSON.parse(kept) as {answers?: object}).answers ?? {}).toEqual({});
}

/** Where sign-ins are kept. */
const secretFolders = ['.aws/sso/cache', '.config/gcloud', '.azure'];

async function filesIn(folder: string): Promise<readonly string[]> {
	const entries = await readdir(folder, {withFileTypes: true}).catch(() => []);
	return entries.filter(entry => entry.isFile()).map(entry => path.join(folder, entry.name));
}
