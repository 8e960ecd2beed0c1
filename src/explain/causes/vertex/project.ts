// Signs that the project of Google Cloud is wrong, closed, or grants nothing.

import type {Signals} from '../../clue.ts';

export const projectCauses: Readonly<Record<string, Signals>> = {
	'vertex.project-missing': {
		certain: [
			'Unable to detect a Project Id',
			'Unable to find your project',
			'Project was not passed and could not be determined',
			'No projectId was given',
			'No project ID could be determined',
		],
		likely: [
			'ANTHROPIC_VERTEX_PROJECT_ID … not set',
			'ANTHROPIC_VERTEX_PROJECT_ID … required',
			'Missing project & @vertex',
			'project … must be set & @vertex',
			'No project_id was given',
			'GOOGLE_CLOUD_PROJECT … not set',
			'Please set … ANTHROPIC_VERTEX_PROJECT_ID',
			'Project ID is required & @vertex',
			'no project … given & @vertex',
			'project_id|project id|projectid|google_cloud_project|gcloud_project|vertex_project|vertexai_project|anthropic_vertex_project_id ~ $missing & !deleted & !quota project & !denied',
		],
		tellApart: 'Look at ANTHROPIC_VERTEX_PROJECT_ID in `onboard status`.',
	},
	'vertex.project-invalid': {
		certain: [
			'Permission denied on resource project',
			'Project … not found or deleted',
			'CONSUMER_INVALID',
			'Invalid resource field value in the request & @vertex',
			'has been deleted & @google & project',
		],
		likely: [
			'Unknown project id',
			'Permission denied: Consumer',
			'Permission denied: project',
			'project … may not exist & @google',
			'Project … has been scheduled for deletion',
			'RESOURCES_NOT_FOUND',
			'Invalid project & @google',
			'RESOURCE_PROJECT_INVALID',
		],
		possible: ['quota-project error', 'Requested entity was not found'],
		tellApart:
			'Run gcloud projects describe PROJECT with the id Claude Code uses (`onboard status`); note that it wants the id, not the name.',
	},
	'vertex.role-denied': {
		certain: ["Permission 'aiplatform.endpoints.predict' denied", 'aiplatform.endpoints.predict', 'IAM_PERMISSION_DENIED & aiplatform'],
		likely: [
			'IAM_PERMISSION_DENIED & !serviceusage',
			'The caller does not have permission',
			'aiplatform. … denied',
			'PERMISSION_DENIED & @vertex & !VPC_SERVICE & !API has not been used & !quota project & !billing',
			'PermissionDenied & @vertex',
			'aiplatform.|vertex ai ~ permission|role ~ $denied|$missing & !VPC_SERVICE & !billing',
		],
		possible: [
			'Google Cloud authentication failed',
			'check GCP IAM permissions',
			'@403 & @claude & !@aws & !@azure & !@installing & !/login & !Request not allowed & !<html',
			'@403 & @vertex',
			'@403 & @google & !@foreign',
			'PERMISSION_DENIED',
			'Permission denied on resource project',
		],
		tellApart:
			'Ask for roles/aiplatform.user on the project; for federated sign-ins, look whether they act as a service account that has it.',
	},
	'vertex.quota-project-missing': {
		certain: ['requires a quota project', 'Cannot find a quota project', 'without a quota project', 'quota project, which is not set'],
		likely: [
			'set-quota-project',
			'quota project & !USER_PROJECT_DENIED & !Caller does not have',
			'quota-project error',
			'quota_project … null',
			'end user credentials from Google Cloud SDK',
		],
		possible: ['CONSUMER_INVALID'],
		tellApart: 'Run gcloud auth application-default set-quota-project PROJECT and try again.',
	},
	'vertex.quota-project-denied': {
		certain: ['USER_PROJECT_DENIED', 'Caller does not have required permission to use project', 'serviceusage.services.use'],
		possible: ['CONSUMER_INVALID', 'quota-project error'],
		tellApart: 'The sign-in lacks Service Usage Consumer on the quota project; another quota project works.',
	},
	'vertex.service-disabled': {
		certain: [
			'Agent Platform API has not been used',
			'Vertex AI API has not been used',
			'aiplatform.googleapis.com … is not enabled',
			'SERVICE_DISABLED & aiplatform',
			'API has not been used in project & aiplatform',
			'Agent Platform API is not enabled',
			'Vertex AI API is not enabled',
			'API [aiplatform.googleapis.com] not enabled',
		],
		likely: [
			'SERVICE_DISABLED & @vertex',
			'API … has not been used in project … before or it is disabled & @vertex',
			'accessNotConfigured & @vertex',
			'API_NOT_ENABLED & @vertex',
			'Vertex AI … has not been enabled',
			'vertex ai api|aiplatform api|agent platform api|aiplatform.googleapis.com ~ disabled|not enabled|not been enabled|enable it',
		],
		tellApart: 'Run gcloud services list --enabled and look for aiplatform.googleapis.com.',
	},
	'vertex.billing-disabled': {
		certain: [
			'requires billing to be enabled',
			'BILLING_DISABLED',
			'billing account … is disabled & @google',
			'billing account for the owning project is disabled',
			'Billing must be enabled',
		],
		likely: [
			'billing & @vertex & disabled',
			'BILLING_NOT_ENABLED',
			'billing to be enabled',
			'billing ~ disabled|not active|closed|inactive|must be enabled & @google & !@foreign',
		],
		tellApart: 'Look at the billing of the project in the console.',
	},
	'vertex.perimeter-refused': {
		certain: [
			'vpcServiceControlsUniqueIdentifier',
			'SECURITY_POLICY_VIOLATED',
			'VPC_SERVICE_CONTROLS',
			'VPC Service Controls',
			"Request is prohibited by organization's policy",
		],
		likely: ["prohibited by organization's policy"],
		tellApart: 'Give the identifier of the text to your cloud administrators: it leads to the rule.',
	},
	'vertex.private-route-missing': {
		likely: ['199.36.153. & timed out', '199.36.153. & ETIMEDOUT', '199.36.153. & i/o timeout'],
		tellApart: "The address is one of Google's private ranges: connect the VPN.",
	},
};
