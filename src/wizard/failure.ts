// An error that carries findings: thrown where a list or a proof cannot go on and the reason is already known.

import {raise} from '../catalog/declare.ts';
import {toolFindings} from '../catalog/tool.ts';
import {clean} from '../core/document.ts';
import type {Finding} from '../core/finding.ts';

/** The findings of a failed look-up: its own when it carries them, else one that names the error. */
export function findingsOf(error: unknown, what: string): readonly Finding[] {
	if (error instanceof Error && 'findings' in error && Array.isArray(error.findings)) {
		return error.findings as readonly Finding[];
	}

	const reason = clean(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
	return [raise(toolFindings, 'tool.check-crashed', {check: what, details: {check: what, reason}})];
}
