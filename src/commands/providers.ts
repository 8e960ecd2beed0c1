// The clouds that exist, in the order in which they are offered and in which Claude Code prefers them (observation of 2.1.330).

import {bedrockRegistration} from '../providers/bedrock/registration.ts';
import {foundryRegistration} from '../providers/foundry/registration.ts';
import type {Registration} from '../providers/provider.ts';
import {vertexRegistration} from '../providers/vertex/registration.ts';

export const providers: readonly Registration[] = [bedrockRegistration, foundryRegistration, vertexRegistration];
