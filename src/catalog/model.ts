// Findings about models, gathered from one file per question: may it be used, which one is meant, does it answer.

import {family} from './declare.ts';
import {accessFindings} from './model/access.ts';
import {answerFindings} from './model/answer.ts';
import {identityFindings} from './model/identity.ts';

export const modelFindings = family({...accessFindings, ...identityFindings, ...answerFindings});
