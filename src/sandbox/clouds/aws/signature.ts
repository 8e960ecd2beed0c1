// Checks AWS Signature Version 4 as the services do: form, scope, token, expiry and the signature itself.
// Source: AWS IAM User Guide, "Create a signed AWS API request" (read 2026-11-22).

import {createHash, createHmac} from 'node:crypto';
import {CloudError, type Call, type Caller, type Cloud} from './call.ts';
import {secretKeyFor, unseal} from '../secrets.ts';

type Authorization = {
	readonly accessKeyId: string;
	readonly date: string;
	readonly region: string;
	readonly service: string;
	readonly signedHeaders: readonly string[];
	readonly signature: string;
};

const form =
	/^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/(\d{8})\/([^/\s]+)\/([^/\s]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/u;

/** Parses an `Authorization` header; undefined when it is not a SigV4 one. */
export function parseAuthorization(header: string | undefined): Authorization | undefined {
	const match = form.exec(header ?? '');
	if (match === null) {
		return undefined;
	}

	const [, accessKeyId = '', date = '', region = '', service = '', signedHeaders = '', signature = ''] = match;
	return {accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature};
}

/**
 * Authenticates a signed call.
 *
 * @param signingName - SigV4 service name the scope must carry.
 * @param rawPath - Path exactly as sent, with any prefix: that is what the client signed.
 * @throws CloudError with the JSON services' names; query services rename them (`queryNames`).
 */
export function authenticate(call: Call, rawPath: string, signingName: string, cloud: Cloud): Caller {
	const header = call.headers['authorization'];
	if (header === undefined) {
		throw new CloudError(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
	}

	if (header.startsWith('Bearer ')) {
		throw new CloudError(403, 'AccessDeniedException', 'Invalid API Key format: Must start with pre-defined prefix');
	}

	const authorization = parseAuthorization(header);
	if (authorization === undefined) {
		throw new CloudError(
			400,
			'IncompleteSignatureException',
			"Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.",
		);
	}

	if (authorization.service !== signingName) {
		throw new CloudError(403, 'InvalidSignatureException', `Credential should be scoped to correct service: '${signingName}'. `);
	}

	if (call.region !== undefined && authorization.region !== call.region) {
		throw new CloudError(403, 'InvalidSignatureException', 'Credential should be scoped to a valid region. ');
	}

	const {caller, secret} = identify(authorization, call.headers['x-amz-security-token'], cloud);
	checkDate(call.headers['x-amz-date'], authorization.date, cloud);
	if (signatureOf(call, rawPath, authorization, secret) !== authorization.signature) {
		throw new CloudError(
			403,
			'InvalidSignatureException',
			'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
		);
	}

	return caller;
}

function identify(
	authorization: Authorization,
	token: string | undefined,
	cloud: Cloud,
): {readonly caller: Caller; readonly secret: string} {
	const realm = cloud.scenario.aws.sso.startUrl;
	const invalid = new CloudError(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.');
	const expired = new CloudError(403, 'ExpiredTokenException', 'The security token included in the request is expired');
	const known = cloud.scenario.aws.staticKeys?.find(key => key.accessKeyId === authorization.accessKeyId);
	if (known?.isExpired === true) {
		throw expired;
	}

	if (known !== undefined && token === undefined) {
		return {caller: {accessKeyId: known.accessKeyId, account: known.account, arn: known.arn}, secret: known.secretAccessKey};
	}

	const claims = token === undefined ? undefined : unseal('session-token', token, realm);
	if (claims === undefined || claims['key'] !== authorization.accessKeyId) {
		throw invalid;
	}

	if (Number(claims['expires']) <= cloud.now() / 1000) {
		throw expired;
	}

	const account = String(claims['account']);
	return {
		caller: {accessKeyId: authorization.accessKeyId, account, arn: String(claims['arn'])},
		secret: secretKeyFor(authorization.accessKeyId, realm),
	};
}

/** Only scenarios with a skewed clock refuse by date: elsewhere the injected clock may be far from the client's real one. */
function checkDate(date: string | undefined, scopeDate: string, cloud: Cloud): void {
	if (date === undefined || !date.startsWith(scopeDate)) {
		throw new CloudError(
			403,
			'InvalidSignatureException',
			`Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scopeDate}' != '${date ?? ''}'.`,
		);
	}

	if (cloud.scenario.aws.sso.clockSkewSeconds === undefined) {
		return;
	}

	const signedAt = Date.parse(date.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/u, '$1-$2-$3T$4:$5:$6Z'));
	const difference = signedAt - cloud.now();
	const limit = 5 * 60_000;
	if (difference < -limit) {
		throw new CloudError(
			403,
			'InvalidSignatureException',
			`Signature expired: ${date} is now earlier than ${basic(cloud.now() - limit)} (${basic(cloud.now())} - 5 min.)`,
		);
	}

	if (difference > limit) {
		throw new CloudError(
			403,
			'InvalidSignatureException',
			`Signature not yet current: ${date} is still later than ${basic(cloud.now() + limit)} (${basic(cloud.now())} + 5 min.)`,
		);
	}
}

function basic(time: number): string {
	return new Date(time).toISOString().replaceAll(/[-:]|\.\d{3}/gu, '');
}

function signatureOf(call: Call, rawPath: string, authorization: Authorization, secret: string): string {
	const query = [...call.query.entries()]
		.map(([name, value]) => [escape(name), escape(value)] as const)
		.toSorted(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
		.map(([name, value]) => `${name}=${value}`)
		.join('&');
	const headers = authorization.signedHeaders
		.map(name => `${name}:${(call.headers[name] ?? '').trim().replaceAll(/\s+/gu, ' ')}\n`)
		.join('');
	// Every service but S3 signs the path encoded once more than it is sent.
	const path = rawPath
		.split('/')
		.map(segment => escape(segment))
		.join('/');
	const bodyHash = createHash('sha256').update(call.body).digest('hex');
	const request = [call.method, path === '' ? '/' : path, query, headers, authorization.signedHeaders.join(';'), bodyHash].join('\n');
	const scope = `${authorization.date}/${authorization.region}/${authorization.service}/aws4_request`;
	const text = ['AWS4-HMAC-SHA256', call.headers['x-amz-date'] ?? '', scope, createHash('sha256').update(request).digest('hex')].join('\n');
	const key = [authorization.date, authorization.region, authorization.service, 'aws4_request'].reduce<Uint8Array>(
		(parent, part) => hmac(parent, part),
		Buffer.from(`AWS4${secret}`),
	);
	return Buffer.from(hmac(key, text)).toString('hex');
}

function hmac(key: Uint8Array, text: string): Uint8Array {
	return createHmac('sha256', key).update(text).digest();
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** RFC 3986 escaping, as SigV4 wants it. */
function escape(text: string): string {
	return encodeURIComponent(text).replaceAll(/[!'()*]/gu, character => `%${character.codePointAt(0)!.toString(16).toUpperCase()}`);
}

const queryTypes: Readonly<Record<string, Readonly<Record<string, readonly [number, string, string?]>>>> = {
	sts: {
		MissingAuthenticationTokenException: [403, 'MissingAuthenticationToken'],
		IncompleteSignatureException: [400, 'IncompleteSignature'],
		InvalidSignatureException: [403, 'SignatureDoesNotMatch'],
		UnrecognizedClientException: [403, 'InvalidClientTokenId'],
		ExpiredTokenException: [403, 'ExpiredToken'],
		AccessDeniedException: [403, 'AccessDenied'],
	},
	ec2: {
		MissingAuthenticationTokenException: [400, 'MissingAuthenticationToken', 'Request is missing Authentication Token'],
		IncompleteSignatureException: [400, 'IncompleteSignature'],
		InvalidSignatureException: [401, 'AuthFailure', 'AWS was not able to validate the provided access credentials'],
		UnrecognizedClientException: [401, 'AuthFailure', 'AWS was not able to validate the provided access credentials'],
		ExpiredTokenException: [400, 'RequestExpired', 'Request has expired.'],
		AccessDeniedException: [403, 'UnauthorizedOperation'],
	},
};

/** The error as the query services (STS, EC2) name it. */
export function queryError(service: 'sts' | 'ec2', error: CloudError): CloudError {
	const renamed = queryTypes[service]?.[error.type];
	return renamed === undefined ? error : new CloudError(renamed[0], renamed[1], renamed[2] ?? error.message);
}
