// Lines of a hosts file as systems read them.

import {expect, it} from 'vitest';
import {addressesIn} from '../../src/checks/network/hosts-file.ts';

const host = 'acme-claude.services.ai.azure.com';

it.each([
	['its own line', `10.1.2.3 ${host}`, ['10.1.2.3']],
	['one of several names, tabs, a remark', `10.1.2.3\tother ${host.toUpperCase()} # mine`, ['10.1.2.3']],
	['Windows line ends', `127.0.0.1 localhost\r\n10.1.2.3 ${host}\r\n`, ['10.1.2.3']],
	['both kinds of address', `10.1.2.3 ${host}\nfd00::5 ${host}`, ['10.1.2.3', 'fd00::5']],
	['a line that is a remark', `#10.1.2.3 ${host}`, []],
	['a longer name', `10.1.2.3 x.${host}`, []],
	['no address', `${host} 10.1.2.3`, []],
	['nothing', '', []],
])('%s', (_what, text, addresses) => {
	expect(addressesIn(text, host)).toEqual(addresses);
});
