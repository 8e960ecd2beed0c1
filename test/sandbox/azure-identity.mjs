// Runs real @azure/identity credentials in a process of its own, where NODE_EXTRA_CA_CERTS counts; prints one JSON line.

import {AzureCliCredential, AzureDeveloperCliCredential, ClientCertificateCredential, ClientSecretCredential} from '@azure/identity';

const [kind, scope, tenant, client, secret] = process.argv.slice(2);
const options = {authorityHost: process.env['AZURE_AUTHORITY_HOST'], disableInstanceDiscovery: true};
const credential =
	kind === 'cli'
		? new AzureCliCredential(tenant === undefined || tenant === '' ? {} : {tenantId: tenant})
		: kind === 'azd'
			? new AzureDeveloperCliCredential()
			: kind === 'certificate'
				? new ClientCertificateCredential(tenant, client, secret, options)
				: new ClientSecretCredential(tenant, client, secret, options);
try {
	const {token, expiresOnTimestamp} = await credential.getToken(scope);
	process.stdout.write(`${JSON.stringify({token, expiresOnTimestamp})}\n`);
} catch (error) {
	process.stdout.write(`${JSON.stringify({name: error.name, message: error.message})}\n`);
}
