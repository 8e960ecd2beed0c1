// Every check that applies to a set of Vertex answers; doctor runs them all, each step of the wizard its own part.

import {networkChecks} from '../../checks/network.ts';
import {googleAgentPlatform} from './service.ts';
import type {Check} from '../../core/check.ts';
import {valueOf} from '../../core/session.ts';
import type {StepContext} from '../provider.ts';
import {adcCheck, adcCheckId} from './checks/adc.ts';
import {catalogueCheck} from './checks/catalogue.ts';
import {hostCheck, tokenHostCheck} from './checks/hosts.ts';
import {modelCheck} from './checks/model.ts';
import {projectCheck, projectCheckId} from './checks/project.ts';
import {retentionCheck} from './checks/retention.ts';
import {settingsCheck} from './checks/settings.ts';
import {endpointFrom, isAnthropicManaged, isGateway, locationOf, modelHost, pinsOf} from './target.ts';

/** Whether a public path is a failure here. */
export function wantsPrivate(context: Pick<StepContext, 'answers' | 'policy'>): boolean {
	return context.policy.requirePrivatePath || valueOf(context.answers, 'route') === 'private';
}

export function signInChecks(context: StepContext): readonly Check[] {
	return isGateway(context.answers) ? [] : [adcCheck(context), projectCheck(context)];
}

/** The shared network checks of the main host, every further model host, and the host that renews the sign-in. */
export function pathChecks(context: StepContext): readonly Check[] {
	const {answers, policy, ports} = context;
	const endpoint = endpointFrom(answers);
	const shared = networkChecks({
		endpoint,
		ports,
		policy,
		answers: {...answers, region: {value: locationOf(answers), origin: 'single'}},
		service: googleAgentPlatform,
	});
	if (isGateway(answers)) {
		return shared;
	}

	const options = {wantsPrivate: wantsPrivate(context)};
	const hosts = valueOf(answers, 'baseUrl') === undefined ? pinsOf(answers).map(pin => modelHost(answers, pin.location)) : [];
	const others = [...new Set(hosts)].filter(host => host !== endpoint.host);
	const token = valueOf(answers, 'tokenHost') ?? 'oauth2.googleapis.com';
	return [
		...shared,
		hostCheck(context, endpoint.host, {...options, isMain: true}),
		...others.map(host => hostCheck(context, host, {...options, isMain: false})),
		tokenHostCheck(context, `https://${token}`),
	];
}

export function modelChecks(context: StepContext): readonly Check[] {
	const {answers} = context;
	const pins = pinsOf(answers);
	if (isGateway(answers)) {
		return pins.map(pin => modelCheck(context, pin, ['network.http']));
	}

	const calls = pins.map(pin => modelCheck(context, pin, [projectCheckId, 'network.http']));
	return isAnthropicManaged(answers) ? calls : [catalogueCheck(context, [adcCheckId]), ...calls];
}

export function termsChecks(context: StepContext): readonly Check[] {
	return isGateway(context.answers) ? [] : [retentionCheck(context, [projectCheckId])];
}

/** All of them. */
export function allChecks(context: StepContext): readonly Check[] {
	const settings = isGateway(context.answers) ? [] : [settingsCheck(context)];
	return [...settings, ...signInChecks(context), ...pathChecks(context), ...modelChecks(context), ...termsChecks(context)];
}
