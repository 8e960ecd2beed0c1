// The scenario in which the calls whose every answer was lost fail for good: what it breaks cannot have been proven.

import type {LoggedRequest} from '../../src/sandbox/answer.ts';
import {losing} from '../../src/sandbox/trouble-kinds.ts';
import type {Scenario} from '../../src/sandbox/scenario.ts';

const fault = {status: 500, type: 'Lost', message: 'lost'};

/**
 * Bedrock names its refusal in a header, so a refused call tells that the signature was accepted whatever became of the body.
 * Only the call that tries the signature is refused in good weather without a fault; models are judged by their own answers.
 */
function isStillTold({service, status, modelId, trouble}: LoggedRequest): boolean {
	const keepsHeaders = trouble === 'cut' || trouble === 'truncated' || trouble === 'garbage';
	return service === 'bedrock-runtime' && modelId === 'onboard.no-such-model-v1:0' && status === 400 && keepsHeaders;
}

/** Pure. */
export function withLosses(scenario: Scenario, requests: readonly LoggedRequest[]): Scenario {
	const isLost = (all: readonly LoggedRequest[]) =>
		all.every(request => request.trouble !== undefined && losing.has(request.trouble) && !isStillTold(request));
	// After a sign-in nothing hangs on who STS says is calling: the portal handed the credentials out.
	const known = requests.filter(({service, operation}) => operation !== undefined && service !== 'sts');
	// What is looked for by an unsigned call is who answers; models are called by the streamed one.
	const proving = (name: string) => (name === 'aiplatform:streamRawPredict' ? 'aiplatform:rawPredict' : name);
	const operations = [...Map.groupBy(known, ({service, operation}) => `${service}:${operation}`)].filter(([, all]) => isLost(all));
	const models = [...Map.groupBy(known, ({modelId}) => modelId ?? '')].filter(([id, all]) => id !== '' && isLost(all)).map(([id]) => id);
	const faults = Object.fromEntries(
		operations.filter(([name]) => name !== 'aiplatform:rawPredict').map(([name]) => [proving(name), fault]),
	);
	const {aws, google, azure} = scenario;
	const each = <T extends object>(more: (id: string) => T) => Object.fromEntries(models.map(id => [id, more(id)]));
	return {
		...scenario,
		...(aws === undefined
			? {}
			: {aws: {...aws, faults: {...aws.faults, ...faults}, models: {...aws.models, ...each(id => ({...aws.models[id], invoke: fault}))}}}),
		...(google === undefined
			? {}
			: {
					google: {
						...google,
						faults: {...google.faults, ...faults},
						behaviour: {...google.behaviour, ...each(id => ({...google.behaviour[id], invoke: fault}))},
					},
				}),
		...(azure === undefined
			? {}
			: {
					azure: {
						...azure,
						faults: {...azure.faults, ...faults},
						resources: azure.resources.map(resource => ({
							...resource,
							deployments: resource.deployments.map(deployment =>
								models.includes(deployment.name) ? {...deployment, answer: fault} : deployment,
							),
						})),
					},
				}),
	};
}
