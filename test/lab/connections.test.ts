// What doctor says when names are right and connections are not: dead addresses, security groups, firewalls.

import {describeCases} from './doctor.ts';
import {zones} from './clouds.ts';

const [first, second, third] = zones;
const all = (how: 'drop' | 'reset') => Object.fromEntries(zones.map(address => [address, how]));

describeCases('connections', {
	'one dead address of three, the first, dropped': {
		site: {groups: {[first]: 'drop'}},
		isOnEveryNode: true,
		verdict: 'private',
		roots: ['network.address-dead warn'],
	},
	'one dead address of three, the last, reset': {
		site: {groups: {[third]: 'reset'}},
		verdict: 'private',
		roots: ['network.address-dead warn'],
	},
	'two dead addresses of three': {
		site: {groups: {[first]: 'reset', [second]: 'drop'}},
		verdict: 'private',
		roots: ['network.address-dead warn'],
	},
	'port closed: reset': {site: {groups: all('reset')}, verdict: 'blocked', roots: ['network.connect-refused fail']},
	'port closed: dropped': {site: {groups: all('drop')}, verdict: 'blocked', roots: ['network.connect-dropped fail']},
	'port closed: some reset, some dropped': {
		site: {groups: {...all('drop'), [second]: 'reset'}},
		verdict: 'blocked',
		roots: ['network.connect-dropped fail'],
	},
});
