// One question of a call: its words, and what each answer leads to.

/** What to do with an answer: ask on, or name the causes that are left, the likeliest first. */
type Lead = {readonly node: string} | {readonly codes: readonly string[]};

export type PhoneNode = {
	/** The question for the helper; what to ask the caller to do stands in it word for word. */
	readonly title: string;
	readonly why: string;
	/** Label in the transcript. */
	readonly label: string;
	readonly options: ReadonlyArray<{readonly value: string; readonly label: string; readonly note?: string; readonly lead: Lead}>;
};

/** Asks on. */
export const node = (id: string): Lead => ({node: id});
/** Names causes. */
export const codes = (...names: readonly string[]): Lead => ({codes: names});
/** The reason of most questions. */
export const why = 'You conclude from what you are told, so this narrows the cause down; it proves nothing.';

/** Answers that are typed instead of chosen: a diagnostic code, and an error text. */
export const typed = {code: 'code', text: 'text'} as const;
