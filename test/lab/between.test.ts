// What doctor says when somebody stands in between: proxies, devices that open TLS, portals.

import {describeCases} from './doctor.ts';
import {runtime} from './clouds.ts';
import {places} from './places.ts';

const proxy = (address: string, credentials = '') => ({HTTPS_PROXY: `http://${credentials}${address}:3128`});
const exempt = {NO_PROXY: '.amazonaws.com'};
const [name, ...password] = places.proxyCredentials.split(':');
const credentials = `${name}:${encodeURIComponent(password.join(':'))}@`;

describeCases('in between', {
	'a proxy swallows the private path': {
		env: proxy(places.proxy),
		verdict: 'cannot tell',
		roots: ['network.proxy-on-path unknown'],
		tunnels: 'let through',
	},
	'NO_PROXY frees the private path': {env: {...proxy(places.proxy), ...exempt}, verdict: 'private', roots: []},
	'the settings of Claude Code free it as well': {
		env: proxy(places.proxy),
		home: {settings: exempt},
		verdict: 'private',
		roots: [],
	},
	'a proxy, and no private path is demanded': {
		env: proxy(places.proxy),
		isPublicAllowed: true,
		verdict: 'cannot tell',
		roots: [],
		tunnels: 'let through',
	},
	'the proxy is not there': {env: proxy(places.silentProxy), verdict: 'blocked', roots: ['network.proxy-unreachable fail']},
	'the proxy wants credentials, and has none': {
		env: proxy(places.strictProxy),
		verdict: 'blocked',
		roots: ['network.proxy-refused fail'],
		tunnels: 'refused',
	},
	'the proxy wants credentials, and has wrong ones': {
		env: proxy(places.strictProxy, 'dana:guess@'),
		verdict: 'blocked',
		roots: ['network.proxy-refused fail'],
		tunnels: 'refused',
	},
	'the proxy wants credentials, and has them': {
		env: proxy(places.strictProxy, credentials),
		isPublicAllowed: true,
		verdict: 'cannot tell',
		roots: [],
		tunnels: 'let through',
	},
	'the proxy wants credentials, and NO_PROXY frees the path': {
		env: {...proxy(places.strictProxy), ...exempt},
		verdict: 'private',
		roots: [],
	},
	'the proxy opens TLS, and its authority is not trusted': {
		env: proxy(places.inspectingProxy),
		verdict: 'cannot tell',
		roots: ['network.intercepted fail'],
		tunnels: 'let through',
	},
	'the proxy opens TLS, and its authority is trusted': {
		env: proxy(places.inspectingProxy),
		trustsInspector: true,
		verdict: 'cannot tell',
		roots: ['network.intercepted warn'],
		tunnels: 'let through',
	},
	'a device opens TLS, and its authority is not trusted': {
		site: {diverted: 'inspector'},
		verdict: 'cannot tell',
		roots: ['network.intercepted fail'],
	},
	'a device opens TLS, and its authority is trusted': {
		site: {diverted: 'inspector'},
		trustsInspector: true,
		verdict: 'cannot tell',
		roots: ['network.intercepted warn'],
	},
	'a firewall resets the handshake when it has read the name': {
		site: {diverted: 'cutter'},
		verdict: 'blocked',
		roots: ['network.handshake-broken fail'],
	},
	'a firewall lets the connection open and then wait': {
		site: {diverted: 'mute'},
		verdict: 'blocked',
		roots: ['network.handshake-broken fail'],
	},
	'what answers does not speak TLS': {
		site: {diverted: 'pageWithoutTls'},
		verdict: 'blocked',
		roots: ['network.tls-failed fail'],
	},
	'a guest network’s portal takes every connection': {
		site: {forwards: [], diverted: 'portal'},
		verdict: 'cannot tell',
		roots: ['network.captive-portal fail'],
	},
	'a guest network’s name server leads everything to its portal': {
		site: {names: {[runtime]: [places.portal], 'aws.amazon.com': [places.portal]}},
		verdict: 'cannot tell',
		roots: ['network.captive-portal fail'],
	},
	'a guest network drops TLS and leads pages to its portal': {
		site: {forwards: [], diverted: 'portalWithoutTls'},
		verdict: 'blocked',
		roots: ['network.captive-portal fail'],
	},
	'the page of the company’s web gateway answers': {
		site: {diverted: 'blockPage'},
		trustsInspector: true,
		verdict: 'cannot tell',
		roots: ['network.captive-portal fail', 'network.intercepted warn'],
	},
});
