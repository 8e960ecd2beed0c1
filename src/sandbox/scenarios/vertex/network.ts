// What can be wrong on the way to Vertex AI: names, private addresses, connections, TLS, the proxy, the token hosts.

import type {Scenario} from '../../scenario.ts';
import type {SimulatedGoogleModel} from '../../clouds/google/scenario.ts';
import {happyGoogle, happyNetwork, networkWith, privateZone, publicAddress, restrictedAddresses, scenario} from './base.ts';

const modelHost = 'aiplatform.googleapis.com';
const rep = 'aiplatform.us.rep.googleapis.com';
const proxyUrl = 'http://proxy.acme.example:8080';
const withHosts = (hosts: Readonly<Record<string, readonly string[]>>) => ({hosts: {...happyNetwork.hosts, ...hosts}});
const without = (...names: readonly string[]) => ({
	hosts: Object.fromEntries(Object.entries(happyNetwork.hosts).filter(([host]) => !names.includes(host))),
});
const dropped = (addresses: readonly string[]) => Object.fromEntries(addresses.map(address => [address, {connect: 'dropped'} as const]));

const everyModel = (behaviour: SimulatedGoogleModel) => ({
	behaviour: Object.fromEntries(happyGoogle.models.map(({id}) => [id, behaviour])),
});

export const network: readonly Scenario[] = [
	scenario('public-path', {
		title: 'The model’s name resolves to public addresses of Google',
		expected: ['network.public-path'],
		network: withHosts({[modelHost]: [publicAddress(modelHost)]}),
	}),
	scenario('name-not-found', {
		title: 'The resolver does not know the model’s host',
		expected: ['network.name-not-found'],
		network: without(modelHost),
	}),
	scenario('private-route-missing', {
		title: 'Names lead to Google’s private addresses, and no route leads there',
		expected: ['vertex.private-route-missing'],
		network: {
			// The sign-in services stay public, as in a zone for the model hosts alone.
			...networkWith({[modelHost]: restrictedAddresses}),
			addresses: dropped(restrictedAddresses),
		},
	}),
	scenario('multi-region-not-private', {
		title: 'A wildcard sends the multi-region’s host to the addresses that do not serve it',
		expected: ['vertex.multi-region-not-private'],
		network: networkWith({...privateZone(restrictedAddresses), [rep]: restrictedAddresses}),
		home: {answers: {location: 'us'}},
	}),
	scenario('token-host-unreachable', {
		title: 'The host that renews sign-ins refuses connections',
		expected: ['vertex.token-host-unreachable'],
		network: {...withHosts({'sts.googleapis.com': ['142.250.1.1']}), addresses: {'142.250.1.1': {connect: 'refused'}}},
	}),
	scenario('intercepted', {
		title: 'TLS inspection opens the connection, and its authority is unknown here',
		expected: ['network.intercepted'],
		network: {
			certificates: {[modelHost]: {issuer: 'Zscaler Inc.', root: 'Zscaler Inc.', isTrusted: false, error: 'SELF_SIGNED_CERT_IN_CHAIN'}},
		},
	}),
	scenario('proxy-on-path', {
		title: 'Claude Code’s requests go through a proxy, so local DNS proves nothing',
		expected: ['network.proxy-on-path'],
		network: {...withHosts({'proxy.acme.example': ['10.9.0.8']}), proxies: {[proxyUrl]: {tunnel: 'open'}}},
		home: {env: {HTTPS_PROXY: proxyUrl}},
	}),
	scenario('stream-rewritten', {
		title: 'Something on the path turns streamed answers into a page',
		expected: ['network.stream-rewritten'],
		google: everyModel({rewritten: {contentType: 'text/html', body: '<!doctype html><title>Inspected</title>'}}),
	}),
	scenario('stalls', {
		title: 'Streamed answers stop in the middle',
		expected: ['network.stalls'],
		google: everyModel({stalls: true}),
	}),
];
