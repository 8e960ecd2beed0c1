// Who is in a cohort, and what a person and a target are.

/** One row of the roster, checked. */
export type Person = {
	/** Opaque and stable: `p0001`, given when the cohort is made; the only name of a person in the journal. */
	readonly id: string;
	readonly name: string;
	readonly email: string;
	/** Empty when the roster names none. */
	readonly team: string;
	readonly role: string;
	/** Answers by question id (`provider`, `account`, `region`, `primaryModel` …), as a preset would give them. */
	readonly answers: Readonly<Record<string, string>>;
	/** Id of the target that these answers lead to. */
	readonly target: string;
};

/** A distinct place that people work through: account, role and region, or project and location, or resource; with the models they pin. */
export type Target = {
	/** `t001`, in the order of the roster. */
	readonly id: string;
	readonly answers: Readonly<Record<string, string>>;
	/** Short words for a row: `bedrock · 111122223333 · us-east-1`. */
	readonly label: string;
};
