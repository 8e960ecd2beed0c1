// Second part of gcloud's stand-in, as text of a Node script: the sign-in in a browser and with a pasted code.

export const signIn = String.raw`
/** One line from whoever sits at the terminal; empty at the end of the input. */
function line() {
	return new Promise(resolve => {
		let text = '';
		process.stdin.setEncoding('utf8');
		const end = () => {
			process.stdin.pause();
			resolve(text.split('\n')[0].trim());
		};
		process.stdin.on('data', part => {
			text += part;
			if (text.includes('\n')) end();
		});
		process.stdin.on('end', end);
		process.stdin.resume();
	});
}

/** Signs in: address, browser, code, tokens. */
async function signIn(where) {
	const configured = flags['login-config'] || env.CLOUDSDK_AUTH_LOGIN_CONFIG_FILE;
	const config = configured ? readJson(configured) : undefined;
	if (configured && config === undefined) {
		fail(where, 'Unable to read file [' + configured + ']: [Errno 2] No such file or directory: ' + "'" + configured + "'");
	}
	if (config && (flags.scopes || flags['client-id-file'])) {
		fail(where, 'argument --login-config: At most one of --login-config | --scopes | --client-id-file can be specified.');
	}
	const verifier = crypto.randomBytes(48).toString('base64url');
	const state = crypto.randomBytes(16).toString('base64url');
	const isPasted = flags['no-launch-browser'] === true || flags['no-browser'] === true || flags['launch-browser'] === 'false';
	const loopback = isPasted ? undefined : await listen();
	const redirect = isPasted ? 'https://sdk.cloud.google.com/applicationdefaultauthcode.html' : 'http://localhost:' + loopback.port + '/';
	const query = new URLSearchParams({
		response_type: 'code', client_id: config ? known.federatedClient : known.client, redirect_uri: redirect,
		scope: config ? 'https://www.googleapis.com/auth/cloud-platform' : 'openid https://www.googleapis.com/auth/userinfo.email https://www.googleapis.com/auth/cloud-platform https://www.googleapis.com/auth/sqlservice.login',
		state, access_type: 'offline', code_challenge: crypto.createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
		...(config ? {provider_name: config.audience.replace('//iam.googleapis.com/', '')} : {prompt: 'consent'}),
	});
	const url = (config ? config.auth_url : env.CLOUDSDK_AUTH_AUTH_HOST || 'https://accounts.google.com/o/oauth2/auth') + '?' + query;
	let code;
	if (isPasted) {
		say('Go to the following link in your browser, and complete the sign-in prompts:\n\n    ' + url + '\n');
		process.stderr.write('Once finished, enter the verification code provided in your browser: ');
		code = await line();
		if (code === '') fail(where, 'There was a problem with web authentication: (invalid_grant) Missing code parameter.');
	} else {
		say('Your browser has been opened to visit:\n\n    ' + url + '\n\n');
		open(url).catch(() => {});
		const back = await loopback.answer;
		if (back.get('error')) fail(where, 'There was a problem with web authentication. Try running again with --no-launch-browser. (' + back.get('error') + ')');
		if (back.get('state') !== state) fail(where, '(mismatching_state) CSRF Warning! State not equal in request and response.');
		code = back.get('code');
	}
	const init = form({grant_type: 'authorization_code', code, redirect_uri: redirect, code_verifier: verifier, ...(config ? {} : {client_id: known.client, client_secret: known.clientSecret})});
	if (config) init.headers.authorization = basic(known.federatedClient, known.federatedSecret);
	const answer = await ask(config ? config.token_url : tokenHost(), init);
	if (answer.status !== 200 || !(answer.value || {}).refresh_token) fail(where, 'There was a problem with web authentication: (' + (answer.value || {}).error + ') ' + ((answer.value || {}).error_description || ''));
	const common = {universe_domain: 'googleapis.com', refresh_token: answer.value.refresh_token};
	return {
		token: answer.value.access_token,
		adc: config
			? {type: 'external_account_authorized_user', audience: config.audience, client_id: known.federatedClient, client_secret: known.federatedSecret, token_url: config.token_url, token_info_url: config.token_info_url, ...common}
			: {account: '', client_id: known.client, client_secret: known.clientSecret, ...common, type: 'authorized_user'},
	};
}

/** Waits on the first free port from 8085 for the browser to come back, as gcloud does. */
async function listen() {
	let resolveAnswer;
	const answer = new Promise(resolve => (resolveAnswer = resolve));
	const server = http.createServer((request, response) => {
		const url = new URL(request.url, 'http://localhost');
		if (!url.searchParams.has('code') && !url.searchParams.has('error')) {
			response.writeHead(404).end();
			return;
		}
		response.writeHead(200, {'content-type': 'text/html', connection: 'close'}).end('<title>gcloud</title>You are now authenticated with the gcloud CLI!');
		server.close();
		resolveAnswer(url.searchParams);
	});
	for (let port = 8085; port < 8186; port += 1) {
		const isFree = await new Promise(resolve => {
			server.once('error', () => resolve(false));
			server.listen(port, '127.0.0.1', () => resolve(true));
		});
		if (isFree) return {port, answer};
	}
	fail('auth', 'Failed to start a local webserver listening on any port between 8085 and 8185. Please check your firewall settings or locally running programs that may be blocking or using those ports.');
}

/** The simulated browser: follows where the page leads. ONBOARD_SANDBOX_BROWSER=none leaves that to whoever reads the address. */
async function open(url) {
	if (env.ONBOARD_SANDBOX_BROWSER === 'none') return;
	let next = url;
	for (let hop = 0; hop < 5 && next; hop += 1) {
		const response = await fetch(next.replace('//localhost:', '//127.0.0.1:'), {redirect: 'manual'});
		next = response.headers.get('location') || undefined;
	}
}
`;
