// What a scenario is: simulated clouds, a simulated network and a home folder, as data, with the findings doctor must report there.

import type {SimulatedAws} from './clouds/aws/scenario.ts';
import type {SimulatedAzure} from './clouds/azure/scenario.ts';
import type {SimulatedGoogle} from './clouds/google/scenario.ts';
import type {Weather} from './trouble.ts';

/** Answers an operation with an error of the real service instead of its normal answer. */
export type Fault = {
	readonly status: number;
	/** Error name as the service sends it (`x-amzn-errortype`, `<Code>` or `__type`). */
	readonly type: string;
	readonly message: string;
	/** Only the first `times` calls; absent means every call. */
	readonly times?: number;
	/** Body sent verbatim instead of the service's error shape, for example a portal's HTML page. Sent before the caller is authenticated. */
	readonly raw?: {readonly contentType: string; readonly body: string};
	/** Milliseconds before the answer. */
	readonly delayMs?: number;
	/** The answer never comes. */
	readonly hang?: boolean;
	/** The connection is closed without an answer. */
	readonly drop?: boolean;
};

/** Simulated DNS, TCP and TLS, in one table. Hosts that are not in it do not exist. */
export type SimulatedNetwork = {
	readonly hosts: Readonly<Record<string, readonly string[]>>;
	/** Every look-up fails with this code, for example `EAI_AGAIN` for "offline". */
	readonly resolver?: string;
	/** By address; absent means open within 12 ms. */
	readonly addresses: Readonly<Record<string, {readonly connect: 'open' | 'refused' | 'dropped'; readonly milliseconds?: number}>>;
	/** By host; absent means issued by Amazon and trusted. With `fails` the handshake ends with that system error instead. */
	readonly certificates: Readonly<
		Record<
			string,
			{
				readonly issuer: string;
				readonly root: string;
				readonly isTrusted: boolean;
				readonly error?: string;
				readonly fails?: string;
				/** Authority, as PEM text, with which it is trusted all the same. */
				readonly trustedWith?: string;
			}
		>
	>;
	/** By proxy URL: what the proxy does with a tunnel. */
	readonly proxies: Readonly<Record<string, {readonly tunnel: 'open' | 'refused' | 'authenticate'; readonly intercepts?: string}>>;
	/** By host: HTTP answers that do not come from the cloud, for example a captive portal's page; a silent one never comes. */
	readonly pages: Readonly<
		Record<
			string,
			{
				readonly status: number;
				readonly contentType: string;
				readonly body: string;
				readonly headers?: Readonly<Record<string, string>>;
				readonly isSilent?: boolean;
			}
		>
	>;
};

export type SimulatedHome = {
	/** Variables of the shell the program is started from, on top of the sandbox's own. `$HOME` in a value stands for the home folder. */
	readonly env?: Readonly<Record<string, string>>;
	/**
	 * Files below the home folder, planted after the configured ones; `undefined` leaves a configured one out. `.sandbox/managed`
	 * stands for the machine's managed settings, `work` is the project folder.
	 */
	readonly files?: Readonly<Record<string, string | undefined>>;
	/** Variables added to the planted Claude Code settings. */
	readonly settings?: Readonly<Record<string, string>>;
	/** State of the cached sign-in; default `valid`. `refreshable` is expired but renewable without a person. */
	readonly signIn?: 'valid' | 'expired' | 'none' | 'refreshable';
	/** Version lines of `claude`, `aws`, `gcloud`, `az`; absent means `claude` alone is installed, `undefined` takes it away. */
	readonly tools?: Readonly<Record<string, string | undefined>>;
	/** Answers that differ from the happy set-up when the configured home is planted. */
	readonly answers?: Readonly<Record<string, string>>;
};

export type Scenario = {
	/** `provider/what`. */
	readonly name: string;
	readonly provider: 'bedrock' | 'vertex' | 'foundry';
	readonly title: string;
	/** Exactly the root-cause codes of severity fail, warn or unknown that doctor reports here. */
	readonly expected: readonly string[];
	/** Codes that only somebody who signs in or goes through the wizard meets here. */
	readonly wizard?: readonly string[];
	/** The organization demands a private path. */
	readonly requirePrivatePath?: boolean;
	/** The clouds that exist here; a request for any other finds nothing. */
	readonly aws?: SimulatedAws;
	readonly google?: SimulatedGoogle;
	readonly azure?: SimulatedAzure;
	/** Trouble that befalls the calls to those clouds, on top of their own faults. */
	readonly weather?: Weather;
	readonly network: SimulatedNetwork;
	readonly home: SimulatedHome;
};
