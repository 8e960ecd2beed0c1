// The signs of every cause that an error text can name, by finding code. To teach a new text, add a clue to its code here.

import type {Signals} from '../clue.ts';
import {clientCauses} from './client.ts';
import {foundryCauses} from './foundry.ts';
import {modelCauses} from './model.ts';
import {networkCauses} from './network.ts';
import {signInCauses} from './sign-in.ts';
import {vertexCauses} from './vertex.ts';

export const causes: Readonly<Record<string, Signals>> = {
	...signInCauses,
	...networkCauses,
	...modelCauses,
	...vertexCauses,
	...foundryCauses,
	...clientCauses,
};
