// What is configured on this machine today, and in which places: plain data that is safe to print.

import {isNamed, type Registered} from '../core/registered.ts';
import type {Host} from '../ports/ports.ts';

/** From this shell, from a terminal opened next, from VS Code's extension, or from another program with windows: those read no profile. */
export type Way = 'this-shell' | 'new-shell' | 'editor' | 'desktop';

export const ways: readonly Way[] = ['this-shell', 'new-shell', 'editor', 'desktop'];

/** Where a value can stand. Order within Claude Code: managed, then local, project, user settings, then the environment. */
export type PlaceKind =
	| 'managed'
	| 'project-local'
	| 'project'
	| 'user'
	| 'editor'
	| 'environment'
	| 'folder'
	| 'profile'
	| 'fragment'
	| 'system';

export type Place = {
	/** Unique among the places, for example `user` or `profile:/home/dana/.zshrc`. */
	readonly id: string;
	readonly kind: PlaceKind;
	/** As people say it: `~/.claude/settings.json`, `this shell`. */
	readonly label: string;
	readonly path?: string;
	readonly state: 'read' | 'absent' | 'unreadable' | 'denied';
	/** Why it is unreadable or denied. */
	readonly reason?: string;
	/** Relevant variables with secrets masked; see `Survey.reveal`. */
	readonly variables: Readonly<Record<string, string>>;
	/** Other relevant keys of a settings file, for example `awsAuthRefresh`, secrets masked. */
	readonly settings: Readonly<Record<string, string>>;
	/** Shells whose start reads this file; only of profile files and our fragments. Empty: nothing reads it. */
	readonly readBy?: readonly string[];
	/** Variables that a profile file sets below the line that reads our fragment: these win over the fragment. */
	readonly later?: readonly string[];
	/** Line of each variable and setting in the file, counted from 1. */
	readonly lines?: Readonly<Record<string, number>>;
	/** Variables whose value the shell works out when it starts, so that it is not known here, with their lines. */
	readonly computed?: Readonly<Record<string, number>>;
	/** Variables that the file sets without exporting them: no program gets them. With their lines. */
	readonly notExported?: Readonly<Record<string, number>>;
	/** Ways of starting that read it; absent: those that its kind says. */
	readonly ways?: readonly Way[];
	/** Why nothing reads it although it is there. */
	readonly ignored?: string;
};

export type AwsProfile = {
	readonly name: string;
	readonly region?: string;
	readonly ssoSession?: string;
	readonly hasStaticKeys: boolean;
};

export type AwsFacts = {
	readonly config: {readonly path: string; readonly state: Place['state']; readonly reason?: string};
	readonly credentials: {readonly path: string; readonly state: Place['state']; readonly reason?: string};
	readonly profiles: readonly AwsProfile[];
	/** Sections of the credentials file. */
	readonly credentialProfiles: readonly AwsProfile[];
};

export type ToolFacts = {readonly name: string; readonly path?: string; /** Only when asked for. */ readonly version?: string};

export type SurveyFacts = {
	readonly host: {readonly platform: Host['platform']; readonly nodeVersion: string; readonly shell: string};
	/** `claude`, `aws`, `gcloud`, `az`: where each is on PATH. */
	readonly tools: readonly ToolFacts[];
	readonly places: readonly Place[];
	readonly aws: AwsFacts;
	/** The clouds that were looked for. */
	readonly providers: readonly Registered[];
	/** Places that exist on this platform but cannot be read cheaply, for example a macOS preferences domain. */
	readonly notRead: readonly string[];
	/** The value of a variable in one place as it really is, for programs only. Never leaves the process: a function is no data. */
	reveal(place: string, name: string): string | undefined;
};

/** Relevant whatever the cloud. */
const shared =
	/^(?:ANTHROPIC_|CLAUDE_CODE_|CLAUDE_CONFIG_DIR$|NODE_EXTRA_CA_CERTS$|NODE_TLS_REJECT_UNAUTHORIZED$|SSL_CERT_|ENABLE_PROMPT_CACHING|DISABLE_PROMPT_CACHING|FORCE_PROMPT_CACHING|DISABLE_TELEMETRY$|DISABLE_ERROR_REPORTING$|API_TIMEOUT_MS$)|^(?:https?|no|all)_proxy$/iu;
/** Set by Claude Code for what it starts; says nothing about the set-up. */
const ownMarks = /^CLAUDE_CODE_(?:ENTRYPOINT|SESSION_ID|SSE_PORT|EXECPATH|CHILD_SESSION|TMPDIR|REMOTE_.*|CONTAINER_ID|OAUTH_.*_FD)$/u;

/** Whether a variable bears on how Claude Code reaches its models. */
export function isRelevant(name: string, providers: readonly Registered[]): boolean {
	const patterns = providers.flatMap(({switches, variables, toolVariables}) => [...switches, ...variables, ...toolVariables]);
	return (shared.test(name) || isNamed(name.toUpperCase(), patterns)) && !ownMarks.test(name);
}
