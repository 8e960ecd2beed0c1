// What tells a model service from an impostor on the wire: who issues its certificates, how it answers a call without credentials.

import type {HttpFacts} from '../../probes/http.ts';

/** Who answered a call: the service, a sibling of it that does not know the operation, or neither. */
export type Answerer = 'service' | 'sibling' | undefined;

/** The marks of a model service; a provider describes its own. */
export type Service = {
	/** Name for people, for example `Amazon Bedrock`. */
	readonly name: string;
	/** Short name of the private endpoint service that model calls need. */
	readonly endpointService: string;
	/** Organizations that issue the service's certificates; empty means that any trusted one will do. */
	readonly issuers: readonly string[];
	/** A call that needs no credentials, costs nothing and changes nothing; the path is appended to the base URL. */
	readonly probe: {
		readonly method: 'GET' | 'POST';
		readonly path: string;
		readonly body?: string;
		readonly headers?: Readonly<Record<string, string>>;
	};
	recognize(facts: HttpFacts): Answerer;
	/** Whether a name can only lead to a private endpoint, for example an endpoint's own name. */
	isPrivateName(host: string): boolean;
	/** The private way that an address of the provider stands for, although it does not look private; undefined for any other address. */
	privateWay?(address: string): string | undefined;
	/** What the network team has to set up so that a name resolves privately. */
	forwarding(host: string): string;
	/** What stays unmeasured behind the endpoint, added to a verdict; absent for the service itself. */
	readonly beyond?: string;
	/** A name of the provider that always exists, to tell "offline" from "this name is missing". */
	readonly witness: string;
};

/** An organization's own gateway in front of a service: any trusted certificate and any reply for programs will do. */
export function gatewayTo(service: Service): Service {
	return {
		...service,
		name: 'Your gateway',
		issuers: [],
		recognize: facts => (facts.status === undefined || facts.status === 407 || facts.status === 511 ? undefined : 'service'),
		isPrivateName: () => false,
		forwarding: host => `a forwarder for ${host}`,
		beyond: 'Where the gateway sends requests from there is not measured.',
	};
}
