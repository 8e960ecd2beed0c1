// Real Claude Code answers from a home that is set up for Vertex AI, against the simulated Google Cloud, and through the gateway.

import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import path from 'node:path';
import {afterEach, describe, expect, it} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import {openSandboxStage, type Stage} from '../../src/sandbox/stage.ts';
import {findClaudeCode} from '../helpers/claude-code.ts';

const runFile = promisify(execFile);
const claude = await findClaudeCode();
const problem = 'problem' in claude ? claude.problem : undefined;
if (problem !== undefined) {
	process.stderr.write(`Skipped: ${problem}\n`);
}

const stages: Stage[] = [];
afterEach(async () => {
	await Promise.all(stages.splice(0).map(async stage => stage.close()));
});

describe.skipIf(problem !== undefined)('Claude Code on Vertex AI', () => {
	it.each(['vertex/happy', 'vertex/happy-gateway'])('answers in %s with the pinned ids', async name => {
		const stage = await openSandboxStage({real: nodePorts(), scenario: name, isConfigured: true});
		stages.push(stage);
		const base = stage.running.env['ANTHROPIC_VERTEX_BASE_URL']!;
		// The planted gateway lives at a name that only the simulated network knows; the settings given here win over the planted ones.
		const settings = JSON.stringify({env: {ANTHROPIC_VERTEX_BASE_URL: base}});
		const asked = runFile(path.join('folder' in claude ? claude.folder : '', 'claude'), ['--settings', settings, '-p', 'Say hello'], {
			cwd: stage.ports.host.folder,
			env: {...stage.ports.env, DISABLE_AUTOUPDATER: '1', TERM: 'dumb'},
			timeout: 90_000,
		});
		asked.child.stdin?.end();
		expect((await asked).stdout).toContain('claude-opus-5-5 answers');
		const invoked = stage.running.requests.filter(({operation}) => /predict/iu.test(operation ?? ''));
		expect(invoked.every(({modelId, status}) => status === 200 && ['claude-opus-5-5', 'claude-haiku-5-5'].includes(modelId ?? ''))).toBe(
			true,
		);
		expect(invoked.map(({region}) => region)).toContain('global');
		const signature = name === 'vertex/happy' ? 'bearer' : 'none';
		expect(new Set(invoked.map(request => request.signature))).toEqual(new Set([signature]));
	});
});
