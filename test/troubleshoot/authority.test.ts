// The inspecting authority is found where companies put it, by the name the handshake showed, and by nothing else.

import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import {inspectionAuthority} from '../../src/sandbox/scenarios/authority.ts';
import {survey} from '../../src/survey/survey.ts';
import {trustAuthority} from '../../src/troubleshoot/repairs/authority.ts';

let home: string;
beforeEach(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'onboard-authority-'));
	await mkdir(path.join(home, 'certs'));
});
afterEach(async () => {
	await rm(home, {recursive: true, force: true});
});

async function planned(root: string, env: Readonly<Record<string, string>> = {}) {
	const ports = nodePorts({home, env: {HOME: home, ...env}, folder: home});
	const facts = await survey(ports, {providers: [], managedFolder: path.join(home, 'managed'), systemFolder: path.join(home, 'etc')});
	const patient = {context: {ports}, facts, looked: {facts: {'network.tls': {root}}}};
	return trustAuthority.plan(patient as unknown as Parameters<typeof trustAuthority.plan>[0], undefined);
}

it('finds it, and shows which one it is', async () => {
	await writeFile(path.join(home, 'certs/broken.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
	await writeFile(path.join(home, 'certs/company.pem'), inspectionAuthority);
	expect(await planned('Zscaler Inc.')).toMatchObject({
		title: 'Trust Zscaler Root CA of Zscaler Inc., in ~/.claude/settings.json',
		shown: [`+ NODE_EXTRA_CA_CERTS ${path.join(home, 'certs/company.pem')}`],
		remark: expect.stringContaining('SHA-256 92:BA:1B:E9') as string,
	});
});

it.each<[string, string, Readonly<Record<string, string>>]>([
	['an authority of another name', 'Somebody Else', {}],
	['a part of the name', 'Zscaler', {}],
	['a variable that names a file already', 'Zscaler Inc.', {NODE_EXTRA_CA_CERTS: '/etc/own.pem'}],
	['no name', '', {}],
])('offers nothing for %s', async (_what, root, env) => {
	await writeFile(path.join(home, 'certs/company.pem'), inspectionAuthority);
	expect(await planned(root, env)).toBeUndefined();
});
