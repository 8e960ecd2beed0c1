// Runs real @azure/identity credentials in a process of its own, where NODE_EXTRA_CA_CERTS counts; prints one JSON line.

import {AzureCliCredential, ClientSecretCredential} from '@azure/identity';

const [kind, scope, tenant, client, secret] = process.argv.slice(2);
const credential =
	kind === 'cli'
		? new AzureCliCredential(tenant === undefined || tenant === '' ? {} : {tenantId: tenant})
		: new ClientSecretCredential(tenant, client, secret, {
				authorityHost: process.env['AZURE_AUTHORITY_HOST'],
				disableInstanceDiscovery: true,
			});
try {
	const {token, expiresOnTimestamp} = await credential.getToken(scope);
	process.stdout.write(`${JSON.stringify({token, expiresOnTimestamp})}\n`);
} catch (error) {
	process.stdout.write(`${JSON.stringify({name: error.name, message: error.message})}\n`);
}
