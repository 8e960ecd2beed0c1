// Which column of a roster means what: the names that spreadsheets and directories commonly give them.

/** What a column can hold: who somebody is, or one of their answers. */
export const fields = [
	'name',
	'firstName',
	'lastName',
	'email',
	'team',
	'role',
	'provider',
	'account',
	'permissionSet',
	'region',
	'project',
	'location',
	'tenant',
	'subscription',
	'resource',
	'primaryModel',
	'fastModel',
	'opusModel',
	'sonnetModel',
	'haikuModel',
	'fableModel',
	'route',
	'baseUrl',
	'signIn',
	'startUrl',
	'ssoRegion',
	'vertexOffering',
	'workspaceId',
	'profileName',
	'loginConfig',
	'destinations',
] as const;

export type Field = (typeof fields)[number];

/** Other names, written as `plainName` leaves them. */
const names: Readonly<Record<Field, readonly string[]>> = {
	name: ['fullname', 'displayname', 'person', 'employee', 'employeename', 'developer', 'user'],
	firstName: ['givenname', 'forename', 'first'],
	lastName: ['surname', 'familyname', 'last'],
	email: ['mail', 'emailaddress', 'workemail', 'companyemail', 'useremail', 'userprincipalname', 'upn', 'primaryemail', 'emailid'],
	team: ['group', 'department', 'dept', 'squad', 'unit', 'organization', 'org', 'costcenter', 'businessunit'],
	role: ['title', 'jobtitle', 'position', 'seniority', 'function'],
	provider: ['cloud', 'cloudprovider', 'platform'],
	account: ['awsaccount', 'accountid', 'awsaccountid', 'accountnumber'],
	permissionSet: ['permissionsetname', 'awsrole', 'ssorole', 'awspermissionset'],
	region: ['awsregion', 'bedrockregion'],
	project: ['projectid', 'gcpproject', 'gcpprojectid', 'googlecloudproject', 'googleproject'],
	location: ['vertexlocation', 'vertexregion', 'gcplocation', 'gcpregion', 'cloudmlregion'],
	tenant: ['tenantid', 'entratenant', 'azuretenant', 'directoryid'],
	subscription: ['subscriptionid', 'azuresubscription', 'azuresubscriptionid'],
	resource: ['resourcename', 'foundryresource', 'azureresource'],
	primaryModel: ['model', 'models', 'mainmodel', 'primary', 'claudemodel', 'deployment'],
	fastModel: ['smallmodel', 'smallfastmodel', 'backgroundmodel', 'fastdeployment'],
	opusModel: [],
	sonnetModel: [],
	haikuModel: [],
	fableModel: [],
	route: ['path', 'networkroute'],
	baseUrl: ['gateway', 'gatewayurl', 'gatewayaddress'],
	signIn: ['signinwith', 'signinmethod'],
	startUrl: ['ssostarturl', 'accessportal', 'accessportalurl'],
	ssoRegion: ['identitycenterregion'],
	vertexOffering: ['offering'],
	workspaceId: ['workspace'],
	profileName: ['awsprofile'],
	loginConfig: [],
	destinations: ['saveto'],
};

const known: ReadonlyMap<string, Field> = new Map(
	fields.flatMap(field => [field.toLowerCase(), ...names[field]].map(name => [name, field] as const)),
);

/** The field that a column of this name holds; undefined for a column that a cohort has no use for. */
export function fieldOf(column: string): Field | undefined {
	return known.get(plainName(column));
}

/** Letters and digits alone, in lower case: `E-Mail Address` is `emailaddress`. */
function plainName(column: string): string {
	return column
		.normalize('NFKD')
		.toLowerCase()
		.replaceAll(/[^a-z\d]+/gu, '');
}
