// Asks a shell that starts afresh, as a terminal would start it, what its environment holds.

import type {Environment, Ports} from '../ports/ports.ts';
import type {ShellId} from './shells.ts';

export type ShellStart = 'login' | 'terminal';

export type ShellAnswer = {
	readonly shell: ShellId;
	/** A login shell reads other files than one that a Linux terminal opens; only bash keeps them apart. */
	readonly start: ShellStart;
	readonly state: 'answered' | 'absent' | 'no-answer' | 'timed-out';
	/** Why there is no answer. */
	readonly reason?: string;
	/** Exported values; undefined for a variable that is not exported. */
	readonly values: Readonly<Record<string, string | undefined>>;
};

/** What a terminal or the desktop's session hands to the first shell; everything else has to come from start files. */
const handedOver =
	/^(?:HOME|USER|LOGNAME|PATH|SHELL|TMPDIR|LANG|LC_\w+|TZ|DISPLAY|WAYLAND_DISPLAY|XDG_\w+|ZDOTDIR|WSL_\w+|SSH_AUTH_SOCK|NIX_\w+)$/u;
/** Windows programs do not start without these. */
const handedOverOnWindows =
	/^(?:SystemRoot|SystemDrive|windir|ComSpec|PATHEXT|TEMP|TMP|USERPROFILE|USERNAME|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|ProgramData|ProgramFiles.*|PSModulePath|OneDrive.*|NUMBER_OF_PROCESSORS|PROCESSOR_\w+|OS)$/iu;

/**
 * Starts an interactive shell, as login shell or not, without the variables and asks for them.
 *
 * The values come NUL-separated from a child of that shell, so only what is really exported counts, whatever bytes it has
 * and whatever the start files print.
 */
export async function askShell(
	shell: ShellId,
	start: ShellStart,
	names: readonly string[],
	ports: Ports,
	options: {readonly limitMs: number; readonly signal?: AbortSignal},
): Promise<ShellAnswer> {
	const program = await programOf(shell, ports);
	if (program === undefined) {
		return {shell, start, state: 'absent', reason: `${shell} is not installed`, values: {}};
	}

	const mark = `onboard-${Buffer.from(ports.random(8)).toString('hex')}`;
	const parameters =
		shell === 'powershell'
			? ['-NonInteractive', '-Command', powershellScript(names, mark)]
			: [start === 'login' ? '-lic' : '-ic', `command sh -c '${posixScript(names, mark)}'`];
	// Outside the person's project: a folder's own files must not speak for the shell.
	const result = await ports.processes.run(program, parameters, {...options, env: freshEnvironment(names, ports), folder: ports.host.home});
	const parsed = parse(result.stdout, names, mark);
	if (parsed !== undefined) {
		return {shell, start, state: 'answered', values: parsed};
	}

	return result.code === undefined
		? {shell, start, state: 'timed-out', reason: `${shell} did not come to its prompt within ${options.limitMs / 1000} s.`, values: {}}
		: {
				shell,
				start,
				state: 'no-answer',
				reason: `The start files of ${shell} ended it, or started another program in its place.`,
				values: {},
			};
}

async function programOf(shell: ShellId, {processes}: Ports): Promise<string | undefined> {
	return shell === 'powershell' ? ((await processes.find('pwsh')) ?? (await processes.find('powershell'))) : processes.find(shell);
}

function freshEnvironment(names: readonly string[], {env, host}: Ports): Environment {
	const isKept = (name: string) =>
		(handedOver.test(name) || (host.platform === 'win32' && handedOverOnWindows.test(name))) && !names.includes(name);
	return {...Object.fromEntries(Object.entries(env).filter(([name]) => isKept(name))), HOME: host.home, TERM: 'dumb'};
}

/**
 * A `sh` script without a single quote in it, so that bash, zsh and fish can all carry it inside single quotes. Its only
 * backslashes are doubled: fish halves them within single quotes, and `sh` does so within double quotes.
 */
function posixScript(names: readonly string[], mark: string): string {
	const fields = names.flatMap(name => [`"\${${name}+1}"`, `"\${${name}-}"`]);
	return `printf "%s\\\\0" "" ${mark} ${fields.join(' ')}`;
}

function powershellScript(names: readonly string[], mark: string): string {
	const list = names.map(name => `'${name}'`).join(',');
	return `$out = [Console]::OpenStandardOutput(); $text = [char]0 + '${mark}' + [char]0; foreach ($name in @(${list})) { $value = [Environment]::GetEnvironmentVariable($name); $text += $(if ($null -eq $value) { '' } else { '1' }) + [char]0 + $value + [char]0 }; $bytes = [Text.UTF8Encoding]::new($false).GetBytes($text); $out.Write($bytes, 0, $bytes.Length); $out.Flush()`;
}

function parse(stdout: string, names: readonly string[], mark: string): Readonly<Record<string, string | undefined>> | undefined {
	const start = stdout.indexOf(`\0${mark}\0`);
	const fields = stdout.slice(start + mark.length + 2).split('\0');
	if (start === -1 || fields.length < names.length * 2) {
		return undefined;
	}

	return Object.fromEntries(names.map((name, index) => [name, fields[index * 2] === '1' ? fields[index * 2 + 1] : undefined]));
}
