// The report as JSON: the summary, or two of them compared, under a schema of their own.

import type {Comparison, Summary} from './summary.ts';

/** Schema `onboard/cohort-report@1`; times in milliseconds. */
export function reportJson(summary: Summary): string {
	return json({schema: 'onboard/cohort-report@1', ...summary, at: new Date(summary.at).toISOString()});
}

/** Schema `onboard/cohort-comparison@1`. */
export function comparisonJson({before, now, ...rest}: Comparison): string {
	const dated = (summary: Summary) => ({...summary, at: new Date(summary.at).toISOString()});
	return json({schema: 'onboard/cohort-comparison@1', before: dated(before), now: dated(now), ...rest});
}

function json(value: unknown): string {
	return `${JSON.stringify(value, undefined, '\t')}\n`;
}
