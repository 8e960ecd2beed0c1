// Measures what a person waits for, as ratios taken in one run, and compares each with its limit. `--strict` fails when one is over.
import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {builtProgram, cleanEnvironment, ptyProblem, start} from '../helpers/pty.ts';
import {callMs, concurrency, measureCohort, measureTarget} from './cohort.ts';
import {measureDoctor} from './doctor.ts';
import {buildSmallest} from './smallest.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 15);
const keystrokes = 120;
const home = mkdtempSync(path.join(tmpdir(), 'onboard-bench-'));
const env = cleanEnvironment(home);
const configured = path.join(home, 'configured');
// The line of keys is the last thing a frame draws.
const firstFrame = /ctrl\+c/;

try {
	setUp();
	const startups = await measureStartups();
	const key = await measureKeystrokes(['--home', home, '--provider', 'bedrock'], /❯.*\n.*\n/);
	const boardKey = await measureKeystrokes(['cohort', 'board', boardOfThousands()], /❯.*\n.*\n/);
	const doctors = [];
	for (const provider of ['bedrock', 'vertex', 'foundry']) {
		doctors.push({provider, ...(await measureDoctor(provider))});
	}

	const aloneMs = await measureTarget();
	const small = {people: 500, targets: 20, ...(await measureCohort(500, 20, aloneMs))};
	const large = {people: 10_000, targets: 200, ...(await measureCohort(10_000, 200, aloneMs, 60))};
	const cohorts = [small, large];

	const rows = [
		['Wizard, first frame / node -e 0, in a pseudo-terminal', ratio(startups.frame, startups.emptyInTerminal), 4, '×'],
		['Wizard, first frame / the first frame of the smallest Ink program', ratio(startups.frame, startups.smallest), 1.2, '×'],
		['--version / node -e 0', ratio(startups.version, startups.empty), 1.4, '×'],
		// 300 ms where an empty Node takes 50 ms.
		['status of a home that is set up / node -e 0', ratio(startups.status, startups.empty), 6, '×'],
		...doctors.map(doctor => [
			`doctor on ${doctor.provider} / its longest chain, ${doctor.callMs} ms per call`,
			doctor.wallMs / doctor.chainMs,
			1.25,
			'×',
		]),
		['Keystroke to frame, 95th percentile', key, 16, ' ms'],
		['Board of 10,000 people, keystroke to frame, 95th percentile', boardKey, 33, ' ms'],
		['Packed size', packedBytes() / 1024 / 1024, 2, ' MB'],
		['doctor, peak memory', await peakMemory(), 160, ' MB'],
		[
			'cohort run, calls per target: 10,000 people over 200 / 500 over 20',
			large.calls / large.targets / (small.calls / small.targets),
			1.05,
			'×',
		],
		...cohorts.map(run => [
			`cohort run, ${run.people} people over ${run.targets} targets / limit by ${run.limitedBy}`,
			run.wallMs / run.limitMs,
			1.3,
			'×',
		]),
		['cohort run, 10,000 people, peak memory', large.memory, 256, ' MB'],
	];
	print(rows);
	console.log(
		`\nNode ${process.versions.node}, ${process.platform} ${process.arch}; medians of ${rounds} interleaved rounds; node -e 0 took ${median(startups.empty).toFixed(0)} ms.`,
	);
	for (const doctor of doctors) {
		console.log(
			`doctor on ${doctor.provider}: ${doctor.wallMs.toFixed(0)} ms over a chain of ${doctor.chainMs.toFixed(0)} ms (${doctor.chain.join(' → ')}).`,
		);
	}

	for (const run of cohorts) {
		console.log(
			`cohort run of ${run.people} people over ${run.targets} targets, ${concurrency} at once, ${callMs} ms per call: ${run.calls} calls answered, ${run.refused} refused; ${run.wallMs.toFixed(0)} ms over a limit of ${run.limitMs.toFixed(0)} ms (one target alone ${aloneMs.toFixed(0)} ms), ${run.cpuMs.toFixed(0)} ms of processor time, ${run.memory.toFixed(0)} MB.`,
		);
	}

	if (process.argv.includes('--strict') && rows.some(([, value, limit]) => !(value <= limit))) {
		process.exitCode = 1;
	}
} finally {
	rmSync(home, {recursive: true, force: true});
}

/** Milliseconds of every start, in turn within each round, so that a busy machine slows all of them alike. */
async function measureStartups() {
	const times = {empty: [], version: [], status: [], emptyInTerminal: [], smallest: [], frame: []};
	const smallest = await buildSmallest(path.join(home, 'smallest'));
	// The first two rounds fill the disk and compile caches and are not counted.
	for (let round = -2; round < rounds; round++) {
		const taken = {
			empty: timed(['-e', '0']),
			version: timed([builtProgram, '--version']),
			status: timed([builtProgram, 'status', '--home', configured]),
			emptyInTerminal: await untilExit(),
			smallest: await untilFirstFrame({file: process.execPath, parameters: [smallest]}, /ready/),
			frame: await untilFirstFrame(),
		};
		for (const name of round < 0 ? [] : Object.keys(times)) {
			times[name].push(taken[name]);
		}
	}

	return times;
}

/** A home with the files that `status` reads where Bedrock is in use. */
function setUp() {
	const pins = {ANTHROPIC_MODEL: 'us.anthropic.claude-opus-5-5', ANTHROPIC_DEFAULT_HAIKU_MODEL: 'us.anthropic.claude-haiku-5-5'};
	const files = {
		'.claude/settings.json': JSON.stringify({env: {CLAUDE_CODE_USE_BEDROCK: '1', AWS_PROFILE: 'work', AWS_REGION: 'us-east-1', ...pins}}),
		'.bashrc': 'export AWS_REGION=eu-west-1\n',
		'.aws/config':
			'[sso-session corp]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n[profile work]\nsso_session = corp\n',
	};
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(path.dirname(path.join(configured, name)), {recursive: true});
		writeFileSync(path.join(configured, name), content);
	}
}

function timed(parameters) {
	const startedAt = performance.now();
	spawnSync(process.execPath, parameters, {env, cwd: home});
	return performance.now() - startedAt;
}

async function untilExit() {
	needTerminal();
	const startedAt = performance.now();
	await start({file: process.execPath, parameters: ['-e', '0'], home}).exit;
	return performance.now() - startedAt;
}

async function untilFirstFrame(what = {parameters: ['--home', home]}, wanted = firstFrame) {
	const startedAt = performance.now();
	const program = start({home, ...what});
	await program.waitForText(wanted);
	const took = performance.now() - startedAt;
	await stop(program);
	return took;
}

/** 95th percentile of the milliseconds from a key to the first bytes of the frame it leads to. */
async function measureKeystrokes(parameters, ready) {
	const program = start({home, parameters});
	await program.waitForText(ready);
	const times = [];
	for (let index = 0; index < keystrokes; index++) {
		// Apart enough for the previous frame to be complete, as a quick typist is.
		await new Promise(resolve => setTimeout(resolve, 50));
		const frame = program.nextOutput();
		const startedAt = performance.now();
		program.press(index % 2 === 0 ? 'down' : 'up');
		// A key that draws nothing counts as a second, not as for ever.
		await Promise.race([frame, new Promise(resolve => setTimeout(resolve, 1000))]);
		times.push(performance.now() - startedAt);
	}

	await stop(program);
	return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1];
}

/** A cohort's folder with 10,000 people, each with four events. */
function boardOfThousands() {
	const folder = path.join(home, 'thousands');
	const roster = path.join(home, 'thousands.csv');
	const rows = Array.from(
		{length: 10_000},
		(_, index) => `Person ${index},p${index}@acme.example,Team ${index % 40},AWS,${111_122_220_000 + (index % 200)}`,
	);
	writeFileSync(roster, `Name,Email,Team,Cloud,Account\n${rows.join('\n')}\n`);
	execFileSync(process.execPath, [builtProgram, 'cohort', 'init', '--roster', roster, '--out', folder], {env, stdio: 'ignore'});
	const codes = ['network.public-path', 'model.use-case-form-missing', 'config.settings-override-shell', 'sign-in.expired'];
	const events = rows.flatMap((_, index) =>
		['run started', 'sign-in at', 'sign-in proven', index % 3 === 0 ? 'run finished' : 'network failed'].map((told, step) => {
			const [at, state] = told.split(' ');
			const time = new Date(Date.UTC(2026, 10, 23, 9, 0, 0, index * 4 + step)).toISOString();
			const order = index * 4 + step + 1;
			const person = `p${String(index + 1).padStart(4, '0')}`;
			const open = state === 'failed' ? [codes[index % codes.length]] : [];
			return JSON.stringify({order, received: time, id: `event-${order}`, at: time, kind: 'person', person, step: at, state, codes: open});
		}),
	);
	writeFileSync(path.join(folder, 'journal.ndjson'), `${events.join('\n')}\n`);
	return folder;
}

async function stop(program) {
	program.press('ctrlC');
	const limit = setTimeout(() => program.kill('SIGKILL'), 2000);
	await program.exit;
	clearTimeout(limit);
}

function needTerminal() {
	if (ptyProblem !== undefined) {
		throw new Error(ptyProblem);
	}
}

function packedBytes() {
	const [report] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}),
	);
	return report.size;
}

/** Megabytes at the peak of `doctor`, the simulated cloud in the same process included. */
async function peakMemory() {
	const report = 'import {writeSync} from "node:fs"; process.on("exit", () => { writeSync(3, String(process.resourceUsage().maxRSS)); });';
	const child = spawn(
		process.execPath,
		['--import', `data:text/javascript,${encodeURIComponent(report)}`, builtProgram, 'doctor', '--json', '--sandbox'],
		{
			env,
			cwd: home,
			stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
		},
	);
	let kilobytes = '';
	for await (const chunk of child.stdio[3]) {
		kilobytes += chunk;
	}

	return Number(kilobytes) / 1024;
}

function ratio(times, base) {
	return median(times) / median(base);
}

function median(times) {
	return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
}

function print(rows) {
	const cells = rows.map(([what, value, limit, unit]) => [
		what,
		`${value.toFixed(2)}${unit}`,
		`≤ ${limit}${unit}`,
		value <= limit ? 'ok' : 'over',
	]);
	const widths = [0, 1, 2, 3].map(column => Math.max(...cells.map(row => row[column].length)));
	for (const [what, value, limit, state] of cells) {
		console.log(`${what.padEnd(widths[0])}  ${value.padStart(widths[1])}  ${limit.padStart(widths[2])}  ${state}`);
	}
}
