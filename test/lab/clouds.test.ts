// The same questions on the other two clouds: Google's restricted addresses, a private endpoint of Foundry, and the public way to both.

import {describeCases} from './doctor.ts';
import {modelOnAzure} from './clouds.ts';
import {places} from './places.ts';

describeCases('other clouds', {
	'Vertex AI: private DNS is right': {cloud: 'google', verdict: 'private', roots: []},
	'Vertex AI: the forwarder is missing': {cloud: 'google', site: {forwards: []}, verdict: 'public', roots: ['network.public-path fail']},
	'Vertex AI: no route leads to the restricted addresses': {
		cloud: 'google',
		site: {groups: {'199.36.153.0/24': 'drop'}},
		verdict: 'blocked',
		roots: ['vertex.private-route-missing fail'],
	},
	'Vertex AI: a proxy swallows the private path': {
		cloud: 'google',
		env: {HTTPS_PROXY: `http://${places.proxy}:3128`},
		verdict: 'cannot tell',
		roots: ['network.proxy-on-path unknown'],
		tunnels: 'let through',
	},
	'Foundry: private DNS is right': {cloud: 'azure', verdict: 'private', roots: []},
	'Foundry: the forwarder is missing': {cloud: 'azure', site: {forwards: []}, verdict: 'public', roots: ['network.public-path fail']},
	'Foundry: one zone is not forwarded': {
		cloud: 'azure',
		site: {forwards: ['openai.azure.com', 'cognitiveservices.azure.com']},
		verdict: 'public',
		roots: ['foundry.zone-missing fail'],
	},
	'Foundry: port closed, reset': {
		cloud: 'azure',
		site: {groups: {'10.60.4.20': 'reset'}},
		verdict: 'blocked',
		roots: ['network.connect-refused fail'],
	},
	'Foundry: the name does not exist': {
		cloud: 'azure',
		site: {names: {[modelOnAzure]: []}},
		verdict: 'blocked',
		roots: ['network.name-not-found fail'],
	},
});
