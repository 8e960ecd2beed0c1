// The one door to the world: every effect the program has goes through a `Ports` value, so tests swap ports, never modules.

import type {Pace} from './pace.ts';
import type {Trace} from './trace.ts';

/** Environment variables as the program may read them. Absent and empty are different things. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type Clock = {
	/** Wall-clock time in milliseconds since the Unix epoch. */
	now(): number;
	/** Monotonic time in milliseconds, for durations only. */
	elapsed(): number;
	/** Resolves after `milliseconds`; rejects with the signal's reason when aborted first. */
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
};

export type FileFacts = {
	readonly kind: 'file' | 'folder' | 'other';
	/** Permission bits, for example 0o600. */
	readonly mode: number;
	readonly size: number;
};

/** Files of this machine. Reads answer `undefined` for "does not exist"; every other failure throws the system's own error. */
export type Files = {
	read(path: string): Promise<Uint8Array | undefined>;
	/** Facts of what the path leads to, through symbolic links. */
	stat(path: string): Promise<FileFacts | undefined>;
	/** The path that a write to `path` would change: symbolic links followed, even when the last one dangles. */
	resolve(path: string): Promise<string>;
	/** Whether this process may write the file, or create it in its folder. */
	isWritable(path: string): Promise<boolean>;
	/** Names in a folder, sorted; empty when the folder does not exist. */
	list(folder: string): Promise<readonly string[]>;
	makeFolder(folder: string, mode?: number): Promise<void>;
	/**
	 * Replaces the file's content in one step: temporary file in the same folder, flushed, renamed over the resolved path.
	 * A crash at any instant leaves the old bytes or the new ones.
	 */
	writeAtomic(path: string, content: Uint8Array, mode: number): Promise<void>;
	/**
	 * Adds lines at the end of a file and flushes them; creates it when it does not exist. A last line that somebody was
	 * killed in the middle of is ended first, so that it spoils nothing but itself.
	 */
	append(path: string, content: Uint8Array, mode: number): Promise<void>;
	/** What a file holds from this byte on; nothing when it is shorter or does not exist. */
	readFrom(path: string, offset: number): Promise<Uint8Array>;
	/** Removes a file; nothing happens when it does not exist. */
	remove(path: string): Promise<void>;
	/** Removes a folder if it is empty; nothing happens otherwise. */
	removeEmptyFolder(folder: string): Promise<void>;
	/**
	 * Takes the lock that the file `path` stands for; the folder must exist. A lock left by a process that died is taken over.
	 *
	 * @returns How to give it back; undefined while a living process holds it.
	 */
	lock(path: string): Promise<(() => Promise<void>) | undefined>;
};

export type ConnectOptions = {
	/** IP address to connect to. */
	readonly address: string;
	readonly port: number;
	readonly limitMs: number;
	readonly signal?: AbortSignal;
};

export type HandshakeOptions = ConnectOptions & {
	/** Name sent as SNI and checked against the certificate. */
	readonly host: string;
	/** Proxy to tunnel through; `address` is then not used. */
	readonly proxy?: string;
	/** Authorities to trust besides this process's own, as PEM text. */
	readonly authorities?: string;
};

export type Handshake = {
	/** Whether this Node's trust store (with NODE_EXTRA_CA_CERTS) accepts the chain for the host name. */
	readonly isTrusted: boolean;
	/** OpenSSL's reason when not trusted, for example `SELF_SIGNED_CERT_IN_CHAIN`. */
	readonly error?: string;
	/** Organization (or common name) of the issuer of the leaf certificate. */
	readonly issuer?: string;
	/** Organization (or common name) of the last certificate of the chain that the server sent. */
	readonly root?: string;
	readonly protocol?: string;
	readonly tookMs: number;
};

export type HttpRequest = {
	readonly url: string;
	readonly method: 'GET' | 'HEAD' | 'POST';
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
	/** Proxy URL the request must go through; absent means a direct connection. */
	readonly proxy?: string;
	/** Authorities to trust besides this process's own, as PEM text. */
	readonly authorities?: string;
	readonly limitMs: number;
	/** The response body is cut at this many bytes. */
	readonly maxBytes?: number;
	/** Milliseconds of silence after which a body that has begun is taken as it is, with `isStalled`. */
	readonly quietMs?: number;
	/** The body is no text: `body` then has one character for each byte. */
	readonly isBinary?: boolean;
	readonly signal?: AbortSignal;
};

export type HttpResponse = {
	readonly status: number;
	/** Header names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	/** The body began and then went quiet for `quietMs`. */
	readonly isStalled?: boolean;
	readonly tookMs: number;
};

/**
 * The network as this process sees it. Failures throw an `Error` whose `code` is the system's (`ENOTFOUND`, `ECONNREFUSED`,
 * `ETIMEDOUT` …). A proxy that refuses a tunnel throws `EPROXY` with its HTTP status in `status`.
 */
export type Network = {
	/** The operating system's resolver (honours VPN split DNS and the hosts file), all addresses. */
	lookup(host: string, options?: {readonly signal?: AbortSignal; readonly isFresh?: boolean}): Promise<readonly string[]>;
	/** Opens and closes a TCP connection; resolves with the time taken in milliseconds. */
	connect(options: ConnectOptions): Promise<number>;
	handshake(options: HandshakeOptions): Promise<Handshake>;
	/** One HTTP request. Redirects are not followed. */
	request(request: HttpRequest): Promise<HttpResponse>;
};

export type ProcessResult = {
	/** Exit code; undefined when it was ended by a signal or by the limit. */
	readonly code: number | undefined;
	readonly stdout: string;
	readonly stderr: string;
};

export type RunOptions = {
	readonly env?: Environment;
	readonly folder?: string;
	readonly input?: string;
	readonly limitMs: number;
	readonly signal?: AbortSignal;
	/** Told what the program prints, on either stream, while it runs; pieces need not end at a line's end. */
	onText?(text: string): void;
};

export type AttendOptions = {
	readonly env?: Environment;
	readonly folder?: string;
	/** Ends the program. */
	readonly signal?: AbortSignal;
	/** What the program prints to stderr is handed back, too; it then sees no terminal there. */
	readonly keepsErrors?: boolean;
};

export type Processes = {
	/** Runs a program without a shell. Throws `ENOENT` when it does not exist. */
	run(program: string, parameters: readonly string[], options: RunOptions): Promise<ProcessResult>;
	/**
	 * Runs a program that a person uses: keyboard and screen are its own until it ends, and Ctrl+C is for it alone. Nothing else
	 * may draw or read meanwhile. Throws `ENOENT` when it does not exist.
	 */
	attend(program: string, parameters: readonly string[], options: AttendOptions): Promise<ProcessResult>;
	/** Full path of a program on PATH. */
	find(program: string): Promise<string | undefined>;
};

export type Browser = {
	/** Whether a browser on this machine could reach a page served on this machine's 127.0.0.1 (no SSH, container or missing display). */
	readonly isLocal: boolean;
	/** Opens an address; answers whether something was started. Call only after the person asked for it. */
	open(url: string): Promise<boolean>;
};

export type Host = {
	readonly platform: 'linux' | 'darwin' | 'win32';
	/** Folder that everything user-level is rooted in (HOME, or `--home`). */
	readonly home: string;
	/** Folder the program was started in. */
	readonly folder: string;
	readonly nodeVersion: string;
};

export type Ports = {
	readonly clock: Clock;
	readonly env: Environment;
	readonly files: Files;
	readonly network: Network;
	readonly processes: Processes;
	readonly browser: Browser;
	readonly host: Host;
	/** Cryptographically secure random bytes. */
	random(size: number): Uint8Array;
	/** Set when the program talks to a simulated cloud: the scenario's name, shown on every screen. */
	readonly sandbox?: string;
	/** Set while a debug trace is written: client libraries that make their own connections record them here. */
	readonly trace?: Trace;
	/** Set while many places are looked at: client libraries that make their own connections wait for their turn here. */
	readonly pace?: Pace;
};
