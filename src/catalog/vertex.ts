// Findings about Claude on Google Cloud, gathered from one file per question: who, which project, does the model answer, what is kept.

import {family} from './declare.ts';
import {vertexModelFindings} from './vertex/model.ts';
import {vertexPathFindings} from './vertex/path.ts';
import {vertexSignInFindings} from './vertex/sign-in.ts';
import {vertexTargetFindings} from './vertex/target.ts';
import {vertexTermsFindings} from './vertex/terms.ts';

export const vertexFindings = family({
	...vertexSignInFindings,
	...vertexTargetFindings,
	...vertexPathFindings,
	...vertexModelFindings,
	...vertexTermsFindings,
});

export type VertexCode = keyof typeof vertexFindings;

/** Codes that tell about something useful to know whose absence leaves a proven model proven. */
export const vertexSupplementaryCodes: readonly string[] = ['vertex.project-unread', 'vertex.catalogue-unread'];
