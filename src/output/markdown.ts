// Other people's words inside Markdown: as text, never as markup.

import {oneLine} from './lines.ts';

/** Other people's words must not become headings, links, images or mentions in a tracker. */
export function escapeMarkdown(text: string): string {
	return oneLine(text)
		.replaceAll(/[\\`*_{}[\]<>#|~!]/gu, sign => `\\${sign}`)
		.replaceAll(/(?<![\w.-])@/gu, '@\u200B');
}

/** Inline code that holds any text, backticks included (CommonMark 0.31 §6.1). */
export function code(text: string): string {
	const content = oneLine(text);
	const longest = Math.max(0, ...[...content.matchAll(/`+/gu)].map(([run]) => run.length));
	const fence = '`'.repeat(longest + 1);
	const gap = content === '' || content.startsWith('`') || content.endsWith('`') ? ' ' : '';
	return `${fence}${gap}${content}${gap}${fence}`;
}
