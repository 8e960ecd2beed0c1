// Findings about signing in to Microsoft Entra for Foundry: what az, a service principal or Entra itself says.

import type {Given} from '../declare.ts';
import {family} from '../declare.ts';
import {entraFindings, entraSource} from './entra.ts';
import {act, ask, command} from './words.ts';

const again = ({command: line}: Given) => command(String(line), 'Sign in again.');

export const foundrySignInFindings = family({
	'foundry.signed-in': {
		severity: 'pass',
		owner: 'you',
		title: ({who, until}) => `Signed in as ${who}${until}`,
		cause: ({proof}) => proof,
		fix: () => act('Nothing to do.'),
		detection: 'A token for https://ai.azure.com was handed out, or a key is set.',
	},
	'foundry.az-missing': {
		severity: 'fail',
		owner: 'you',
		title: () => 'The Azure CLI is not installed, and nothing else signs in',
		cause: () => 'Claude Code takes its sign-in from the Azure CLI, from a service principal in the environment, or from a key.',
		fix: () =>
			act('Install the Azure CLI (https://learn.microsoft.com/cli/azure/install-azure-cli), open a new terminal and run onboard again.'),
		detection: '`az` is not on PATH.',
	},
	'foundry.sign-in-needed': {
		severity: 'fail',
		owner: 'you',
		title: () => 'There is no Azure sign-in on this machine',
		cause: () => 'Nobody has signed in with the Azure CLI here, or the variables of the chosen way to sign in are not set.',
		fix: again,
		detection: '`az account get-access-token` asks for `az login`, or the variables that were chosen are not set.',
	},
	'foundry.certificate-unreadable': {
		severity: 'fail',
		owner: 'you',
		title: () => 'The certificate of the service principal cannot be used',
		cause: ({reason}) => reason,
		fix: () =>
			act('Let AZURE_CLIENT_CERTIFICATE_PATH name a PEM file with the certificate and its private key, or unset it to use `az login`.'),
		detection: 'The file in AZURE_CLIENT_CERTIFICATE_PATH is missing, holds no certificate, or holds no key that can be read.',
	},
	...entraFindings,
	'foundry.sign-in-refused': {
		severity: 'unknown',
		owner: 'help-desk',
		title: ({number}) => `Entra refuses the sign-in (${number})`,
		cause: () => 'This version has no explanation for that number; the original text is below.',
		fix: ({raw}) => ask(`My Azure sign-in is refused. ${String(raw)}`, 'Sign in again; if it stays, send this to your help desk.'),
		detection: 'Entra answers with an AADSTS number that no other finding names.',
		links: [entraSource],
	},
	'foundry.sign-in-not-finished': {
		severity: 'fail',
		owner: 'you',
		title: () => 'The sign-in was not finished',
		cause: () => 'The page was left or closed, or its time ran out.',
		fix: again,
		detection: '`az login` ended without a sign-in and without a reason.',
		raisedBy: 'wizard',
	},
	'foundry.no-subscription': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: () => 'This sign-in sees no subscription',
		cause: () => 'It has no role in any subscription of this tenant, or it is signed in to another tenant than the resource.',
		fix: ({who}) => ask(`Please give ${who} the role Foundry User (and Reader) on our Foundry resource, and tell me the tenant.`),
		causedBy: ['foundry.wrong-tenant'],
		detection: '`az login` finds no subscription, or the list of subscriptions is empty.',
		raisedBy: 'wizard',
	},
	'foundry.sign-in-unavailable': {
		severity: 'unknown',
		owner: 'network-team',
		title: () => 'Whether the Azure sign-in works could not be found out',
		cause: () => 'This network does not let the sign-in service through, the service is out of order, or the Azure CLI itself fails.',
		fix: () =>
			ask(
				'Developers need login.microsoftonline.com from this network, directly or through the proxy. It stays public even with private endpoints.',
				'Open any web page to see that you are online, then try again. If it stays, send this to your network team.',
			),
		causedBy: ['network.offline', 'network.nothing-answers', 'network.proxy-refused', 'network.captive-portal'],
		detection: '`az` fails without a number of Entra, or login.microsoftonline.com does not answer.',
	},
	'foundry.service-principal-shadows': {
		severity: 'warn',
		owner: 'you',
		title: ({variables}) => `${variables} win over the Azure CLI sign-in`,
		cause: () => 'Claude Code takes a complete service principal from the environment before it looks at the Azure CLI.',
		fix: ({variables}) => act(`Remove ${String(variables)} from your environment if you want to work as yourself.`),
		detection: 'AZURE_CLIENT_ID, AZURE_TENANT_ID and a secret or certificate are set beside an `az` sign-in.',
	},
});
