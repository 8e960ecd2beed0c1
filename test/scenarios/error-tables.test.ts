// The tables of known refusals of Google Cloud and Foundry: each row has a scenario in which doctor or the wizard names exactly its cause,
// and shows the very mark (status, reason, number) that the row is known by.

import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {declarations} from '../../src/catalog/index.ts';
import type {Report} from '../../src/core/report.ts';
import {findScenario, scenarios} from '../../src/sandbox/scenarios/index.ts';
import {runCommand} from '../helpers/command.ts';

type Row = {
	/** What the row is about, in short. */
	readonly row: string;
	/** Scenario, code and the mark to be seen in the evidence. */
	readonly cases: ReadonlyArray<readonly [scenario: string, code: string, mark: RegExp]>;
};

/** Refusals of a call to a model on Google Cloud. */
const google: readonly Row[] = [
	{
		row: 'token missing, ended or of another kind',
		cases: [
			['vertex/token-refused', 'vertex.token-refused', /401 UNAUTHENTICATED ACCESS_TOKEN_TYPE_UNSUPPORTED/u],
			['vertex/token-expired', 'vertex.token-refused', /401 UNAUTHENTICATED ACCESS_TOKEN_EXPIRED/u],
			['vertex/token-stripped', 'vertex.token-refused', /401 UNAUTHENTICATED CREDENTIALS_MISSING/u],
		],
	},
	{
		row: 'API off, by its new and its old name',
		cases: [
			['vertex/service-disabled', 'vertex.service-disabled', /403 PERMISSION_DENIED SERVICE_DISABLED: Agent Platform API/u],
			['vertex/service-disabled-older-name', 'vertex.service-disabled', /403 PERMISSION_DENIED SERVICE_DISABLED: Vertex AI API/u],
		],
	},
	{
		row: 'quota project missing or not usable',
		cases: [
			['vertex/quota-project-missing', 'vertex.quota-project-missing', /403 .*requires a quota project/u],
			['vertex/quota-project-denied', 'vertex.quota-project-denied', /403 PERMISSION_DENIED USER_PROJECT_DENIED/u],
		],
	},
	{
		row: 'permission missing, or no such project',
		cases: [
			['vertex/role-denied', 'vertex.role-denied', /granted: serviceusage\.services\.use/u],
			['vertex/role-denied-for-model', 'vertex.role-denied', /403 PERMISSION_DENIED IAM_PERMISSION_DENIED: .*endpoints\.predict/u],
			['vertex/project-invalid', 'vertex.project-invalid', /403 PERMISSION_DENIED CONSUMER_INVALID/u],
		],
	},
	{row: 'billing off', cases: [['vertex/billing-disabled', 'vertex.billing-disabled', /403 PERMISSION_DENIED BILLING_DISABLED/u]]},
	{
		row: 'service perimeter',
		cases: [
			['vertex/perimeter-refused', 'vertex.perimeter-refused', /403 PERMISSION_DENIED SECURITY_POLICY_VIOLATED: .*UniqueIdentifier/u],
		],
	},
	{
		row: 'model that needs data sharing',
		cases: [['vertex/data-sharing-required', 'vertex.data-sharing-required', /403 PERMISSION_DENIED: .*data sharing/u]],
	},
	{
		row: 'model not enabled',
		cases: [['vertex/model-not-enabled', 'vertex.model-not-enabled', /400 FAILED_PRECONDITION: .*not allowed to use/u]],
	},
	{
		row: 'location that does not serve the model',
		cases: [['vertex/location-not-served', 'vertex.location-not-served', /400 FAILED_PRECONDITION: .*not servable/u]],
	},
	{
		row: 'organization policy, both constraints',
		cases: [
			['vertex/org-policy-denied', 'vertex.org-policy-denied', /400 FAILED_PRECONDITION: .*vertexai\.allowedModels/u],
			['vertex/org-policy-denied-generative', 'vertex.org-policy-denied', /400 FAILED_PRECONDITION: .*vertexai\.allowedGenAIModels/u],
		],
	},
	{
		row: 'unknown model, or no access to a known one',
		cases: [
			['vertex/model-not-found', 'vertex.model-not-found', /404 NOT_FOUND/u],
			['vertex/model-not-accessible', 'vertex.model-not-accessible', /404 NOT_FOUND/u],
		],
	},
	{
		row: 'quota of 0, in each kind of location, and a rate limit',
		cases: [
			['vertex/quota-zero', 'vertex.quota-zero', /429 RESOURCE_EXHAUSTED: .*\/global_online_prediction_requests_per_base_model/u],
			['vertex/quota-zero-region', 'vertex.quota-zero', /429 RESOURCE_EXHAUSTED: .*\/online_prediction_requests_per_base_model/u],
			['vertex/quota-zero-multi-region', 'vertex.quota-zero', /429 RESOURCE_EXHAUSTED: .*\/eu_multi_region_online/u],
			['vertex/rate-limited', 'vertex.rate-limited', /429 rate_limit_error/u],
		],
	},
	{
		row: 'overload',
		cases: [
			['vertex/overloaded', 'vertex.overloaded', /529 overloaded_error/u],
			['vertex/unavailable', 'vertex.overloaded', /503 UNAVAILABLE/u],
		],
	},
];

const entra = (row: string, code: string, cases: Readonly<Record<number, string>>): Row => ({
	row,
	cases: Object.entries(cases).map(
		([number, scenario]) => [`foundry/${scenario}`, code, new RegExp(`AADSTS${number}(?!\\d)`, 'u')] as const,
	),
});

/** Refusals of the directory, by number. */
const directory: readonly Row[] = [
	entra('account of another tenant', 'foundry.account-not-in-tenant', {50_020: 'account-not-in-tenant'}),
	entra('no such account', 'foundry.account-unknown', {50_034: 'account-unknown'}),
	entra('account locked', 'foundry.account-locked', {50_053: 'account-locked'}),
	entra('password expired', 'foundry.password-expired', {50_055: 'password-expired'}),
	entra('account disabled', 'foundry.account-disabled', {50_057: 'account-disabled'}),
	entra('no session, or no tenant', 'foundry.tenant-not-given', {50_058: 'session-missing', 50_059: 'tenant-not-given'}),
	entra('second factor', 'foundry.mfa-needed', {
		50_072: 'mfa-not-registered',
		50_074: 'mfa-strong',
		50_076: 'mfa-needed',
		50_079: 'mfa-not-enrolled',
	}),
	entra('session over or revoked', 'foundry.sign-in-expired', {
		50_078: 'sign-in-mfa-over',
		70_043: 'sign-in-session-over',
		50_173: 'sign-in-revoked',
	}),
	entra('laptop not known or not managed', 'foundry.device-not-managed', {
		50_097: 'device-not-authenticated',
		50_129: 'device-not-registered',
		50_155: 'device-not-trusted',
		53_000: 'device-not-managed',
		53_001: 'device-not-joined',
	}),
	entra('Conditional Access', 'foundry.conditional-access', {53_003: 'conditional-access', 50_131: 'conditional-access-device'}),
	entra('security defaults', 'foundry.security-defaults', {530_034: 'security-defaults-account', 530_035: 'security-defaults'}),
	entra('account at risk', 'foundry.user-at-risk', {53_011: 'user-at-risk'}),
	entra('not assigned', 'foundry.not-assigned', {50_105: 'not-assigned'}),
	entra('consent', 'foundry.consent-missing', {65_001: 'consent-missing', 65_004: 'sign-in-denied', 65_002: 'consent-not-preauthorized'}),
	entra('resource unknown in the tenant', 'foundry.resource-principal-missing', {500_011: 'resource-principal-missing'}),
	entra('tenant restrictions and policies between tenants', 'foundry.tenant-restricted', {
		500_021: 'tenant-restricted',
		500_022: 'tenant-restricted-by-header',
		500_212: 'outbound-policy',
		500_213: 'cross-tenant-policy',
	}),
	entra('application unknown', 'foundry.client-unknown', {700_016: 'client-unknown'}),
	entra('public clients off', 'foundry.public-client-disabled', {7_000_218: 'public-client-disabled'}),
	entra('secret of the application', 'foundry.client-secret-refused', {
		7_000_215: 'client-secret-refused',
		7_000_222: 'client-secret-expired',
	}),
	entra('certificate of the application', 'foundry.certificate-refused', {700_027: 'certificate-refused'}),
	entra('sign-in unused for too long', 'foundry.sign-in-inactive', {70_008: 'sign-in-unused', 700_082: 'sign-in-inactive'}),
	entra('scope', 'foundry.scope-rejected', {70_011: 'scope-rejected'}),
	entra('device code wrong or over', 'foundry.device-code-expired', {70_018: 'device-code-wrong', 70_019: 'device-code-expired'}),
	entra('tenant unknown', 'foundry.tenant-not-found', {90_002: 'tenant-not-found'}),
	entra('answer used twice', 'foundry.code-redeemed', {54_005: 'code-redeemed'}),
	entra('a number nobody knows', 'foundry.sign-in-refused', {50_999: 'sign-in-refused'}),
];

/** Refusals of a resource. */
const resource: readonly Row[] = [
	{
		row: 'wrong key, or a private resource reached by a name without a private record',
		cases: [
			['foundry/key-invalid', 'foundry.key-invalid', /401 .*invalid subscription key or wrong API endpoint/u],
			['foundry/private-name-missing', 'foundry.private-name-missing', /401 .*invalid subscription key or wrong API endpoint/u],
		],
	},
	{row: 'token', cases: [['foundry/token-rejected', 'foundry.token-rejected', /401 .*Access token is missing, invalid/u]]},
	{
		row: 'token of another tenant',
		cases: [
			['foundry/wrong-tenant', 'foundry.wrong-tenant', /400 .*Tenant provided in token/u],
			['foundry/wrong-tenant-named', 'foundry.wrong-tenant', /401 .*Token tenant/u],
		],
	},
	{
		row: 'role for calls',
		cases: [
			['foundry/role-missing', 'foundry.role-missing', /401 PermissionDenied .*lacks the required data action/u],
			['foundry/role-missing-forbidden', 'foundry.role-missing', /403 PermissionDenied .*lacks the required data action/u],
		],
	},
	{
		row: 'came by the public path',
		cases: [
			['foundry/public-access-disabled', 'foundry.public-access-disabled', /403 Public access is disabled/u],
			['foundry/re-originated', 'foundry.re-originated', /acme-claude\.services\.ai\.azure\.com → 10\./u],
		],
	},
	{row: 'network not let in', cases: [['foundry/firewall-denied', 'foundry.firewall-denied', /acme-claude\.services\.ai\.azure\.com → /u]]},
	{row: 'deployment', cases: [['foundry/deployment-not-found', 'foundry.deployment-not-found', /404 DeploymentNotFound/u]]},
	{
		row: 'path',
		cases: [
			['foundry/base-url-path', 'foundry.base-url-path', /404 api_not_supported/u],
			['foundry/base-url-unknown-path', 'foundry.base-url-path', /404 Resource not found/u],
		],
	},
	{
		row: 'rate limit, of the gateway and of the model, and a quota of 0',
		cases: [
			['foundry/rate-limited', 'foundry.rate-limited', /429 Requests to the .*token rate limit/u],
			['foundry/rate-limited-by-model', 'foundry.rate-limited', /429 rate_limit_error/u],
			['foundry/quota-zero', 'foundry.quota-zero', /429 .*rate limit/u],
		],
	},
	{
		row: 'feature that this hosting lacks',
		cases: [['foundry/feature-not-supported', 'foundry.feature-not-supported', /400 .*not supported/u]],
	},
	{row: 'keys turned off', cases: [['foundry/key-auth-disabled', 'foundry.key-auth-disabled', /403 AuthenticationTypeDisabled/u]]},
];

const known = /acme-claude\.services\.ai\.azure\.com → [\d.]+/u;

/** Ways in which a private endpoint is half set up. What a browser resolves by itself is not among them: no call of ours is a browser's. */
const endpoint: readonly Row[] = [
	{row: 'only an older zone is linked', cases: [['foundry/zone-missing', 'foundry.zone-missing', known]]},
	{
		row: 'names not forwarded to the private resolver, or a spoke without the zones',
		cases: [
			['foundry/public-path', 'network.public-path', known],
			['foundry/public-access-disabled', 'foundry.public-access-disabled', known],
		],
	},
	{
		row: 'privatelink zones forwarded instead of the public ones',
		cases: [['foundry/forwarder-misplaced', 'foundry.forwarder-misplaced', /privatelink\.services\.ai\.azure\.com → 10\./u]],
	},
	{row: 'old line in the hosts file', cases: [['foundry/hosts-entry', 'network.hosts-entry', /→ 10\.60\.9\.77/u]]},
	{row: 'zone without the record', cases: [['foundry/name-not-found', 'network.name-not-found', /services\.ai\.azure\.com: ENOTFOUND/u]]},
	{row: 'connection waits for approval', cases: [['foundry/private-endpoint-pending', 'foundry.private-endpoint-pending', known]]},
	{row: 'a firewall sends requests on from a public address', cases: [['foundry/re-originated', 'foundry.re-originated', known]]},
	{
		row: 'a proxy takes the requests',
		cases: [['foundry/proxy-on-path', 'network.proxy-on-path', /go through the proxy http:\/\/proxy\.acme\.example/u]],
	},
];

const tables = {google, directory, resource, endpoint};
const flat = Object.entries(tables).flatMap(([table, rows]) =>
	rows.flatMap(({row, cases}) => cases.map(([scenario, code, mark]) => ({table, row, scenario, code, mark}))),
);

let home: string;
beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'onboard-tables-'));
});
afterAll(async () => {
	await rm(home, {recursive: true, force: true});
});

const shows = (scenario: string) => findScenario(scenario)?.wizard !== undefined;

describe.concurrent('the known refusals', () => {
	it.each(flat.filter(({scenario}) => !shows(scenario)))('$table, $row: $scenario is $code', async ({scenario, code, mark}) => {
		const {stdout} = await runCommand(['doctor', '--json', '--sandbox', scenario], {home});
		const {findings} = JSON.parse(stdout) as Report;
		const roots = findings.filter(({severity}) => !['pass', 'skipped'].includes(severity));
		expect(roots.map(finding => finding.code)).toEqual([code]);
		// Facts too: a cause may hide the call that ran into it.
		expect(stdout).toMatch(mark);
	});

	it.each(flat.filter(({scenario}) => shows(scenario)))(
		'$table, $row: $scenario is $code for the wizard',
		async ({scenario, code, mark}) => {
			const {stdout, code: exit} = await runCommand(['--yes', '--sandbox', scenario], {home});
			expect(exit).toBe(1);
			expect(stdout).toContain(code);
			expect(stdout).toMatch(mark);
		},
	);
});

describe('the codes of Vertex AI and Foundry', () => {
	it('each have a scenario, in doctor or in the wizard', () => {
		const covered = new Set(scenarios.flatMap(scenario => [...scenario.expected, ...(scenario.wizard ?? [])]));
		const own = Object.entries(declarations).filter(
			([code, {severity, raisedBy}]) =>
				/^(?:vertex|foundry)\./u.test(code) && !['pass', 'skipped'].includes(severity) && raisedBy !== 'explain',
		);
		expect(own.length).toBeGreaterThan(80);
		expect(own.map(([code]) => code).filter(code => !covered.has(code))).toEqual([]);
	});
});
