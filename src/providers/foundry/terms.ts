// The data-retention summary for Foundry: what this resource says, what Microsoft and Anthropic state, what nobody here can read.

import statements from '../../../assets/statements/foundry.json' with {type: 'json'};
import type {Answers} from '../../core/session.ts';
import type {TermsRow, TermsSummary} from '../../core/terms.ts';
import type {StepContext} from '../provider.ts';
import {gatewayRows, localRows, statedRow, type Rows} from '../terms-rows.ts';
import {findResource, type Deployment} from './arm.ts';
import {destinationsOf, isOfRequests, readDiagnostics, readHosting, type DiagnosticsFacts} from './checks/hosting.ts';
import {unreadNote} from './checks/unread.ts';
import {hostingOf, modelName, zoneOf} from './names.ts';
import {isGateway, resourceOf} from './target.ts';

/** Identifies the statements that are shown. */
export const statementsVersion = statements.version;

/** Measures what can be measured and puts the dated statements beside it. */
export async function termsFor(context: StepContext): Promise<TermsSummary> {
	const measured = isGateway(context.answers) ? gatewayRows : await measure(context);
	return {
		version: statements.version,
		measured: measured.measured,
		unknown: [...measured.unknown, ...unreadable],
		stated: statements.stated.map(row => statedRow(row)),
		local: [...statements.local.map(row => statedRow(row)), ...(await localRows(context))],
		corrections: statements.corrections.map(correction => correction.text),
		...(context.organization === undefined ? {} : {organization: context.organization}),
	};
}

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
							note: unreadNote(hosting.problem, context.answers, 'the pinned deployments are not in the list', 'your platform team knows'),
							tone: 'unknown',
						},
					]
				: [],
	};
	const logging = diagnosticRows(diagnostics, context.answers);
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

function diagnosticRows(facts: DiagnosticsFacts, answers: Answers): Rows {
	const label = 'diagnostic settings';
	if (facts.settings === undefined) {
		return {
			measured: [],
			unknown: [
				{
					label,
					value: 'not readable',
					note: unreadNote(facts.problem, answers, 'they were not read', 'cloud administrators can'),
					tone: 'unknown',
				},
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

/** Where the summary was measured, for its heading. */
export function placeOf(context: StepContext): string {
	const resource = resourceOf(context.answers);
	return [isGateway(context.answers) ? 'front of your gateway' : `the resource ${resource}`, 'just now'].join(', ');
}
