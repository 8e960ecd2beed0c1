// What a simulated cloud is to the rest of the sandbox: requests it answers, variables that lead to it, files and programs it leaves.

import type {Scenario} from '../scenario.ts';

/** One HTTP request as it arrived. */
export type RawRequest = {
	readonly method: string;
	/** Path and query exactly as sent. */
	readonly url: string;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
	/** `http` or `https`, for addresses that lead back here. */
	readonly scheme: string;
};

export type Reply = {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array;
	/** Body in pieces; the connection stays open after the last one when `stalls` is set. */
	readonly pieces?: readonly Uint8Array[];
	readonly stalls?: boolean;
	/** The connection is reset after so many bytes of a body whose whole length was announced. */
	readonly breaksAfter?: number;
};

export type Dispatched = {
	/** The cloud's own short name of the service, for the log. */
	readonly service: string;
	/** Undefined for a path the service does not know. */
	readonly operation: string | undefined;
	/** Region or location, where the request tells. */
	readonly region: string | undefined;
	/** Model or deployment of an invocation. */
	readonly modelId: string | undefined;
	/** Account or project that the caller acts in, where the request tells. */
	readonly account?: string;
	/** Path below the service, without the query. */
	readonly path: string;
	/** `hang`: no answer ever; `drop`: the connection is closed. */
	readonly outcome: Reply | 'hang' | 'drop';
	/** Milliseconds to wait before the outcome. */
	readonly delayMs: number;
	/** The call carries a stand-in's command line and its answer, which no real cloud sees. */
	readonly carriesPrograms?: true;
};

/** A cloud while it runs, with what it remembers. */
export type RunningCloud = {
	/** The cloud's own wall clock in milliseconds. */
	now(): number;
	/** Answers one request; undefined when nothing of this cloud lives at that address. Never throws for a bad request. */
	dispatch(request: RawRequest): Dispatched | undefined;
};

/** Where a running sandbox listens; `url` is empty while nothing runs yet. */
export type Address = {
	readonly url: string;
	/** The same server over TLS, when a cloud of the scenario has hosts that need it. */
	readonly secureUrl?: string;
	/** PEM certificate of `secureUrl`, which clients have to trust. */
	readonly certificate?: string;
};

export type PlantedFile = {readonly text: string; readonly mode?: number};

export type SimulatedCloud = {
	readonly name: 'aws' | 'google' | 'azure';
	/** Provider whose set-up this cloud plants. */
	readonly provider: Scenario['provider'];
	isIn(scenario: Scenario): boolean;
	/**
	 * Starts with an empty memory.
	 *
	 * @param now - Wall-clock milliseconds of this machine.
	 */
	start(scenario: Scenario, now: () => number): RunningCloud;
	/**
	 * Hosts that clients reach by their own names, over TLS, with the sandbox as their HTTPS proxy: saved settings then hold unchanged.
	 * None means that plain HTTP on loopback does for this scenario.
	 */
	secureHosts(scenario: Scenario): readonly string[];
	/** Variables that point clients at a running sandbox; none is secret. `$HOME` in a value stands for the home folder. */
	variables(address: Address, scenario: Scenario): Readonly<Record<string, string>>;
	/** Of those, the ones only Claude Code needs: to onboard they would look like a gateway that the person chose. */
	readonly claudeVariables: readonly string[];
	/** Answers of the planted home. */
	answersOf(scenario: Scenario): Readonly<Record<string, string>>;
	/** What the planted Claude Code settings hold: `env` and the refresh command, by key. */
	settings(scenario: Scenario): Readonly<Record<string, unknown>> & {readonly env: Readonly<Record<string, string | undefined>>};
	/** Files of the planted home besides the settings, by path below it; all are private to the person. */
	plantedFiles(scenario: Scenario, now: number, address: Address): Readonly<Record<string, string | undefined>>;
	/** Of those, the ones that hold the sandbox's address and are brought up to date when the home is used again. */
	readonly addressed: readonly string[];
	/** Files whose presence means that the home is set up already. */
	readonly markers: readonly string[];
	/** Sign-in values offered where a person would have to know their own. */
	hints(scenario: Scenario): Readonly<Record<string, string>>;
	/** Version lines of the programs that are installed unless the scenario says otherwise. */
	readonly tools: Readonly<Record<string, string>>;
	/** Stand-ins by program name: executable Node scripts, written into the home at every start and put on PATH. */
	programs(scenario: Scenario, address: Address): Readonly<Record<string, string>>;
	/** Other files written at every start, by path below the home, for example a certificate. */
	equipment?(scenario: Scenario, address: Address): Readonly<Record<string, PlantedFile>>;
	/** Issuer and root of the certificate a host of this cloud shows; undefined for other hosts. */
	issuerOf(host: string): {readonly issuer: string; readonly root: string} | undefined;
};

/** The host of an organization's own gateway that is reached over TLS. */
export function gatewayHosts(gateway: string | undefined): readonly string[] {
	const url = gateway === undefined ? undefined : new URL(gateway);
	return url?.protocol === 'https:' ? [url.hostname] : [];
}

export function jsonReply(body: unknown, status = 200): Reply {
	return {status, headers: {'content-type': 'application/json'}, body: JSON.stringify(body)};
}

/** The body as JSON; an empty or malformed one is an empty object. */
export function jsonBody(body: Uint8Array): Readonly<Record<string, unknown>> {
	try {
		const parsed: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
		return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
	} catch {
		return {};
	}
}
