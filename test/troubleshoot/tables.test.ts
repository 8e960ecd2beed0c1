// The tables of troubleshooting name causes by their codes: each of them must be one that exists, and lead somewhere.

import {expect, it} from 'vitest';
import {declarations} from '../../src/catalog/index.ts';
import {firstNode, phoneNodes} from '../../src/troubleshoot/phone/tree.ts';
import {typed} from '../../src/troubleshoot/phone/node.ts';
import {bySignIn, repairs} from '../../src/troubleshoot/repairs/index.ts';
import {elsewhere, pasted, symptoms} from '../../src/troubleshoot/symptoms.ts';

const codes = Object.keys(declarations);
const isCode = (code: string) => codes.includes(code);

it('repairs only what can be found', () => {
	expect([...Object.keys(repairs), ...bySignIn].filter(code => !isCode(code))).toEqual([]);
});

it('suspects only causes that exist', () => {
	const dead = symptoms.flatMap(({suspects}) =>
		suspects.filter(suspect => !codes.some(code => code === suspect || (/[.-]$/u.test(suspect) && code.startsWith(suspect)))),
	);
	expect(dead).toEqual([]);
	expect(symptoms.flatMap(({otherwise}) => otherwise ?? []).filter(code => !isCode(code))).toEqual([]);
	expect(symptoms.map(({id}) => id)).toEqual(expect.arrayContaining([elsewhere, pasted]));
});

it('asks a caller nothing that leads nowhere', () => {
	const leads = Object.values(phoneNodes).flatMap(({options}) => options.map(({lead}) => lead));
	expect(leads.flatMap(lead => ('codes' in lead ? lead.codes : [])).filter(code => !isCode(code))).toEqual([]);
	const named = leads.flatMap(lead => ('node' in lead ? [lead.node] : []));
	expect(named.filter(node => !(node in phoneNodes) && !(Object.values(typed) as string[]).includes(node))).toEqual([]);
	expect(Object.keys(phoneNodes).filter(node => node !== firstNode && !named.includes(node))).toEqual([]);
});
