// Signs by meaning instead of wording: what a text speaks of beside what is wrong with it, for wordings nobody has listed yet.

import type {Signals} from '../clue.ts';

const notOthers = '!@google & !@azure';

export const meanings: Readonly<Record<string, Signals>> = {
	'sign-in.needed': {
		likely: [
			`credentials ~ $missing & @aws & ${notOthers} & !expired & !invalid`,
			`$failed ~ credentials & @aws & ${notOthers} & !expired & !invalid & !assume`,
			`requires AWS credentials`,
			`not signed in|not logged in|signed out & @aws & ${notOthers}`,
			'aws_access_key_id|access key id ~ $missing',
			'could not resolve authentication method',
			'authentication method ~ $missing',
			'retrieving credentials ~ $failed',
			'must run|please run|try running|need to run ~ sso login|aws-sso login|aws login & !expired',
			'credential refresh failed',
		],
	},
	'sign-in.expired': {
		likely: ['sso|identity center|portal session ~ $expired', 'SSOProviderInvalidToken', 'InvalidClientException', 'invalid_client & sso'],
		possible: ['Service: SsoOidc', 'Service: Sso,', 'invalid_grant & sso', 'device_authorization & invalid_grant'],
	},
	'sign-in.start-url-wrong': {
		likely: [
			'sso url|start url|starturl|portal url ~ $invalid|$missing',
			'start_url ~ $invalid & !sso_session',
			'device_authorization & invalid_grant',
			'Service: SsoOidc & @400',
		],
		possible: ['device_authorization & @400'],
	},
	'sign-in.wrong-region': {
		likely: ['sso ~ region ~ $invalid & !sso_'],
		possible: ['device_authorization & invalid_grant'],
	},
	'sign-in.credentials-expired': {likely: [`credentials|security token|session token ~ $expired & @aws & !sso & ${notOthers} & !bearer`]},
	'sign-in.credentials-invalid': {
		likely: [
			`access key|aws_access_key_id|secret access key|secret key|security token|request signature ~ $invalid & @aws & !expired & ${notOthers}`,
		],
	},
	'sign-in.assume-role-failed': {
		likely: [
			'assume role|assume-role|AssumeRole|assuming role ~ $failed|$denied & @aws',
			'source_profile & role_arn & $failed|$missing|$invalid',
		],
	},
	'config.aws-config-unreadable': {
		likely: [
			'sso_region|sso_start_url|sso_account_id|sso_role_name|sso_session|sso-session ~ $missing|$invalid|incomplete|of undefined',
			'sso configuration|sso profile|aws config ~ $invalid|incomplete|$missing',
		],
	},
	'client.capability-unknown': {
		likely: [
			'thinking|thinking.type|budget_tokens|effort|temperature|top_p|prefill|tool_choice ~ only supports|not supported|unsupported|does not support|deprecated|not available for & !beta & !data retention',
		],
	},
	'config.profile-missing': {
		likely: ['profile ~ not found|does not exist|could not be found|no such|unknown & @aws & !inference profile & !token'],
	},
	'config.region-missing': {
		likely: [`region|aws_region|aws_default_region ~ $missing & @aws & ${notOthers} & !model & !inference & !resolve host & !sso`],
	},
	'client.editor-without-environment': {
		likely: [
			'@editor & login screen|sign-in screen|signin screen|login page|login prompt|asks to log in|asks me to log|asks for login|ask me to log',
			'@editor & works in terminal|works in the terminal|works in a terminal|works from terminal|cli works|terminal version works|works in cli|works fine in the cli',
			'@editor & does not read|not reading|ignores|not respect|not respected|not picked up|not pick up|does not inherit|not inherited & env|environment|settings.json|CLAUDE_CODE_USE',
		],
		possible: ['@editor & could not resolve authentication method'],
	},
	'sign-in.credential-command-wrong': {
		likely: [
			'awsAuthRefresh|awsCredentialExport|credential_process ~ not work|not to work|no response|does not|fails|$failed|ignored|not used|not called',
			'credential_process|credential process ~ $failed|$invalid',
		],
	},
	'config.not-exported': {
		likely: [
			'setting|set|exported ~ environment variable|environment variables & still|continues|ignored|no effect|does not see & @claude & !must be set & !should be set & !not set',
		],
	},
	'config.settings-unreadable': {likely: ['settings.json ~ $invalid|parse|syntax']},
	'model.role-denied': {
		likely: ['$denied ~ bedrock:invoke|bedrock:converse', 'bedrock ~ permission|permissions|iam policy ~ $denied|$missing'],
	},
	'model.use-case-form-missing': {
		likely: ['use-case form|use case form|usecase form|use-case details|use case details|use case submission|first-time use form|ftu form'],
	},
	'model.not-enabled': {
		likely: ['model access ~ $denied|$missing|not granted|not enabled & @aws', 'model ~ not enabled|not granted|not been granted & @aws'],
	},
	'model.account-not-eligible': {likely: ['BadCScoreException'], possible: ['account is not authorized to access this model']},
	'model.account-not-verified': {likely: ['account ~ not verified|being verified|under review|on hold & @aws']},
	'model.payment-instrument': {likely: ['payment method|payment instrument & @bedrock & !@azure']},
	'model.bare-id': {
		likely: ['on-demand|on demand ~ $invalid', 'inference profile ~ instead|required|requires|must use|need to use & @bedrock & !$denied'],
	},
	'model.invalid-id': {
		likely: [
			'model identifier|model id|modelid|model_id|inference profile ~ $invalid & @aws & !on-demand & !access to the model & !data retention',
			'model ~ does not exist & @bedrock',
			'model ~ not found & @bedrock & !legacy & !end of & !use case & !use-case',
		],
	},
	'model.end-of-life': {likely: ['model ~ end of life|end-of-life|retired|sunset & @bedrock']},
	'model.throttled': {
		likely: [
			`throttled|throttling|rate limited|rate limit|rate-limit & @bedrock & !per day & ${notOthers}`,
			`too many requests|too many tokens & @aws & !@sso & !per day & ${notOthers}`,
		],
	},
	'model.daily-quota': {likely: ['per day|daily & token|tokens|quota & @bedrock']},
	'model.service-unavailable': {likely: ['service unavailable|temporarily unavailable|unable to process your request & @bedrock']},
	'vertex.adc-missing': {
		likely: [
			'metadata.google.internal',
			'Compute Engine ~ metadata',
			'default credentials ~ $missing|$failed|$invalid',
			'credentials ~ $missing|$failed & @google & !expired & !invalid_grant & !quota & !impersonat & !project_id & !@aws & !@azure',
		],
	},
	'vertex.sign-in-expired': {
		likely: [
			'token|credentials|sign-in|session ~ $expired & @google & !rapt & !@azure & !@aws',
			'refresh|refreshing ~ token|tokens ~ $failed & @google & !rapt',
			'cannot fetch token & !invalid_scope & !unauthorized_client',
		],
	},
	'vertex.token-refused': {
		likely: [
			'invalid_scope & oauth2|oauth|googleapis',
			'cannot fetch token & unauthorized_client',
			'insufficient|missing ~ scope|scopes & @google',
			'authentication|access token ~ $invalid & @google & !@azure & !@aws',
		],
	},
	'vertex.impersonation-denied': {
		likely: ['subject token|subjecttoken|ExternalAccountCredential|external account', 'impersonat ~ $failed|$denied & @google'],
	},
	'vertex.project-missing': {
		likely: [
			'project_id|project id|projectid|google_cloud_project|gcloud_project|vertex_project|vertexai_project|anthropic_vertex_project_id ~ $missing & !deleted & !quota project & !denied',
		],
	},
	'vertex.location-invalid': {
		likely: [
			'cloud_ml_region|vertex_location|vertexai_location|vertex_region|google_cloud_location ~ $missing|$invalid',
			'region|location ~ $missing|$invalid & vertex & !publisher model & !servable & !project_id',
		],
	},
	'vertex.role-denied': {likely: ['aiplatform.|vertex ai ~ permission|role ~ $denied|$missing & !VPC_SERVICE & !billing']},
	'vertex.service-disabled': {
		likely: ['vertex ai api|aiplatform api|agent platform api|aiplatform.googleapis.com ~ disabled|not enabled|not been enabled|enable it'],
	},
	'vertex.billing-disabled': {likely: ['billing ~ disabled|not active|closed|inactive|must be enabled & @google & !@foreign']},
	'vertex.quota-zero': {likely: ['quota ~ exceeded|exhausted|zero & @vertex']},
	'foundry.sign-in-needed': {
		likely: [
			'token|credential|credentials ~ $failed & @azure & !@aadsts & !@aws & !certificate|ProxyError|HTTPSConnectionPool|Max retries & !@401 & !@foreign',
			'refresh access token|acquire token|acquire an access token|retrieve a token|get token ~ $failed & @azure & !@aadsts',
			'not signed in|not logged in & @azure',
			'interactive authentication|interaction required & az login & !@aadsts',
		],
	},
	'foundry.key-invalid': {likely: ['api key|subscription key|api-key ~ $invalid|$expired & @foundry']},
	'foundry.token-rejected': {likely: ['access token|audience|bearer token|issuer ~ $invalid|$expired & @foundry & !key']},
	'foundry.role-missing': {
		likely: [
			'role assignment|data action|permission|principal ~ $denied|$missing & @foundry',
			'azure ai user|foundry user|cognitive services user',
			'@401 & PermissionDenied',
		],
	},
	'foundry.deployment-not-found': {
		likely: [
			'deployment ~ not found|does not exist|unknown|no such & @azure & !marketplace',
			'model ~ not found|does not exist|not deployed & @foundry & !marketplace',
		],
	},
	'foundry.deployment-not-ready': {
		likely: ['deployment ~ failed state|in failed state|being created|provisioning state|in creating state & @azure'],
	},
	'foundry.firewall-denied': {likely: ['firewall|virtual network|vnet|network rules ~ $denied & @azure']},
	'foundry.public-access-disabled': {
		likely: ['private endpoint|private link|public network access|public access ~ $denied|disabled & @azure'],
	},
	'foundry.subscription-not-eligible': {
		likely: ['deployment ~ purchase|payment|eligible|eligibility & @azure', 'subscription ~ not supported|not eligible|payment & @foundry'],
		possible: ['model deployment|deployment failed|deploy model ~ $failed & @azure', '715-123420'],
	},
	'network.name-not-found': {
		likely: [
			'hostname|dns|domain name|host name ~ could not be resolved|cannot be resolved|not resolve|lookup failed|resolution failed|cannot resolve|failed to resolve',
		],
	},
	'network.connect-dropped': {
		likely: [
			'request timed out|request timeout|socket timeout & @claude',
			'connect|connection|connecting|connector|tcp ~ $timeout & !econnreset & !reset by peer & !read timeout',
			'ConnectorError & Timeout',
			'HttpTimeoutError',
		],
		possible: ['Connection error. & @claude', 'fetch failed & @claude'],
	},
	'network.intercepted': {
		likely: [
			'certificate|cert ~ untrusted|not trusted|unknown authority|unknown issuer|verify failed|verification failed|could not be verified|cannot be verified',
		],
	},
	'network.proxy-refused': {likely: ['proxy ~ authentication|authenticate|authorization|credentials & !anthropic credential & !litellm']},
	'network.proxy-unreachable': {
		likely: [
			'proxy ~ unreachable|not reachable|cannot connect|unable to connect|could not connect|not running & !Tunnel connection failed & !@407',
		],
	},
	'network.gateway-wrong-api': {likely: ['invalid model name passed in', 'unsupported|unknown|invalid ~ route|endpoint|path & @gateway']},
	'sign-in.clock-skew': {likely: ['expired timestamp', 'RequestExpired']},
	'sign-in.not-finished': {likely: ['authorization_pending|AuthorizationPendingException|authorization is still pending & !@azure']},
	'network.connect-refused': {
		likely: ['connect EACCES', 'connect EPERM'],
		possible: ['Connection error. & @claude', 'fetch failed & @claude'],
	},
	'network.stalls': {possible: ['request timed out|socket timeout|read ETIMEDOUT & @claude']},
	'network.captive-portal': {likely: ['<html|<!doctype|text/html & @home & !syntax error']},
	'network.not-the-service': {
		likely: [
			'<html|<!doctype & @403 & @claude',
			'requested url could not be retrieved',
			'cache administrator',
			'access control configuration prevents',
			'json is invalid|not valid json|invalid json ~ expecting value|unexpected end',
		],
		possible: ['expecting value: line 1 column 1', "invalid character '<'", "unexpected token '<'", 'unexpected token < in json'],
	},
	'install.source-unreachable': {
		likely: [
			'installation failed & claude',
			'installation failed & --force to override',
			'download failed & @installing',
			'download|fetch|install ~ $timeout & @installing',
			'curl: ( & @installing',
			'installing|installation|install ~ $failed & @installing',
			'@403 & @installing',
			'@404 & @installing',
			'download|fetch ~ $failed & @installing',
		],
	},
	'install.no-permission': {
		likely: [
			'permission denied|operation not permitted|access is denied & @installing',
			'curl: (23) & @installing',
			'EACCES|EPERM & @npm & lib/node_modules|npm/node_modules|npm-global',
		],
	},
	'install.scripts-blocked': {
		likely: [
			'scripts|postinstall|post-install ~ blocked|disabled|ignored|not run|skipped & claude',
			'claude-code postinstall & $failed',
			'native package|native binary ~ $missing|$failed & claude',
		],
	},
};
