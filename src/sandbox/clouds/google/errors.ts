// The refusals of Google APIs in their own words, and the envelope they come in.

import {jsonReply, type Reply} from '../cloud.ts';
import type {GoogleFault} from './scenario.ts';

/** An error of the simulated service, named and worded as the real one. */
export class GoogleError extends Error {
	override readonly name = 'GoogleError';
	readonly fault: GoogleFault;

	constructor(fault: GoogleFault) {
		super(fault.message);
		this.fault = fault;
	}
}

/**
 * `{"error": {code, message, status, details}}`, as every Google API answers (cloud.google.com/apis/design/errors, read 2026-11-22).
 *
 * @param isStreamed - A streaming method wraps the envelope in an array.
 */
export function errorReply(fault: GoogleFault, isStreamed: boolean): Reply {
	const {status: code, type: status, message, reason, metadata = {}, details = [], oauth} = fault;
	if (oauth !== undefined) {
		return jsonReply(oauth, code);
	}

	const info =
		reason === undefined ? [] : [{'@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com', metadata}];
	const all = [...details, ...info];
	const envelope = {error: {code, message, status, ...(all.length === 0 ? {} : {details: all})}};
	return jsonReply(isStreamed ? [envelope] : envelope, code);
}

const service = 'aiplatform.googleapis.com';

function denied(reason: string, message: string, metadata: Readonly<Record<string, string>> = {}): GoogleFault {
	return {status: 403, type: 'PERMISSION_DENIED', message, reason, metadata: {service, ...metadata}};
}

/** The three ways a bearer token is refused. */
export function unauthenticated(
	reason: 'CREDENTIALS_MISSING' | 'ACCESS_TOKEN_TYPE_UNSUPPORTED' | 'ACCESS_TOKEN_EXPIRED' = 'ACCESS_TOKEN_TYPE_UNSUPPORTED',
): GoogleFault {
	const expected =
		'Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.';
	return {
		status: 401,
		type: 'UNAUTHENTICATED',
		message:
			reason === 'CREDENTIALS_MISSING'
				? `Request is missing required authentication credential. ${expected}`
				: `Request had invalid authentication credentials. ${expected}`,
		reason,
		metadata: {service},
	};
}

/** Quoted by users on 2026-08-27; before the product's new name it said "Vertex AI API". */
export function serviceDisabled(project: string, product = 'Agent Platform API'): GoogleFault {
	return denied(
		'SERVICE_DISABLED',
		`${product} has not been used in project ${project} before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/${service}/overview?project=${project} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.`,
		{consumer: `projects/${project}`},
	);
}

export function permissionDenied(permission: string, resource: string): GoogleFault {
	return denied(
		'IAM_PERMISSION_DENIED',
		`Permission '${permission}' denied on resource '//${service}/${resource}' (or it may not exist).`,
		{
			permission,
			resource,
		},
	);
}

export function quotaProjectMissing(api = service): GoogleFault {
	return denied(
		'SERVICE_DISABLED',
		`Your application is authenticating by using local Application Default Credentials. The ${api} API requires a quota project, which is not set by default. To learn how to set your quota project, see https://cloud.google.com/docs/authentication/adc-troubleshooting/user-creds .`,
		{consumer: 'projects/764086051850'},
	);
}

export function quotaProjectDenied(project: string): GoogleFault {
	return denied(
		'USER_PROJECT_DENIED',
		`Caller does not have required permission to use project ${project}. Grant the caller the roles/serviceusage.serviceUsageConsumer role, or a custom role with the serviceusage.services.use permission, by visiting https://console.developers.google.com/iam-admin/iam/project?project=${project} and then retry. Propagation of the new permission may take a few minutes.`,
		{consumer: `projects/${project}`},
	);
}

export function consumerInvalid(project: string): GoogleFault {
	return denied('CONSUMER_INVALID', `Project '${project}' not found or deleted.`, {consumer: `projects/${project}`});
}

export function billingDisabled(project: string): GoogleFault {
	return denied(
		'BILLING_DISABLED',
		`This API method requires billing to be enabled. Please enable billing on project #${project} by visiting https://console.developers.google.com/billing/enable?project=${project} then retry. If you enabled billing for this project recently, wait a few minutes for the action to propagate to our systems and retry.`,
		{consumer: `projects/${project}`},
	);
}

/** As Claude Code prints it, quoted by users; the identifier is what an administrator looks the refusal up by. */
export function perimeterRefused(uid: string): GoogleFault {
	return {
		...denied('SECURITY_POLICY_VIOLATED', `Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier: ${uid}`, {
			uid,
			troubleshootToken: 'CANARY-troubleshoot',
		}),
		details: [
			{
				'@type': 'type.googleapis.com/google.rpc.PreconditionFailure',
				violations: [{type: 'VPC_SERVICE_CONTROLS', description: uid}],
			},
		],
	};
}

/** The exact words are not published (2026-11-22); the ones that matter are. */
export function dataSharingRequired(model: string): GoogleFault {
	return {
		status: 403,
		type: 'PERMISSION_DENIED',
		message: `Publisher Model \`${model}\` requires data sharing with the model provider, which is not enabled for this project.`,
	};
}

function precondition(message: string): GoogleFault {
	return {status: 400, type: 'FAILED_PRECONDITION', message};
}

export function notEnabled(project: string, model: string): GoogleFault {
	return precondition(`Project \`${project}\` is not allowed to use Publisher Model \`${model}\`.`);
}

export function notServable(model: string, location: string): GoogleFault {
	return precondition(`Publisher Model \`${model}\` is not servable in region ${location}.`);
}

export function policyDenied(project: string, modelId: string, constraint = 'vertexai.allowedModels'): GoogleFault {
	return precondition(
		`Organization Policy constraint constraints/${constraint} violated for \`projects/${project}\` attempting to use a disallowed Gen AI model ${modelId}.`,
	);
}

export function modelNotFound(model: string): GoogleFault {
	return {
		status: 404,
		type: 'NOT_FOUND',
		message: `Publisher Model \`${model}\` was not found or your project does not have access to it. Ensure you are using a valid model name and that the model is available in the specified region. For more information, see: https://cloud.google.com/vertex-ai/generative-ai/docs/learn/model-versions`,
	};
}

/** Also what a project gets whose quota is 0. */
export function quotaExceeded(modelId: string, metric = 'global_online_prediction_requests_per_base_model'): GoogleFault {
	return {
		status: 429,
		type: 'RESOURCE_EXHAUSTED',
		message: `Quota exceeded for ${service}/${metric} with base model: anthropic-${modelId.replace(/@.*$/u, '')}. Please submit a quota increase request. https://cloud.google.com/vertex-ai/docs/generative-ai/quotas-genai.`,
	};
}

/** A refusal in Anthropic's own envelope, which Google passes on. */
export function anthropicError(status: number, type: string, message: string): GoogleFault {
	return {
		status,
		type,
		message,
		raw: {contentType: 'application/json', body: JSON.stringify({type: 'error', error: {type, message}})},
	};
}

/** A refusal of the token endpoint. */
export function oauthError(error: string, description: string, more: Readonly<Record<string, string>> = {}, status = 400): GoogleFault {
	return {status, type: error, message: description, oauth: {error, error_description: description, ...more}};
}

export const tokenRevoked = oauthError('invalid_grant', 'Token has been expired or revoked.');

/** Session-length policy of the organization (support.google.com/a/answer/9368756). */
export const reauthenticationNeeded = oauthError('invalid_grant', 'reauth related error (invalid_rapt)', {
	error_uri: 'https://support.google.com/a/answer/9368756',
	error_subtype: 'invalid_rapt',
});
