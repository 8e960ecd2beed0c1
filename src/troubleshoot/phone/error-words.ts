// Questions of a call about the words of an error: which of them the caller sees.

import {codes, node, typed, why, type PhoneNode} from './node.ts';

export const errorWords: Readonly<Record<string, PhoneNode>> = {
	words: {
		title: 'Which of these words is in the last line of the error?',
		why,
		label: 'Word',
		options: [
			{value: 'dns', label: 'ENOTFOUND, or "check your internet or DNS"', lead: codes('network.name-not-found', 'network.name-blocked')},
			{value: 'refused', label: 'ECONNREFUSED, or "connection refused"', lead: codes('network.connect-refused')},
			{value: 'timeout', label: 'ETIMEDOUT, or "timed out"', lead: codes('network.connect-dropped', 'network.security-group-closed')},
			{value: 'certificate', label: 'certificate, SELF_SIGNED or SSL', lead: codes('network.intercepted', 'network.certificate-untrusted')},
			{value: 'proxy', label: 'proxy, or 407', lead: codes('network.proxy-refused', 'network.proxy-unreachable')},
			{
				value: 'anthropic',
				label: 'api.anthropic.com, or "Anthropic services"',
				lead: codes('client.first-run-unreachable', 'config.not-configured'),
			},
			{value: 'html', label: 'text/html, or "malformed response"', lead: codes('network.captive-portal', 'network.stream-rewritten')},
			{value: 'none', label: 'None of them', lead: codes('network.public-path', 'network.connect-dropped')},
		],
	},
	denied: {
		title: 'After "API Error:", which of these words follow?',
		why: 'The words before it are always the same and tell nothing.',
		label: 'Words',
		options: [
			{
				value: 'expired',
				label: 'security token … is expired',
				lead: codes('sign-in.credentials-expired', 'config.static-keys-shadow-profile'),
			},
			{
				value: 'invalid',
				label: 'security token … is invalid',
				lead: codes('config.static-keys-shadow-profile', 'sign-in.credentials-invalid'),
			},
			{value: 'scp', label: 'service control policy', lead: codes('model.scp-denied')},
			{value: 'identity', label: 'no identity-based policy allows', lead: codes('model.role-denied')},
			{value: 'endpoint', label: 'VPC endpoint policy', lead: codes('network.endpoint-policy-denied')},
			{
				value: 'access',
				label: "You don't have access to the model",
				lead: codes('model.not-enabled', 'model.other-region', 'config.wrong-account'),
			},
			{value: 'perimeter', label: "prohibited by organization's policy", lead: codes('vertex.perimeter-refused')},
			{value: 'public', label: 'Public access is disabled', lead: codes('foundry.public-access-disabled')},
			{value: 'key', label: 'subscription key', lead: codes('foundry.key-invalid', 'foundry.zone-missing')},
			{value: 'none', label: 'Something else', lead: node(typed.text)},
		],
	},
	model: {
		title: 'Which of these words are in the message?',
		why,
		label: 'Words',
		options: [
			{value: 'form', label: 'use case details', lead: codes('model.use-case-form-missing')},
			{
				value: 'access',
				label: "You don't have access to the model",
				lead: codes('model.not-enabled', 'model.other-region', 'config.wrong-account'),
			},
			{value: 'demand', label: 'on-demand throughput', lead: codes('model.bare-id')},
			{value: 'identifier', label: 'model identifier is invalid', lead: codes('model.invalid-id', 'model.not-listed')},
			{
				value: 'publisher',
				label: 'Publisher Model',
				lead: codes('vertex.model-not-enabled', 'vertex.location-not-served', 'vertex.model-not-found'),
			},
			{value: 'deployment', label: 'deployment, or claude-sonnet-4', lead: codes('foundry.deployment-not-found')},
			{value: 'none', label: 'Something else', lead: node(typed.text)},
		],
	},
	busy: {
		title: 'Does it say "per day", or a quota of 0?',
		why,
		label: 'Limit',
		options: [
			{value: 'day', label: 'Too many tokens per day', lead: codes('model.daily-quota')},
			{value: 'exhausted', label: 'RESOURCE_EXHAUSTED', lead: codes('vertex.quota-zero', 'vertex.rate-limited')},
			{value: 'no', label: 'Neither', lead: codes('model.throttled', 'foundry.rate-limited', 'vertex.rate-limited')},
		],
	},
};
