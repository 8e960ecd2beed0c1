// The signs of every cause that an error text can name, by finding code. To teach a new text, add a clue to its code in a family's file.

import type {Signals} from '../clue.ts';
import {clientCauses} from './client.ts';
import {foundryCauses} from './foundry.ts';
import {meanings} from './meanings.ts';
import {modelCauses} from './model.ts';
import {networkCauses} from './network.ts';
import {signInCauses} from './sign-in.ts';
import {vertexCauses} from './vertex.ts';

const known: Readonly<Record<string, Signals>> = {
	...signInCauses,
	...networkCauses,
	...modelCauses,
	...vertexCauses,
	...foundryCauses,
	...clientCauses,
};

export const causes: Readonly<Record<string, Signals>> = Object.fromEntries(
	Object.entries(known).map(([code, signals]) => [
		code,
		{
			...signals,
			likely: [...(signals.likely ?? []), ...(meanings[code]?.likely ?? [])],
			possible: [...(signals.possible ?? []), ...(meanings[code]?.possible ?? [])],
		},
	]),
);
