// What administrators of a cloud have to allow, as a document they can take: its parts, each with its reason, and its text.

/** The documents there are: a person's role, the policy of a private endpoint, and a policy over whole accounts. */
export const accessKinds = ['iam-policy', 'endpoint-policy', 'service-control-policy'] as const;

export type AccessKind = (typeof accessKinds)[number];

export type AccessPart = {
	readonly name: string;
	readonly actions: readonly string[];
	/** What is done with them. */
	readonly reason: string;
	/** Present on what Claude Code does not need: the findings of doctor that stay `unknown` without it. */
	readonly measures?: readonly string[];
};

export type AccessTemplate = {
	readonly kind: AccessKind;
	/** The document, ended by a newline. */
	readonly text: string;
	readonly parts: readonly AccessPart[];
	/** What else to know, one sentence each. */
	readonly remarks: readonly string[];
};

export type AccessOptions = {
	/** Leave out what only doctor reads. */
	readonly isMinimal: boolean;
};

/** The parts that belong into a document. */
export function partsFor<Part extends AccessPart>(parts: readonly Part[], {isMinimal}: AccessOptions): readonly Part[] {
	return parts.filter(({measures}) => !isMinimal || measures === undefined);
}
