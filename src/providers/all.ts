// The clouds that exist, in the order in which they are offered and in which Claude Code prefers them (observation of 2.1.330).

import {bedrockRegistration} from './bedrock/registration.ts';
import {foundryRegistration} from './foundry/registration.ts';
import type {Registration} from './provider.ts';
import {vertexRegistration} from './vertex/registration.ts';

export const providers: readonly Registration[] = [bedrockRegistration, foundryRegistration, vertexRegistration];
