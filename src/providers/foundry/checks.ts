// Every check that applies to a set of Foundry answers; doctor runs them all, each step of the wizard its own part.

import {networkChecks} from '../../checks/network.ts';
import type {Check} from '../../core/check.ts';
import {valueOf} from '../../core/session.ts';
import {resolveProxy} from '../../probes/proxy.ts';
import type {StepContext} from '../provider.ts';
import {diagnosticsCheck, hostingCheck} from './checks/hosting.ts';
import {modelCheck} from './checks/model.ts';
import {namesCheck} from './checks/names.ts';
import {resourceCheck} from './checks/resource.ts';
import {sessionCheck} from './checks/session.ts';
import {settingsCheck} from './checks/settings.ts';
import {foundryService} from './service.ts';
import {pinsOf} from '../pins.ts';
import {endpointFrom, isGateway} from './target.ts';

/** Causes that only Foundry knows for findings that every provider shares. */
const explains: Readonly<Record<string, readonly string[]>> = {
	'network.name-not-found': ['foundry.resource-is-url', 'foundry.resource-not-found', 'foundry.no-place', 'foundry.both-places'],
	'network.public-path': ['foundry.zone-missing', 'foundry.forwarder-misplaced', 'foundry.private-endpoint-pending'],
};

/** Whether a public path is a failure here. */
export function wantsPrivate(context: Pick<StepContext, 'answers' | 'policy'>): boolean {
	return context.policy.requirePrivatePath || valueOf(context.answers, 'route') === 'private';
}

export function signInChecks(context: StepContext): readonly Check[] {
	return isGateway(context.answers) ? [] : [sessionCheck(context)];
}

export function resourceChecks(context: StepContext): readonly Check[] {
	return isGateway(context.answers) ? [] : [resourceCheck(context)];
}

/** The shared network checks and the names of the resource; behind a proxy it is the proxy that looks names up. */
export function pathChecks(context: StepContext): readonly Check[] {
	const {answers, policy, ports} = context;
	const endpoint = endpointFrom(answers);
	const shared = networkChecks({endpoint, ports, answers, policy, service: foundryService}).map(check => explained(check));
	const isNamed = !isGateway(answers) && resolveProxy(endpoint.url, ports.env).proxy === undefined;
	return [...shared, ...(isNamed ? [namesCheck(context)] : [])];
}

export function modelChecks(context: StepContext): readonly Check[] {
	return pinsOf(context.answers).map(pin => modelCheck(context, pin));
}

export function termsChecks(context: StepContext): readonly Check[] {
	return isGateway(context.answers) ? [] : [hostingCheck(context), diagnosticsCheck(context)];
}

/** All of them. */
export function allChecks(context: StepContext): readonly Check[] {
	return [
		settingsCheck(context),
		...signInChecks(context),
		...resourceChecks(context),
		...pathChecks(context),
		...modelChecks(context),
		...termsChecks(context),
	];
}

function explained(check: Check): Check {
	return {
		...check,
		judge: (facts, context) =>
			check.judge(facts, context).map(finding => ({...finding, causedBy: [...finding.causedBy, ...(explains[finding.code] ?? [])]})),
	};
}
