// What the gates and the call say together about a model, and that nothing secret is among the facts.

import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {describe, expect, it, onTestFinished} from 'vitest';
import {runChecks} from '../../../src/checks/runner.ts';
import {openPolicy, type FactsById, type JudgeContext} from '../../../src/core/check.ts';
import {fold, isProblem} from '../../../src/core/finding.ts';
import {nodePorts} from '../../../src/ports/node.ts';
import {judgeModel, type ModelFacts} from '../../../src/providers/bedrock/checks/judge-model.ts';
import {bedrock} from '../../../src/providers/bedrock/index.ts';
import {readToken} from '../../../src/providers/bedrock/sign-in/token-cache.ts';
import {answerFor, messageEvents} from '../../../src/sandbox/clouds/aws/anthropic-answer.ts';
import {chunkEvent, exceptionEvent} from '../../../src/sandbox/clouds/aws/event-stream.ts';
import {enter, given, targetAnswers} from './stage.ts';

const opus = 'us.anthropic.claude-opus-5-5';
const available = {agreement: 'AVAILABLE', authorization: 'AUTHORIZED', entitlement: 'AVAILABLE', region: 'AVAILABLE'};
const answered: ModelFacts = {
	id: opus,
	pinnedBy: ['primaryModel'],
	isListed: true,
	availability: available,
	form: 'filled',
	invoke: {state: 'answered', tookMs: 840, hasStarted: true},
};
const refused = (status: number, name: string, message: string, more: Partial<ModelFacts> = {}): ModelFacts => ({
	...answered,
	invoke: {state: 'failed', tookMs: 20, hasStarted: false, failure: {status, name, message, requestId: 'req-1', isForeign: false}},
	...more,
});
const judged = (facts: ModelFacts, known: FactsById = {}) => {
	const context: JudgeContext = {answers: given({...targetAnswers, primaryModel: facts.id}), policy: openPolicy, facts: known};
	return judgeModel(facts, context);
};
const codes = (facts: ModelFacts, known?: FactsById) => judged(facts, known).map(finding => finding.code);
const uncalled = ({invoke: _call, ...facts}: ModelFacts): ModelFacts => facts;
const formMissing =
	'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model.';
const denied = (where: string) =>
	`User: arn:aws:sts::111122223333:assumed-role/x/y is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: arn:aws:bedrock:${where}::foundation-model/anthropic.claude-opus-5-5 with an explicit deny in a service control policy`;
const publicWay = {'network.dns': {name: {host: 'h', addresses: ['52.94.0.17'], tookMs: 1}, witnesses: []}};

describe('judging a model', () => {
	it('passes only what answered', () => {
		expect(codes(answered)).toEqual(['model.answers']);
		expect(codes(refused(200, 'EmptyStream', 'The stream ended without a word.'))).toEqual(['model.service-unavailable']);
		expect(codes(refused(200, 'ECONNRESET', 'aborted'))).toEqual(['model.service-unavailable']);
	});

	it('calls an answer provisional while the agreement is not settled', () => {
		expect(codes({...answered, availability: {...available, agreement: 'PENDING'}})).toEqual(['model.provisional']);
	});

	it('leaves a model open that nobody allowed to be called, and says which gate is shut', () => {
		expect(codes(uncalled({...answered, availability: {...available, agreement: 'NOT_AVAILABLE'}}))).toEqual([
			'model.agreement-missing',
			'model.not-proven',
		]);
		const {availability: _unread, ...unread} = uncalled(answered);
		expect(codes(unread)).toEqual(['model.not-proven']);
		expect(codes({...unread, isListed: false})).toEqual(['model.not-listed', 'model.not-proven']);
		expect(codes({...unread, id: 'anthropic.claude-opus-5-5', isListed: false, suggestion: opus})).toEqual([
			'model.bare-id',
			'model.not-proven',
		]);
	});

	it('sees through gates that hide each other', () => {
		expect(codes(refused(404, 'ResourceNotFoundException', formMissing))).toEqual(['model.use-case-form-missing']);
		expect(
			codes(refused(404, 'ResourceNotFoundException', formMissing, {availability: {...available, agreement: 'NOT_AVAILABLE'}})),
		).toEqual(['model.agreement-missing']);
		expect(
			codes(
				refused(404, 'ResourceNotFoundException', formMissing, {form: 'missing', availability: {...available, agreement: 'NOT_AVAILABLE'}}),
			),
		).toEqual(['model.use-case-form-missing']);
		expect(codes(refused(503, 'ServiceUnavailableException', 'busy', {isListed: false}))).toEqual(['model.not-listed']);
	});

	it('does not take a green control plane for a usable model', () => {
		expect(codes(refused(403, 'AccessDeniedException', 'Claude Opus 5.5 is not available for this account.'))).toEqual([
			'model.account-not-eligible',
		]);
	});

	it('tells a condition on the source from a region that is denied', () => {
		expect(codes(refused(403, 'AccessDeniedException', denied('us-east-1')), publicWay)).toEqual(['network.source-condition-denied']);
		expect(codes(refused(403, 'AccessDeniedException', denied('us-east-1')))).toEqual(['model.scp-denied']);
		expect(codes(refused(403, 'AccessDeniedException', denied('us-east-2')), publicWay)).toEqual(['model.scp-denied']);
		expect(judged(refused(403, 'AccessDeniedException', denied('')))[0]?.title).toContain('global route');
	});

	it('takes throttling for access', () => {
		expect(judged(refused(429, 'ThrottlingException', 'Too many tokens, please wait before trying again.'))[0]).toMatchObject({
			code: 'model.throttled',
			severity: 'warn',
		});
	});

	it("keeps the service's words and the request id as evidence", () => {
		const [finding] = judged(refused(403, 'AccessDeniedException', 'Access is denied for reason E-4711.'));
		// First, since only the first pieces are shown unasked.
		expect(finding?.evidence[0]).toEqual({
			label: 'call',
			value: '403 AccessDeniedException: Access is denied for reason E-4711. (request req-1)',
		});
		expect(finding?.fix).toMatchObject({kind: 'ask', message: expect.stringContaining('E-4711') as string});
	});

	it("reports streams that stall or are rewritten as the network's", () => {
		expect(codes({...answered, invoke: {state: 'stalled', tookMs: 10_000, hasStarted: true}})).toEqual(['network.stalls']);
		expect(codes({...answered, invoke: {state: 'rewritten', tookMs: 10, hasStarted: false, contentType: 'text/event-stream'}})).toEqual([
			'network.stream-rewritten',
		]);
	});
});

describe('all checks', () => {
	const pins = {primaryModel: opus, fastModel: 'us.anthropic.claude-haiku-5-5'};
	const examine = async (change: Parameters<typeof enter>[0], answers: Readonly<Record<string, string>> = {}) => {
		const stage = await enter(change, {isConfigured: true, clock: nodePorts().clock});
		const context = stage.context({...targetAnswers, signIn: 'session:onboard', ...pins, ...answers}, {requirePrivatePath: true});
		const outcomes = await runChecks({checks: bedrock.checks(context), context, clock: stage.ports.clock, signal: context.signal});
		return {stage, outcomes, findings: outcomes.flatMap(outcome => outcome.findings)};
	};

	it('pass in the happy set-up, and hold no secret', async () => {
		const {stage, outcomes, findings} = await examine({});
		expect(findings.filter(finding => isProblem(finding))).toEqual([]);
		expect(outcomes.every(outcome => outcome.state === 'done')).toBe(true);
		const token = await readToken(stage.ports, 'onboard');
		const text = JSON.stringify(outcomes);
		for (const secret of [token!.accessToken, token!.refreshToken!, token!.clientSecret!]) {
			expect(text).not.toContain(secret);
		}

		expect(text).not.toMatch(/secretAccessKey|sessionToken|ASIA[A-Z0-9]{12}/u);
	});

	it('do not let an unreadable list hide working models', async () => {
		const {findings} = await examine({
			aws: {faults: {'bedrock:ListInferenceProfiles': {status: 403, type: 'AccessDeniedException', message: 'no'}}},
		});
		expect(findings.filter(finding => isProblem(finding)).map(finding => finding.code)).toEqual(['model.list-denied']);
		expect(findings.filter(finding => finding.code === 'model.answers')).toHaveLength(2);
	});

	it('name one cause when the sign-in is gone, and try nothing after it', async () => {
		const {stage, outcomes, findings} = await examine({home: {signIn: 'none'}});
		expect(
			fold(findings)
				.filter(({finding}) => isProblem(finding))
				.map(({finding}) => finding.code),
		).toEqual(['sign-in.needed']);
		expect(outcomes.find(outcome => outcome.check === `model.${opus}`)?.state).toBe('skipped');
		expect(stage.running.requests.filter(request => request.signature === 'sigv4')).toEqual([]);
	});

	it('work with keys of an existing profile, proven by STS', async () => {
		const key = {
			accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
			secretAccessKey: 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY',
			account: '111122223333',
			arn: 'arn:aws:iam::111122223333:user/ci',
		};
		const credentials = `[legacy]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`;
		const {findings} = await examine(
			{aws: {staticKeys: [key]}, home: {files: {'.aws/credentials': credentials}}},
			{signIn: 'profile:legacy'},
		);
		expect(findings.filter(finding => isProblem(finding))).toEqual([]);
		expect(findings.some(finding => finding.title.includes('arn:aws:iam::111122223333:user/ci'))).toBe(true);
		const wrong = await examine({home: {files: {'.aws/credentials': credentials}}}, {signIn: 'profile:legacy'});
		expect(
			fold(wrong.findings)
				.filter(({finding}) => isProblem(finding))
				.map(({finding}) => finding.code),
		).toEqual(['sign-in.credentials-invalid']);
	});
});

describe('behind a gateway', () => {
	const streamed = Buffer.concat(messageEvents(answerFor(opus, 1), '1').map(event => chunkEvent(event)));
	const ask = async (status: number, contentType: string, body: string | Uint8Array = '') => {
		const seen: string[] = [];
		const server = createServer((request, response) => {
			seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'unsigned'}`);
			response.writeHead(request.url?.endsWith('/model/x/invoke') === true ? 403 : status, {'content-type': contentType});
			response.end(body);
		});
		await new Promise<void>(resolve => {
			server.listen(0, '127.0.0.1', resolve);
		});
		onTestFinished(() => {
			server.closeAllConnections();
			server.close();
		});
		const stage = await enter(
			{},
			{clock: nodePorts().clock, ports: {network: nodePorts().network, env: {ANTHROPIC_AUTH_TOKEN: 'gateway-token'}}},
		);
		const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bedrock`;
		const context = stage.context({route: 'gateway', baseUrl, region: 'us-east-1', primaryModel: opus, fastModel: opus});
		const outcomes = await runChecks({checks: bedrock.checks(context), context, clock: stage.ports.clock, signal: context.signal});
		return {
			seen,
			outcomes,
			codes: outcomes.filter(outcome => outcome.group === 'models').flatMap(outcome => outcome.findings.map(finding => finding.code)),
		};
	};

	it('makes the streamed call as Claude Code sends it there, without AWS credentials', async () => {
		const {seen, codes: found, outcomes} = await ask(200, 'application/vnd.amazon.eventstream', streamed);
		expect(found).toEqual(['model.answers']);
		expect(seen).toContain(`POST /bedrock/model/${encodeURIComponent(opus)}/invoke-with-response-stream Bearer gateway-token`);
		expect(outcomes.some(outcome => outcome.group === 'sign-in' || outcome.group === 'terms')).toBe(false);
		expect(JSON.stringify(outcomes)).not.toContain('gateway-token');
	});

	it('passes a whole message only', async () => {
		const type = 'application/vnd.amazon.eventstream';
		expect((await ask(200, type)).codes).toEqual(['model.service-unavailable']);
		expect((await ask(200, type, streamed.subarray(0, -1))).codes).toEqual(['model.service-unavailable']);
		expect((await ask(200, type, Buffer.concat([Buffer.from('x'), streamed]))).codes).toEqual(['model.service-unavailable']);
		expect((await ask(200, type, exceptionEvent('throttlingException', 'Too many requests'))).codes).toEqual(['model.throttled']);
	});

	it('tells a rewritten stream, a page and a refusal apart', async () => {
		expect((await ask(200, 'text/event-stream')).codes).toEqual(['network.stream-rewritten']);
		expect((await ask(401, 'application/json', '{"error":"no key"}')).codes).toEqual(['model.unrecognized-denial']);
		expect((await ask(429, 'application/json', '{"error":"slow"}')).codes).toEqual(['model.service-unavailable']);
	});
});
