// Third part of gcloud's stand-in, as text of a Node script: what each command does and says.

export const commands = String.raw`
async function mayUse(project, token) {
	const answer = await ask(api('cloudresourcemanager') + 'v1/projects/' + project + ':testIamPermissions', {
		method: 'POST', headers: {authorization: 'Bearer ' + token, 'content-type': 'application/json'}, body: JSON.stringify({permissions: ['serviceusage.services.use']}),
	}).catch(() => ({}));
	return ((answer.value || {}).permissions || []).includes('serviceusage.services.use');
}

async function call(where, address, init = {}) {
	const adc = readJson(accountsPath) ? readJson(adcPath) : undefined;
	if (!adc) fail(where, 'You do not currently have an active account selected.\nPlease run:\n\n  $ gcloud auth login\n\nto obtain new credentials.');
	const {access_token: token} = await tokenFor(adc, where, 'auth login');
	const answer = await ask(address, {...init, headers: {authorization: 'Bearer ' + token, 'content-type': 'application/json', ...(adc.quota_project_id ? {'x-goog-user-project': adc.quota_project_id} : {})}});
	if (answer.status !== 200) {
		const error = (Array.isArray(answer.value) ? answer.value[0] : answer.value || {}).error || {};
		fail(where, (error.status || answer.status) + ': ' + (error.message || answer.text));
	}
	return answer.value;
}

const commands = {
	async 'version'() {
		print(flags.format === 'json' ? JSON.stringify({'Google Cloud SDK': '578.0.0', bq: '2.1.9', core: '2026.07.31'}, undefined, 2) : known.version);
	},
	async 'auth application-default login'() {
		const named = env.GOOGLE_APPLICATION_CREDENTIALS;
		if (named) {
			say('\nThe environment variable [GOOGLE_APPLICATION_CREDENTIALS] is set to:\n  [' + named + ']\nCredentials will still be generated to the default location:\n  [' + adcPath + ']\nTo use these credentials, unset this environment variable before\nrunning your application.\n');
			if (!isQuiet && process.stdin.isTTY) {
				process.stderr.write('Do you want to continue (Y/n)?  ');
				if (/^n/i.test(await line())) fail('auth.application-default.login', 'Aborted by user.');
			}
		}
		const {adc, token} = await signIn('auth.application-default.login');
		const project = flags.project || properties()['core/project'];
		const isAllowed = project !== undefined && flags['disable-quota-project'] !== true && (await mayUse(project, token));
		write(adcPath, JSON.stringify(isAllowed ? {...adc, quota_project_id: project} : adc, undefined, 2) + '\n');
		say('\nCredentials saved to file: [' + adcPath + ']\n\nThese credentials will be used by any library that requests Application Default Credentials (ADC).');
		say(isAllowed
			? '\nQuota project "' + project + '" was added to ADC which can be used by Google client libraries for billing and quota. Note that some services may still bill the project owning the resource.'
			: 'WARNING: \nCannot find a quota project to add to ADC. You might receive a "quota exceeded" or "API not enabled" error. Run $ gcloud auth application-default set-quota-project to add a quota project.');
	},
	async 'auth application-default print-access-token'() {
		const where = 'auth.application-default.print-access-token';
		const {access_token: token} = await tokenFor(credentials(where), where, 'auth application-default login');
		print(flags.format === 'json' ? JSON.stringify({token}, undefined, 2) : token);
	},
	async 'auth application-default set-quota-project'(project) {
		const where = 'auth.application-default.set-quota-project';
		const adc = readJson(adcPath);
		if (adc === undefined) fail(where, 'Application default credentials have not been set up. Run $ gcloud auth application-default login to set it up before running this command.');
		if (!project) fail(where, 'argument QUOTA_PROJECT_ID: Must be specified.');
		const {access_token: token} = await tokenFor(adc, where, 'auth application-default login');
		if (!(await mayUse(project, token))) fail(where, 'Cannot add the project "' + project + '" to application default credentials (ADC) as a quota project because the account in ADC does not have the "serviceusage.services.use" permission on this project.');
		write(adcPath, JSON.stringify({...adc, quota_project_id: project}, undefined, 2) + '\n');
		say('\nCredentials saved to file: [' + adcPath + ']\n\nThese credentials will be used by any library that requests Application Default Credentials (ADC).\n\nQuota project "' + project + '" was added to ADC which can be used by Google client libraries for billing and quota. Note that some services may still bill the project owning the resource.');
	},
	async 'auth application-default revoke'() {
		const where = 'auth.application-default.revoke';
		if (!fs.existsSync(adcPath)) fail(where, 'Application Default Credentials have not been set up, nothing was revoked.');
		fs.rmSync(adcPath);
		say('Credentials revoked.');
	},
	async 'auth login'() {
		const {adc} = await signIn('auth.login');
		if (flags['update-adc'] === true) write(adcPath, JSON.stringify(adc, undefined, 2) + '\n');
		write(accountsPath, JSON.stringify({active: known.email, accounts: [known.email]}, undefined, 2) + '\n');
		setProperty('account', known.email);
		say('\nYou are now logged in as [' + known.email + '].\nYour current project is [' + (properties()['core/project'] || 'None') + '].  You can change this setting by running:\n  $ gcloud config set project PROJECT_ID');
	},
	async 'auth list'() {
		const {accounts = [], active} = readJson(accountsPath) || {};
		const shown = accounts.filter(account => !/status[:=]"?ACTIVE/i.test(flags.filter || '') || account === active);
		if (flags.format === 'json') print(JSON.stringify(shown.map(account => ({account, status: account === active ? 'ACTIVE' : ''})), undefined, 2));
		else if (/^value\(account/.test(flags.format || '')) shown.forEach(account => print(account));
		else if (shown.length === 0) say('\nNo credentialed accounts.\n\nTo login, run:\n  $ gcloud auth login ' + '\x60ACCOUNT\x60\n');
		else print('Credentialed Accounts\nACTIVE  ACCOUNT\n' + shown.map(account => (account === active ? '*       ' : '        ') + account).join('\n'));
	},
	async 'auth print-access-token'() {
		const where = 'auth.print-access-token';
		if (readJson(accountsPath) === undefined) fail(where, 'You do not currently have an active account selected.\nPlease run:\n\n  $ gcloud auth login\n\nto obtain new credentials.');
		const {access_token: token} = await tokenFor(credentials(where), where, 'auth login');
		print(token);
	},
	async 'config get'(name) {
		const value = properties()[name.includes('/') ? name : 'core/' + name];
		if (value === undefined) say('(unset)');
		else print(flags.format === 'json' ? JSON.stringify(value) : value);
	},
	async 'config set'(name, value) {
		setProperty(name, value);
		say('Updated property [' + (name.includes('/') ? name : 'core/' + name) + '].');
	},
	async 'config unset'(name) {
		setProperty(name, undefined);
		say('Unset property [' + (name.includes('/') ? name : 'core/' + name) + '].');
	},
	async 'config list'() {
		const all = {};
		for (const [name, value] of Object.entries(properties())) {
			const [section, key] = name.split('/');
			(all[section] ||= {})[key] = value;
		}
		print(flags.format === 'json' ? JSON.stringify(all, undefined, 2) : Object.entries(all).map(([section, some]) => '[' + section + ']\n' + Object.entries(some).map(([k, v]) => k + ' = ' + v).join('\n')).join('\n'));
	},
	async 'config config-helper'() {
		const where = 'config.config-helper';
		const {access_token: token, expires_in: seconds = 3599} = await tokenFor(credentials(where), where, 'auth login');
		const all = properties();
		print(JSON.stringify({configuration: {active_configuration: 'default', properties: {core: {account: all['core/account'], project: all['core/project']}}}, credential: {access_token: token, token_expiry: new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z')}}, undefined, 2));
	},
	async 'projects list'() {
		const {projects = []} = await call('projects.list', api('cloudresourcemanager') + 'v1/projects');
		if (flags.format === 'json') print(JSON.stringify(projects, undefined, 2));
		else if (/^value\(/.test(flags.format || '')) projects.forEach(project => print(project.projectId));
		else print('PROJECT_ID  NAME  PROJECT_NUMBER\n' + projects.map(project => project.projectId + '  ' + project.name + '  ' + project.projectNumber).join('\n'));
	},
	async 'projects describe'(project) {
		const found = await call('projects.describe', api('cloudresourcemanager') + 'v1/projects/' + project);
		print(flags.format === 'json' ? JSON.stringify(found, undefined, 2) : Object.entries(found).map(([name, value]) => name + ': ' + value).join('\n'));
	},
	async 'services enable'(name) {
		await call('services.enable', api('serviceusage') + 'v1/projects/' + (flags.project || properties()['core/project']) + '/services/' + name + ':enable', {method: 'POST', body: '{}'});
		say('Operation "operations/acf.sandbox" finished successfully.');
	},
	async 'info'() {
		const all = properties();
		print(JSON.stringify({basic: {version: '578.0.0'}, config: {account: all['core/account'], project: all['core/project'], paths: {global_config_dir: folder}}}, undefined, 2));
	},
};
commands['config get-value'] = commands['config get'];

async function main() {
	if (flags.version === true) return commands.version();
	const name = Object.keys(commands).sort((a, b) => b.length - a.length).find(one => command === one || command.startsWith(one + ' '));
	if (name === undefined) {
		say('ERROR: (gcloud) Invalid choice: ' + "'" + (words[0] || '') + "'.\nThe simulated gcloud knows: " + Object.keys(commands).join(', ') + '.');
		process.exitCode = 2;
		return;
	}
	await commands[name](...command.slice(name.length).trim().split(' ').filter(Boolean));
}

main().catch(error => {
	say(error instanceof Refused ? error.message : 'ERROR: gcloud crashed (' + error.name + '): ' + error.message + (error.cause ? ' ' + (error.cause.code || '') : ''));
	process.exitCode = 1;
});
`;
