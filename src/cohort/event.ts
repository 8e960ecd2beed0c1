// What a cohort's journal holds: one small fact per event, about a person's step or about a target; never an answer, a host or a secret.

import * as z from 'zod/mini';

/** Most bytes of one event as JSON; a longer one is refused. */
export const longestEvent = 2048;

const id = z.string().check(z.regex(/^[\w-]{8,64}$/u));
const at = z.iso.datetime({precision: 3});
const codes = z.readonly(z.array(z.string().check(z.regex(/^[a-z][a-z\d-]{1,30}\.[a-z][a-z\d-]{1,60}$/u))).check(z.maxLength(12)));

const report = {
	/** Chosen by who reports it; the same id twice is the same event. */
	id,
	/** By the clock of who reports it, ISO 8601 in UTC. */
	at,
	/** Id of a step of the wizard; `run` for the whole run. */
	step: z.string().check(z.regex(/^[a-z][a-z\d-]{1,30}$/u)),
	/** `started` and `stopped` belong to `run`; `finished` closes a run whose every step is proven. */
	state: z.enum(['started', 'at', 'proven', 'unproven', 'failed', 'finished', 'stopped']),
	/** Codes of the open root findings, worst first. */
	codes,
};

const reported = z.strictObject(report);
const personEvent = z.strictObject({...report, kind: z.literal('person'), person: z.string().check(z.regex(/^p\d{4,6}$/u))});

const tokens = z.int().check(z.minimum(0));

const targetEvent = z.strictObject({
	id,
	at,
	kind: z.literal('target'),
	target: z.string().check(z.regex(/^t\d{3,6}$/u)),
	state: z.enum(['proven', 'unproven', 'failed']),
	codes,
	/** Tokens a minute that its people are expected to use, and those that the cloud allows; the latter absent when it could not be read. */
	load: z.optional(z.strictObject({expected: tokens, allowed: z.optional(tokens)})),
	/** Whether prompt caching was seen to work; absent when nobody measured it. */
	caching: z.optional(z.enum(['works', 'absent', 'unread'])),
});

const kitEvent = z.strictObject({
	id,
	at,
	kind: z.literal('kit'),
	person: z.string().check(z.regex(/^p\d{4,6}$/u)),
	state: z.literal('made'),
});

const cohortEvent = z.discriminatedUnion('kind', [personEvent, targetEvent, kitEvent]);

/** What a laptop says: who it is stands in the join code that comes with it, and in nothing it could choose. */
export type Report = Readonly<z.infer<typeof reported>>;
export type PersonEvent = Readonly<z.infer<typeof personEvent>>;
export type TargetEvent = Readonly<z.infer<typeof targetEvent>>;
export type KitEvent = Readonly<z.infer<typeof kitEvent>>;
export type CohortEvent = PersonEvent | TargetEvent | KitEvent;

/** An event in the journal: `order` grows without ever repeating; `received` is by the clock of who keeps the journal. */
export type Recorded = CohortEvent & {readonly order: number; readonly received: string};

/** Plain data as an event; undefined when it is none. Never says what was in it. */
export function readEvent(value: unknown): CohortEvent | undefined {
	const result = cohortEvent.safeParse(value);
	return result.success ? result.data : undefined;
}

/** Plain data as a laptop's report; undefined when it holds anything else, or more. */
export function readReport(value: unknown): Report | undefined {
	const result = reported.safeParse(value);
	return result.success ? result.data : undefined;
}
