// The exact place that Claude Code sends model requests to, from the answers alone.

import {valueOf, type Answers} from '../../core/session.ts';
import {placeFrom, type Place} from '../place.ts';
import {controlHost, runtimeHost} from './names.ts';

export {isGateway} from '../place.ts';

/** What Claude Code falls back to without AWS_REGION, AWS_DEFAULT_REGION and a region in the profile. */
export const defaultRegion = 'us-east-1';

export function regionOf(answers: Answers): string {
	return valueOf(answers, 'region') ?? defaultRegion;
}

/** The base URL when one was chosen, else the region's own runtime host. */
export function endpointFrom(answers: Answers): Place {
	return placeFrom(answers, `https://${runtimeHost(regionOf(answers))}`);
}

/** The control plane's place. Claude Code sends its list calls to the base URL when there is one. */
export function controlFrom(answers: Answers): {readonly host: string} {
	return {host: controlHost(regionOf(answers))};
}

/** The second model endpoint, which Claude Code uses when CLAUDE_CODE_USE_MANTLE is on; it lies in a zone of its own. */
export function mantleFrom(answers: Answers): {readonly host: string} {
	return {host: `bedrock-mantle.${regionOf(answers)}.api.aws`};
}
