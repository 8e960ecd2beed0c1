// What a simulated AWS holds: its directory, models, endpoints and the faults of its services, as data.

import type {Fault, Scenario} from '../../scenario.ts';

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
	/** Policy document (JSON text), which calls through it have to pass; absent means full access. */
	readonly policy?: string;
	/** Account that owns it; only that account sees it. Absent means every account sees it. */
	readonly owner?: string;
};

/** Long-term keys the simulated cloud accepts besides the ones GetRoleCredentials hands out. */
export type StaticKey = {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly account: string;
	readonly arn: string;
	/** They were handed out for a time that is over, whatever session token comes with them. */
	readonly isExpired?: true;
};

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
	 * `service:*` covers the rest. Services: sso-oidc, sso, sts, ec2, bedrock, bedrock-runtime, logs, cloudtrail, servicequotas.
	 */
	readonly faults: Readonly<Record<string, Fault>>;
	/** Policy document (JSON text) of every role; absent means that everything is allowed. */
	readonly rolePolicy?: string;
	/** Service control policy of the organization, likewise. */
	readonly controlPolicy?: string;
	/** Calls that all services together take in a second, with a second's worth in reserve; the rest is answered 429. Absent means any number. */
	readonly callsPerSecond?: number;
	/** Quota of every model; absent means plenty. */
	readonly tokensPerMinute?: number;
	/** Prompts are never cached, whatever a request asks for. */
	readonly isWithoutCaching?: boolean;
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

/** A scenario that has an AWS. */
export type AwsScenario = Scenario & {readonly aws: SimulatedAws};
