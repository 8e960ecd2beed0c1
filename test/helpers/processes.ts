// Programs that would use the terminal, in tests that have none.

import type {Processes} from '../../src/ports/ports.ts';

/** Such programs run without a keyboard; what they print goes to `write`. */
export function withoutTerminal(processes: Processes, write: (text: string) => void = () => {}): Processes {
	return {
		...processes,
		attend: async (program, parameters, options) => processes.run(program, parameters, {...options, limitMs: 60_000, onText: write}),
	};
}
