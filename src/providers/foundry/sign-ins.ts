// What this machine has to sign in to Azure with, and what Claude Code takes of it, without asking Azure or running az.

import path from 'node:path';
import {raise} from '../../catalog/declare.ts';
import {foundryFindings} from '../../catalog/foundry.ts';
import type {Finding} from '../../core/finding.ts';
import {scalarText} from '../../core/scalar.ts';
import {ordered, type FoundSource, type SignIns} from '../../core/sign-ins.ts';
import {shortPath} from '../../ports/places.ts';
import type {Ports} from '../../ports/ports.ts';
import {isOn, textOf, type Variables} from '../variables.ts';
import {wordsFor} from './checks/words.ts';
import {listAt, textAt} from './request.ts';

const check = 'sign-in';

/**
 * Order: a ready token, a key, the gateway, then the Azure credential chain as far as files show it: service principal, workload
 * identity, az, azd (code.claude.com/docs/en/microsoft-foundry, read 2026-08-22; @azure/identity 4.14.1).
 */
export async function signIns(variables: Variables, ports: Ports): Promise<SignIns> {
	const of = (name: string) => textOf(variables, name);
	const narrowed = of('AZURE_TOKEN_CREDENTIALS')?.toLowerCase();
	const [az, azd] = await Promise.all([azSource(variables, ports), azdSource(variables, ports)]);
	const principal = principalSource(variables);
	const chain = [
		...(narrowed === 'dev' ? [] : principal),
		...(of('AZURE_FEDERATED_TOKEN_FILE') === undefined || narrowed === 'dev'
			? []
			: [{title: 'Workload identity', place: 'AZURE_FEDERATED_TOKEN_FILE'}]),
		...(narrowed === 'prod' ? [] : [...az, ...azd]),
	];
	const found: readonly FoundSource[] = [
		...(of('ANTHROPIC_FOUNDRY_AUTH_TOKEN') === undefined
			? []
			: [{title: 'Ready-made token', place: 'ANTHROPIC_FOUNDRY_AUTH_TOKEN', note: 'such a token usually lasts about an hour'}]),
		...(of('ANTHROPIC_FOUNDRY_API_KEY') === undefined ? [] : [{title: 'API key', place: 'ANTHROPIC_FOUNDRY_API_KEY'}]),
		...(isOn(variables['CLAUDE_CODE_SKIP_FOUNDRY_AUTH'])
			? [{title: 'The gateway signs in', place: 'CLAUDE_CODE_SKIP_FOUNDRY_AUTH', note: 'Claude Code sends no Azure credentials'}]
			: []),
		...chain,
	];
	const sources = ordered(found);
	const used = sources.find(source => source.state === 'used');
	return {sources, findings: [...(used === undefined ? missing(az, ports) : []), ...shadows(used?.title, principal, az)]};
}

function principalSource(variables: Variables): readonly FoundSource[] {
	const names = ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PATH'];
	const set = names.filter(name => textOf(variables, name) !== undefined);
	const hasProof = set.includes('AZURE_CLIENT_SECRET') || set.includes('AZURE_CLIENT_CERTIFICATE_PATH');
	const missingNames = [
		...['AZURE_CLIENT_ID', 'AZURE_TENANT_ID'].filter(name => !set.includes(name)),
		...(hasProof ? [] : ['AZURE_CLIENT_SECRET']),
	];
	// A tenant alone chooses where az signs in and means no service principal.
	return set.some(name => name !== 'AZURE_TENANT_ID')
		? [
				{
					title: 'Service principal',
					place: set.join(', '),
					...(missingNames.length === 0 ? {} : {broken: `half set: ${missingNames.join(' and ')} missing`}),
				},
			]
		: [];
}

/** What az keeps, as far as its files show. */
export async function azSource(variables: Variables, ports: Ports): Promise<readonly FoundSource[]> {
	const own = textOf(variables, 'AZURE_CONFIG_DIR');
	const folder = own ?? path.join(ports.host.home, '.azure');
	const file = path.join(folder, 'azureProfile.json');
	const profile = await readJson(file, ports);
	if (profile === undefined) {
		return [];
	}

	const title = 'Azure CLI (az login)';
	const place = shortPath(file, ports);
	const subscriptions = listAt(profile, 'subscriptions');
	const chosen = subscriptions.find(one => (one as {readonly isDefault?: unknown} | null)?.isDefault === true) ?? subscriptions[0];
	if (chosen === undefined) {
		return [{title, place, broken: profile === null ? 'it is not JSON' : 'nobody is signed in: it lists no subscription'}];
	}

	const [name, id, user, tenant] = [['name'], ['id'], ['user', 'name'], ['tenantId']].map(keys => textAt(chosen, ...keys));
	const who = `${user ?? 'an unnamed account'}, subscription ${name ?? '?'} (${id ?? '?'}), tenant ${tenant ?? '?'}`;
	const caches = ['msal_token_cache.json', 'msal_token_cache.bin'].map(async cache =>
		ports.files.stat(path.join(folder, cache)).catch(() => undefined),
	);
	const hasCache = (await Promise.all(caches)).some(facts => facts !== undefined);
	const program = await ports.processes.find('az');
	return [
		{
			title,
			place,
			who,
			...(program === undefined
				? {broken: 'az, which hands out the tokens, is not on PATH'}
				: hasCache
					? {note: 'the file does not say until when; only Azure knows'}
					: {broken: 'half set: the token cache beside it is gone, as after az logout'}),
		},
	];
}

/** What azd keeps: `auth.json` names the account; with `auth.useAzCliAuth` azd asks az instead (azure-dev, cli/azd/pkg/auth, read 2026-11-22). */
export async function azdSource(variables: Variables, ports: Ports): Promise<readonly FoundSource[]> {
	const folder = textOf(variables, 'AZD_CONFIG_DIR') ?? ports.env['AZD_CONFIG_DIR'] ?? path.join(ports.host.home, '.azd');
	const file = path.join(folder, 'auth.json');
	const [auth, config] = await Promise.all([readJson(file, ports), readJson(path.join(folder, 'config.json'), ports)]);
	const account = (auth as {readonly auth?: {readonly account?: {readonly currentUser?: unknown}}} | null | undefined)?.auth?.account
		?.currentUser;
	const delegate = (config as {readonly auth?: {readonly useAzCliAuth?: unknown}} | null | undefined)?.auth?.useAzCliAuth;
	const asksAz = ['true', '1', 't'].includes(scalarText(delegate)?.toLowerCase() ?? '');
	if (account === undefined && !asksAz) {
		return [];
	}

	const program = await ports.processes.find('azd');
	return [
		{
			title: asksAz ? 'Azure Developer CLI, which asks az' : 'Azure Developer CLI (azd auth login)',
			place: shortPath(asksAz ? path.join(folder, 'config.json') : file, ports),
			...(program === undefined ? {broken: 'azd is not on PATH'} : {}),
		},
	];
}

function missing(az: readonly FoundSource[], ports: Ports): readonly Finding[] {
	const words = wordsFor({});
	const [known] = az;
	const reason =
		known?.broken === undefined
			? `${shortPath(path.join(ports.host.home, '.azure', 'azureProfile.json'), ports)} does not exist, and no key or service principal is set.`
			: `${known.place}: ${known.broken}.`;
	return known?.broken?.startsWith('az,') === true
		? [raise(foundryFindings, 'foundry.az-missing', {check, details: words})]
		: [raise(foundryFindings, 'foundry.sign-in-needed', {check, details: {...words, reason}})];
}

function shadows(used: string | undefined, principal: readonly FoundSource[], az: readonly FoundSource[]): readonly Finding[] {
	const [own] = principal;
	return own !== undefined && used === own.title && az.length > 0
		? [raise(foundryFindings, 'foundry.service-principal-shadows', {check, details: wordsFor({}, {variables: own.place})})]
		: [];
}

/** The file as JSON; undefined when it does not exist, null when it is none. A byte order mark, as az writes it, is let pass. */
async function readJson(file: string, ports: Ports): Promise<unknown> {
	const bytes = await ports.files.read(file).catch(() => new Uint8Array());
	if (bytes === undefined) {
		return undefined;
	}

	try {
		return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
	} catch {
		return null;
	}
}
