// Reads the VPC endpoints that belong to Amazon Bedrock: their state, private DNS, addresses and inbound rules.

import type {RunContext} from '../../../core/check.ts';
import type {EndpointFacts, InboundRule, PrivateEndpoint} from '../../../checks/network/endpoint.ts';
import type {StepContext} from '../../provider.ts';
import {onEc2} from '../clients.ts';
import type {Connection} from '../connection.ts';
import {connect} from '../credentials.ts';
import {attempt, isDenied, tidy} from '../failure.ts';
import {regionOf} from '../target.ts';
import {signInStepOf, unreadReason} from './unread.ts';

type Sdk = typeof import('@aws-sdk/client-ec2');
type Client = import('@aws-sdk/client-ec2').EC2Client;

/**
 * Reads what the role may see. Endpoints usually live in a network account, so an empty answer means "not visible".
 *
 * @throws CloudError when the look-up neither worked nor was denied, so that nothing is known.
 */
export async function readEndpoints(context: StepContext, run: RunContext): Promise<EndpointFacts> {
	const region = regionOf(context.answers);
	run.say(region);
	const here = await attempt(async () => {
		const connection = await connect(context, run.signal, region);
		return {connection, found: await onEc2(connection, async (sdk, client) => readRegion(sdk, client, region))};
	});
	if (here.failure !== undefined) {
		// Whatever keeps this read from answering, the path itself is judged by other checks: it stays unknown.
		return isDenied(here.failure)
			? {endpoints: 'denied', denied: 'ec2:DescribeVpcEndpoints', region}
			: {endpoints: 'unread', reason: unreadReason(here.failure), instead: signInStepOf(here.failure, context.answers), region};
	}

	const {connection, found} = here.value;
	if (found.endpoints.some(endpoint => endpoint.service === 'bedrock-runtime')) {
		return {...found, region};
	}

	// Nothing of the right kind here: an endpoint in a neighbouring region would explain a public name.
	const elsewhere = await findElsewhere(connection, region);
	const endpoints = [...found.endpoints, ...elsewhere];
	return {endpoints: endpoints.length === 0 ? 'empty' : endpoints, region};
}

const neighbours = ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-central-1'];

async function findElsewhere(connection: Connection, region: string): Promise<readonly PrivateEndpoint[]> {
	const found = await Promise.all(
		neighbours
			.filter(other => other !== region)
			.map(async other =>
				attempt(async () =>
					onEc2({...connection, region: other, attempts: 1}, async (sdk, client) => listEndpoints(sdk, client, other, ['bedrock-runtime'])),
				),
			),
	);
	return found.flatMap(tried => tried.value ?? []);
}

async function readRegion(
	sdk: Sdk,
	client: Client,
	region: string,
): Promise<Pick<EndpointFacts, 'groups'> & {readonly endpoints: readonly PrivateEndpoint[]}> {
	const endpoints = await listEndpoints(sdk, client, region, ['bedrock-runtime', 'bedrock']);
	const runtime = endpoints.filter(endpoint => endpoint.service === 'bedrock-runtime');
	const groupIds = [...new Set(runtime.flatMap(endpoint => endpoint.groups ?? []))];
	const [groups, addresses] = await Promise.all([
		readGroups(sdk, client, groupIds),
		readAddresses(
			sdk,
			client,
			endpoints.flatMap(endpoint => endpoint.interfaces),
		),
	]);
	return {
		endpoints: endpoints.map(({interfaces, ...endpoint}) => ({
			...endpoint,
			addresses: interfaces.map(id => addresses.get(id)).filter(address => address !== undefined),
		})),
		groups,
	};
}

type Listed = PrivateEndpoint & {readonly interfaces: readonly string[]};

async function listEndpoints(sdk: Sdk, client: Client, region: string, services: readonly string[]): Promise<readonly Listed[]> {
	const found: Listed[] = [];
	let next: string | undefined;
	do {
		const answer = await client.send(
			new sdk.DescribeVpcEndpointsCommand({
				Filters: [{Name: 'service-name', Values: services.map(service => `com.amazonaws.${region}.${service}`)}],
				...(next === undefined ? {} : {NextToken: next}),
			}),
		);
		for (const endpoint of answer.VpcEndpoints ?? []) {
			found.push({
				id: tidy(endpoint.VpcEndpointId ?? ''),
				service: (endpoint.ServiceName ?? '').split('.').slice(3).join('.'),
				region,
				state: tidy(endpoint.State ?? 'unknown'),
				privateDns: endpoint.PrivateDnsEnabled,
				dnsNames: (endpoint.DnsEntries ?? []).map(entry => tidy(entry.DnsName ?? '')).filter(name => name !== ''),
				addresses: [],
				groups: (endpoint.Groups ?? []).map(group => group.GroupId ?? ''),
				interfaces: endpoint.NetworkInterfaceIds ?? [],
			});
		}

		next = answer.NextToken;
	} while (next !== undefined && next !== '');
	return found;
}

async function readGroups(
	sdk: Sdk,
	client: Client,
	ids: readonly string[],
): Promise<Readonly<Record<string, readonly InboundRule[]>> | 'denied'> {
	if (ids.length === 0) {
		return {};
	}

	try {
		const answer = await client.send(new sdk.DescribeSecurityGroupsCommand({GroupIds: [...ids]}));
		return Object.fromEntries(
			(answer.SecurityGroups ?? []).map(group => [group.GroupId ?? '', (group.IpPermissions ?? []).flatMap(rule => rulesOf(rule))]),
		);
	} catch {
		return 'denied';
	}
}

function rulesOf(rule: import('@aws-sdk/client-ec2').IpPermission): readonly InboundRule[] {
	const base = {protocol: rule.IpProtocol ?? '-1', from: rule.FromPort ?? 0, to: rule.ToPort ?? 65_535};
	const sources = [
		...(rule.IpRanges ?? []).map(range => range.CidrIp),
		...(rule.Ipv6Ranges ?? []).map(range => range.CidrIpv6),
		...(rule.UserIdGroupPairs ?? []).map(pair => pair.GroupId),
		...(rule.PrefixListIds ?? []).map(list => list.PrefixListId),
	];
	return sources.filter(source => source !== undefined).map(source => ({...base, source}));
}

async function readAddresses(sdk: Sdk, client: Client, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
	if (ids.length === 0) {
		return new Map();
	}

	try {
		const answer = await client.send(new sdk.DescribeNetworkInterfacesCommand({NetworkInterfaceIds: [...ids]}));
		return new Map((answer.NetworkInterfaces ?? []).map(network => [network.NetworkInterfaceId ?? '', network.PrivateIpAddress ?? '']));
	} catch {
		// Without the addresses the comparison is weaker, not wrong.
		return new Map();
	}
}
