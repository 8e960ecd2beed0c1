// Broken gates on the way to the endpoint, told from the simulated names, addresses, certificates, pages and proxies.

import {cloudsOf} from '../../../src/sandbox/clouds/index.ts';
import type {Scenario} from '../../../src/sandbox/scenario.ts';
import {endpointHosts} from '../../../src/sandbox/clouds/aws/endpoint-names.ts';
import {above, answersIn, broken, mainHost, type Broken} from './gate.ts';

/** RFC 1918, and Google's two shared private ranges. */
const isPrivate = (address: string) => /^10\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^199\.36\.153\.(?:[4-9]|10|11)$/u.test(address);
const isOwn = (address: string) => /^127\.|^169\.254\./u.test(address);

export function brokenNetwork(scenario: Scenario): readonly Broken[] {
	const proxy = proxyOf(scenario);
	return proxy === undefined ? direct(scenario) : proxied(scenario, proxy);
}

function addressesOf(host: string, {network}: Scenario): readonly string[] {
	return network.resolver === undefined ? (network.hosts[host] ?? []) : [];
}

function stateOf(address: string, {network}: Scenario): string {
	return network.addresses[address]?.connect ?? 'open';
}

function direct(scenario: Scenario): readonly Broken[] {
	const host = mainHost(scenario);
	const addresses = addressesOf(host, scenario);
	const closed = addresses.filter(address => stateOf(address, scenario) !== 'open');
	return [
		...(addresses.every(address => address === '0.0.0.0') ? [broken('name', above.name)] : []),
		...(closed.length > 0 ? [broken('connection', closed.length === addresses.length ? above.connection : /^network\.tcp$/u)] : []),
		...certificate(scenario, host),
		...(scenario.network.pages[host] === undefined && !isSibling(host, scenario) ? [] : [broken('answerer', above.answerer)]),
		...(isPlain(scenario) ? [broken('TLS', /^network\.tls$/u)] : []),
		...path(scenario, addresses),
		...sides(scenario, host),
	];
}

/** The host is the own name of an endpoint of another service. */
function isSibling(host: string, {aws}: Scenario): boolean {
	return aws?.endpoints.some(endpoint => endpoint.service !== 'bedrock-runtime' && endpointHosts(endpoint).includes(host)) === true;
}

function isPlain(scenario: Scenario): boolean {
	return (answersIn(scenario)['baseUrl'] ?? '').startsWith('http:');
}

function certificate(scenario: Scenario, host: string): readonly Broken[] {
	const shown = scenario.network.certificates[host];
	if (shown === undefined) {
		return [];
	}

	if (!shown.isTrusted || shown.fails !== undefined) {
		return [broken('TLS', above.tls)];
	}

	const issuer = cloudsOf(scenario)
		.map(cloud => cloud.issuerOf(host)?.issuer)
		.find(found => found !== undefined);
	return issuer === undefined || issuer === shown.issuer ? [] : [broken('TLS', /^network\.tls$/u)];
}

function path(scenario: Scenario, addresses: readonly string[]): readonly Broken[] {
	const kinds = addresses.map(address => (isOwn(address) ? 'own' : isPrivate(address) ? 'private' : 'public'));
	const isWrong = scenario.requirePrivatePath === true ? kinds.some(kind => kind !== 'private') : new Set(kinds).size > 1;
	return isWrong ? [broken('private path', /^network\.path$/u)] : [];
}

/** Hosts beside the main one: control plane, second model endpoint, token host. */
function sides(scenario: Scenario, main: string): readonly Broken[] {
	const answers = answersIn(scenario);
	const isGateway = answers['route'] === 'gateway';
	const isReached = (host: string) => addressesOf(host, scenario).some(address => stateOf(address, scenario) === 'open');
	if (isGateway) {
		return [];
	}

	switch (scenario.provider) {
		case 'bedrock': {
			const region = answers['region'] ?? '';
			const mantle = addressesOf(`bedrock-mantle.${region}.api.aws`, scenario);
			const usesMantle = scenario.home.settings?.['CLAUDE_CODE_USE_MANTLE'] === '1';
			return [
				...(isReached(`bedrock.${region}.amazonaws.com`) ? [] : [broken('side hosts', /^network\.control$|^model\.access$/u)]),
				...(usesMantle && !(mantle.length > 0 && mantle.every(address => isPrivate(address)))
					? [broken('side hosts', /^network\.mantle$/u)]
					: []),
			];
		}

		case 'vertex': {
			const signsIn = scenario.google?.adc === 'user' || scenario.google?.adc === 'service-account' ? 'oauth2' : 'sts';
			const isRegional = main.includes('.rep.');
			const leadsAstray = isRegional && addressesOf(main, scenario).some(address => address.startsWith('199.36.153.'));
			return [
				...(isReached(`${signsIn}.googleapis.com`) ? [] : [broken('side hosts', /^vertex\.token-host$/u)]),
				...(leadsAstray || !isReached(main) ? [broken('private path', /^vertex\.path$/u)] : []),
			];
		}

		case 'foundry': {
			const endpoint = scenario.azure?.resources[0]?.privateEndpoint;
			return endpoint?.zones !== undefined && endpoint.zones.length > 0 ? [broken('private path', /^foundry\.names$/u)] : [];
		}
	}
}

function proxyOf({home, ...scenario}: Scenario): string | undefined {
	const url = home.env?.['HTTPS_PROXY'];
	const exempt = (home.env?.['NO_PROXY'] ?? '').split(',').filter(entry => entry !== '');
	const host = mainHost({home, ...scenario});
	return url === undefined || exempt.some(entry => host.endsWith(entry)) ? undefined : url;
}

function proxied(scenario: Scenario, proxy: string): readonly Broken[] {
	const {network} = scenario;
	const cannotTell = scenario.requirePrivatePath === true ? [broken('private path', /^network\.path$/u)] : [];
	if (!/^https?:/u.test(proxy)) {
		return [...cannotTell, broken('proxy', /^network\.proxy$/u), broken('proxy', above.name)];
	}

	if (addressesOf(new URL(proxy).hostname, scenario).length === 0) {
		return [...cannotTell, broken('proxy', above.name)];
	}

	const way = network.proxies[proxy];
	const isOpen = way?.tunnel === 'open' && way.intercepts === undefined;
	return [...cannotTell, ...(isOpen ? [] : [broken('proxy', above.tls)])];
}
