// Federation: a token of the company's own identity provider, from a file or an address, is exchanged at Google's token service.

import path from 'node:path';
import {scalarText} from '../../../core/scalar.ts';
import {callGoogle, recordOf, textOf} from '../google.ts';
import type {Adc} from './adc.ts';
import {asAccount, basic, post, scope, type Context, type Exchange} from './token-request.ts';

/** Exchanges the company's token; undefined when only a program of the company can make one. */
export async function fromSubject(context: Context, content: Adc['content']): Promise<Exchange | undefined> {
	const source = recordOf(content['credential_source']) ?? {};
	const subject = await subjectToken(context, source);
	if (subject === undefined) {
		return 'file' in source || 'url' in source
			? {state: 'unable', reason: 'The token of your identity provider that the file points to cannot be read.'}
			: undefined;
	}

	const project = textOf(content['workforce_pool_user_project']);
	const exchanged = await post(
		context,
		textOf(content['token_url']) ?? '',
		{
			grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
			audience: textOf(content['audience']) ?? '',
			scope,
			requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
			subject_token: subject,
			subject_token_type: textOf(content['subject_token_type']) ?? '',
			...(project === undefined ? {} : {options: JSON.stringify({userProject: project})}),
		},
		basic(content),
	);
	const impersonation = textOf(content['service_account_impersonation_url']);
	return exchanged.state === 'token' && impersonation !== undefined ? asAccount(context, exchanged.token, impersonation) : exchanged;
}

async function subjectToken(context: Context, source: Readonly<Record<string, unknown>>): Promise<string | undefined> {
	const format = recordOf(source['format']);
	const field = format?.['type'] === 'json' ? (textOf(format['subject_token_field_name']) ?? 'id_token') : undefined;
	const pick = (value: unknown) => (field === undefined ? textOf(value) : textOf(recordOf(value)?.[field]));
	const file = textOf(source['file']);
	if (file !== undefined) {
		try {
			const bytes = await context.ports.files.read(path.resolve(context.ports.host.folder, file));
			const text = bytes === undefined ? undefined : new TextDecoder().decode(bytes).trim();
			return text === undefined ? undefined : pick(field === undefined ? text : JSON.parse(text));
		} catch {
			return undefined;
		}
	}

	const url = textOf(source['url']);
	if (url === undefined || field === undefined) {
		return undefined;
	}

	const headers = Object.fromEntries(
		Object.entries(recordOf(source['headers']) ?? {}).map(([name, value]) => [name, scalarText(value) ?? '']),
	);
	const answer = await callGoogle(context, {url, method: 'GET', headers});
	return answer.refusal === undefined ? pick(answer.value) : undefined;
}
