// What doctor says when names lead somewhere: split DNS that is right, missing, mixed, slow, or for other addresses than expected.

import {describeCases} from './doctor.ts';
import {places} from './places.ts';
import {control, ownName, runtime, zoneOfSix, zones} from './clouds.ts';

const publicRuntime = '52.94.9.9';
const european = {
	region: 'eu-west-1',
	primaryModel: 'eu.anthropic.claude-opus-5-5',
	opusModel: 'eu.anthropic.claude-opus-5-5',
	sonnetModel: 'eu.anthropic.claude-sonnet-5-5',
	haikuModel: 'eu.anthropic.claude-haiku-5-5',
	fableModel: 'global.anthropic.claude-fable-5-1',
};

describeCases('names', {
	'private DNS is right': {isOnEveryNode: true, verdict: 'private', roots: []},
	'the forwarder is missing': {site: {forwards: []}, verdict: 'public', roots: ['network.public-path fail']},
	'mixed answers': {site: {names: {[runtime]: [zones[0], publicRuntime]}}, verdict: 'public', roots: ['network.mixed-answers fail']},
	'private DNS is off': {home: {answers: european}, verdict: 'public', roots: ['network.private-dns-off fail']},
	'private DNS is off, and the endpoint’s own address is used': {
		home: {answers: {...european, baseUrl: `https://${ownName}`}},
		verdict: 'private',
		roots: [],
	},
	'the endpoint is in another region': {
		home: {answers: {region: 'us-east-2'}},
		verdict: 'public',
		roots: ['network.wrong-region-endpoint fail'],
	},
	'the name does not exist': {site: {names: {[runtime]: []}}, verdict: 'blocked', roots: ['network.name-not-found fail']},
	'only the model’s name is private': {
		site: {names: {[control]: []}},
		verdict: 'private',
		roots: ['network.control-plane-unreachable warn'],
	},
	'a filter answers with the unspecified address': {
		site: {names: {[runtime]: ['0.0.0.0']}},
		verdict: 'blocked',
		roots: ['network.name-blocked fail'],
	},
	'no name server is there': {site: {resolver: ['nameserver 127.0.0.1']}, verdict: 'blocked', roots: ['network.offline fail']},
	'an IPv6 address alone, on a laptop with IPv6': {
		site: {names: {[runtime]: [zoneOfSix]}, hasSix: true},
		isOnEveryNode: true,
		verdict: 'private',
		roots: [],
	},
	'an IPv6 address alone, on a laptop without IPv6': {
		site: {names: {[runtime]: [zoneOfSix]}},
		verdict: 'blocked',
		roots: ['network.connect-dropped fail'],
	},
	'slow DNS: the first name server is silent for a second': {
		site: {resolver: [`nameserver ${places.silentNames}`, 'nameserver OFFICE', 'options timeout:1']},
		verdict: 'private',
		roots: [],
	},
	'slow DNS: the first name server is silent for as long as systems wait': {
		site: {resolver: [`nameserver ${places.silentNames}`, 'nameserver OFFICE']},
		verdict: 'private',
		roots: [],
	},
});
