// Which host names say nothing about anybody: those a provider gives to everyone; and the part that does in those it gives to one customer.

/** Hosts that every customer of a provider uses alike, and pages of documentation. A region or location may stand in them. */
const everybodys: readonly RegExp[] = [
	/^(?:bedrock|bedrock-runtime|bedrock-agent-runtime|sts|ec2|logs|cloudtrail|iam|oidc|portal\.sso|sso|signin|monitoring)(?:\.[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com(?:\.cn)?$/u,
	/^bedrock-mantle\.[a-z\d-]+\.api\.aws$/u,
	/^(?:[a-z\d-]+\.)*aws\.amazon\.com$/u,
	/^(?!.*\.p\.googleapis\.com$)(?:[a-z\d-]+\.)+googleapis\.com$/u,
	/^(?:accounts|cloud|console\.cloud|docs\.cloud|www)\.google\.com$/u,
	/^(?:login\.microsoftonline\.com|login\.windows\.net|management\.azure\.com|graph\.microsoft\.com|ai\.azure\.com|portal\.azure\.com|aka\.ms)$/u,
	/^(?:(?:learn|www|docs)\.)?microsoft\.com$/u,
	/^(?:privatelink\.)?(?:services\.ai|openai|cognitiveservices)\.azure\.com$/u,
	/^(?:[a-z\d-]+\.)*(?:claude\.com|anthropic\.com|claude\.ai)$/u,
	/^(?:github\.com|registry\.npmjs\.org|nodejs\.org|json\.schemastore\.org)$/u,
	/^localhost$/u,
];

/** Endings below which the first labels are a customer's own: a directory, a resource, an endpoint. */
const customers: readonly RegExp[] = [
	/\.awsapps\.com$/u,
	/\.(?:bedrock|bedrock-runtime|bedrock-mantle)\.[a-z\d-]+\.vpce\.amazonaws\.com(?:\.cn)?$/u,
	/\.vpce\.amazonaws\.com(?:\.cn)?$/u,
	/(?:\.privatelink)?\.(?:services\.ai|openai|cognitiveservices)\.azure\.com$/u,
	/\.p\.googleapis\.com$/u,
	/\.onmicrosoft\.com$/u,
];

/**
 * The part of a host name that belongs to one company or person.
 *
 * @param host - Without port or brackets, any case.
 * @returns Undefined when there is none; otherwise that part, and the ending that may stay.
 */
export function ownPart(host: string): {readonly own: string; readonly rest: string} | undefined {
	const name = host.toLowerCase();
	if (everybodys.some(pattern => pattern.test(name)) || isAddress(name)) {
		return undefined;
	}

	const rest = customers.map(pattern => pattern.exec(name)?.[0]).find(found => found !== undefined) ?? '';
	return {own: name.slice(0, name.length - rest.length), rest};
}

function isAddress(name: string): boolean {
	return /^[\d.]+$/u.test(name) || /^\[?[\da-f]*:[\da-f:.]+(?:%\w+)?\]?$/u.test(name);
}

/** Last parts of dotted words that are files, not hosts. */
const fileEndings =
	/^(?:json|jsonc|sh|bash|zsh|fish|ps1|zshrc|bashrc|zshenv|zprofile|profile|envrc|env|pem|crt|cer|key|js|mjs|cjs|ts|exe|cmd|bat|toml|ini|ya?ml|txt|log|plist|conf|config|cfg|lock|md|tmp)$/u;
/** Permissions of Google Cloud (`aiplatform.endpoints.predict`) and models (`us.anthropic.claude-…`). */
const otherDotted =
	/^(?:aiplatform|serviceusage|resourcemanager|logging|iam|billing|bigquery|compute|consumerprocurement)\.[a-z]+\.[a-z]+$|(?:^|\.)anthropic(?:\.|$)|^microsoft\./iu;

/**
 * Whether a dotted word in running text reads like a host name. Errs towards yes: a name that stays would leak.
 *
 * @param codes - Dotted words of our own: finding codes and ids of checks.
 */
export function looksLikeHost(word: string, codes: ReadonlySet<string>): boolean {
	const last = word.slice(word.lastIndexOf('.') + 1);
	const isName = /^(?:xn--[a-z\d-]+|\p{L}{2,})$/iu.test(last) && !/\p{Ll}\p{Lu}/u.test(word);
	return isName && !codes.has(word) && !fileEndings.test(last.toLowerCase()) && !otherDotted.test(word);
}
