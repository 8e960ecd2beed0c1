// Which problems bad weather alone may bring up: names for lost, late and garbled answers, and open questions that blame nobody.

const honestCodes: ReadonlySet<string> = new Set([
	// Said of what came instead of an answer.
	'network.captive-portal',
	'network.no-reply',
	'network.not-the-service',
	'network.stream-rewritten',
	'tool.check-timed-out',
	'tool.check-not-started',
	// The service asked for patience or had a problem.
	'sign-in.throttled',
	'sign-in.unavailable',
	'model.service-unavailable',
	'foundry.service-unavailable',
	'foundry.sign-in-unavailable',
	'foundry.management-unreachable',
	'vertex.overloaded',
	// Open questions, with whoever could answer them.
	'network.path-unproven',
	'network.endpoint-unread',
	'model.not-proven',
	'terms.retention-unknown',
	'terms.logging-unknown',
	'terms.trail-unknown',
	'foundry.names-unread',
	'foundry.hosting-unknown',
	'foundry.diagnostics-unknown',
	'vertex.sign-in-unproven',
	'vertex.project-unread',
	'vertex.catalogue-unread',
	'vertex.model-not-proven',
	'vertex.publisher-config-unknown',
	'vertex.cache-unknown',
	'vertex.log-days-unknown',
]);

/** Of somebody whose sign-in did not come to its end: that there is none now, and that nobody confirmed the code in the lost page. */
const signingIn: ReadonlySet<string> = new Set([
	'sign-in.code-expired',
	'sign-in.not-finished',
	'foundry.sign-in-not-finished',
	'vertex.adc-missing',
	'foundry.sign-in-needed',
]);

/** Whether a finding is a true word about trouble on the way. */
export function honest(code: string, task: 'doctor' | 'wizard'): boolean {
	return honestCodes.has(code) || (task === 'wizard' && signingIn.has(code));
}
