// The reference of all finding codes in Markdown, generated from the catalog.

import {allDescriptions, type Description} from '../catalog/describe.ts';
import type {Severity} from '../core/finding.ts';
import {ownerName} from '../output/finding.ts';
import {code, escapeMarkdown} from '../output/markdown.ts';

const introduction = `# Finding codes

Every statement that \`onboard\` makes about a set-up has a code: \`family.what\`. A code never changes meaning. \`onboard explain CODE\`
tells the same as this page; details of one laptop appear here by their names, for example ‹host›.

<!-- Generated from src/catalog; update with: npx vitest run --project unit test/explain/reference.test.ts -u -->

| severity  | means                                                         |
| --------- | ------------------------------------------------------------- |
| \`fail\`    | Claude Code does not work, or not as the organization demands |
| \`warn\`    | it works, and somebody should know                            |
| \`unknown\` | it could not be read or proven; the owner can answer          |
| \`skipped\` | it was not tried, because something under it failed           |
| \`pass\`    | it is proven                                                  |

A policy can sharpen or soften one: a public path is a failure only where the organization demands a private one.
`;

const families: Readonly<Record<string, string>> = {
	client: 'Claude Code itself: what it says before, beside or instead of a call.',
	config: 'What is configured on this machine, and which place wins.',
	foundry: 'Microsoft Foundry: sign-in, resource, deployments, terms.',
	install: 'Installing Claude Code.',
	model: 'Models on Amazon Bedrock: which one is meant, may it be used, does it answer.',
	network: 'The way to the model endpoint: name, connection, TLS, proxy, private endpoint.',
	save: 'Writing the set-up, and the proof that it arrives.',
	'sign-in': 'Being signed in to AWS, in the role that was chosen.',
	terms: 'What happens to prompts.',
	tool: '`onboard` itself.',
	vertex: 'Google Cloud: sign-in, project, private access, models, terms.',
};

const order: readonly Severity[] = ['fail', 'unknown', 'warn', 'skipped', 'pass'];

const raisers = {
	wizard: 'Only the wizard meets it.',
	explain: 'Told from an error text or in the guided search; `doctor` does not report it.',
} as const;

/**
 * Writes the reference: families by name, in each the worst codes first.
 *
 * @throws Error for a family that has no introduction yet.
 */
export function findingCodesReference(): string {
	const all = allDescriptions();
	const names = [...new Set(all.map(description => familyOf(description)))].toSorted();
	return [
		introduction,
		...names.map(family =>
			familySection(
				family,
				all.filter(description => familyOf(description) === family),
			),
		),
	].join('\n');
}

function familyOf({code: slug}: Description): string {
	return slug.split('.')[0] ?? '';
}

function familySection(family: string, found: readonly Description[]): string {
	const words = families[family];
	if (words === undefined) {
		throw new Error(`src/explain/reference.ts needs a sentence about the family ${family}.`);
	}

	const sorted = found.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
	return [`## ${family}`, '', words, '', ...sorted.flatMap(description => codeSection(description))].join('\n');
}

function codeSection(description: Description): readonly string[] {
	const {severity, owner, title, cause, fix, detection, causedBy, raisedBy, links} = description;
	return [
		`### ${code(description.code)}`,
		'',
		escapeMarkdown(title),
		'',
		`- **Severity** ${code(severity)} · **owner** ${ownerName(owner)}`,
		`- **Most likely** ${escapeMarkdown(cause)}`,
		`- **Next** ${escapeMarkdown(fix.text)}${fix.kind === 'command' ? ` ${code(fix.command)}` : ''}`,
		...(fix.kind === 'ask' ? [`- **To send** ${escapeMarkdown(fix.message)}`] : []),
		`- **Found when** ${escapeMarkdown(detection)}`,
		...(raisedBy === undefined ? [] : [`- ${raisers[raisedBy]}`]),
		...(causedBy.length === 0 ? [] : [`- **Folded under** ${causedBy.map(cause_ => code(cause_)).join(', ')}`]),
		...links.map(link => `- <${link}>`),
		'',
	];
}
