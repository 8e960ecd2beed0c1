// The executables `az` and `azd` that stand in the sandbox home: they carry a command line to the simulated cloud and do what it answers.

/**
 * A Node script without dependencies. It reads and writes only the CLI's own folder (`AZURE_CONFIG_DIR`, else `~/.azure`).
 *
 * @param url - Address of the running sandbox.
 */
export function azProgram(url: string): string {
	return program(url, {tool: 'az', folder: ['AZURE_CONFIG_DIR', '.azure'], names: azFiles});
}

/** The same for the Azure Developer CLI and its folder (`AZD_CONFIG_DIR`, else `~/.azd`). */
export function azdProgram(url: string): string {
	return program(url, {tool: 'azd', folder: ['AZD_CONFIG_DIR', '.azd'], names: ['auth.json']});
}

const azFiles = ['azureProfile.json', 'msal_token_cache.json', 'service_principal_entries.json'];

function program(
	url: string,
	{tool, folder, names}: {readonly tool: string; readonly folder: readonly [string, string]; readonly names: readonly string[]},
): string {
	return `#!/usr/bin/env node
// Stands in for ${tool} in a simulated cloud. Written by onboard; safe to delete.
'use strict';
const {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} = require('node:fs');
const {request} = require('node:http');
const {homedir} = require('node:os');
const {join} = require('node:path');

const folder = process.env.${folder[0]} || join(homedir(), '${folder[1]}');
const names = ${JSON.stringify(names)};
const sandbox = ${JSON.stringify(url)};

function post(body) {
	return new Promise((resolve, reject) => {
		const sent = request(sandbox + '/az/run?tool=${tool}', {method: 'POST', headers: {'content-type': 'application/json'}}, response => {
			const parts = [];
			response.on('data', part => parts.push(part));
			response.on('end', () => resolve(JSON.parse(Buffer.concat(parts).toString('utf8'))));
		});
		sent.on('error', reject);
		sent.end(JSON.stringify(body));
	});
}

async function run(device) {
	const files = Object.fromEntries(
		names.filter(name => existsSync(join(folder, name))).map(name => [name, readFileSync(join(folder, name), 'utf8')]),
	);
	const answer = await post({parameters: process.argv.slice(2), files, device});
	for (const [name, text] of Object.entries(answer.files || {})) {
		if (text === null) {
			rmSync(join(folder, name), {force: true});
		} else {
			mkdirSync(folder, {recursive: true, mode: 0o700});
			writeFileSync(join(folder, name), text, {mode: 0o600});
		}
	}

	process.stderr.write(answer.stderr);
	process.stdout.write(answer.stdout);
	if (answer.again) {
		await new Promise(resolve => setTimeout(resolve, answer.again.afterMs));
		return run(answer.again.device);
	}

	return answer.code;
}

run().then(
	code => {
		process.exitCode = code;
	},
	error => {
		const isLost = error.code === 'ECONNRESET';
		process.stderr.write(
			isLost
				? "ERROR: ('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))\\n"
				: 'ERROR: The simulated cloud at ' + sandbox + ' does not answer. Is the sandbox still running?\\n',
		);
		process.exitCode = 1;
	},
);
`;
}
