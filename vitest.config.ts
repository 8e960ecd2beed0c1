// Test projects: `unit` is pure and in-process, `pty` drives the built program, `real` uses other people's clients, `lab` needs Linux and root.
import {availableParallelism} from 'node:os';
import {defineConfig} from 'vitest/config';

// FUZZ_RUNS makes every property test thorough (test/helpers/fuzz.ts), so it gets the time it needs.
const fuzzing = process.env['FUZZ_RUNS'] === undefined ? undefined : 3_600_000;

const project = (name: string, include: string[], options: Record<string, unknown> = {}) => ({
	// Tests decide about colour themselves, whatever the log of the run wants.
	test: {name, include, testTimeout: fuzzing ?? 60_000, hookTimeout: 120_000, env: {NO_COLOR: ''}, ...options},
});

export default defineConfig({
	test: {
		// Most tests wait: for a process to start, a clock of the simulated cloud, a screen. One more file than there are processors.
		maxWorkers: availableParallelism() + 1,
		projects: [
			project('unit', ['test/**/*.test.{ts,tsx}'], {exclude: ['test/{pty,real,lab,bench}/**']}),
			project('pty', ['test/pty/**/*.test.ts'], {testTimeout: 120_000}),
			project('real', ['test/real/**/*.test.ts'], {testTimeout: 120_000}),
			project('lab', ['test/lab/**/*.test.ts'], {testTimeout: 120_000, fileParallelism: false}),
		],
	},
});
