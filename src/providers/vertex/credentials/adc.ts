// Finds the Application Default Credentials that Claude Code would read, and reads what kind they are; the secrets in them stay inside.

import path from 'node:path';
import {clean} from '../../../core/document.ts';
import {valueOf, type Answers} from '../../../core/session.ts';
import {shortPath} from '../../../ports/places.ts';
import type {Ports} from '../../../ports/ports.ts';
import {recordOf, textOf} from '../google.ts';

/** Where credentials come from: a file that the variable names, the well-known file, or the machine itself. */
export type AdcSource = 'variable' | 'well-known' | 'metadata';

export type Adc = {
	readonly source: AdcSource;
	/** Path on disk; empty for metadata. */
	readonly path: string;
	/** As people write it. */
	readonly place: string;
	readonly type: AdcType;
	/** Content of the file. Holds secrets: never part of facts. */
	readonly content: Readonly<Record<string, unknown>>;
	/** Project that calls are billed to, from the environment or the file. */
	readonly quotaProject?: string;
	/** Project that the file belongs to. */
	readonly project?: string;
};

export type AdcLook =
	| {readonly state: 'found'; readonly adc: Adc; readonly hidden?: string}
	| {readonly state: 'none'; readonly place: string}
	| {readonly state: 'file-missing'; readonly place: string}
	| {readonly state: 'unreadable'; readonly place: string; readonly reason: string};

/** Fields that each type needs. Source: google-auth-library 10.9.1 and 11.3.4, shipped code. */
const fieldsOf = {
	authorized_user: ['client_id', 'client_secret', 'refresh_token'],
	service_account: ['client_email', 'private_key'],
	external_account: ['audience', 'subject_token_type', 'token_url', 'credential_source'],
	external_account_authorized_user: ['audience', 'client_id', 'client_secret', 'refresh_token', 'token_url'],
	impersonated_service_account: ['source_credentials', 'service_account_impersonation_url'],
	gdch_service_account: ['name'],
	metadata: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type AdcType = keyof typeof fieldsOf;

const names: Readonly<Record<AdcType, string>> = {
	authorized_user: 'your Google account, by gcloud',
	service_account: 'a service account key',
	external_account: 'workload identity federation',
	external_account_authorized_user: "your company's single sign-on (workforce identity)",
	impersonated_service_account: 'an impersonated service account',
	gdch_service_account: 'a service account of Google Distributed Cloud',
	metadata: 'the service account of this machine',
};

/** What a type is, for people. */
export function typeName(type: AdcType): string {
	return names[type];
}

/** Path of the well-known file. Source: google-auth-library 11.3.4, googleauth.js. */
export function wellKnownPath({env, host}: Pick<Ports, 'env' | 'host'>): string {
	const file = 'application_default_credentials.json';
	const own = env['CLOUDSDK_CONFIG'];
	if (own !== undefined && own !== '') {
		return path.join(own, file);
	}

	const appData = env['APPDATA'];
	return host.platform === 'win32' && appData !== undefined && appData !== ''
		? path.join(appData, 'gcloud', file)
		: path.join(host.home, '.config', 'gcloud', file);
}

/** The file that the answers name; undefined for the usual search. */
export function chosenFile(answers: Answers): string | undefined {
	const signIn = valueOf(answers, 'signIn');
	if (signIn === 'file') {
		return valueOf(answers, 'credentialsFile');
	}

	return signIn?.startsWith('file:') === true ? signIn.slice('file:'.length) : undefined;
}

/**
 * Looks where google-auth-library looks: the named file, then the well-known one, then the metadata server that the environment names.
 * A named file that is missing ends the search, as it does there.
 */
export async function findAdc({ports, answers}: {readonly ports: Ports; readonly answers: Answers}): Promise<AdcLook> {
	const {env, files} = ports;
	const usual = wellKnownPath(ports);
	const variable = env['GOOGLE_APPLICATION_CREDENTIALS'];
	const named = chosenFile(answers) ?? (valueOf(answers, 'signIn') === undefined && variable !== '' ? variable : undefined);
	if (named !== undefined) {
		const file = path.resolve(
			ports.host.folder,
			named.replace(/^~(?=\/|$)/u, () => ports.host.home),
		);
		const bytes = await files.read(file);
		const place = shortPath(file, ports);
		if (bytes === undefined) {
			return {state: 'file-missing', place};
		}

		const isHiding = file !== usual && (await files.stat(usual)) !== undefined;
		return withHidden(read(bytes, 'variable', file, ports), isHiding ? shortPath(usual, ports) : undefined);
	}

	const bytes = await files.read(usual);
	if (bytes !== undefined) {
		return read(bytes, 'well-known', usual, ports);
	}

	const metadata = env['GCE_METADATA_HOST'];
	return metadata === undefined || metadata === ''
		? {state: 'none', place: shortPath(usual, ports)}
		: {
				state: 'found',
				adc: {source: 'metadata', path: '', place: `the metadata server ${clean(metadata)}`, type: 'metadata', content: {}},
			};
}

function withHidden(look: AdcLook, hidden: string | undefined): AdcLook {
	return look.state === 'found' && hidden !== undefined ? {...look, hidden} : look;
}

function read(bytes: Uint8Array, source: AdcSource, file: string, ports: Ports): AdcLook {
	const place = shortPath(file, ports);
	const content = recordOf(parse(bytes));
	if (content === undefined) {
		return {state: 'unreadable', place, reason: 'It is not JSON.'};
	}

	const type = textOf(content['type']) ?? 'missing';
	if (!isType(type)) {
		return {state: 'unreadable', place, reason: `Its type is ${clean(type).slice(0, 60)}, which Claude Code cannot use.`};
	}

	const missing = fieldsOf[type].filter(field => content[field] === undefined || content[field] === '');
	if (missing.length > 0) {
		return {state: 'unreadable', place, reason: `It is of type ${type}, which needs ${missing.join(', ')}.`};
	}

	const quotaProject = ports.env['GOOGLE_CLOUD_QUOTA_PROJECT'] || textOf(content['quota_project_id']);
	const project = textOf(content['project_id']);
	return {
		state: 'found',
		adc: {
			source,
			path: file,
			place,
			type,
			content,
			...(quotaProject === undefined ? {} : {quotaProject: clean(quotaProject)}),
			...(project === undefined ? {} : {project: clean(project)}),
		},
	};
}

function isType(type: string): type is AdcType {
	return Object.hasOwn(fieldsOf, type);
}

function parse(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(bytes));
	} catch {
		return undefined;
	}
}
