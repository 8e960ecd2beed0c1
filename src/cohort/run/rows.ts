// What a run shows of its targets while it goes on.

import type {ProgressRow} from '../../core/check.ts';
import type {Ports} from '../../ports/ports.ts';
import type {Target} from '../person.ts';
import {targetLimitMs, type Looked} from './preflight.ts';

/** One row for each target; while it is looked at, with the check that was shown last. */
export function rowsOf(
	targets: readonly Target[],
	{ports: {clock}, onRows}: {readonly ports: Pick<Ports, 'clock'>; onRows?(rows: readonly ProgressRow[]): void},
) {
	const rows = new Map<string, ProgressRow>(
		targets.map(({id, label}) => [id, {id, title: label === '' ? id : `${id} ${label}`, state: 'waiting', text: ''}]),
	);
	const show = (target: Target, change: Partial<ProgressRow>) => {
		const row = rows.get(target.id);
		if (row !== undefined) {
			rows.set(target.id, {...row, ...change});
			onRows?.([...rows.values()]);
		}
	};

	return {
		async during<T>(target: Target, look: (onChecks: (checks: readonly ProgressRow[]) => void) => Promise<T>): Promise<T> {
			show(target, {state: 'running', startedAt: clock.elapsed(), limitMs: targetLimitMs});
			return look(checks => {
				const done = checks.filter(({state}) => state !== 'waiting' && state !== 'running').length;
				show(target, {text: `${done} of ${checks.length} checks`});
			});
		},
		settle(target: Target, {state, codes}: Looked) {
			const took = clock.elapsed() - (rows.get(target.id)?.startedAt ?? clock.elapsed());
			const severity = {proven: 'pass', unproven: 'unknown', failed: 'fail'} as const;
			show(target, {state: severity[state], text: codes.length === 0 ? state : `${state}: ${codes.join(', ')}`, tookMs: took});
		},
	};
}
