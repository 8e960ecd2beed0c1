// One kind of trouble for every single call, on every cloud: doctor tells what it is about and passes nothing that was not said.

import {expect, it} from 'vitest';
import {findScenario} from '../../src/sandbox/scenarios/index.ts';
import {losing, troubleKinds, type TroubleKind} from '../../src/sandbox/trouble-kinds.ts';
import {wrongsOf} from './judge.ts';
import {play} from './run.ts';

const kinds = Object.keys(troubleKinds) as TroubleKind[];

it.concurrent.each(['bedrock', 'vertex', 'foundry'])('%s', {timeout: 120_000}, async provider => {
	const scenario = findScenario(`${provider}/happy`)!;
	const calm = await play({task: 'doctor', seed: 0, scenario, weather: {seed: 0, rate: 0}});
	expect(calm.report?.verdict).toBe('ready');
	const wrongs = await Promise.all(
		kinds.map(async kind => {
			const ran = await play({task: 'doctor', seed: 1, scenario, weather: {seed: 1, rate: 1, kinds: [kind]}});
			const isProven = losing.has(kind) && ran.report?.verdict === 'ready';
			return [...wrongsOf(ran, calm, calm), ...(isProven ? ['ready'] : [])].map(wrong => `${kind}: ${wrong}`);
		}),
	);
	expect(wrongs.flat().join('\n')).toBe('');
});
