// Findings about refusals of Microsoft Entra, one per meaning of its AADSTS numbers.

import type {Declaration, Given} from '../declare.ts';
import {family} from '../declare.ts';
import {act, ask, command} from './words.ts';

export const entraSource = 'https://learn.microsoft.com/entra/identity-platform/reference-error-codes';

const again = ({command: line}: Given) => command(String(line), 'Sign in again.');

/**
 * A refusal of Entra that its numbers name. Microsoft says that numbers and texts may change, so they are hints: the original text and
 * its correlation id stay in the evidence.
 */
function refusal(
	codes: readonly number[],
	declaration: Pick<Declaration, 'owner' | 'title' | 'cause' | 'fix'> & {readonly raisedBy?: 'wizard'},
): Declaration {
	return {
		severity: 'fail',
		...declaration,
		causedBy: ['network.offline', 'network.nothing-answers', 'network.proxy-refused', 'network.captive-portal'],
		detection: `Entra answers with ${codes.map(code => `AADSTS${code}`).join(', ')}.`,
		numbers: codes,
		links: [entraSource],
	};
}

export const entraFindings = family({
	'foundry.sign-in-expired': refusal([50078, 70043, 50173], {
		owner: 'you',
		title: () => 'The Azure sign-in has ended',
		cause: () => 'Your company limits how long a sign-in or its second factor lasts, or it was revoked, for example by a new password.',
		fix: again,
	}),
	'foundry.sign-in-inactive': refusal([70008, 700082], {
		owner: 'you',
		title: () => 'The Azure sign-in was not used for too long',
		cause: () => 'Entra forgets a sign-in that has not been used for a while.',
		fix: again,
	}),
	'foundry.account-not-in-tenant': refusal([50020], {
		owner: 'you',
		title: ({who, tenant}) => `The account ${who} does not belong to the tenant ${tenant}`,
		cause: () => 'A private account, or one of another company, was used. Or a guest invitation was not accepted.',
		fix: ({command: line}) => command(String(line), 'Sign in with your company account, to the tenant of the resource.'),
	}),
	'foundry.account-unknown': refusal([50034], {
		owner: 'you',
		title: () => 'Entra does not know this account',
		cause: () => 'The address was misspelled, or the account does not exist in this tenant.',
		fix: ({command: line}) => command(String(line), 'Check the address and sign in again.'),
	}),
	'foundry.account-locked': refusal([50053], {
		owner: 'help-desk',
		title: () => 'The account is locked, or the address it signs in from is blocked',
		cause: () => 'There were too many failed sign-ins, or Entra distrusts the IP address.',
		fix: ({who}) =>
			ask(
				`The account ${who} gets AADSTS50053 when it signs in to Azure. Please unlock it or check the blocked address.`,
				'Wait some minutes. If it stays, send this to your help desk.',
			),
	}),
	'foundry.password-expired': refusal([50055], {
		owner: 'you',
		title: () => 'The password has expired',
		cause: () => 'Entra wants a new one before it signs you in.',
		fix: () => act('Sign in at https://myaccount.microsoft.com, set a new password, then run onboard again.'),
	}),
	'foundry.account-disabled': refusal([50057], {
		owner: 'help-desk',
		title: () => 'The account is disabled',
		cause: () => 'An administrator turned it off, or its owner left a list.',
		fix: ({who}) => ask(`The account ${who} is disabled (AADSTS50057). Please enable it.`, 'Send this to your help desk.'),
	}),
	'foundry.tenant-not-given': refusal([50058, 50059], {
		owner: 'you',
		title: () => 'Entra cannot tell which tenant is meant',
		cause: () => 'There is no session in the browser, and the sign-in named no tenant.',
		fix: ({command: line}) => command(String(line), 'Sign in and name the tenant.'),
	}),
	'foundry.mfa-needed': refusal([50072, 50074, 50076, 50079], {
		owner: 'you',
		title: () => 'A second factor is needed, or has to be set up',
		cause: () => 'The tenant asks for it, and the way this sign-in was made cannot show the page.',
		fix: ({browserCommand}) => command(String(browserCommand), 'Sign in in the browser, which can ask for the second factor.'),
	}),
	'foundry.device-not-managed': refusal([50097, 50129, 50155, 53000, 53001], {
		owner: 'help-desk',
		title: () => 'The tenant accepts only devices that the company manages, and this is not recognized as one',
		cause: () => 'The device is not registered, joined or compliant, or the sign-in could not show that it is.',
		fix: ({browserCommand}) =>
			ask(
				'Azure sign-in on my machine is refused because the device is not registered or compliant. Please tell me how to enrol it.',
				`Use your managed device and its own sign-in (\`${String(browserCommand)}\`). Otherwise send this to your help desk.`,
			),
	}),
	'foundry.conditional-access': refusal([53003, 50131], {
		owner: 'cloud-admin',
		title: () => 'A Conditional Access policy blocks this sign-in',
		cause: () =>
			'The password was right; the policy refuses the way or the place. Sign-in with a device code is what policies block most often.',
		fix: ({browserCommand, raw}) =>
			ask(
				`Conditional Access blocks my Azure CLI sign-in for Foundry. ${String(raw)}`,
				`Try the browser instead of a code: \`${String(browserCommand)}\`. If that is blocked as well, send this to your administrators.`,
			),
	}),
	'foundry.security-defaults': refusal([530034, 530035], {
		owner: 'you',
		title: () => "The tenant's security defaults block this kind of sign-in",
		cause: () => 'They forbid sign-ins that cannot ask for a second factor, among them device codes.',
		fix: ({browserCommand}) => command(String(browserCommand), 'Sign in in the browser.'),
	}),
	'foundry.user-at-risk': refusal([53011], {
		owner: 'you',
		title: () => 'Entra holds the account for at risk and blocks it',
		cause: () => 'Something unusual was seen with it, for example a leaked password.',
		fix: () =>
			act(
				'Sign in at https://myaccount.microsoft.com and follow what it asks. If it does not let you, ask your administrators to dismiss the risk.',
			),
	}),
	'foundry.not-assigned': refusal([50105], {
		owner: 'cloud-admin',
		title: ({who}) => `${who} is not assigned to the application that signs in`,
		cause: () => 'The tenant lets only assigned people use it.',
		fix: ({who}) => ask(`Please assign ${who} to the application in AADSTS50105 (the Azure CLI, or our own), so that Foundry can be used.`),
	}),
	'foundry.consent-missing': refusal([65001, 65004, 65002], {
		owner: 'cloud-admin',
		title: () => 'The application that signs in has no consent in this tenant',
		cause: () => 'Nobody agreed to it, somebody declined, or Microsoft does not allow it for this resource.',
		fix: ({raw}) => ask(`Please give administrator consent for this sign-in to Foundry. ${String(raw)}`),
	}),
	'foundry.resource-principal-missing': refusal([500011], {
		owner: 'cloud-admin',
		title: ({tenant}) => `The tenant ${tenant} does not know Microsoft Foundry`,
		cause: () => 'It is another tenant than the resource lives in, or Foundry was never used there.',
		fix: ({command: line}) => command(String(line), 'Sign in to the tenant of the resource.'),
	}),
	'foundry.tenant-restricted': refusal([500021, 500022, 500212, 500213], {
		owner: 'network-team',
		title: ({tenant}) => `Access to the tenant ${tenant} is restricted from here`,
		cause: () => "Your network's tenant restrictions, or the cross-tenant policy of either side, do not allow it.",
		fix: ({tenant}) =>
			ask(
				`Sign-in to the Entra tenant ${String(tenant)} is refused by tenant restrictions or by a cross-tenant access policy. Please allow it.`,
				'Send this to your network team; they pass it on to the administrators of the other tenant if it is theirs.',
			),
	}),
	'foundry.client-unknown': refusal([700016], {
		owner: 'you',
		title: ({tenant}) => `The application id is not known in the tenant ${tenant}`,
		cause: () => 'AZURE_CLIENT_ID or AZURE_TENANT_ID is wrong, or they do not belong together.',
		fix: () => act('Compare AZURE_CLIENT_ID and AZURE_TENANT_ID with the application registration, then run onboard again.'),
	}),
	'foundry.public-client-disabled': refusal([7000218], {
		owner: 'cloud-admin',
		title: () => 'The application does not allow a sign-in without a secret',
		cause: () => 'Public client flows are off in its registration.',
		fix: () =>
			ask('Please turn on "Allow public client flows" for the application that AADSTS7000218 names, or give us another way to sign in.'),
	}),
	'foundry.client-secret-refused': refusal([7000215, 7000222], {
		owner: 'you',
		title: () => 'The secret of the service principal is wrong or has expired',
		cause: () => 'AZURE_CLIENT_SECRET was replaced or ran out. The id of a secret is not its value.',
		fix: () => act('Get a new secret from whoever owns the service principal and set AZURE_CLIENT_SECRET, or unset it to use `az login`.'),
	}),
	'foundry.certificate-refused': refusal([700027], {
		owner: 'you',
		title: () => 'The certificate of the service principal is not the one that is registered',
		cause: () => 'It was replaced or has expired, or the file belongs to another application.',
		fix: () =>
			act(
				'Get the current certificate from whoever owns the service principal, or have yours registered; AZURE_CLIENT_CERTIFICATE_PATH names the file.',
			),
	}),
	'foundry.scope-rejected': refusal([70011], {
		owner: 'help-desk',
		title: () => 'Entra rejects the scope that was asked for',
		cause: () => 'This is most likely a mistake in onboard or a cloud that names Foundry differently.',
		fix: ({raw}) => ask(`onboard asked Entra for a scope that it rejects. ${String(raw)}`, 'Send this to the makers of onboard.'),
	}),
	'foundry.device-code-expired': refusal([70018, 70019], {
		owner: 'you',
		title: () => 'The code was not accepted, or its time ran out',
		cause: () => 'A code is good for 15 minutes and for one sign-in.',
		fix: () => act('Try again and enter the new code.'),
		raisedBy: 'wizard',
	}),
	'foundry.tenant-not-found': refusal([90002], {
		owner: 'you',
		title: ({tenant}) => `There is no tenant ${tenant}`,
		cause: () => 'It was misspelled, or it lives in another Azure cloud (government, China).',
		fix: () => act('Check the tenant: it is a GUID or a domain such as example.onmicrosoft.com.'),
	}),
	'foundry.code-redeemed': refusal([54005], {
		owner: 'you',
		title: () => 'The answer of the sign-in page was used twice',
		cause: () => 'The page was reloaded, or a security product opened the address before.',
		fix: again,
	}),
});
