// What a text says when no cause is recognized: its statuses, hosts, provider and tool, so that the answer is not just "no".

import type {Evidence} from './facts.ts';

export type Understood = {
	/** HTTP statuses, in the order of the text. */
	readonly statuses: readonly number[];
	readonly hosts: readonly string[];
	/** The cloud the text speaks of, when it is one. */
	readonly provider?: 'bedrock' | 'vertex' | 'foundry';
	/** Names of errors: `ValidationException`, `ECONNRESET`. */
	readonly names: readonly string[];
};

const most = 5;

/** Reads what can be said for sure. */
export function understand(evidence: Evidence): Understood {
	const {facts, hosts, text} = evidence;
	const statuses = [...facts.keys()].filter(name => /^[45]\d\d$/u.test(name)).map(Number);
	const clouds = (
		[
			['bedrock', 'aws'],
			['vertex', 'google'],
			['foundry', 'azure'],
		] as const
	).filter(([, fact]) => facts.has(fact));
	const names = [
		...text.plain.matchAll(
			/(?<![\w.])(?:[A-Z][A-Za-z]{2,50}(?:Exception|Error|Denied|Exceeded)|E[A-Z]{5,20}|[A-Z]{3,20}_[A-Z_]{3,40})(?!\w)/gu,
		),
	].map(match => match[0]);
	return {
		statuses: statuses.slice(0, most),
		hosts: [...new Set(hosts.map(host => host.name))].slice(0, most),
		...(clouds.length === 1 && clouds[0] !== undefined ? {provider: clouds[0][0]} : {}),
		names: [...new Set(names)].slice(0, most),
	};
}
