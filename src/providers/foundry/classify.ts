// What a refusal of Foundry really means: the text, the status and what else is known, because the texts mislead.

import type {foundryCallFindings} from '../../catalog/foundry/call.ts';
import type {foundryPlaceFindings} from '../../catalog/foundry/place.ts';

export type CallCode = keyof typeof foundryCallFindings | Extract<keyof typeof foundryPlaceFindings, 'foundry.base-url-path'>;

export type Surroundings = {
	readonly isKey: boolean;
	/** Where the name leads from here; undefined when it was not told, for example behind a proxy. */
	readonly way: 'private' | 'public' | undefined;
	/** publicNetworkAccess as Azure says it. */
	readonly publicAccess?: string | undefined;
	/** disableLocalAuth as Azure says it. */
	readonly isKeyless?: boolean | undefined;
	/** Capacity of the deployment as Azure says it. */
	readonly capacity?: number | undefined;
};

export type Refusal = {
	readonly status?: number | undefined;
	readonly errorCode: string;
	readonly text: string;
	readonly isForeign?: boolean | undefined;
};

/**
 * The code of a refused call.
 *
 * Texts: learn.microsoft.com, Foundry Models troubleshooting, and anthropics/claude-code issues 91842 and 13558, read 2026-11-22.
 */
export function classify(refusal: Refusal, around: Surroundings): CallCode {
	const {status, text} = refusal;
	const says = (pattern: RegExp) => pattern.test(`${refusal.errorCode} ${text}`);
	// `overloaded_error` also comes in the middle of a stream, and an answer that ends too early says nothing.
	if (status === undefined || status >= 500 || refusal.errorCode === 'overloaded_error' || (status === 200 && refusal.errorCode === '')) {
		return 'foundry.service-unavailable';
	}

	if (says(/Public access is disabled/iu)) {
		return around.way === 'private' ? 'foundry.re-originated' : 'foundry.public-access-disabled';
	}

	if (says(/Virtual Network\/Firewall rules/iu)) {
		return 'foundry.firewall-denied';
	}

	if (says(/AuthenticationTypeDisabled|key based authentication is disabled/iu)) {
		return 'foundry.key-auth-disabled';
	}

	if (says(/tenant .{0,60}does not match|does not match resource (?:token|tenant)/iu)) {
		return 'foundry.wrong-tenant';
	}

	if (says(/lacks the required data action|PermissionDenied/u)) {
		return 'foundry.role-missing';
	}

	if (says(/invalid subscription key or wrong API endpoint/iu)) {
		return wrongKey(around);
	}

	if (says(/Access token is missing, invalid|audience is incorrect/iu)) {
		return 'foundry.token-rejected';
	}

	if (says(/DeploymentNotFound|API deployment for this resource does not exist/iu)) {
		return 'foundry.deployment-not-found';
	}

	if (refusal.isForeign === true) {
		return 'foundry.service-unavailable';
	}

	// A 429 that is not in Azure's or Anthropic's own words may come from anything on the way, and says nothing about the deployment.
	if (status === 429 && refusal.errorCode === '') {
		return 'foundry.service-unavailable';
	}

	if (status === 429 || refusal.errorCode === 'rate_limit_error') {
		return around.capacity === 0 || says(/(?:limit|quota)(?: of|:| is)? 0\b/iu) ? 'foundry.quota-zero' : 'foundry.rate-limited';
	}

	if (says(/api_not_supported|Requested API is currently not supported/iu) || (status === 404 && says(/Resource not found/iu))) {
		return 'foundry.base-url-path';
	}

	if (status === 400 && says(/not supported|unsupported/iu)) {
		return 'foundry.feature-not-supported';
	}

	return status === 401 && !around.isKey ? 'foundry.token-rejected' : 'foundry.unrecognized-denial';
}

/** A token cannot be a wrong key, and a private-only resource says the same when its private name is missing. */
function wrongKey(around: Surroundings): CallCode {
	if (around.isKey && around.isKeyless === true) {
		return 'foundry.key-auth-disabled';
	}

	const isPrivateOnly = around.publicAccess === 'Disabled' && around.way !== 'private';
	return !around.isKey || isPrivateOnly ? 'foundry.private-name-missing' : 'foundry.key-invalid';
}
