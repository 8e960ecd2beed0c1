// Findings of other families that a refused call brings to light: the way to the service, or the credentials.

import {raise} from '../../../catalog/declare.ts';
import {networkFindings} from '../../../catalog/network.ts';
import {signInFindings} from '../../../catalog/sign-in.ts';
import type {Evidence, Finding} from '../../../core/finding.ts';
import type {Answers} from '../../../core/session.ts';
import {endpointFrom, regionOf} from '../target.ts';
import {deniedAction, type RefusalCode} from './classify.ts';
import {sourceOf, signInCommand} from './words.ts';

export type ForeignCode = Extract<RefusalCode, `network.${string}` | `sign-in.${string}`> | 'network.source-condition-denied';

export function isForeignCode(code: string): code is ForeignCode {
	return code.startsWith('network.') || code.startsWith('sign-in.');
}

/**
 * The finding for a refusal that is not about a model.
 *
 * @param message - The service's words, for the action that they name.
 */
export function refusalFinding(
	code: ForeignCode,
	message: string,
	about: {readonly check: string; readonly evidence: readonly Evidence[]; readonly answers: Answers},
): Finding {
	const {check, evidence, answers} = about;
	const {host} = endpointFrom(answers);
	switch (code) {
		case 'network.endpoint-policy-denied': {
			return raise(networkFindings, code, {
				check,
				evidence,
				details: {host, action: deniedAction(message) ?? 'bedrock:InvokeModelWithResponseStream'},
			});
		}

		case 'network.source-condition-denied': {
			return raise(networkFindings, code, {check, evidence, details: {host, service: 'Amazon Bedrock'}});
		}

		case 'network.wrong-service-endpoint': {
			return raise(networkFindings, code, {
				check,
				evidence,
				details: {host, region: regionOf(answers), wanted: 'bedrock-runtime', found: 'an endpoint that does not know model calls'},
			});
		}

		case 'network.captive-portal': {
			return raise(networkFindings, code, {check, evidence, details: {host, portal: ''}});
		}

		case 'sign-in.credentials-expired': {
			return raise(signInFindings, code, {check, evidence, details: {source: sourceOf(answers), command: signInCommand(answers)}});
		}

		case 'sign-in.credentials-invalid': {
			return raise(signInFindings, code, {check, evidence, details: {source: sourceOf(answers)}});
		}

		case 'sign-in.clock-skew': {
			return raise(signInFindings, code, {check, evidence, details: {minutes: 'more than 5', direction: 'off'}});
		}
	}
}
