// First part of gcloud's stand-in, as text of a Node script: flags, configuration, requests, tokens.

export const state = String.raw`
const fs = require('node:fs');
const path = require('node:path');
const http = require('node:http');
const crypto = require('node:crypto');

const {env} = process;
const given = process.argv.slice(2);
const words = [];
const flags = {};
for (let index = 0; index < given.length; index += 1) {
	const one = given[index];
	if (!one.startsWith('--')) {
		words.push(one === '-q' ? '' : one);
		continue;
	}
	const at = one.indexOf('=');
	const name = at === -1 ? one.slice(2) : one.slice(2, at);
	const takesValue = ['format', 'filter', 'project', 'login-config', 'scopes', 'client-id-file', 'account', 'limit', 'configuration', 'verbosity', 'billing-project', 'page-size', 'sort-by'].includes(name);
	if (at !== -1) flags[name] = one.slice(at + 1);
	else if (takesValue) flags[name] = given[(index += 1)];
	else flags[name] = true;
}
const command = words.filter(word => word !== '').join(' ');
const folder = env.CLOUDSDK_CONFIG || path.join(env.HOME || env.USERPROFILE || '', '.config', 'gcloud');
const adcPath = path.join(folder, 'application_default_credentials.json');
const configPath = path.join(folder, 'configurations', 'config_' + (env.CLOUDSDK_ACTIVE_CONFIG_NAME || 'default'));
const accountsPath = path.join(folder, 'sandbox-accounts.json');
const isQuiet = flags.quiet === true || given.includes('-q') || env.CLOUDSDK_CORE_DISABLE_PROMPTS === '1';

class Refused extends Error {}
const say = text => process.stderr.write(text + '\n');
const print = text => process.stdout.write(text + '\n');
const fail = (where, text) => {
	throw new Refused('ERROR: (gcloud.' + where + ') ' + text);
};
const readJson = file => {
	try {
		return JSON.parse(fs.readFileSync(file, 'utf8'));
	} catch {
		return undefined;
	}
};
const write = (file, text) => {
	fs.mkdirSync(path.dirname(file), {recursive: true, mode: 0o700});
	fs.writeFileSync(file, text, {mode: 0o600});
	fs.chmodSync(file, 0o600);
};
const api = name => (env['CLOUDSDK_API_ENDPOINT_OVERRIDES_' + name.toUpperCase()] || 'https://' + name + '.googleapis.com/').replace(/\/*$/, '/');
const tokenHost = () => env.CLOUDSDK_AUTH_TOKEN_HOST || 'https://oauth2.googleapis.com/token';

function properties() {
	const found = {};
	let section = '';
	let text = '';
	try {
		text = fs.readFileSync(configPath, 'utf8');
	} catch {}
	for (const line of text.split('\n')) {
		const head = /^\[(.+)\]$/.exec(line.trim());
		if (head) section = head[1];
		const pair = /^([\w-]+)\s*=\s*(.*)$/.exec(line.trim());
		if (pair) found[section + '/' + pair[1]] = pair[2];
	}
	for (const [name, value] of Object.entries(env)) {
		const match = /^CLOUDSDK_(CORE|COMPUTE|AUTH)_(\w+)$/.exec(name);
		if (match && value) found[match[1].toLowerCase() + '/' + match[2].toLowerCase()] = value;
	}
	return found;
}

function setProperty(name, value) {
	const full = name.includes('/') ? name : 'core/' + name;
	const sections = {};
	let section = '';
	let text = '';
	try {
		text = fs.readFileSync(configPath, 'utf8');
	} catch {}
	for (const line of text.split('\n')) {
		const head = /^\[(.+)\]$/.exec(line.trim());
		if (head) section = head[1];
		const pair = /^([\w-]+)\s*=\s*(.*)$/.exec(line.trim());
		if (pair) (sections[section] ||= {})[pair[1]] = pair[2];
	}
	const [where, key] = full.split('/');
	(sections[where] ||= {});
	if (value === undefined) delete sections[where][key];
	else sections[where][key] = value;
	write(configPath, Object.entries(sections).map(([head, all]) => '[' + head + ']\n' + Object.entries(all).map(([k, v]) => k + ' = ' + v + '\n').join('')).join('\n'));
}

async function ask(url, init) {
	const response = await fetch(url, init);
	const text = await response.text();
	let value;
	try {
		value = JSON.parse(text);
	} catch {}
	return {status: response.status, value, text, headers: response.headers};
}
const form = fields => ({method: 'POST', headers: {'content-type': 'application/x-www-form-urlencoded'}, body: new URLSearchParams(fields)});
const basic = (id, secret) => 'Basic ' + Buffer.from(encodeURIComponent(id) + ':' + encodeURIComponent(secret)).toString('base64');

/** An access token for the credentials of a file. */
async function tokenFor(adc, where, login) {
	let answer;
	if (adc.type === 'authorized_user') {
		answer = await ask(tokenHost(), form({grant_type: 'refresh_token', client_id: adc.client_id, client_secret: adc.client_secret, refresh_token: adc.refresh_token}));
	} else if (adc.type === 'external_account_authorized_user') {
		const init = form({grant_type: 'refresh_token', refresh_token: adc.refresh_token});
		init.headers.authorization = basic(adc.client_id, adc.client_secret);
		answer = await ask(adc.token_url, init);
	} else if (adc.type === 'service_account') {
		const seconds = Math.floor(Date.now() / 1000);
		const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
		const unsigned = part({alg: 'RS256', typ: 'JWT', kid: adc.private_key_id}) + '.' + part({iss: adc.client_email, scope: 'https://www.googleapis.com/auth/cloud-platform', aud: 'https://oauth2.googleapis.com/token', iat: seconds, exp: seconds + 3600});
		const assertion = unsigned + '.' + crypto.sign('RSA-SHA256', Buffer.from(unsigned), adc.private_key).toString('base64url');
		answer = await ask(tokenHost(), form({grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion}));
	} else if (adc.type === 'external_account' && adc.credential_source && adc.credential_source.file) {
		answer = await ask(adc.token_url, form({
			grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', audience: adc.audience, subject_token_type: adc.subject_token_type,
			requested_token_type: 'urn:ietf:params:oauth:token-type:access_token', scope: 'https://www.googleapis.com/auth/cloud-platform',
			subject_token: fs.readFileSync(adc.credential_source.file, 'utf8').trim(),
		}));
	} else {
		fail(where, 'Invalid credentials type ' + adc.type + '.');
	}
	if (answer.status !== 200) {
		const {error = 'error', error_description: description = '', error_subtype: subtype} = answer.value || {};
		if (subtype === 'invalid_rapt' || subtype === 'rapt_required') {
			fail(where, 'There was a problem refreshing your current auth tokens: Reauthentication failed. cannot prompt during non-interactive execution.\nPlease run:\n\n  $ gcloud ' + login + '\n\nto obtain new credentials.');
		}
		fail(where, "There was a problem refreshing your current auth tokens: ('" + error + ': ' + description + "', " + JSON.stringify(answer.value) + ')\nPlease run:\n\n  $ gcloud ' + login + '\n\nto obtain new credentials.');
	}
	return answer.value;
}

function credentials(where) {
	const named = env.GOOGLE_APPLICATION_CREDENTIALS;
	const found = readJson(named || adcPath);
	if (found === undefined) {
		fail(where, named && !fs.existsSync(named)
			? 'File ' + named + ' was not found.'
			: 'Your default credentials were not found. To set up Application Default Credentials, see https://cloud.google.com/docs/authentication/external/set-up-adc for more information.');
	}
	return found;
}
`;
