// Which problems bad weather alone may bring up: names for lost, late and garbled answers, and open questions that blame nobody.

const honestCodes: ReadonlySet<string> = new Set([
	// Said of what came instead of an answer.
	'network.captive-portal',
	'network.no-reply',
	'network.not-the-service',
	'network.stream-rewritten',
	'network.signature-untold',
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
]);

/** Of somebody whose sign-in did not come to its end: that there is none now, and that nobody confirmed the code in the lost page. */
const signingIn: ReadonlySet<string> = new Set([
	'sign-in.code-expired',
	'sign-in.not-finished',
	'foundry.sign-in-not-finished',
	'vertex.adc-missing',
	'foundry.sign-in-needed',
]);

/** Open questions, with whoever could answer them. */
const open = /[.-](?:unknown|unread|unproven|not-proven)$/u;

/** Whether a finding is a true word about trouble on the way. */
export function honest(code: string, task: 'doctor' | 'wizard'): boolean {
	return honestCodes.has(code) || open.test(code) || (task === 'wizard' && signingIn.has(code));
}
