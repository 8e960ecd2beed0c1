// The families that doctor reports from, in one place.

import {configFindings} from './config.ts';
import type {Declaration} from './declare.ts';
import {foundryFindings} from './foundry.ts';
import {modelFindings} from './model.ts';
import {networkFindings} from './network.ts';
import {signInFindings} from './sign-in.ts';
import {termsFindings} from './terms.ts';
import {vertexFindings} from './vertex.ts';

/** Codes of problems that `doctor` can report: not passes, not what was skipped, and not what only saving or the program itself raises. */
export const doctorCodes: readonly string[] = Object.entries({
	...configFindings,
	...signInFindings,
	...networkFindings,
	...modelFindings,
	...termsFindings,
	...foundryFindings,
	...vertexFindings,
} as Readonly<Record<string, Declaration>>)
	.filter(([, declaration]) => declaration.severity !== 'pass' && declaration.severity !== 'skipped' && declaration.raisedBy !== 'wizard')
	.map(([code]) => code);
