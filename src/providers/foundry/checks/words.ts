// Words that many Foundry findings share; every sentence of the catalog finds all of its details here.

import {valueOf, type Answers} from '../../../core/session.ts';
import {listed} from '../../../core/listed.ts';
import {kindOf} from '../credentials.ts';
import {baseUrlOf} from '../names.ts';
import {endpointFrom, isGateway, resourceOf, subscriptionOf, tenantOf, variableOf} from '../target.ts';
import {loginCommand} from '../tools.ts';

/** Details of every Foundry finding, with plain words where something is not known; the caller's own come on top. */
export function wordsFor(answers: Answers, own: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
	const tenant = tenantOf(answers);
	const resource = resourceOf(answers);
	return {
		resource: isGateway(answers) ? 'the gateway' : resource === '' ? 'the resource' : resource,
		host: endpointFrom(answers).host,
		tenant: tenant ?? 'of the resource',
		subscription: subscriptionOf(answers) ?? 'in use',
		who: whoOf(answers),
		command: signInCommand(answers),
		browserCommand: loginCommand('browser', tenant),
		place: endpointFrom(answers).url,
		given: valueOf(answers, 'baseUrl') ?? resource,
		suggestion: baseUrlOf(resource === '' ? 'name' : resource),
		until: '',
		raw: '',
		reason: '',
		number: '',
		has: '',
		addresses: 'an address that is not known',
		...own,
	};
}

/** What signs in again, whatever way was chosen. */
export function signInCommand(answers: Answers): string {
	switch (kindOf(answers)) {
		case 'azd': {
			return 'azd auth login';
		}

		case 'environment': {
			return 'export AZURE_CLIENT_ID=… AZURE_TENANT_ID=… AZURE_CLIENT_SECRET=…';
		}

		default: {
			return loginCommand('browser', tenantOf(answers));
		}
	}
}

/** Who works, before anybody was asked. */
export function whoOf(answers: Answers): string {
	const words = {
		az: 'your Azure account',
		azd: 'your account in the Azure Developer CLI',
		environment: 'the service principal of the environment',
		'api-key': 'the key in ANTHROPIC_FOUNDRY_API_KEY',
		'auth-token': 'the token in ANTHROPIC_FOUNDRY_AUTH_TOKEN',
	};
	return words[kindOf(answers)];
}

/** The variables that a pin comes from. */
export function variablesOf(pinnedBy: readonly string[]): string {
	return listed([...new Set(pinnedBy.map(answer => variableOf[answer] ?? answer))]);
}
