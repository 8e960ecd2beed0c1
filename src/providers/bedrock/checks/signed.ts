// The check `network.signed`: does Amazon Bedrock itself answer a signed call, and does the answer name the private endpoint?

import {raise} from '../../../catalog/declare.ts';
import {networkFindings} from '../../../catalog/network.ts';
import {signInFindings} from '../../../catalog/sign-in.ts';
import type {Check} from '../../../core/check.ts';
import {valueOf} from '../../../core/session.ts';
import type {SignedFacts as PathPart} from '../../../checks/network/verdict.ts';
import type {StepContext} from '../../provider.ts';
import {connect} from '../credentials.ts';
import {invoke, streamType} from '../invoke.ts';
import type {CloudFailure} from '../failure.ts';
import {endpointFrom, regionOf} from '../target.ts';
import {classify} from './classify.ts';
import {refusalFinding} from './refusal.ts';
import {seen, sourceOf} from './words.ts';

export type SignedFacts = PathPart & {
	readonly failure?: CloudFailure;
	/** Set when the answer came in another format than the service's. */ readonly contentType?: string;
	readonly host: string;
	readonly region: string;
};

export const signedCheckId = 'network.signed';

/** No model has this id, so nothing is used, accepted or billed; the signature is checked all the same. */
const noSuchModel = 'onboard.no-such-model-v1:0';

export function signedCheck(context: StepContext, needs: readonly string[]): Check<SignedFacts> {
	const {answers} = context;
	return {
		id: signedCheckId,
		group: 'network',
		title: 'signed',
		needs,
		limitMs: 30_000,
		async run({signal, say}) {
			say('a signed call for a model that does not exist');
			const url = valueOf(answers, 'baseUrl');
			const connection = await connect(context, signal, regionOf(answers), url === undefined ? {} : {url});
			const {failure, state, contentType} = await invoke(connection, noSuchModel);
			const {host} = endpointFrom(answers);
			const text = failure?.message ?? '';
			return {
				provesPrivate: failure !== undefined && classify(failure) === 'network.endpoint-policy-denied',
				text,
				host,
				region: regionOf(answers),
				...(failure === undefined ? {} : {failure}),
				...(state === 'rewritten' ? {contentType: contentType ?? 'no content type'} : {}),
			};
		},
		summarize: facts =>
			facts.contentType !== undefined
				? 'the answer is rewritten on the way'
				: facts.provesPrivate
					? "stopped by the private endpoint's policy"
					: !isUsable(facts)
						? 'the signature is not accepted'
						: isTold(facts)
							? 'the signature is accepted'
							: `answers ${statusOf(facts)}; nothing is said about the signature`,
		isUsable,
		judge: (facts, {answers: current}) => {
			const check = signedCheckId;
			const evidence = facts.failure === undefined ? [] : [seen('signed call', facts.failure)];
			if (facts.contentType !== undefined) {
				return [
					raise(networkFindings, 'network.stream-rewritten', {
						check,
						details: {host: facts.host, contentType: facts.contentType, streamType},
					}),
				];
			}

			const code = facts.failure === undefined ? undefined : classify(facts.failure);
			switch (code) {
				case 'sign-in.credentials-expired':
				case 'sign-in.credentials-invalid':
				case 'sign-in.clock-skew':
				case 'network.captive-portal':
				case 'network.wrong-service-endpoint': {
					return [refusalFinding(code, facts.text, {check, evidence, answers: current})];
				}

				case 'network.endpoint-policy-denied': {
					return [
						raise(networkFindings, 'network.private', {
							check,
							evidence,
							details: {service: 'Amazon Bedrock', reason: 'The policy of the private endpoint answered, so the call arrived there.'},
						}),
					];
				}

				default: {
					if (isUnanswered(facts)) {
						return [
							raise(networkFindings, 'network.no-reply', {
								check,
								evidence,
								details: {host: facts.host, addresses: facts.host, error: facts.failure?.name ?? 'no reply'},
							}),
						];
					}

					return isTold(facts)
						? [
								raise(signInFindings, 'sign-in.ok', {
									check,
									evidence,
									details: {who: sourceOf(current), until: '', proof: 'Amazon Bedrock accepted the signature of a call.'},
								}),
							]
						: [
								raise(networkFindings, 'network.signature-untold', {
									check,
									evidence,
									details: {host: facts.host, status: statusOf(facts)},
								}),
							];
				}
			}
		},
	};
}

/** Not even a refusal came back. */
function isUnanswered(facts: SignedFacts): boolean {
	return facts.failure !== undefined && facts.failure.status === undefined;
}

/**
 * Whether the answer tells that the signature was looked at: a server in trouble, or one that asks for patience, may not have done so,
 * and a refusal without the service's own words or error name may come from anything on the way.
 */
function isTold({failure}: SignedFacts): boolean {
	if (failure === undefined) {
		return true;
	}

	const code = classify(failure);
	return code === 'model.unrecognized-denial'
		? failure.name.endsWith('Exception')
		: code !== 'model.service-unavailable' && code !== 'model.throttled';
}

function statusOf({failure}: SignedFacts): string {
	return failure?.status === undefined ? (failure?.name ?? 'nothing') : String(failure.status);
}

function isUsable(facts: SignedFacts): boolean {
	const code = facts.failure === undefined ? undefined : classify(facts.failure);
	return (
		!isUnanswered(facts) &&
		![
			'sign-in.credentials-expired',
			'sign-in.credentials-invalid',
			'sign-in.clock-skew',
			'network.captive-portal',
			'network.wrong-service-endpoint',
		].includes(code ?? '')
	);
}
