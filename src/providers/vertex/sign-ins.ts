// What this machine has to sign in to Google Cloud with, and what Claude Code takes of it, without asking Google.

import path from 'node:path';
import {raise} from '../../catalog/declare.ts';
import {vertexFindings} from '../../catalog/vertex.ts';
import type {Finding} from '../../core/finding.ts';
import {ordered, type FoundSource, type SignIns, type SignInSource} from '../../core/sign-ins.ts';
import {shortPath} from '../../ports/places.ts';
import type {Ports} from '../../ports/ports.ts';
import {readIni} from '../../survey/ini.ts';
import {isOn, textOf, type Variables} from '../variables.ts';
import {findAdc, typeName, wellKnownPath, type AdcLook} from './credentials/adc.ts';

const check = 'sign-in';
const command = 'gcloud auth application-default login';

/** What gcloud itself is set to; Claude Code uses none of it. */
type GcloudFacts = {readonly name: string; readonly path: string; readonly account?: string; readonly project?: string};

/**
 * Order: a gateway that signs, the file of GOOGLE_APPLICATION_CREDENTIALS, the well-known file, the metadata server
 * (google-auth-library 10.9.1 and 11.3.4). A named file that is missing ends the search.
 */
export async function signIns(variables: Variables, real: Ports): Promise<SignIns> {
	const ports = {...real, env: {...real.env, ...settled(variables)}};
	const usual = wellKnownPath(ports);
	const named = textOf(variables, 'GOOGLE_APPLICATION_CREDENTIALS');
	const lookAt = async (value: string | undefined) =>
		findAdc({ports: {...ports, env: {...ports.env, GOOGLE_APPLICATION_CREDENTIALS: value}}, answers: {}}).catch(
			(error: unknown): AdcLook => ({
				state: 'unreadable',
				place: shortPath(value ?? usual, ports),
				reason: `reading it failed with ${String((error as NodeJS.ErrnoException).code)}`,
			}),
		);
	const [byName, byPlace, gcloud] = await Promise.all([
		named === undefined ? undefined : lookAt(named),
		lookAt(undefined),
		readGcloud(ports),
	]);
	const isGateway = isOn(variables['CLAUDE_CODE_SKIP_VERTEX_AUTH']);
	const found: readonly FoundSource[] = [
		...(isGateway
			? [{title: 'The gateway signs in', place: 'CLAUDE_CODE_SKIP_VERTEX_AUTH', note: 'Claude Code sends no Google credentials'}]
			: []),
		...(byName === undefined ? [] : [sourceOf(byName, 'GOOGLE_APPLICATION_CREDENTIALS')]),
		...(byPlace.state === 'none' ? [] : [sourceOf(byPlace, '')]),
	];
	// Behind a named file that is missing or broken nothing else is tried.
	const sources = ordered(found).map(source =>
		byName !== undefined && byName.state !== 'found' && source.state === 'used' && !isGateway
			? {...source, state: 'ignored' as const, why: 'while GOOGLE_APPLICATION_CREDENTIALS is set, no other sign-in is looked for'}
			: source,
	);
	const look = byName ?? byPlace;
	return {
		sources: [...sources, ...gcloudSource(gcloud)],
		findings: isGateway ? [] : [...judge(look, gcloud), ...shadowed(variables, look)],
	};
}

function sourceOf(look: AdcLook, variable: string): FoundSource {
	const how = variable === '' ? '' : `, named by ${variable}`;
	if (look.state !== 'found') {
		const broken = look.state === 'unreadable' ? look.reason : 'there is no such file';
		return {title: 'Application Default Credentials', place: `${look.place}${how}`, broken};
	}

	const {adc} = look;
	const client = adc.content['client_email'];
	const who = [
		typeof client === 'string' ? client : undefined,
		adc.project === undefined ? undefined : `project ${adc.project}`,
		adc.quotaProject === undefined ? undefined : `bills ${adc.quotaProject}`,
	].filter(part => part !== undefined);
	return {
		title: `Application Default Credentials: ${typeName(adc.type)}`,
		place: `${adc.place}${how}`,
		...(who.length === 0 ? {} : {who: who.join(', ')}),
		note: 'the file does not say until when; only Google knows',
	};
}

function gcloudSource(gcloud: GcloudFacts | undefined): readonly SignInSource[] {
	return gcloud === undefined
		? []
		: [
				{
					title: `gcloud itself, configuration ${gcloud.name}`,
					place: gcloud.path,
					state: 'info',
					why: 'Claude Code does not use the sign-in of gcloud',
					who: [gcloud.account ?? 'nobody', gcloud.project === undefined ? 'no project' : `project ${gcloud.project}`].join(', '),
				},
			];
}

/** The active configuration of gcloud (google-cloud-sdk 578, named configurations). */
async function readGcloud(ports: Ports): Promise<GcloudFacts | undefined> {
	const folder = path.dirname(wellKnownPath(ports));
	const textAt = async (file: string) => {
		const bytes = await ports.files.read(file).catch(() => undefined);
		return bytes === undefined ? undefined : new TextDecoder().decode(bytes).trim();
	};
	const own = ports.env['CLOUDSDK_ACTIVE_CONFIG_NAME'] ?? '';
	const name = own === '' ? ((await textAt(path.join(folder, 'active_config'))) ?? 'default') : own;
	const file = path.join(folder, 'configurations', `config_${name}`);
	const text = await textAt(file);
	const read = text === undefined ? undefined : readIni(new TextEncoder().encode(text));
	if (read?.ok !== true) {
		return undefined;
	}

	const core = read.sections.find(section => section.header === 'core')?.keys ?? {};
	const account = ports.env['CLOUDSDK_CORE_ACCOUNT'] ?? core['account'];
	const project = ports.env['CLOUDSDK_CORE_PROJECT'] ?? core['project'];
	return {
		name,
		path: shortPath(file, ports),
		...(account === undefined ? {} : {account}),
		...(project === undefined ? {} : {project}),
	};
}

function judge(look: AdcLook, gcloud: GcloudFacts | undefined): readonly Finding[] {
	switch (look.state) {
		case 'none':
			return gcloud?.account === undefined
				? [raise(vertexFindings, 'vertex.adc-missing', {check, details: {place: look.place, command}})]
				: [raise(vertexFindings, 'vertex.cli-sign-in-only', {check, details: {account: gcloud.account, command}})];
		case 'file-missing':
			return [raise(vertexFindings, 'vertex.adc-file-missing', {check, details: {place: look.place}})];
		case 'unreadable':
			return [raise(vertexFindings, 'vertex.adc-unreadable', {check, details: {place: look.place, reason: look.reason, command}})];
		case 'found':
			return [];
	}
}

/** What wins over ANTHROPIC_VERTEX_PROJECT_ID by Claude Code's documentation (google-vertex-ai, read 2026-08-22). */
function shadowed(variables: Variables, look: AdcLook): readonly Finding[] {
	const project = textOf(variables, 'ANTHROPIC_VERTEX_PROJECT_ID');
	const ofFile = look.state === 'found' && look.adc.source === 'variable' ? look.adc.project : undefined;
	const found = (
		[
			['GCLOUD_PROJECT', textOf(variables, 'GCLOUD_PROJECT')],
			['GOOGLE_CLOUD_PROJECT', textOf(variables, 'GOOGLE_CLOUD_PROJECT')],
			['the credentials file of GOOGLE_APPLICATION_CREDENTIALS', ofFile],
		] as const
	).find(([, value]) => value !== undefined && project !== undefined && value !== project);
	const [winner, value] = found ?? [];
	return winner === undefined || value === undefined || project === undefined
		? []
		: [raise(vertexFindings, 'vertex.project-shadowed', {check, details: {winner, value, project}})];
}

/** The variables that decide where Google's tools look, as Claude Code has them. */
function settled(variables: Variables): Readonly<Record<string, string | undefined>> {
	const names = [
		'CLOUDSDK_CONFIG',
		'CLOUDSDK_ACTIVE_CONFIG_NAME',
		'CLOUDSDK_CORE_ACCOUNT',
		'CLOUDSDK_CORE_PROJECT',
		'GCE_METADATA_HOST',
		'GOOGLE_CLOUD_QUOTA_PROJECT',
	];
	return Object.fromEntries(names.map(name => [name, variables[name]]));
}
