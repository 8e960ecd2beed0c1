// Broken gates of a simulated Microsoft cloud: sign-in, the resource that is meant, its deployments and its logs.

import type {AzureScenario} from '../../../src/sandbox/clouds/azure/home.ts';
import {answersIn, broken, everyModel, hits, lastingFaults, mainHost, modelCheckOf, pinsIn, type Broken} from './gate.ts';

export function brokenAzure(scenario: AzureScenario): readonly Broken[] {
	return answersIn(scenario)['route'] === 'gateway'
		? []
		: [...signIn(scenario), ...place(scenario), ...resource(scenario), ...models(scenario), ...terms(scenario)];
}

function mainResource(scenario: AzureScenario) {
	const name = (answersIn(scenario)['resource'] ?? '').split('.')[0];
	return scenario.azure.resources.find(candidate => candidate.name === name && candidate.kind === undefined);
}

function signIn(scenario: AzureScenario): readonly Broken[] {
	const {azure, home} = scenario;
	const env: Readonly<Record<string, string | undefined>> = {...home.env, ...home.settings};
	const withKey = env['ANTHROPIC_FOUNDRY_API_KEY'] !== undefined || env['ANTHROPIC_FOUNDRY_AUTH_TOKEN'] !== undefined;
	const secret = env['AZURE_CLIENT_SECRET'];
	const certificate = env['AZURE_CLIENT_CERTIFICATE_PATH'];
	const isPrincipalGood =
		certificate === undefined
			? secret !== undefined && secret === azure.application?.secret
			: certificate === `$HOME/${azure.application?.certificateFile}`;
	const state = home.signIn ?? 'valid';
	const isPersonGood = (state !== 'none' && state !== 'expired') || home.files?.['.azd/auth.json'] !== undefined;
	const isOver = (secret ?? certificate) === undefined ? !isPersonGood : !isPrincipalGood;
	const isRefused = azure.refusesToken !== undefined || hits(lastingFaults(azure.faults), 'entra:Token');
	// Forgotten variables beside the person's own sign-in.
	const isShadowed = isPrincipalGood && isPersonGood;
	return [
		...(!withKey && (isOver || isRefused)
			? [broken('sign-in', /^sign-in\.session$|^foundry\.(?:model\.|resource|hosting|diagnostics)/u)]
			: []),
		...(isShadowed ? [broken('sign-in', /^sign-in\.session$/u)] : []),
	];
}

/** Resource and base URL as they are set. */
function place(scenario: AzureScenario): readonly Broken[] {
	const {home} = scenario;
	const answers = answersIn(scenario);
	const baseUrl = (answers['baseUrl'] ?? '') || (home.settings?.['ANTHROPIC_FOUNDRY_BASE_URL'] ?? '');
	const isBoth = home.settings?.['ANTHROPIC_FOUNDRY_BASE_URL'] !== undefined && answers['resource'] !== '';
	const isWrong = isBoth || (baseUrl === '' ? !/^[a-z\d-]+$/u.test(answers['resource'] ?? '') : !baseUrl.endsWith('/anthropic'));
	return isWrong ? [broken('target', /^foundry\.settings$/u)] : [];
}

function resource(scenario: AzureScenario): readonly Broken[] {
	const {azure, network, requirePrivatePath} = scenario;
	const own = mainResource(scenario);
	const answers = answersIn(scenario);
	const isNamed = (answers['baseUrl'] ?? '') === '' && /^[a-z\d-]+$/u.test(answers['resource'] ?? '');
	const isUnread = hits(lastingFaults(azure.faults), 'arm:ListAccounts');
	const addresses = network.hosts[mainHost(scenario)] ?? [];
	const leadsPrivately = addresses.some(address => address.startsWith('10.'));
	const isShut = own?.publicNetworkAccess === 'Disabled' && (!leadsPrivately || own.isReoriginated === true);
	const isNotListed = own?.allowedAddresses !== undefined && !leadsPrivately;
	const state = own?.privateEndpoint?.state ?? 'Approved';
	const isOpen =
		requirePrivatePath === true && own?.publicNetworkAccess === 'Enabled' && own.privateEndpoint !== undefined && leadsPrivately;
	return [
		...((isNamed && own === undefined) || isUnread ? [broken('target', /^foundry\.resource$/u)] : []),
		...(isShut || isNotListed ? [broken('endpoint', everyModel)] : []),
		...(state === 'Approved' && !isOpen ? [] : [broken('endpoint', /^foundry\.names$/u)]),
		...(own !== undefined && own.deployments.every(each => each.format !== undefined)
			? [broken('model list', /^foundry\.(?:resource|hosting)$/u)]
			: []),
	];
}

function models(scenario: AzureScenario): readonly Broken[] {
	const {azure, home} = scenario;
	const own = mainResource(scenario);
	const env: Readonly<Record<string, string | undefined>> = {...home.env, ...home.settings};
	const key = env['ANTHROPIC_FOUNDRY_API_KEY'];
	const isKeyWrong = key !== undefined && (key !== own?.key || own.disableLocalAuth === true);
	const isTokenWrong = env['ANTHROPIC_FOUNDRY_AUTH_TOKEN'] !== undefined;
	const isWrong = (pin: string) => {
		const deployment = own?.deployments.find(each => each.name === pin);
		return (
			deployment === undefined ||
			deployment.format !== undefined ||
			deployment.capacity === 0 ||
			(deployment.state ?? 'Succeeded') !== 'Succeeded' ||
			deployment.answer !== undefined ||
			deployment.rewritten !== undefined ||
			deployment.midStream !== undefined ||
			deployment.stalls === true
		);
	};

	// It ends on 30 November 2026 (platform.claude.com, model deprecations, read 2026-11-22), and answers until then.
	const isEnding = own?.deployments.some(each => pinsIn(scenario).includes(each.name) && each.model === 'claude-sonnet-4-5') === true;
	const isEverywhere =
		isKeyWrong ||
		isTokenWrong ||
		!azure.hasDataRole ||
		azure.resourceTenant !== undefined ||
		hits(lastingFaults(azure.faults), 'foundry:Messages');
	return [
		...(isEverywhere ? [broken('models', everyModel)] : []),
		...pinsIn(scenario)
			.filter(pin => isWrong(pin))
			.map(pin => broken('models', modelCheckOf(pin))),
		...(isEnding ? [broken('model list', /^foundry\.resource$/u)] : []),
	];
}

function terms(scenario: AzureScenario): readonly Broken[] {
	const {azure} = scenario;
	const own = mainResource(scenario);
	const faults = lastingFaults(azure.faults);
	const isElsewhere =
		own?.deployments.some(each => pinsIn(scenario).includes(each.name) && each.format === undefined && each.version === '1') === true;
	const isUnread = hits(faults, 'arm:ListDeployments');
	return [
		...(isElsewhere || isUnread ? [broken('terms', /^foundry\.hosting$/u)] : []),
		...((own?.diagnostics ?? []).length > 0 || hits(faults, 'arm:ListDiagnosticSettings')
			? [broken('terms', /^foundry\.diagnostics$/u)]
			: []),
	];
}
