// The step that asks how requests should reach the cloud: directly, through a private endpoint, or through a gateway.

import {valueOf} from '../../core/session.ts';
import type {Step} from '../../providers/provider.ts';

const names: Readonly<Record<string, string>> = {direct: 'direct', private: 'private endpoint', gateway: 'LLM gateway'};

/** An error sentence for something that is not an https (or loopback http) address. */
export function checkBaseUrl(value: string): string | undefined {
	if (!URL.canParse(value)) {
		return 'Type the whole address, for example https://llm.example.com';
	}

	const url = new URL(value);
	const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
		return 'The address must start with https://';
	}

	return url.username === '' && url.password === '' ? undefined : 'Leave the user name and password out of the address.';
}

/** The `route` step. */
export function routeStep(): Step {
	return {
		id: 'route',
		title: 'Route',
		help: 'A private endpoint keeps requests off the public internet; a gateway is a server of your company that forwards them.',
		owns: ['route', 'baseUrl'],
		applies: () => true,
		asks: answers => (valueOf(answers, 'route') === 'gateway' ? ['route', 'baseUrl'] : ['route']),
		proves: false,
		questions: [
			{
				kind: 'choice',
				id: 'route',
				title: 'How should requests travel to the cloud?',
				why: 'The network step proves exactly what you choose here. "Private endpoint" fails loudly when the path turns out to be public; "direct" accepts a public path and says so.',
				flag: 'route',
				label: 'Route',
				skipSingle: false,
				options: async () => [
					{value: 'private', label: 'Private endpoint', note: 'stay off the public internet, and prove it'},
					{value: 'direct', label: 'Direct', note: 'over whatever path this network offers'},
					{value: 'gateway', label: 'LLM gateway', note: 'a server of your company forwards requests'},
				],
				display: value => names[value] ?? value,
			},
			{
				kind: 'text',
				id: 'baseUrl',
				title: 'What is the address of the gateway?',
				why: 'Claude Code sends its requests to this address instead of the cloud. Whoever runs the gateway knows it.',
				flag: 'base-url',
				label: 'Gateway',
				placeholder: 'https://llm.example.com',
				validate: async value => checkBaseUrl(value),
				normalize: value => value.replace(/\/+$/u, ''),
			},
		],
	};
}
