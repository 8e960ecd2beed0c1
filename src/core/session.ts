// What a run knows: the answers a person, flag or preset gave, and the proofs taken on them.

/** Who gave an answer; shown beside it and decides whether it may be changed. `found` came out of a proof, with the person's consent. */
export type Origin = 'person' | 'flag' | 'environment' | 'preset' | 'single' | 'found' | 'resumed';

export type Answer = {readonly value: string; readonly origin: Origin};

/** Answers by question id (`provider`, `region`, `primaryModel` …). Values are text; lists are comma-separated. Never a secret. */
export type Answers = Readonly<Record<string, Answer>>;

/** The outcome of a step that checks. Kept only while the answers under it are unchanged. */
export type Proof = {
	readonly state: 'proven' | 'unproven';
	/** One line for the transcript. */
	readonly summary: string;
	/** Digest of the answers the proof stands on; see `digestOf`. */
	readonly digest: string;
	/** Codes of the findings that were open when it was taken. */
	readonly codes: readonly string[];
};

export type Session = {
	readonly answers: Answers;
	readonly proofs: Readonly<Record<string, Proof>>;
};

export const emptySession: Session = {answers: {}, proofs: {}};

/** The value of one answer. */
export function valueOf(answers: Answers, id: string): string | undefined {
	return answers[id]?.value;
}

/** Stable text of the given answers; two sessions with equal digests have equal values under those ids. */
export function digestOf(answers: Answers, ids: readonly string[]): string {
	return JSON.stringify([...ids].toSorted().map(id => [id, answers[id]?.value ?? null]));
}

export function withAnswer(session: Session, id: string, answer: Answer): Session {
	return {...session, answers: {...session.answers, [id]: answer}};
}

export function withProof(session: Session, step: string, proof: Proof): Session {
	return {...session, proofs: {...session.proofs, [step]: proof}};
}
