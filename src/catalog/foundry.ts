// Findings about Claude Code on Microsoft Foundry, gathered from one file per part.

import {family} from './declare.ts';
import {foundryCallFindings} from './foundry/call.ts';
import {foundryPlaceFindings} from './foundry/place.ts';
import {foundrySignInFindings} from './foundry/sign-in.ts';
import {foundryTermsFindings} from './foundry/terms.ts';

export const foundryFindings = family({
	...foundrySignInFindings,
	...foundryPlaceFindings,
	...foundryCallFindings,
	...foundryTermsFindings,
});

export type FoundryCode = keyof typeof foundryFindings;
