// Which host names in a text belong to what Claude Code needs, and which show that the text is about something else.

/** `home`: Claude Code and its providers use it · `install`: it is downloaded from there · `other`: neither · undefined: says nothing. */
export type HostKind = 'home' | 'install' | 'proxy' | 'other';

export type Host = {
	readonly name: string;
	readonly port: number | undefined;
	readonly kind: HostKind;
	readonly start: number;
	readonly end: number;
};

const home =
	/(?:^|\.)(?:(?:bedrock|sts|oidc|portal\.sso|device\.sso|sso|signin|identitystore|aws-marketplace)[\w.-]*\.(?:amazonaws\.com(?:\.cn)?|api\.aws|aws\.amazon\.com)|awsapps\.com|app\.aws|vpce\.amazonaws\.com|[\w-]*aiplatform(?:\.\w+\.rep)?\.googleapis\.com|(?:oauth2|sts|iamcredentials|cloudresourcemanager|serviceusage|www|iam)\.googleapis\.com|accounts\.google\.com|auth\.cloud\.google|metadata\.google\.internal|services\.ai\.azure\.com|cognitiveservices\.azure\.com|openai\.azure\.com|ai\.azure\.com|login\.microsoft(?:online)?\.com|login\.windows\.net|management\.azure\.com|sts\.windows\.net|anthropic\.com|claude\.com)$/u;
const install =
	/^(?:registry\.npmjs\.org|registry\.yarnpkg\.com|downloads\.claude\.ai|claude\.ai|[\w.-]*npm[\w.-]*|[\w.-]*artifactory[\w.-]*|[\w.-]*nexus[\w.-]*)$/u;
const documents =
	/^(?:docs?|developers?|developer|console|portal|learn|support|help|code|platform|aka|go|www|status|health|support)\.|^(?:aka\.ms|github\.com|nodejs\.org|errors\.pydantic\.dev|curl\.se|curl\.haxx\.se|example\.com|urllib3\.readthedocs\.io|yarnpkg\.com|cloud\.google\.com|aws\.amazon\.com|azure\.microsoft\.com)$|readthedocs/u;
const topLevel =
	/\.(?:com|org|net|io|ai|dev|aws|cloud|app|eu|de|fr|uk|jp|cn|us|gov|internal|local|corp|lan|intra|intranet|ms|sh|co|me|google|example|test|invalid)$/u;
const proxy = /^(?:[\w-]*proxy[\w-]*|zscaler|[\w-]*zscaler[\w-]*|[\w-]*squid[\w-]*)\./u;
/** Ports of databases, message brokers, Docker, Kubernetes, SSH, mail: nothing of ours listens there. */
const foreignPorts: ReadonlySet<number> = new Set([
	21, 22, 23, 25, 53, 110, 143, 389, 465, 587, 636, 993, 1433, 1521, 2181, 2375, 2376, 3000, 3306, 5432, 5433, 5672, 6379, 6380, 6443, 8983,
	9042, 9090, 9092, 9200, 9300, 10_250, 11_211, 15_672, 26_257, 27_017, 27_018,
]);

/** Every host name in the text with its kind. Documentation links are left out. Linear. */
export function hostsIn(text: string): readonly Host[] {
	const hosts: Host[] = [];
	for (const match of text.matchAll(/[^\s"'`<>(),;=[\]{}|\\]+/gu)) {
		const host = hostOf(match[0], match.index);
		if (host !== undefined) {
			hosts.push(host);
		}
	}

	return hosts;
}

function hostOf(token: string, start: number): Host | undefined {
	if (token.length > 400 || !/[.:]/u.test(token)) {
		return undefined;
	}

	const hasScheme = /^(?:https?|wss?|grpcs?|dns|tcp):\/\//iu.test(token);
	const [authority = ''] = token.replace(/^[a-z]{2,6}:\/{2,3}/iu, '').split('/', 1);
	const found = /^(?:[^@]*@)?([\w.-]+?)\.?(?::(\d{2,5}))?[.:]?$/u.exec(authority);
	const name = found?.[1]?.toLowerCase() ?? '';
	const port = found?.[2] === undefined ? undefined : Number(found[2]);
	const kind = kindOf(name, port, hasScheme);
	return kind === undefined ? undefined : {name, port, kind, start, end: start + token.length};
}

function kindOf(name: string, port: number | undefined, hasScheme: boolean): HostKind | undefined {
	if (/^(?:localhost|[\d.]+|\[?::1\]?|host\.docker\.internal)$/u.test(name)) {
		// A local gateway or proxy may be ours; a database is not.
		return port !== undefined && foreignPorts.has(port) ? 'other' : undefined;
	}

	if (home.test(name)) {
		return 'home';
	}

	// A Java package or a Node module looks like a host name: `java.net`, `org.apache.http.com`.
	const isPackage = /^(?:java|javax|system|microsoft|node|org|com|io|net|software|botocore|google|litellm|anthropic)\./u.test(name);
	if (documents.test(name) || !topLevel.test(name) || isPackage) {
		return undefined;
	}

	if (install.test(name)) {
		return 'install';
	}

	if (proxy.test(name)) {
		return 'proxy';
	}

	return hasScheme || port !== undefined || name.split('.').length > 1 ? 'other' : undefined;
}
