// The check `model.<id>` behind an organization's own gateway: the streamed call, unsigned, as Claude Code sends it there.

import {raise} from '../../../catalog/declare.ts';
import {modelFindings} from '../../../catalog/model.ts';
import {networkFindings} from '../../../catalog/network.ts';
import type {Check} from '../../../core/check.ts';
import {clean} from '../../../core/document.ts';
import {resolveProxy} from '../../../probes/proxy.ts';
import type {StepContext} from '../../provider.ts';
import {streamType} from '../invoke.ts';
import {endpointFrom} from '../target.ts';
import {longestStream} from '../bounded-body.ts';
import {isEventStream} from '../request-handler.ts';
import {readEventStream, type StreamEnd} from '../event-frames.ts';
import {stallLimitMs} from '../../message-stream.ts';
import {classify, type Refusal} from './classify.ts';
import {modelCheckId} from './judge-model.ts';
import {modelWords} from './words.ts';

export type GatewayFacts = {
	readonly id: string;
	readonly status: number | undefined;
	readonly contentType: string;
	/** First words of the answer when it is a refusal. */ readonly text: string;
	readonly tookMs: number;
	/** How the streamed message ended, where one came. */
	readonly stream?: StreamEnd | {readonly state: 'stalled'};
};

const limitMs = 20_000;

export function gatewayModelCheck(
	context: StepContext,
	pin: {readonly id: string; readonly pinnedBy: readonly string[]},
): Check<GatewayFacts> {
	const {answers, ports} = context;
	const {url, host} = endpointFrom(answers);
	return {
		id: modelCheckId(pin.id),
		group: 'models',
		title: pin.pinnedBy[0] ?? 'model',
		needs: ['network.http'],
		limitMs: limitMs + 2000,
		async run({signal}) {
			const target = `${url}/model/${encodeURIComponent(pin.id)}/invoke-with-response-stream`;
			const {proxy} = resolveProxy(target, ports.env);
			const token = ports.env['ANTHROPIC_AUTH_TOKEN'];
			try {
				const answer = await ports.network.request({
					url: target,
					method: 'POST',
					headers: {'content-type': 'application/json', ...(token === undefined || token === '' ? {} : {authorization: `Bearer ${token}`})},
					body: JSON.stringify({anthropic_version: 'bedrock-2023-05-31', max_tokens: 1, messages: [{role: 'user', content: 'hi'}]}),
					limitMs,
					maxBytes: longestStream,
					quietMs: stallLimitMs,
					isBinary: true,
					signal,
					...(proxy === undefined ? {} : {proxy}),
				});
				const isRefusal = answer.status >= 300;
				const contentType = answer.headers['content-type'] ?? '';
				const bytes = Buffer.from(answer.body, 'latin1');
				return {
					id: pin.id,
					status: answer.status,
					contentType,
					text: isRefusal ? clean(bytes.toString('utf8', 0, 4096)).slice(0, 400) : '',
					tookMs: Math.round(answer.tookMs),
					...(answer.status === 200 && isEventStream(contentType) ? {stream: streamIn(bytes, answer.isStalled === true)} : {}),
				};
			} catch (error) {
				signal.throwIfAborted();
				return {
					id: pin.id,
					status: undefined,
					contentType: '',
					text: error instanceof Error ? clean(error.message) : 'no answer',
					tookMs: 0,
				};
			}
		},
		summarize: facts => `${facts.id}: ${facts.status ?? 'no answer'}`,
		judge(facts) {
			const check = modelCheckId(facts.id);
			const evidence = [{label: 'call', value: `${facts.status ?? 'no answer'} ${facts.contentType} ${facts.text}`.trim()}];
			const words = {
				...modelWords(answers, facts.id),
				suggestion: 'an id the gateway knows',
				instead: '',
				variables: 'the settings',
				resource: '',
				where: '',
				mode: '',
				raw: evidence[0]!.value,
			};
			switch (facts.stream?.state) {
				case 'answered': {
					return [raise(modelFindings, 'model.answers', {check, evidence, details: {...words, milliseconds: String(facts.tookMs)}})];
				}

				case 'stalled': {
					return [raise(networkFindings, 'network.stalls', {check, evidence, details: {host, seconds: String(stallLimitMs / 1000)}})];
				}

				case 'failed': {
					const {name, message} = facts.stream;
					return [
						raise(modelFindings, modelCode({status: 200, name, message}), {
							check,
							evidence,
							details: {...words, raw: `${name}: ${message}`},
						}),
					];
				}

				case 'cut':
				case 'broken': {
					const raw = facts.stream.state === 'cut' ? 'the stream ended before the message did' : 'the stream cannot be read';
					return [raise(modelFindings, 'model.service-unavailable', {check, evidence, details: {...words, raw}})];
				}

				default:
			}

			if (facts.status === 200) {
				return /html/iu.test(facts.contentType)
					? [raise(networkFindings, 'network.captive-portal', {check, evidence, details: {host, portal: ''}})]
					: [
							raise(networkFindings, 'network.stream-rewritten', {
								check,
								evidence,
								details: {host, contentType: facts.contentType, streamType},
							}),
						];
			}

			const refusal = {...(facts.status === undefined ? {} : {status: facts.status}), name: 'Unknown', message: facts.text};
			return classify(refusal) === 'network.captive-portal'
				? [raise(networkFindings, 'network.captive-portal', {check, evidence, details: {host, portal: ''}})]
				: [raise(modelFindings, modelCode(refusal), {check, evidence, details: words})];
		},
	};
}

function modelCode(refusal: Refusal): keyof typeof modelFindings {
	const code = classify(refusal);
	return code.startsWith('model.') ? (code as keyof typeof modelFindings) : 'model.unrecognized-denial';
}

function streamIn(bytes: Uint8Array, isStalled: boolean): NonNullable<GatewayFacts['stream']> {
	const end = readEventStream(bytes);
	return end.state === 'cut' && isStalled ? {state: 'stalled'} : end;
}
