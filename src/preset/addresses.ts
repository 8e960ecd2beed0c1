// Where a sign-in may be sent because a preset or a roster says so: the cloud's own hosts, and a gateway that gets no sign-in.

import type {Registered} from '../core/registered.ts';

/**
 * Why these answers may not give their base URL; undefined when they may.
 *
 * Beside a gateway, the base URL gets the person's own token of the cloud. Whoever writes presets could otherwise collect
 * tokens at an address of theirs. A person may still type such an address.
 *
 * @param open - Ids of answers that the person may change.
 */
export function strayAddress(
	answers: Readonly<Record<string, string | undefined>>,
	open: readonly string[],
	providers: readonly Registered[],
): string | undefined {
	const {baseUrl, provider, route} = answers;
	if (baseUrl === undefined || !URL.canParse(baseUrl) || (route === 'gateway' && !open.includes('route'))) {
		return undefined;
	}

	const {hostname} = new URL(baseUrl);
	const clouds = provider === undefined || open.includes('provider') ? providers : providers.filter(({id}) => id === provider);
	const isOwn = clouds.length > 0 && clouds.every(({ownHosts}) => ownHosts?.test(hostname) === true);
	return isOwn
		? undefined
		: 'is no address of the cloud itself, and would be sent the sign-in of each person: set route to "gateway", or leave it out';
}
