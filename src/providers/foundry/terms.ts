// The data-retention summary for Foundry: what this resource says, what Microsoft and Anthropic state, what nobody here can read.

import {join} from 'node:path';
import statements from '../../../assets/statements/foundry.json' with {type: 'json'};
import type {TermsRow, TermsSummary} from '../../core/terms.ts';
import {claudeFolder} from '../../ports/places.ts';
import type {StepContext} from '../provider.ts';
import {findResource, type Deployment} from './arm.ts';
import {destinationsOf, isOfRequests, readDiagnostics, readHosting, type DiagnosticsFacts} from './checks/hosting.ts';
import {hostingOf, modelName, zoneOf} from './names.ts';
import {isGateway, resourceOf} from './target.ts';

type Rows = {readonly measured: readonly TermsRow[]; readonly unknown: readonly TermsRow[]};

/** Identifies the statements that are shown. */
export const statementsVersion = statements.version;

/** Measures what can be measured and puts the dated statements beside it. */
export async function termsFor(context: StepContext): Promise<TermsSummary> {
	const measured = isGateway(context.answers) ? gatewayRows : await measure(context);
	return {
		version: statements.version,
		measured: measured.measured,
		unknown: [...measured.unknown, ...unreadable],
		stated: statements.stated.map(row => rowOf(row)),
		local: [...statements.local.map(row => rowOf(row)), ...(await localRows(context))],
		corrections: statements.corrections.map(correction => correction.text),
		...(context.organization === undefined ? {} : {organization: context.organization}),
	};
}

const gatewayRows: Rows = {
	measured: [],
	unknown: [
		{
			label: 'what the gateway keeps',
			value: 'not readable',
			note: 'requests pass a server of your own company; whoever runs it knows',
			tone: 'unknown',
		},
	],
};

/** No interface of Azure tells these. */
const unreadable: readonly TermsRow[] = [
	{
		label: 'zero data retention',
		value: 'by contract',
		note: "only your company's contract with Anthropic says whether it holds",
		tone: 'unknown',
	},
];

async function measure(context: StepContext): Promise<Rows> {
	const [hosting, diagnostics, found] = await Promise.all([readHosting(context), readDiagnostics(context), findResource(context)]);
	const resource = found.value?.resource;
	const access: readonly TermsRow[] =
		resource === undefined
			? []
			: [
					{
						label: 'public network access',
						value: resource.publicAccess ?? 'not given',
						...(resource.publicAccess === 'Disabled' ? {tone: 'ok'} : {}),
					},
					{label: 'keys', value: resource.isKeyless ? 'off, sign-in only' : 'accepted'},
				];
	const rows: Rows = {
		measured: [...(hosting.pinned ?? []).map(deployment => hostingRow(deployment)), ...access],
		unknown:
			hosting.pinned === undefined || hosting.pinned.length === 0
				? [
						{
							label: 'hosting of the models',
							value: 'not readable',
							note: `${hosting.problem?.reason ?? 'the pinned deployments are not in the list'}; your platform team knows`,
							tone: 'unknown',
						},
					]
				: [],
	};
	const logging = diagnosticRows(diagnostics);
	return {measured: [...rows.measured, ...logging.measured], unknown: [...rows.unknown, ...logging.unknown]};
}

function hostingRow(deployment: Deployment): TermsRow {
	const hosting = hostingOf(deployment.version);
	return {
		label: `${deployment.name} runs`,
		value:
			hosting === 'azure'
				? 'hosted on Azure'
				: hosting === 'anthropic'
					? 'hosted by Anthropic'
					: `version ${deployment.version ?? 'not given'}`,
		note: `${modelName(deployment.model)}, in ${zoneOf(deployment.sku)}${hosting === 'anthropic' ? '; may leave Azure and the region' : ''}`,
		tone: hosting === 'azure' ? 'ok' : hosting === 'anthropic' ? 'warn' : 'unknown',
	};
}

function diagnosticRows(facts: DiagnosticsFacts): Rows {
	const label = 'diagnostic settings';
	if (facts.settings === undefined) {
		return {
			measured: [],
			unknown: [
				{label, value: 'not readable', note: `${facts.problem?.reason ?? 'they were not read'}; cloud administrators can`, tone: 'unknown'},
			],
		};
	}

	const logging = facts.settings.filter(setting => isOfRequests(setting));
	if (logging.length === 0) {
		return {measured: [{label, value: 'requests not logged', tone: 'ok'}], unknown: []};
	}

	return {
		measured: [{label, value: 'on', note: `logs of requests go to ${destinationsOf(logging)}`, tone: 'warn'}],
		unknown: [{label: destinationsOf(logging), value: 'kept how long?', note: 'your cloud administrators know', tone: 'unknown'}],
	};
}

/** How long this machine keeps transcripts, where the settings say so. */
async function localRows({ports}: StepContext): Promise<readonly TermsRow[]> {
	try {
		const bytes = await ports.files.read(join(claudeFolder(ports), 'settings.json'));
		const parsed: unknown = bytes === undefined ? undefined : JSON.parse(new TextDecoder().decode(bytes));
		const days = typeof parsed === 'object' && parsed !== null && 'cleanupPeriodDays' in parsed ? parsed.cleanupPeriodDays : undefined;
		return typeof days === 'number'
			? [{label: 'cleanupPeriodDays here', value: `${days} days`, note: 'set in your Claude Code settings'}]
			: [];
	} catch {
		return [];
	}
}

function rowOf(statement: {
	readonly label: string;
	readonly value: string;
	readonly note?: string;
	readonly url: string;
	readonly read: string;
}): TermsRow {
	return {
		label: statement.label,
		value: statement.value,
		...(statement.note === undefined ? {} : {note: statement.note}),
		source: {url: statement.url, read: statement.read},
	};
}

/** Where the summary was measured, for its heading. */
export function placeOf(context: StepContext): string {
	const resource = resourceOf(context.answers);
	return [isGateway(context.answers) ? 'front of your gateway' : `the resource ${resource}`, 'just now'].join(', ');
}
