// What a scenario is: a simulated cloud, a simulated network and a home folder, as data, with the findings doctor must report there.

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

export type SimulatedAccount = {readonly id: string; readonly name: string; readonly email: string; readonly roles: readonly string[]};

export type SimulatedProfile = {
	/** Inference profile id, for example `us.anthropic.claude-opus-5-5`. */
	readonly id: string;
	readonly name: string;
	/** Destination regions; an empty string stands for the global ARN form. */
	readonly regions: readonly string[];
	/** Regions it can be called from; absent means the ones its prefix covers. */
	readonly sources?: readonly string[];
};

/** How one model answers an invocation. */
export type SimulatedModel = {
	readonly availability?: {
		readonly agreement?: 'AVAILABLE' | 'PENDING' | 'NOT_AVAILABLE' | 'ERROR';
		readonly authorization?: 'AUTHORIZED' | 'NOT_AUTHORIZED';
		readonly entitlement?: 'AVAILABLE' | 'NOT_AVAILABLE';
		readonly region?: 'AVAILABLE' | 'NOT_AVAILABLE';
	};
	readonly lifecycle?: 'ACTIVE' | 'LEGACY';
	readonly invoke?: Fault;
	/** Stream answers with this content type and body instead of an event stream. */
	readonly rewritten?: {readonly contentType: string; readonly body: string};
	/** An exception event in the middle of the stream. */
	readonly midStream?: {readonly type: string; readonly message: string};
	/** The stream starts and then says nothing more. */
	readonly stalls?: boolean;
};

export type SimulatedEndpoint = {
	readonly id: string;
	/** Short service name: `bedrock-runtime`, `bedrock`. */
	readonly service: string;
	/** Absent means us-east-1. */
	readonly region?: string;
	/** As on the wire (`available`, `pendingAcceptance` …); absent means `available`. */
	readonly state?: string;
	/** Absent means on. */
	readonly privateDns?: boolean;
	readonly addresses: readonly string[];
	readonly groups?: readonly string[];
	/** Policy document (JSON text); absent means full access. */
	readonly policy?: string;
	/** Account that owns it; only that account sees it. Absent means every account sees it. */
	readonly owner?: string;
};

/** Long-term keys the simulated cloud accepts besides the ones GetRoleCredentials hands out. */
export type StaticKey = {readonly accessKeyId: string; readonly secretAccessKey: string; readonly account: string; readonly arn: string};

export type SimulatedAws = {
	readonly sso: {
		readonly startUrl: string;
		readonly region: string;
		readonly accounts: readonly SimulatedAccount[];
		/** What happens to the sign-in in the browser. */
		readonly approval: 'approve' | 'deny' | 'expire' | 'never';
		/** CreateToken polls answered `authorization_pending` before the outcome. */
		readonly pendingPolls: number;
		/** Poll number (from 1) that is answered `slow_down`. */
		readonly slowDownAt?: number;
		readonly tokenSeconds: number;
		/** Whether refresh tokens are issued and honoured. */
		readonly refresh: boolean;
		/** Seconds that the service's clock is ahead of this machine's. When given, signed requests more than 5 minutes off are refused. */
		readonly clockSkewSeconds?: number;
		/** Name of the person, as it appears in the role session; absent means dana@acme.example. */
		readonly user?: string;
		/** Life of role credentials; absent means 3600. */
		readonly credentialSeconds?: number;
		/** Life of a device code; absent means 600. */
		readonly deviceSeconds?: number;
		/** Poll interval the service asks for; absent means 5. */
		readonly intervalSeconds?: number;
	};
	/**
	 * Faults by `service:Operation`, for example `bedrock:ListInferenceProfiles`, `sso:GetRoleCredentials`, `ec2:DescribeVpcEndpoints`;
	 * `service:*` covers the rest. Services: sso-oidc, sso, sts, ec2, bedrock, bedrock-runtime, logs, cloudtrail.
	 */
	readonly faults: Readonly<Record<string, Fault>>;
	readonly profiles: readonly SimulatedProfile[];
	/** By profile id or base model id (`anthropic.claude-opus-5-5`), the former first; absent means available and answering. */
	readonly models: Readonly<Record<string, SimulatedModel>>;
	readonly useCaseForm: 'filled' | 'missing';
	/** Account retention mode. Fable models refuse `none`, `default` and `inherit`, as the real ones do. */
	readonly retentionMode: string;
	readonly logging?: {readonly logGroup?: string; readonly bucket?: string};
	readonly logGroups: ReadonlyArray<{readonly name: string; readonly retentionDays?: number; readonly kmsKey?: string}>;
	readonly trails: ReadonlyArray<{readonly name: string; readonly bucket: string; readonly isOrganization: boolean}>;
	readonly endpoints: readonly SimulatedEndpoint[];
	readonly securityGroups: ReadonlyArray<{
		readonly id: string;
		readonly inbound: ReadonlyArray<{
			readonly protocol: string;
			readonly from: number;
			readonly to: number;
			readonly cidr?: string;
			readonly group?: string;
		}>;
	}>;
	readonly staticKeys?: readonly StaticKey[];
	/** Address of the organization's own gateway to the models, which takes unsigned requests and signs them itself. */
	readonly gateway?: string;
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
			{readonly issuer: string; readonly root: string; readonly isTrusted: boolean; readonly error?: string; readonly fails?: string}
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
	readonly aws: SimulatedAws;
	readonly network: SimulatedNetwork;
	readonly home: SimulatedHome;
};
