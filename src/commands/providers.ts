// The clouds that exist, in the order they are offered.

import {bedrock} from '../providers/bedrock/index.ts';
import {foundry} from '../providers/foundry/index.ts';
import type {Provider} from '../providers/provider.ts';
import {vertex} from '../providers/vertex/index.ts';

export const providers: readonly Provider[] = [bedrock, foundry, vertex];
