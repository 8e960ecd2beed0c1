// What a simulated Google Cloud holds: its sign-in, project, models and the faults of its services, as data.

import type {Fault, Scenario} from '../../scenario.ts';

/** A refusal of a Google API, or any other fault of the connection. */
export type GoogleFault = Omit<Fault, 'type' | 'message' | 'status'> & {
	readonly status: number;
	/** Canonical code, for example `PERMISSION_DENIED`. */
	readonly type: string;
	readonly message: string;
	/** `reason` of the ErrorInfo detail, for example `SERVICE_DISABLED`. */
	readonly reason?: string;
	readonly metadata?: Readonly<Record<string, string>>;
	/** Further members of `details`. */
	readonly details?: ReadonlyArray<Readonly<Record<string, unknown>>>;
	/** The token endpoint's members instead of an API's error envelope. */
	readonly oauth?: Readonly<Record<string, string>>;
};

export type SimulatedPublisherModel = {
	/** Without `@date` a version of its own is not asked for; with it the id is only known so. */
	readonly id: string;
	/** Locations that serve it: `global`, `us`, `eu`, or a region. */
	readonly locations: readonly string[];
	/** `GA`, `PUBLIC_PREVIEW` …; absent means GA. */
	readonly launchStage?: string;
};

/** How one model answers. */
export type SimulatedGoogleModel = {
	readonly invoke?: GoogleFault;
	/** Publisher model configuration as the API words it; absent means never configured (404). */
	readonly config?: Readonly<Record<string, unknown>>;
	/** Stream answers with this content type and body instead of server-sent events. */
	readonly rewritten?: {readonly contentType: string; readonly body: string};
	/** The stream starts and then says nothing more. */
	readonly stalls?: boolean;
};

export type SimulatedGoogle = {
	readonly project: {readonly id: string; readonly number: string; readonly name: string};
	/** Projects that the person sees besides. */
	readonly otherProjects?: ReadonlyArray<{readonly id: string; readonly number: string; readonly name: string}>;
	readonly email: string;
	/** What the planted Application Default Credentials are; absent means workforce: the company's own sign-in. */
	readonly adc?: 'workforce' | 'user' | 'service-account' | 'external-account';
	/** Quota project of those credentials; absent means the project, empty means none. */
	readonly quotaProject?: string;
	/** The organization ends sessions by its policy: a sign-in that is over is refused for that reason. */
	readonly limitsSessions?: true;
	/** What happens to a sign-in in the browser; absent means approve. */
	readonly approval?: 'approve' | 'deny';
	/** Life of an access token; absent means 3599. */
	readonly tokenSeconds?: number;
	/** Permissions of the person in the project. */
	readonly permissions: readonly string[];
	/** Every call needs its permission; absent: only calls of models do. */
	readonly isExact?: true;
	/** Services that are enabled. */
	readonly services: readonly string[];
	readonly models: readonly SimulatedPublisherModel[];
	/** By model id; absent means answering. */
	readonly behaviour: Readonly<Record<string, SimulatedGoogleModel>>;
	readonly cacheDisabled?: boolean;
	/** Days that the _Default log bucket keeps entries. */
	readonly logDays: number;
	/**
	 * Faults by `service:operation`, for example `aiplatform:rawPredict`, `oauth2:token`; `service:*` covers the rest. Services: oauth2,
	 * sts, accounts, aiplatform, cloudresourcemanager, serviceusage, logging, iamcredentials, metadata.
	 */
	readonly faults: Readonly<Record<string, GoogleFault>>;
	/** Address of the organization's own gateway to the models, which takes requests without a sign-in. */
	readonly gateway?: string;
};

/** A scenario that has a Google Cloud. */
export type GoogleScenario = Scenario & {readonly google: SimulatedGoogle};
