// The families in one place: those that doctor reports from, and everything that is declared.

import {configFindings} from './config.ts';
import type {Declaration} from './declare.ts';
import {explainedFindings} from './explained/index.ts';
import {foundryFindings} from './foundry.ts';
import {modelFindings} from './model.ts';
import {networkFindings} from './network.ts';
import {saveFindings} from './save.ts';
import {signInFindings} from './sign-in.ts';
import {termsFindings} from './terms.ts';
import {toolFindings} from './tool.ts';
import {vertexFindings} from './vertex.ts';

const ofDoctor: Readonly<Record<string, Declaration>> = {
	...configFindings,
	...signInFindings,
	...networkFindings,
	...modelFindings,
	...termsFindings,
	...foundryFindings,
	...vertexFindings,
};

/** Every declared code, in the order of its family. */
export const declarations: Readonly<Record<string, Declaration>> = {...ofDoctor, ...saveFindings, ...toolFindings, ...explainedFindings};

/** Codes of problems that `doctor` can report: not passes, not what was skipped, and not what only saving or the program itself raises. */
export const doctorCodes: readonly string[] = Object.entries(ofDoctor)
	.filter(([, declaration]) => declaration.severity !== 'pass' && declaration.severity !== 'skipped' && declaration.raisedBy === undefined)
	.map(([code]) => code);
