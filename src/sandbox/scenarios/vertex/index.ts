// Every Vertex AI scenario, in the order to show them.

import type {Scenario} from '../../scenario.ts';
import {happy} from './happy.ts';
import {models} from './models.ts';
import {network} from './network.ts';
import {signIn} from './sign-in.ts';
import {target} from './target.ts';
import {terms} from './terms.ts';

export const vertex: readonly Scenario[] = [...happy, ...signIn, ...target, ...network, ...models, ...terms];
