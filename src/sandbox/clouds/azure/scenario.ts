// What a simulated Microsoft cloud consists of: directory, subscriptions, Foundry resources and their faults, as data.

import type {Fault} from '../../scenario.ts';

export type SimulatedTenant = {readonly id: string; readonly domain: string; readonly name: string};

export type SimulatedSubscription = {
	readonly id: string;
	readonly name: string;
	/** Tenant id. */
	readonly tenant: string;
	/** Absent means `Enabled`. */
	readonly state?: 'Enabled' | 'Disabled' | 'Warned' | 'PastDue';
	/** Offer as ARM names it (`subscriptionPolicies.quotaId`); absent means an Enterprise Agreement. */
	readonly quotaId?: string;
};

export type SimulatedDeployment = {
	/** Chosen by whoever made it; requests name it as their model. */
	readonly name: string;
	/** Model behind it, for example `claude-opus-5-5`. */
	readonly model: string;
	/** Absent means `Anthropic`. */
	readonly format?: string;
	/** `1` is hosted on Anthropic, `2` on Azure; other formats have dates here. */
	readonly version: string;
	/** Absent means `GlobalStandard`. */
	readonly sku?: 'GlobalStandard' | 'DataZoneStandard';
	/** Thousands of tokens per minute; 0 refuses every call. */
	readonly capacity: number;
	/** Absent means `Succeeded`. */
	readonly state?: string;
	readonly answer?: Fault;
	/** Stream answers with this content type and body instead of server-sent events. */
	readonly rewritten?: {readonly contentType: string; readonly body: string};
	/** An error event in the middle of the stream. */
	readonly midStream?: {readonly type: string; readonly message: string};
	/** The stream starts and then says nothing more. */
	readonly stalls?: boolean;
};

export type SimulatedPrivateEndpoint = {
	readonly name: string;
	readonly addresses: readonly string[];
	/** Absent means `Approved`. */
	readonly state?: 'Approved' | 'Pending' | 'Rejected' | 'Disconnected';
	/** Zones that are linked to the person's network; absent means all three. */
	readonly zones?: readonly ZoneName[];
};

export type ZoneName = 'services.ai.azure.com' | 'openai.azure.com' | 'cognitiveservices.azure.com';

export type SimulatedResource = {
	readonly name: string;
	/** Subscription id. */
	readonly subscription: string;
	readonly group: string;
	readonly location: string;
	/** Absent means `AIServices`. */
	readonly kind?: string;
	readonly publicNetworkAccess: 'Enabled' | 'Disabled';
	/** Public addresses let in; absent means every one. */
	readonly allowedAddresses?: readonly string[];
	readonly disableLocalAuth?: boolean;
	readonly privateEndpoint?: SimulatedPrivateEndpoint;
	/** Something between person and resource sends requests on from a public address, whatever the person's resolver says. */
	readonly isReoriginated?: boolean;
	/** API key it accepts. */
	readonly key?: string;
	readonly deployments: readonly SimulatedDeployment[];
	/** Diagnostic settings: where logs go, by category group. */
	readonly diagnostics?: ReadonlyArray<{readonly name: string; readonly workspace: string; readonly groups: readonly string[]}>;
};

/** A refusal of the directory. */
export type Refusal = {
	/** Number of the AADSTS code. */
	readonly code: number;
	/** Only tokens for this resource; absent means all. */
	readonly resource?: string;
	/** Only sign-ins with a device code. */
	readonly isForDeviceCode?: boolean;
};

export type SimulatedAzure = {
	readonly tenants: readonly SimulatedTenant[];
	readonly user: {readonly name: string; readonly objectId: string};
	readonly subscriptions: readonly SimulatedSubscription[];
	readonly resources: readonly SimulatedResource[];
	/** Whether the person holds a role with the data action of Claude calls (Foundry User); Owner alone does not have it. */
	readonly hasDataRole: boolean;
	/** The person's only role, as its definition lists actions; absent: every action of the resource manager, and `hasDataRole`. */
	readonly role?: {readonly actions: readonly string[]; readonly dataActions: readonly string[]};
	/** Tenant of the resources when it is not the person's: calls with the person's token then meet the wrong tenant. */
	readonly resourceTenant?: string;
	/**
	 * Application whose secret the directory accepts. With `certificateFile` it has a certificate too, which is planted there, below the
	 * home; which one is registered cannot be told from here, so every well-formed assertion is taken.
	 */
	readonly application?: {readonly id: string; readonly secret: string; readonly tenant: string; readonly certificateFile?: string};
	/** Refusal of silent tokens: refresh tokens, client secrets. */
	readonly refusesToken?: Refusal;
	/** Refusal at the interactive sign-in. */
	readonly refusesSignIn?: Refusal;
	/** What happens to the sign-in in the browser; default `approve`. */
	readonly approval?: 'approve' | 'deny' | 'expire' | 'never';
	/** Device-code polls answered `authorization_pending` before the outcome; default 1. */
	readonly pendingPolls?: number;
	/** Seconds between polls of a device code; default 5, as the real service asks. */
	readonly intervalSeconds?: number;
	/** Life of access tokens; default 4800 (the real ones last 60 to 90 minutes). */
	readonly tokenSeconds?: number;
	/**
	 * Faults by `service:Operation`, for example `arm:ListAccounts`, `entra:Token`, `foundry:Messages`; `service:*` covers the rest.
	 * Services: entra, arm, foundry.
	 */
	readonly faults: Readonly<Record<string, Fault>>;
	/** Base URL of the organization's own gateway to the models, which takes calls with any token and signs in itself. */
	readonly gateway?: string;
};
