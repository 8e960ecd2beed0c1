// Every check that applies to a set of Bedrock answers; doctor runs them all, each step of the wizard its own part.

import {endpointCheck} from '../../checks/network/endpoint.ts';
import {networkChecks, type NetworkOptions} from '../../checks/network.ts';
import type {Check} from '../../core/check.ts';
import {valueOf, type Answers} from '../../core/session.ts';
import type {StepContext} from '../provider.ts';
import {accessCheck} from './checks/access.ts';
import {readEndpoints} from './checks/endpoints.ts';
import {gatewayModelCheck} from './checks/gateway.ts';
import {identityCheck, identityCheckId} from './checks/identity.ts';
import {loggingCheck} from './checks/logging.ts';
import {modelCheck} from './checks/model.ts';
import {retentionCheck} from './checks/retention.ts';
import {roleCheck, roleCheckId} from './checks/role.ts';
import {sessionCheck} from './checks/session.ts';
import {signedCheck, signedCheckId} from './checks/signed.ts';
import {trailsCheck} from './checks/trails.ts';
import {pinsOf} from '../pins.ts';
import {bedrockRuntime} from './service.ts';
import {isSso} from './sign-in/session.ts';
import {controlFrom, endpointFrom, isGateway, mantleFrom} from './target.ts';

/** The network part, as it is asked of the shared checks. */
export function networkOptions(context: Pick<StepContext, 'answers' | 'policy' | 'ports'>): NetworkOptions {
	const {answers, policy, ports} = context;
	const base = {endpoint: endpointFrom(answers), service: bedrockRuntime, ports, answers, policy};
	if (isGateway(answers)) {
		return base;
	}

	return {...base, control: controlFrom(answers), ...(valueOf(answers, 'mantle') === 'yes' ? {mantle: mantleFrom(answers)} : {})};
}

/** Whether a public path is a failure here. */
export function wantsPrivate(context: Pick<StepContext, 'answers' | 'policy'>): boolean {
	return context.policy.requirePrivatePath || valueOf(context.answers, 'route') === 'private';
}

export function signInChecks(context: StepContext): readonly Check[] {
	return isGateway(context.answers) ? [] : [sessionCheck(context), roleCheck(context), identityCheck(context)];
}

/** The shared network checks, the signed call, and the endpoint's own settings where a private path is wanted. */
export function pathChecks(context: StepContext): readonly Check[] {
	const options = networkOptions(context);
	if (isGateway(context.answers)) {
		return networkChecks(options);
	}

	const credentials = credentialIds(context.answers);
	const endpoint = wantsPrivate(context) ? [endpointCheck(options, [roleCheckId], async run => readEndpoints(context, run))] : [];
	return [...networkChecks(options), signedCheck(context, [...credentials, 'network.http']), ...endpoint];
}

export function modelChecks(context: StepContext): readonly Check[] {
	const pins = pinsOf(context.answers);
	if (isGateway(context.answers)) {
		return pins.map(pin => gatewayModelCheck(context, pin));
	}

	const credentials = credentialIds(context.answers);
	return [accessCheck(context, credentials), ...pins.map(pin => modelCheck(context, pin, [...credentials, 'network.http', signedCheckId]))];
}

export function termsChecks(context: StepContext): readonly Check[] {
	const credentials = credentialIds(context.answers);
	return isGateway(context.answers)
		? []
		: [retentionCheck(context, credentials), loggingCheck(context, credentials), trailsCheck(context, credentials)];
}

/** All of them. */
export function allChecks(context: StepContext): readonly Check[] {
	return [...signInChecks(context), ...pathChecks(context), ...modelChecks(context), ...termsChecks(context)];
}

/** Role credentials prove themselves; keys and other profiles are proven by STS. */
function credentialIds(answers: Answers): readonly string[] {
	return isSso(answers) ? [roleCheckId] : [roleCheckId, identityCheckId];
}
