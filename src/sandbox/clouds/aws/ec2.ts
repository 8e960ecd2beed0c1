// EC2: the four read-only calls that describe a VPC endpoint and what may reach it.

import {createHash} from 'node:crypto';
import type {SimulatedEndpoint} from './scenario.ts';
import type {Reply} from '../cloud.ts';
import {CloudError, page, type Caller, type Cloud, type Service} from './call.ts';
import {endpointHosts} from './endpoint-names.ts';
import {queryError} from './signature.ts';
import {actionOf} from './sts.ts';
import {element, type Xml} from './xml.ts';

const namespace = ' xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"';
const vpc = 'vpc-0c4f7be2a81d90e35';
const zones = ['a', 'b', 'c'] as const;
const operations = ['DescribeVpcEndpoints', 'DescribeVpcEndpointServices', 'DescribeSecurityGroups', 'DescribeNetworkInterfaces'];

const xml = (status: number, body: string): Reply => ({
	status,
	headers: {'content-type': 'text/xml;charset=UTF-8'},
	body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

export const ec2: Service = {
	name: 'ec2',
	signingName: 'ec2',
	operationOf: call => (call.method === 'POST' ? (actionOf(call.body).get('Action') ?? undefined) : undefined),
	answer(operation, call, cloud, caller) {
		if (!operations.includes(operation)) {
			throw new CloudError(400, 'InvalidAction', `The action ${operation} is not valid for this web service.`);
		}

		const parameters = actionOf(call.body);
		const region = call.region ?? 'us-east-1';
		const size = Number(parameters.get('MaxResults') ?? 1000);
		const list = (name: string, items: readonly Xml[]) => {
			const {items: shown, next} = page(items, parameters.get('NextToken') ?? undefined, size);
			return xml(
				200,
				element(`${operation}Response`, {requestId: '00000000-0000-4000-8000-000000000000', [name]: shown, nextToken: next}, namespace),
			);
		};

		switch (operation) {
			case 'DescribeVpcEndpoints':
				return list(
					'vpcEndpointSet',
					endpointsFor(parameters, cloud, caller, region).map(endpoint => describeEndpoint(endpoint, caller)),
				);
			case 'DescribeVpcEndpointServices': {
				const wanted = listOf(parameters, 'ServiceName');
				const services = ['bedrock', 'bedrock-runtime', 'sts']
					.map(service => `com.amazonaws.${region}.${service}`)
					.filter(name => wanted.length === 0 || wanted.includes(name));
				const details = services.map(name => describeService(name, region));
				return xml(
					200,
					element(
						`${operation}Response`,
						{requestId: '00000000-0000-4000-8000-000000000000', serviceNameSet: services, serviceDetailSet: details},
						namespace,
					),
				);
			}

			case 'DescribeSecurityGroups':
				return list('securityGroupInfo', securityGroups(parameters, cloud, caller));
			default:
				return list('networkInterfaceSet', networkInterfaces(parameters, cloud, region));
		}
	},
	errorReply(error, requestId) {
		const named = queryError('ec2', new CloudError(error.status, error.type, error.message));
		return xml(named.status, element('Response', {Errors: {Error: {Code: named.type, Message: named.message}}, RequestID: requestId}));
	},
};

/** `Name.1`, `Name.2` … of a query-protocol call. */
function listOf(parameters: URLSearchParams, name: string): readonly string[] {
	return [...parameters.entries()].filter(([key]) => new RegExp(`^${name}\\.\\d+$`, 'u').test(key)).map(([, value]) => value);
}

function filtersOf(parameters: URLSearchParams): ReadonlyArray<{readonly name: string; readonly values: readonly string[]}> {
	return [...parameters.entries()]
		.filter(([key]) => /^Filter\.\d+\.Name$/u.test(key))
		.map(([key, name]) => ({name, values: listOf(parameters, key.replace(/Name$/u, 'Value').replaceAll('.', '\\.'))}));
}

function id(prefix: string, ...seed: readonly string[]): string {
	return `${prefix}-0${createHash('sha256').update(seed.join(' ')).digest('hex').slice(0, 16)}`;
}

const interfaceId = (endpoint: SimulatedEndpoint, address: string) => id('eni', endpoint.id, address);
const groupsOf = (endpoint: SimulatedEndpoint) => endpoint.groups ?? [];

function endpointsFor(parameters: URLSearchParams, cloud: Cloud, caller: Caller | undefined, region: string): readonly SimulatedEndpoint[] {
	const wanted = listOf(parameters, 'VpcEndpointId');
	const visible = cloud.scenario.aws.endpoints.filter(
		endpoint => (endpoint.region ?? 'us-east-1') === region && (endpoint.owner === undefined || endpoint.owner === caller?.account),
	);
	const missing = wanted.find(identifier => !visible.some(endpoint => endpoint.id === identifier));
	if (missing !== undefined) {
		throw new CloudError(400, 'InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${missing}' does not exist`);
	}

	const fields = (endpoint: SimulatedEndpoint): Readonly<Record<string, string>> => ({
		'service-name': `com.amazonaws.${region}.${endpoint.service}`,
		'vpc-endpoint-id': endpoint.id,
		'vpc-endpoint-state': endpoint.state ?? 'available',
		'vpc-endpoint-type': 'Interface',
		'vpc-id': vpc,
	});
	return visible
		.filter(endpoint => wanted.length === 0 || wanted.includes(endpoint.id))
		.filter(endpoint => filtersOf(parameters).every(({name, values}) => values.includes(fields(endpoint)[name] ?? '')));
}

function describeEndpoint(endpoint: SimulatedEndpoint, caller: Caller | undefined): Xml {
	const region = endpoint.region ?? 'us-east-1';
	const anyone = JSON.stringify({Statement: [{Action: '*', Effect: 'Allow', Principal: '*', Resource: '*'}]});
	return {
		vpcEndpointId: endpoint.id,
		vpcEndpointType: 'Interface',
		vpcId: vpc,
		serviceName: `com.amazonaws.${region}.${endpoint.service}`,
		state: endpoint.state ?? 'available',
		policyDocument: endpoint.policy ?? anyone,
		routeTableIdSet: [],
		subnetIdSet: endpoint.addresses.map((_address, index) => id('subnet', String(index))),
		groupSet: groupsOf(endpoint).map(groupId => ({groupId, groupName: 'bedrock-endpoint'})),
		ipAddressType: 'ipv4',
		privateDnsEnabled: endpoint.privateDns ?? true,
		dnsOptions: {dnsRecordIpType: 'ipv4'},
		requesterManaged: false,
		networkInterfaceIdSet: endpoint.addresses.map(address => interfaceId(endpoint, address)),
		dnsEntrySet: endpointHosts(endpoint).map(dnsName => ({dnsName, hostedZoneId: 'Z7HUB22UULQXV'})),
		creationTimestamp: '2026-03-02T09:14:05.000Z',
		tagSet: [],
		ownerId: endpoint.owner ?? caller?.account,
		serviceRegion: region,
	};
}

function describeService(name: string, region: string): Xml {
	const short = name.split('.').at(-1) ?? '';
	return {
		serviceName: name,
		serviceId: id('vpce-svc', name),
		serviceType: [{serviceType: 'Interface'}],
		availabilityZoneSet: zones.map(zone => `${region}${zone}`),
		owner: 'amazon',
		baseEndpointDnsNameSet: [`${short}.${region}.vpce.amazonaws.com`],
		privateDnsName: `${short}.${region}.amazonaws.com`,
		privateDnsNameSet: [{privateDnsName: `${short}.${region}.amazonaws.com`}],
		vpcEndpointPolicySupported: true,
		acceptanceRequired: false,
		managesVpcEndpoints: false,
		privateDnsNameVerificationState: 'verified',
		supportedIpAddressTypeSet: ['ipv4'],
	};
}

function securityGroups(parameters: URLSearchParams, cloud: Cloud, caller: Caller | undefined): readonly Xml[] {
	const wanted = listOf(parameters, 'GroupId');
	const known = cloud.scenario.aws.securityGroups;
	const missing = wanted.find(groupId => !known.some(group => group.id === groupId));
	if (missing !== undefined) {
		throw new CloudError(400, 'InvalidGroup.NotFound', `The security group '${missing}' does not exist`);
	}

	return known
		.filter(group => wanted.length === 0 || wanted.includes(group.id))
		.map(group => ({
			ownerId: caller?.account,
			groupId: group.id,
			groupName: 'bedrock-endpoint',
			groupDescription: 'Who may reach the Bedrock endpoint',
			vpcId: vpc,
			ipPermissions: group.inbound.map(rule => ({
				ipProtocol: rule.protocol,
				fromPort: rule.protocol === '-1' ? undefined : rule.from,
				toPort: rule.protocol === '-1' ? undefined : rule.to,
				groups: rule.group === undefined ? [] : [{groupId: rule.group, userId: caller?.account}],
				ipRanges: rule.cidr === undefined ? [] : [{cidrIp: rule.cidr}],
				ipv6Ranges: [],
				prefixListIds: [],
			})),
			ipPermissionsEgress: [],
			tagSet: [],
		}));
}

function networkInterfaces(parameters: URLSearchParams, cloud: Cloud, region: string): readonly Xml[] {
	const wanted = listOf(parameters, 'NetworkInterfaceId');
	return cloud.scenario.aws.endpoints
		.filter(endpoint => (endpoint.region ?? 'us-east-1') === region)
		.flatMap(endpoint =>
			endpoint.addresses.map((address, index) => ({endpoint, address, index, identifier: interfaceId(endpoint, address)})),
		)
		.filter(({identifier}) => wanted.length === 0 || wanted.includes(identifier))
		.map(({endpoint, address, index, identifier}) => ({
			networkInterfaceId: identifier,
			subnetId: id('subnet', String(index)),
			vpcId: vpc,
			availabilityZone: `${region}${zones[index] ?? 'a'}`,
			description: `VPC Endpoint Interface ${endpoint.id}`,
			ownerId: endpoint.owner ?? '111122223333',
			requesterManaged: true,
			status: 'in-use',
			privateIpAddress: address,
			groupSet: groupsOf(endpoint).map(groupId => ({groupId, groupName: 'bedrock-endpoint'})),
			interfaceType: 'vpc_endpoint',
			privateIpAddressesSet: [{privateIpAddress: address, primary: true}],
		}));
}
