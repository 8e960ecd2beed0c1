// A read that gave nothing: the next step fits why it did. Only a denied read is for others to allow.

import {describe, expect, it} from 'vitest';
import {openPolicy, type Check} from '../../src/core/check.ts';
import type {Finding} from '../../src/core/finding.ts';
import {judgeEndpoint} from '../../src/checks/network/endpoint.ts';
import {subjectOf} from '../../src/checks/network/subject.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {readCapacity} from '../../src/providers/bedrock/capacity.ts';
import {accessCheck} from '../../src/providers/bedrock/checks/access.ts';
import {readEndpoints} from '../../src/providers/bedrock/checks/endpoints.ts';
import {judgeModel} from '../../src/providers/bedrock/checks/judge-model.ts';
import {loggingCheck} from '../../src/providers/bedrock/checks/logging.ts';
import {retentionCheck} from '../../src/providers/bedrock/checks/retention.ts';
import {trailsCheck} from '../../src/providers/bedrock/checks/trails.ts';
import {unreadNote} from '../../src/providers/bedrock/checks/unread.ts';
import type {CloudFailure} from '../../src/providers/bedrock/failure.ts';
import {bedrockRuntime} from '../../src/providers/bedrock/service.ts';
import {endpointFrom} from '../../src/providers/bedrock/target.ts';
import type {Problem} from '../../src/providers/foundry/arm.ts';
import {diagnosticsCheck, hostingCheck} from '../../src/providers/foundry/checks/hosting.ts';
import {resourceCheck} from '../../src/providers/foundry/checks/resource.ts';
import type {StepContext} from '../../src/providers/provider.ts';
import {catalogueCheck} from '../../src/providers/vertex/checks/catalogue.ts';
import {judgeModel as judgeGoogleModel} from '../../src/providers/vertex/checks/model.ts';
import {projectCheck} from '../../src/providers/vertex/checks/project.ts';
import {judgeRetention} from '../../src/providers/vertex/checks/retention.ts';
import {notSignedIn} from '../../src/providers/vertex/credentials/session.ts';
import type {Refusal} from '../../src/providers/vertex/google.ts';
import {createMemo} from '../../src/wizard/memo.ts';
import {enter, given, targetAnswers} from './bedrock/stage.ts';

/** Who acts next, and with which command if there is one. */
const next = ({owner, fix}: Finding) => (fix.kind === 'command' ? `${owner}: ${fix.command}` : owner);
const contextOf = (answers: Readonly<Record<string, string>>): StepContext => ({
	ports: {...nodePorts(), env: {}},
	answers: given(answers),
	policy: openPolicy,
	memo: createMemo(),
	signal: new AbortController().signal,
});
const judged = (check: Check, facts: unknown, {answers}: StepContext) => check.judge(facts, {answers, policy: openPolicy, facts: {}});

describe('AWS', () => {
	const context = contextOf({...targetAnswers, signIn: 'profile:work'});
	const failed = (name: string, status?: number, isForeign = false): CloudFailure => ({
		name,
		message: 'said so',
		isForeign,
		...(status === undefined ? {} : {status}),
	});
	const again = 'you: onboard sign-in --profile work';

	it.each([
		['denied', failed('AccessDeniedException', 403), 'cloud-admin'],
		['not signed in', failed('NotSignedIn'), again],
		['expired', failed('ExpiredTokenException', 403), again],
		['refused by the access portal', failed('UnauthorizedException', 401), again],
		['keys that are wrong', failed('UnrecognizedClientException', 403), 'you'],
		['unreachable', failed('ETIMEDOUT'), 'you'],
		['a page on the way', failed('NotTheService', 403, true), 'you'],
		['throttled', failed('ThrottlingException', 400), 'you'],
		['in trouble', failed('InternalServerException', 500), 'you'],
		['refused otherwise', failed('ValidationException', 400), 'cloud-admin'],
	])('%s', (_what, failure, expected) => {
		const on = {isOn: true, buckets: [], logGroup: '/prompts', groupFailure: failure};
		const findings = [
			judged(retentionCheck(context, []), {failure}, context)[0],
			judged(loggingCheck(context, []), {isOn: undefined, buckets: [], failure}, context)[0],
			judged(loggingCheck(context, []), on, context)[1],
			judged(trailsCheck(context, []), {failure}, context)[0],
		];
		expect(findings.map(finding => finding?.code)).toEqual([
			'terms.retention-unknown',
			'terms.logging-unknown',
			'terms.log-retention-unknown',
			'terms.trail-unknown',
		]);
		expect(findings.flatMap(finding => (finding === undefined ? [] : [next(finding)]))).toEqual(Array.from({length: 4}, () => expected));
	});

	it.each([
		['NotSignedIn', undefined, 'sign-in.needed'],
		['ExpiredTokenException', 403, 'sign-in.credentials-expired'],
		['AccessDeniedException', 403, 'model.list-denied'],
		['ThrottlingException', 429, 'model.service-unavailable'],
	])('a list of models that %s kept away', (name, status, code) => {
		const facts = {profiles: undefined, listFailure: failed(name, status), availability: {}, form: 'unread', isUnreachable: false};
		expect(judged(accessCheck(context, []), facts, context).map(finding => finding.code)).toEqual([code]);
	});

	it.each([
		['NotSignedIn', undefined, 'sign-in.needed', 'you: onboard sign-in --profile work'],
		['ETIMEDOUT', undefined, 'model.service-unavailable', 'you'],
		['ServiceUnavailableException', 503, 'model.service-unavailable', 'provider'],
	])('a model call that ends with %s', (name, status, code, expected) => {
		const invoke = {state: 'failed', tookMs: 1, hasStarted: false, failure: failed(name, status)} as const;
		const facts = {id: 'us.anthropic.claude-opus-5-5', pinnedBy: ['primaryModel'], isListed: true, form: 'filled', invoke} as const;
		const findings = judgeModel(facts, {answers: context.answers, policy: openPolicy, facts: {}});
		expect(findings.map(finding => `${finding.code}, ${next(finding)}`)).toEqual([`${code}, ${expected}`]);
	});

	it('a summary names who could tell only where that helps', () => {
		const note = (failure: CloudFailure) => unreadNote(failure, 'Cloud administrators can.');
		expect(note(failed('AccessDeniedException', 403))).toBe('Your role may not read it. Cloud administrators can.');
		expect(note(failed('NotSignedIn'))).toMatch(/Sign in again\.$/);
		expect(note(failed('ETIMEDOUT'))).toBe('AWS did not answer (ETIMEDOUT). Try again in a minute.');
	});

	it('quotas and endpoints without a sign-in', async () => {
		const stage = await enter();
		const lost = stage.context({...targetAnswers, signIn: 'profile:gone', primaryModel: 'us.anthropic.claude-opus-5-5'});
		expect(await readCapacity(lost)).toMatchObject({
			owner: 'you',
			unread: expect.stringMatching(/NotSignedIn.*; sign in again$/) as string,
		});
		const facts = await readEndpoints(lost, {...lost, facts: {}, say() {}});
		expect(facts).toMatchObject({endpoints: 'unread', instead: {owner: 'you', fix: {kind: 'command'}}});
		const subject = subjectOf({...lost, service: bedrockRuntime, endpoint: endpointFrom(lost.answers)});
		expect(judgeEndpoint(facts, subject, {}).map(next)).toEqual(['you: onboard sign-in --profile gone']);
	});
});

describe('Google', () => {
	const context = contextOf({project: 'acme-ai', location: 'global'});
	const refused = (http: number | undefined, status: string, more: Partial<Refusal> = {}): Refusal => ({
		http,
		status,
		message: 'said so',
		...more,
	});
	const again = 'you: gcloud auth application-default login --project=acme-ai';

	it.each([
		['denied', refused(403, 'PERMISSION_DENIED', {reason: 'IAM_PERMISSION_DENIED'}), 'cloud-admin', /may not read it/],
		['switched off', refused(403, 'PERMISSION_DENIED', {reason: 'SERVICE_DISABLED'}), 'cloud-admin', /SERVICE_DISABLED/],
		['not signed in', notSignedIn, again, /sign-in/],
		['expired', refused(401, 'UNAUTHENTICATED', {reason: 'ACCESS_TOKEN_EXPIRED'}), again, /sign-in/],
		['unreachable', refused(undefined, 'ETIMEDOUT'), 'you', /did not answer/],
		['a page on the way', refused(403, 'HTTP 403', {contentType: 'text/html'}), 'you', /in Google's place/],
		['throttled', refused(429, 'RESOURCE_EXHAUSTED'), 'you', /429/],
		['in trouble', refused(503, 'UNAVAILABLE'), 'you', /503/],
	])('%s', (_what, refusal, expected, cause) => {
		const models = [{pin: {id: 'claude-opus-5-5', location: 'global', pinnedBy: ['primaryModel']}, refusal}];
		const findings = [
			...judgeRetention({project: 'acme-ai', models, logRefusal: refusal, cacheRefusal: refusal}, context.answers),
			...judged(catalogueCheck(context, []), {ids: undefined, refusal}, context),
		];
		expect(findings.map(finding => finding.code)).toEqual([
			'vertex.publisher-config-unknown',
			'vertex.log-days-unknown',
			'vertex.cache-unknown',
			'vertex.catalogue-unread',
		]);
		expect(findings.map(finding => next(finding))).toEqual(Array.from({length: 4}, () => expected));
		expect(findings.every(finding => cause.test(finding.cause))).toBe(true);
	});

	it.each([
		['nobody is signed in', notSignedIn, 'vertex.model-not-proven', again],
		['no answer', refused(undefined, 'ETIMEDOUT'), 'vertex.model-not-proven', 'you'],
		['trouble without a reason', refused(500, 'INTERNAL'), 'vertex.unrecognized-refusal', 'provider'],
		['a refusal without a known reason', refused(400, 'INVALID_ARGUMENT'), 'vertex.unrecognized-refusal', 'help-desk'],
	])('a model call: %s', (_what, refusal, code, expected) => {
		const facts = {pin: {id: 'claude-opus-5-5', location: 'global', pinnedBy: ['primaryModel']}, isListed: undefined, refusal};
		expect(judgeGoogleModel(facts, context.answers).map(finding => `${finding.code}, ${next(finding)}`)).toEqual([`${code}, ${expected}`]);
	});

	it('permissions of the project, when there is no sign-in', () => {
		const facts = {project: 'acme-ai', location: 'global', granted: undefined, refusal: notSignedIn};
		expect(judged(projectCheck(context), facts, context).map(finding => [finding.code, next(finding)])).toEqual([
			['vertex.project-unread', again],
		]);
	});
});

describe('Azure', () => {
	const refusedBy401 = (code: string): Problem => ({kind: 'signed-out', reason: `Azure Resource Manager: 401 ${code}`});
	it.each<[string, Problem, string, string, string]>([
		['denied', {kind: 'denied', reason: '403'}, 'cloud-admin', 'platform-team', 'foundry.resource-read-denied'],
		[
			'not signed in',
			{kind: 'signed-out', reason: 'no sign-in', failure: {code: 'foundry.sign-in-needed', raw: 'az login'}},
			'you: az login',
			'you: az login',
			'foundry.resource-read-denied',
		],
		['expired', refusedBy401('ExpiredAuthenticationToken'), 'you: az login', 'you: az login', 'foundry.resource-read-denied'],
		['another tenant', refusedBy401('InvalidAuthenticationTokenTenant'), 'you: az login', 'you: az login', 'foundry.resource-read-denied'],
		['unreachable', {kind: 'unread', reason: 'ETIMEDOUT'}, 'network-team', 'you', 'foundry.management-unreachable'],
		['throttled or in trouble', {kind: 'busy', reason: '429'}, 'you', 'you', 'foundry.management-unreachable'],
	])('%s', (_what, problem, forResource, forHosting, code) => {
		const context = contextOf({resource: 'acme-claude', signIn: 'az'});
		const [resource] = judged(resourceCheck(context), {arm: 'https://management.azure.com', problem}, context);
		const [hosting] = judged(hostingCheck(context), {problem}, context);
		const [logging] = judged(diagnosticsCheck(context), {problem}, context);
		expect(resource === undefined ? '' : `${resource.code}, ${next(resource)}`).toBe(`${code}, ${forResource}`);
		expect(hosting === undefined ? '' : next(hosting)).toBe(forHosting);
		expect(logging?.owner).toBe(problem.kind === 'denied' ? 'cloud-admin' : 'you');
	});

	it('whoever has only a key is not told to ask for a role for the key', () => {
		const context = contextOf({resource: 'acme-claude', signIn: 'api-key'});
		const problem: Problem = {kind: 'signed-out', reason: 'no sign-in', failure: {code: 'foundry.az-missing', raw: ''}};
		const [resource] = judged(resourceCheck(context), {arm: 'https://management.azure.com', problem}, context);
		const [hosting] = judged(hostingCheck(context), {problem}, context);
		expect([resource?.owner, resource?.fix.kind, hosting?.owner]).toEqual(['you', 'do', 'platform-team']);
	});
});
