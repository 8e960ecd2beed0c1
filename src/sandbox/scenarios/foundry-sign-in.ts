// What can go wrong between a person and their Microsoft sign-in: one scenario per kind of AADSTS refusal, and the ways there is no sign-in at all.

import type {Scenario, SimulatedHome} from '../scenario.ts';
import {foundryScenario, happyAzure, openResource, resourceKey, tenant} from './foundry-base.ts';

const aiResource = 'https://ai.azure.com';
const application = {id: 'e0d1c4b7-9a35-4f28-8c60-57b2d9e6a143', secret: 'CANARY-client-secret-Qw8~x1', tenant: tenant.id};
const asApplication = (secret: string, id: string = application.id) => ({
	AZURE_CLIENT_ID: id,
	AZURE_TENANT_ID: tenant.id,
	AZURE_CLIENT_SECRET: secret,
});
const certificateFile = 'keys/claude-code.pem';
const withCertificate = {
	AZURE_CLIENT_ID: application.id,
	AZURE_TENANT_ID: tenant.id,
	AZURE_CLIENT_CERTIFICATE_PATH: `$HOME/${certificateFile}`,
};
const developerHome: SimulatedHome = {
	signIn: 'none',
	answers: {signIn: 'azd'},
	tools: {az: undefined, azd: 'azd version 1.21.3 (commit 0000000)'},
	files: {'.azd/auth.json': '{"auth": {"account": {"currentUser": {"homeAccountId": "dana"}}}}\n'},
};
const empty = {signIn: 'none'} as const;

/** Name of the scenario, finding, number of the code, title: the directory refuses what the cached sign-in asks for. */
const refusals: ReadonlyArray<readonly [string, string, number, string]> = [
	['sign-in-session-over', 'foundry.sign-in-expired', 70_043, 'The company asks for a new sign-in every twelve hours'],
	['sign-in-mfa-over', 'foundry.sign-in-expired', 50_078, 'The second factor was given too long ago'],
	['sign-in-revoked', 'foundry.sign-in-expired', 50_173, 'The password was changed, which ended every sign-in'],
	['sign-in-unused', 'foundry.sign-in-inactive', 70_008, 'The sign-in was not used for too long'],
	['account-not-in-tenant', 'foundry.account-not-in-tenant', 50_020, 'The account is no guest of this tenant'],
	['account-unknown', 'foundry.account-unknown', 50_034, 'The account does not exist in the directory'],
	['account-locked', 'foundry.account-locked', 50_053, 'The account is locked'],
	['password-expired', 'foundry.password-expired', 50_055, 'The password has run out'],
	['account-disabled', 'foundry.account-disabled', 50_057, 'The account is turned off'],
	['tenant-not-given', 'foundry.tenant-not-given', 50_059, 'Nothing says which tenant is meant'],
	['session-missing', 'foundry.tenant-not-given', 50_058, 'Nobody is signed in in the browser that the sign-in counts on'],
	['mfa-not-registered', 'foundry.mfa-needed', 50_072, 'The person has no second factor registered yet'],
	['mfa-strong', 'foundry.mfa-needed', 50_074, 'The tenant asks everybody for a second factor'],
	['mfa-needed', 'foundry.mfa-needed', 50_076, 'This resource asks for a second factor'],
	['mfa-not-enrolled', 'foundry.mfa-needed', 50_079, 'A second factor has to be set up first'],
	['device-not-authenticated', 'foundry.device-not-managed', 50_097, 'The laptop does not show which one it is'],
	['device-not-registered', 'foundry.device-not-managed', 50_129, 'The laptop is not registered with the company'],
	['device-not-trusted', 'foundry.device-not-managed', 50_155, 'The laptop’s own sign-in failed'],
	['device-not-managed', 'foundry.device-not-managed', 53_000, 'Only managed laptops may sign in'],
	['device-not-joined', 'foundry.device-not-managed', 53_001, 'Only laptops in the company’s domain may sign in'],
	['conditional-access', 'foundry.conditional-access', 53_003, 'A Conditional Access policy blocks the sign-in'],
	['conditional-access-device', 'foundry.conditional-access', 50_131, 'A Conditional Access policy distrusts the state of the laptop'],
	['security-defaults-account', 'foundry.security-defaults', 530_034, 'An account risk at home blocks an administrator of another tenant'],
	['security-defaults', 'foundry.security-defaults', 530_035, 'The tenant’s security defaults block the sign-in'],
	['user-at-risk', 'foundry.user-at-risk', 53_011, 'The directory sees the person as at risk'],
	['not-assigned', 'foundry.not-assigned', 50_105, 'Only assigned people may use the Azure CLI here'],
	['consent-missing', 'foundry.consent-missing', 65_001, 'Nobody consented to this use of the resource'],
	['consent-not-preauthorized', 'foundry.consent-missing', 65_002, 'Microsoft has not approved this application for the resource'],
	['resource-principal-missing', 'foundry.resource-principal-missing', 500_011, 'The tenant does not know Foundry'],
	['tenant-restricted', 'foundry.tenant-restricted', 500_021, 'The network lets people into the company’s own tenants only'],
	['tenant-restricted-by-header', 'foundry.tenant-restricted', 500_022, 'The network’s list of allowed tenants lacks this one'],
	['outbound-policy', 'foundry.tenant-restricted', 500_212, 'The person’s own tenant lets nobody into the resource’s'],
	['cross-tenant-policy', 'foundry.tenant-restricted', 500_213, 'The resource’s tenant lets no guest in'],
	['client-unknown', 'foundry.client-unknown', 700_016, 'The tenant does not know the application'],
	['public-client-disabled', 'foundry.public-client-disabled', 7_000_218, 'The application may not sign people in without a secret'],
	['scope-rejected', 'foundry.scope-rejected', 70_011, 'The directory rejects what is asked for'],
	['tenant-not-found', 'foundry.tenant-not-found', 90_002, 'There is no such tenant'],
	['code-redeemed', 'foundry.code-redeemed', 54_005, 'The sign-in’s code was used before'],
	['sign-in-refused', 'foundry.sign-in-refused', 50_999, 'The directory refuses with a code nobody knows yet'],
];

const wizardOnly: readonly Scenario[] = [
	foundryScenario('sign-in-denied', {
		title: 'The person says no on the consent page',
		expected: ['foundry.sign-in-needed'],
		wizard: ['foundry.consent-missing'],
		azure: {approval: 'deny'},
		home: empty,
	}),
	foundryScenario('device-code-expired', {
		title: 'The code for another device runs out before anybody enters it',
		expected: ['foundry.sign-in-needed'],
		wizard: ['foundry.device-code-expired'],
		azure: {approval: 'expire'},
		home: empty,
	}),
	foundryScenario('device-code-wrong', {
		title: 'The code is typed wrong on the other device',
		expected: ['foundry.sign-in-needed'],
		wizard: ['foundry.device-code-expired'],
		azure: {refusesSignIn: {code: 70_018, isForDeviceCode: true}},
		home: empty,
	}),
	foundryScenario('sign-in-not-finished', {
		title: 'The browser window is closed without an answer',
		expected: ['foundry.sign-in-needed'],
		wizard: ['foundry.sign-in-not-finished'],
		azure: {approval: 'never'},
		home: empty,
	}),
	foundryScenario('sign-in-blocked-by-policy', {
		title: 'Signing in with a code on another device is blocked',
		expected: ['foundry.sign-in-needed'],
		wizard: ['foundry.conditional-access'],
		azure: {refusesSignIn: {code: 53_003, isForDeviceCode: true}},
		home: empty,
	}),
	foundryScenario('no-subscription', {
		title: 'The person has no role in any subscription',
		expected: ['foundry.sign-in-needed'],
		wizard: ['foundry.no-subscription'],
		azure: {subscriptions: []},
		home: empty,
	}),
];

export const foundrySignIn: readonly Scenario[] = [
	foundryScenario('sign-in-needed', {title: 'Set up, but never signed in', expected: ['foundry.sign-in-needed'], home: empty}),
	foundryScenario('sign-in-inactive', {
		title: 'Nobody signed in for ninety days',
		expected: ['foundry.sign-in-inactive'],
		home: {signIn: 'expired'},
	}),
	foundryScenario('az-missing', {
		title: 'The Azure CLI is not installed, and nothing else signs in',
		expected: ['foundry.az-missing'],
		home: {signIn: 'none', tools: {az: undefined}},
	}),
	foundryScenario('sign-in-unavailable', {
		title: 'The directory answers 503',
		expected: ['foundry.sign-in-unavailable'],
		azure: {faults: {'entra:*': {status: 503, type: 'temporarily_unavailable', message: 'Service Unavailable'}}},
	}),
	...refusals.map(([name, code, number, title]) =>
		foundryScenario(name, {title, expected: [code], azure: {refusesToken: {code: number, resource: aiResource}}}),
	),
	foundryScenario('happy-application', {
		title: 'A service principal of the environment signs in',
		expected: [],
		azure: {application},
		home: {signIn: 'none', env: asApplication(application.secret)},
	}),
	foundryScenario('happy-developer-cli', {
		title: 'Somebody without the Azure CLI is signed in with the Azure Developer CLI',
		expected: [],
		home: developerHome,
	}),
	foundryScenario('developer-cli-refused', {
		title: 'The sign-in of the Azure Developer CLI has ended',
		expected: ['foundry.sign-in-expired'],
		azure: {refusesToken: {code: 70_043}},
		home: developerHome,
	}),
	foundryScenario('client-secret-refused', {
		title: 'The service principal’s secret is wrong',
		expected: ['foundry.client-secret-refused'],
		azure: {application},
		home: {signIn: 'none', env: asApplication('CANARY-client-secret-old')},
	}),
	foundryScenario('happy-certificate', {
		title: 'A service principal of the environment signs in with its certificate',
		expected: [],
		azure: {application: {...application, certificateFile}},
		home: {signIn: 'none', env: withCertificate},
	}),
	foundryScenario('certificate-refused', {
		title: 'The service principal’s certificate is not the registered one',
		expected: ['foundry.certificate-refused'],
		azure: {application: {...application, certificateFile}, refusesToken: {code: 700_027}},
		home: {signIn: 'none', env: withCertificate},
	}),
	foundryScenario('certificate-unreadable', {
		title: 'The file of the service principal’s certificate is gone',
		expected: ['foundry.certificate-unreadable'],
		azure: {application},
		home: {signIn: 'none', env: withCertificate},
	}),
	foundryScenario('client-secret-expired', {
		title: 'The service principal’s secret has run out',
		expected: ['foundry.client-secret-refused'],
		azure: {application, refusesToken: {code: 7_000_222}},
		home: {signIn: 'none', env: asApplication(application.secret)},
	}),
	foundryScenario('service-principal-shadows', {
		title: 'Forgotten variables of a service principal stand before the person’s own sign-in',
		expected: ['foundry.service-principal-shadows'],
		azure: {application},
		home: {env: asApplication(application.secret)},
	}),
	foundryScenario('happy-key', {
		title: 'An API key of the environment is used',
		expected: [],
		resource: openResource,
		home: {env: {ANTHROPIC_FOUNDRY_API_KEY: resourceKey}, answers: {signIn: 'api-key', route: 'direct'}},
	}),
	foundryScenario('key-in-settings', {
		title: 'An API key stands in the settings of Claude Code alone',
		expected: [],
		resource: openResource,
		home: {settings: {ANTHROPIC_FOUNDRY_API_KEY: resourceKey}, answers: {signIn: 'api-key', route: 'direct'}},
	}),
	foundryScenario('wrong-tenant', {
		title: 'The resource belongs to another tenant than the sign-in',
		expected: ['foundry.wrong-tenant'],
		azure: {resourceTenant: happyAzure.tenants[1]?.id ?? ''},
	}),
	foundryScenario('wrong-tenant-named', {
		title: 'The resource names the tenant of the token as the wrong one',
		expected: ['foundry.wrong-tenant'],
		azure: {faults: {'foundry:Messages': {status: 401, type: 'Unauthorized', message: 'Token tenant does not match resource tenant.'}}},
	}),
	...wizardOnly,
];
