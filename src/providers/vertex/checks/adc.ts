// The check `vertex.adc`: which sign-in Claude Code will read, whose it is, and whether Google still hands out tokens for it.

import {raise} from '../../../catalog/declare.ts';
import {vertexFindings, type VertexCode} from '../../../catalog/vertex.ts';
import type {Check} from '../../../core/check.ts';
import {clean} from '../../../core/document.ts';
import type {Evidence, Finding} from '../../../core/finding.ts';
import type {Answers} from '../../../core/session.ts';
import type {Ports} from '../../../ports/ports.ts';
import type {StepContext} from '../../provider.ts';
import {typeName, type AdcSource, type AdcType} from '../credentials/adc.ts';
import {openSession} from '../credentials/session.ts';
import {describeRefusal, type Refusal} from '../google.ts';
import {projectOf} from '../target.ts';
import {timeOf} from '../../../core/time-of-day.ts';
import {seen, signInCommand} from './words.ts';

export type AdcFacts = {
	readonly state: 'token' | 'refused' | 'unable' | 'none' | 'file-missing' | 'unreadable';
	/** Where the credentials are, as people write it. */
	readonly place: string;
	readonly type?: AdcType;
	readonly source?: AdcSource;
	readonly reason?: string;
	readonly refusal?: Refusal;
	readonly who?: string;
	readonly quotaProject?: string;
	/** Clock.now() when the token ends, and when it was had. */
	readonly until?: number;
	readonly at?: number;
	/** A second sign-in that this one hides. */
	readonly hidden?: string;
	/** Something that names another project than the configured one, and that project. */
	readonly otherProject?: {readonly winner: string; readonly value: string};
	readonly hasGcloud?: boolean;
	/** Account that gcloud itself is signed in as. */
	readonly cliAccount?: string;
};

export const adcCheckId = 'vertex.adc';

export function adcCheck(context: StepContext): Check<AdcFacts> {
	return {
		id: adcCheckId,
		group: 'sign-in',
		title: 'sign-in',
		needs: [],
		limitMs: 30_000,
		run: async ({signal}) => readAdc({...context, signal}),
		summarize: describe,
		isUsable: facts => facts.state === 'token',
		judge: (facts, {answers}) => judgeAdc(facts, answers),
	};
}

async function readAdc(context: StepContext): Promise<AdcFacts> {
	const {ports} = context;
	const {look, exchange, who} = await openSession(context);
	if (look.state !== 'found') {
		const isNone = look.state === 'none';
		const hasGcloud = isNone && (await ports.processes.find('gcloud')) !== undefined;
		const cliAccount = hasGcloud ? await accountOfGcloud(ports, context.signal) : undefined;
		return {
			state: look.state,
			place: look.place,
			hasGcloud,
			...(cliAccount === undefined ? {} : {cliAccount}),
			...(look.state === 'unreadable' ? {reason: look.reason} : {}),
		};
	}

	const {adc, hidden} = look;
	const otherProject = shadowOf(context, adc.source === 'variable' ? adc.project : undefined);
	const base = {
		place: adc.place,
		type: adc.type,
		source: adc.source,
		...(adc.quotaProject === undefined ? {} : {quotaProject: adc.quotaProject}),
		...(hidden === undefined ? {} : {hidden}),
		...(otherProject === undefined ? {} : {otherProject}),
	};
	switch (exchange?.state) {
		case 'token': {
			return {...base, state: 'token', until: exchange.token.until, at: ports.clock.now(), ...(who === undefined ? {} : {who})};
		}

		case 'refused': {
			return {...base, state: 'refused', refusal: exchange.refusal};
		}

		default: {
			return {...base, state: 'unable', reason: exchange?.reason ?? 'It was not tried.'};
		}
	}
}

/** What wins over ANTHROPIC_VERTEX_PROJECT_ID by Claude Code's documentation (google-vertex-ai, read 2026-08-22). */
function shadowOf({ports, answers}: StepContext, fileProject: string | undefined): AdcFacts['otherProject'] {
	const project = projectOf(answers);
	const candidates = [
		['GCLOUD_PROJECT', ports.env['GCLOUD_PROJECT']],
		['GOOGLE_CLOUD_PROJECT', ports.env['GOOGLE_CLOUD_PROJECT']],
		['the credentials file of GOOGLE_APPLICATION_CREDENTIALS', fileProject],
	] as const;
	const found = candidates.find(([, value]) => value !== undefined && value !== '' && project !== '' && value !== project);
	return found?.[1] === undefined ? undefined : {winner: found[0], value: clean(found[1])};
}

/** The account of `gcloud auth login`; undefined when there is none or gcloud does not say. */
async function accountOfGcloud(ports: Ports, signal: AbortSignal): Promise<string | undefined> {
	try {
		const {code, stdout} = await ports.processes.run('gcloud', ['auth', 'list', '--filter=status:ACTIVE', '--format=value(account)'], {
			limitMs: 10_000,
			signal,
		});
		const account = clean(stdout).trim().split('\n')[0] ?? '';
		return code === 0 && account !== '' ? account : undefined;
	} catch {
		signal.throwIfAborted();
		return undefined;
	}
}

/** Pure. One finding about the sign-in, and warnings about what shadows it. */
export function judgeAdc(facts: AdcFacts, answers: Answers): readonly Finding[] {
	const command = signInCommand(answers);
	const {refusal, who, hidden, otherProject} = facts;
	const evidence: readonly Evidence[] = [
		{label: 'sign-in', value: `${facts.place}${facts.type === undefined ? '' : `, ${facts.type}`}`},
		...(facts.quotaProject === undefined ? [] : [{label: 'quota project', value: facts.quotaProject}]),
		...(refusal === undefined ? [] : [seen('answer', refusal)]),
	];
	const one = (code: VertexCode, details: Readonly<Record<string, string>> = {}) =>
		raise(vertexFindings, code, {check: adcCheckId, details: {place: facts.place, command, ...details}, evidence});
	const warnings = [
		...(hidden === undefined ? [] : [one('vertex.credentials-shadowed', {path: facts.place, hidden})]),
		...(otherProject === undefined ? [] : [one('vertex.project-shadowed', {...otherProject, project: projectOf(answers)})]),
	];
	switch (facts.state) {
		case 'token': {
			const kind = facts.type === undefined ? 'a sign-in' : typeName(facts.type);
			const until = facts.until === undefined ? '' : ` A token until ${timeOf(facts.until, facts.at ?? facts.until)} was handed out.`;
			return [one('vertex.signed-in', {who: who ?? kind, proof: `${facts.place} holds ${kind}.${until}`}), ...warnings];
		}

		case 'none': {
			const code =
				facts.hasGcloud !== true
					? 'vertex.gcloud-missing'
					: facts.cliAccount === undefined
						? 'vertex.adc-missing'
						: 'vertex.cli-sign-in-only';
			return [one(code, {account: facts.cliAccount ?? ''}), ...warnings];
		}

		case 'file-missing': {
			return [one('vertex.adc-file-missing'), ...warnings];
		}

		case 'unreadable': {
			return [one('vertex.adc-unreadable', {reason: facts.reason ?? 'It cannot be read.'}), ...warnings];
		}

		case 'unable': {
			return [one('vertex.sign-in-unproven', {reason: facts.reason ?? 'It was not tried.'}), ...warnings];
		}

		case 'refused': {
			return [one(codeOf(refusal), {raw: refusal === undefined ? '' : describeRefusal(refusal), reason: reasonOf(refusal)}), ...warnings];
		}
	}
}

function codeOf(refusal: Refusal | undefined): VertexCode {
	const isUnanswered = refusal?.http === undefined || refusal.http >= 500 || refusal.http === 429 || refusal.contentType !== undefined;
	if (isUnanswered) {
		return 'vertex.sign-in-unproven';
	}

	const isReauthentication = refusal.reason === 'invalid_rapt' || /invalid_rapt/u.test(refusal.message);
	return isReauthentication ? 'vertex.reauthentication-needed' : 'vertex.sign-in-expired';
}

function reasonOf(refusal: Refusal | undefined): string {
	return `The token endpoint did not give a usable answer (${refusal === undefined ? 'nothing' : `${refusal.http ?? ''} ${refusal.status}`.trim()}).`;
}

function describe(facts: AdcFacts): string {
	switch (facts.state) {
		case 'token': {
			const until = facts.until === undefined ? '' : `, token until ${timeOf(facts.until, facts.at ?? facts.until)}`;
			return `${facts.who ?? (facts.type === undefined ? 'signed in' : typeName(facts.type))}${until}`;
		}

		case 'none': {
			return `${facts.place} does not exist`;
		}

		case 'file-missing': {
			return `${facts.place} does not exist`;
		}

		case 'unreadable': {
			return `${facts.place} cannot be used`;
		}

		case 'unable': {
			return `${facts.place} could not be exchanged here`;
		}

		case 'refused': {
			return `no token: ${facts.refusal?.reason ?? facts.refusal?.status ?? 'refused'}`;
		}
	}
}
