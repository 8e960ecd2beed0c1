// Amazon Bedrock as a provider: everything the rest of the program may know about it.

import type {Provider} from '../provider.ts';
import {measureCaching} from './caching.ts';
import {readCapacity} from './capacity.ts';
import {allChecks} from './checks.ts';
import {detect, detectProfile} from './detect.ts';
import {exportsFor} from './exports.ts';
import {planFileChanges} from './file-changes.ts';
import {judgeAws} from './judge-survey.ts';
import {leadAnswers} from './lead.ts';
import {bedrockRegistration} from './registration.ts';
import {bedrockSteps} from './steps.ts';
import {endpointFrom} from './target.ts';
import {placeOf, termsFor} from './terms.ts';

export const bedrock: Provider = {
	...bedrockRegistration,
	steps: bedrockSteps,
	checks: allChecks,
	endpoint: endpointFrom,
	exports: exportsFor,
	fileChanges: planFileChanges,
	detect,
	detectProfile,
	judgeSurvey: judgeAws,
	leadAnswers,
	capacity: readCapacity,
	measureCaching,
	place: placeOf,
	terms: termsFor,
	access: async (...asked) => (await import('./access.ts')).accessFor(...asked),
};
