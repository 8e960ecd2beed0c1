// Bad days as data: which calls of a simulated cloud are delayed, lost, refused or answered with rubbish, told by a seed.

import {createHash} from 'node:crypto';
import {UserError} from '../core/errors.ts';
import {troubled, troubleKinds, type Trouble, type TroubleKind} from './trouble-kinds.ts';
import type {Dispatched, RawRequest} from './clouds/cloud.ts';

export type Weather = {
	/** The same seed troubles the same calls in the same way, in whatever order they arrive. */
	readonly seed: number;
	/** Share of the operations that are troubled at every call, and of the other calls that are troubled once; 0 to 1. */
	readonly rate: number;
	/** Default: every kind. */
	readonly kinds?: readonly TroubleKind[];
};

/** Decides about one call after the other. */
export type Forecast = (request: RawRequest, dispatched: Dispatched) => Dispatched & {readonly trouble?: Trouble};

/** Pure but for counting how often each operation was called. */
export function forecast({seed, rate, kinds = Object.keys(troubleKinds) as TroubleKind[]}: Weather): Forecast {
	const calls = new Map<string, number>();
	const lists = new Map<string, true>();
	return (request, dispatched) => {
		const {service, operation, modelId, region} = dispatched;
		const key = [service, operation ?? dispatched.path, region ?? '', modelId ?? ''].join(' ');
		const count = (calls.get(key) ?? 0) + 1;
		calls.set(key, count);
		const always = dice(seed, key);
		const once = dice(seed, `${key} ${count}`);
		const isAlways = always(0) < rate;
		const roll = isAlways ? always : once;
		const drawn = isAlways || once(0) < rate ? kinds[Math.floor(roll(1) * kinds.length)] : undefined;
		// Once a list has no end, the later pages have none either.
		const kind = lists.has(key) ? 'endless' : drawn;
		if (kind === 'endless') {
			lists.set(key, true);
		}

		return kind === undefined ? dispatched : troubled(request, dispatched, {kind, roll});
	};
}

/** Numbers from 0 to 1 that follow from the seed and a text; the same position gives the same number. */
function dice(seed: number, text: string): (position: number) => number {
	const digest = createHash('sha256').update(`${seed} ${text}`).digest();
	return position => digest.readUInt32BE((position % 8) * 4) / 2 ** 32;
}

/** `bedrock/happy:seed=7:rate=0.3:kinds=reset+page` as the scenario's own name and its weather. */
export function readWeather(name: string): {readonly name: string; readonly weather?: Weather} {
	const [own = '', ...parts] = name.split(':');
	if (parts.length === 0) {
		return {name};
	}

	const values = new Map(parts.map(part => [part.split('=')[0], part.split('=').slice(1).join('=')]));
	const seed = Number(values.get('seed') ?? '');
	const rate = Number(values.get('rate') ?? '0.3');
	const kinds = values.get('kinds')?.split('+');
	const isKnown = [...values.keys()].every(key => key === 'seed' || key === 'rate' || key === 'kinds');
	const areKinds = kinds === undefined || kinds.every(kind => Object.hasOwn(troubleKinds, kind));
	if (!isKnown || !values.has('seed') || !Number.isInteger(seed) || !(rate >= 0 && rate <= 1) || !areKinds) {
		throw new UserError(
			`${name} does not say how calls are troubled.`,
			`Write it as ${own}:seed=7:rate=0.3:kinds=reset+page; the kinds are ${Object.keys(troubleKinds).join(', ')}.`,
		);
	}

	return {name: own, weather: {seed, rate, ...(kinds === undefined ? {} : {kinds: kinds as TroubleKind[]})}};
}
