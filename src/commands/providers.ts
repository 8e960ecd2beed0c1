// The clouds that exist, in the order they are offered.

import {bedrock} from '../providers/bedrock/index.ts';
import type {Provider} from '../providers/provider.ts';

export const providers: readonly Provider[] = [bedrock];
