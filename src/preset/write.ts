// Writes a preset to start from: what is known is in it, everything else it could say stands beside it as a comment.

import {pinAnswers, type Registered} from '../core/registered.ts';
import {presetJsonSchema} from './json-schema.ts';

export type NewPreset = {
	readonly organization: string;
	/** Values by answer id. */
	readonly answers: Readonly<Record<string, string>>;
	/** Ids of given answers that people may change. */
	readonly open: readonly string[];
};

type Described = {
	readonly description?: string;
	readonly enum?: readonly string[];
	readonly properties?: Readonly<Record<string, Described>>;
};

/** Columns of a comment. */
const width = 100;

/** The preset's text, which `onboard preset check` finds good. */
export function newPresetText({organization, answers, open}: NewPreset, providers: readonly Registered[]): string {
	const {properties = {}} = JSON.parse(presetJsonSchema(providers)) as Described;
	const about = (key: string) => properties[key]?.description ?? '';
	const fields = properties['answers']?.properties ?? {};
	const provider = providers.find(({id}) => id === answers['provider']);
	const own = provider === undefined ? [] : Object.keys(provider.answers);
	const ids = ['provider', 'route', 'baseUrl', ...own, ...pinAnswers].filter(id => fields[id] !== undefined);
	return [
		'{',
		...remark(1, 'A preset for onboard. Comments may stay. After every change: onboard preset check FILE'),
		entry(1, 'schema', 'onboard/preset@1'),
		'',
		...remark(1, about('organization')),
		entry(1, 'organization', organization),
		'',
		...remark(1, `${about('answers')} Lines that are commented out are asked.`),
		'\t"answers": {',
		...ids.flatMap(id => [
			...remark(2, meaning(id, fields[id], provider)),
			answers[id] === undefined ? `\t\t// ${JSON.stringify(id)}: "",` : entry(2, id, answers[id]),
		]),
		...remark(2, (fields['destinations']?.description ?? '').replaceAll('`', '')),
		entry(2, 'destinations', answers['destinations'] ?? 'shell,claude'),
		'\t},',
		...remark(1, about('open')),
		`\t"open": ${JSON.stringify([...new Set([...open, 'destinations'])]).replaceAll(',', ', ')},`,
		'',
		...remark(1, about('policy')),
		'\t"policy": {',
		...remark(2, properties['policy']?.properties?.['requirePrivatePath']?.description ?? ''),
		`\t\t"requirePrivatePath": ${String(answers['route'] === 'private')},`,
		'\t},',
		'',
		...remark(1, about('contacts')),
		'\t"contacts": {',
		...Object.entries(properties['contacts']?.properties ?? {}).flatMap(([owner, {description = ''}]) => [
			...remark(2, description),
			`\t\t// ${JSON.stringify(owner)}: "",`,
		]),
		'\t},',
		'',
		...remark(1, about('statements')),
		'\t"statements": [',
		'\t\t// {"label": "use of prompts", "value": "not read; usage is counted per team", "url": "https://", "read": "2026-11-23"},',
		'\t],',
		'',
		...remark(1, about('supportUrl')),
		'\t// "supportUrl": "https://",',
		'}',
		'',
	].join('\n');
}

function entry(depth: number, key: string, value: string): string {
	return `${'\t'.repeat(depth)}${JSON.stringify(key)}: ${JSON.stringify(value)},`;
}

/** What an answer is, in the words of the chosen cloud where several clouds ask for it. */
function meaning(id: string, field: Described | undefined, provider: Registered | undefined): string {
	const spec = provider?.answers[id];
	const text =
		spec === undefined ? (field?.description ?? '') : `${id === 'signIn' ? 'How people sign in: ' : ''}${spec.description ?? spec.text}.`;
	const words = (
		provider === undefined || !pinAnswers.some(pin => pin === id) ? text : text.replace(/: .*$/u, `: ${provider.pin}.`)
	).replaceAll('`', '');
	return field?.enum === undefined ? words : `${words} One of: ${field.enum.join(', ')}.`;
}

/** Comment lines, wrapped. */
function remark(depth: number, text: string): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + word.length + 1 <= width) {
			lines[lines.length - 1] = `${last} ${word}`;
		} else {
			lines.push(`// ${word}`);
		}
	}

	return lines.map(one => `${'\t'.repeat(depth)}${one}`);
}
