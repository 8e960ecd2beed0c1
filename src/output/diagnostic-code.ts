// How a diagnostic code is shown: the code, and what the one who hears it does with it.

import {line, type Line} from '../core/document.ts';

/** What a listener runs. */
export function explainCommand(code: string): string {
	return `onboard explain ${code}`;
}

/** The code with the words how to use it. */
export function diagnosticCodeLines(code: string): readonly Line[] {
	return [
		line('Diagnostic code  ', [code, 'strong']),
		line(['On the phone?    ', 'muted'], 'Read it out. Any machine can look it up:'),
		line('  ', [explainCommand(code), 'accent']),
	];
}
