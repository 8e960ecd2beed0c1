// The step `target`: which project pays and in which location requests enter Google Cloud; its proof is the permission to call models.

import offline from '../../../../assets/models/vertex.json' with {type: 'json'};
import {line} from '../../../core/document.ts';
import {valueOf} from '../../../core/session.ts';
import type {Option, ProofResult, ProveContext, Step, StepContext} from '../../provider.ts';
import {adcCheck} from '../checks/adc.ts';
import {projectCheck} from '../checks/project.ts';
import {findAdc} from '../credentials/adc.ts';
import {isLocation, isProject} from '../names.ts';
import {defaultLocation, isAnthropicManaged, isGateway, locationOf, projectOf} from '../target.ts';
import {offerQuotaProject} from './quota-project.ts';
import {resultOf, run} from './prove.ts';

export const targetStep: Step = {
	id: 'target',
	title: 'Access',
	proving: 'May this sign-in call models in the project?',
	help: 'The project pays for what Claude Code uses. The location is where requests enter Google Cloud; without one Claude Code would silently use us-east5. The quota project is the one that Google charges calls of a sign-in to; without one, Google refuses some of them.',
	owns: ['project', 'location', 'modelLocations'],
	applies: () => true,
	asks: () => ['project', 'location'],
	proves: true,
	questions: [
		{
			kind: 'text',
			id: 'project',
			title: 'Which Google Cloud project should Claude Code bill to?',
			why: 'The id, not the name: lower-case letters, digits and dashes. Your platform team knows which one is meant for Claude.',
			flag: 'project',
			label: 'Project',
			env: 'ANTHROPIC_VERTEX_PROJECT_ID',
			placeholder: 'acme-claude',
			preferred: preferredProject,
			validate: async value => (isProject(value) ? undefined : 'A project id has 6 to 30 lower-case letters, digits and dashes.'),
			normalize: value => value.trim(),
		},
		{
			kind: 'choice',
			id: 'location',
			title: 'In which location should requests enter Google Cloud?',
			why: 'global serves every model from anywhere. us and eu keep requests in that geography and cost 10 % more. A single region serves Sonnet 4.6 and older only.',
			flag: 'location',
			label: 'Location',
			env: 'CLOUD_ML_REGION',
			options: async context => locationOptions(context),
			preferred: async context => {
				const configured = context.ports.env['CLOUD_ML_REGION'];
				return configured !== undefined && isLocation(configured) ? configured : defaultLocation;
			},
		},
	],
	prove,
};

async function preferredProject({ports, answers, signal}: StepContext): Promise<string | undefined> {
	const look = await findAdc({ports, answers});
	const adc = look.state === 'found' ? look.adc : undefined;
	const {env} = ports;
	const candidates = [
		env['ANTHROPIC_VERTEX_PROJECT_ID'],
		env['GOOGLE_CLOUD_PROJECT'],
		env['GCLOUD_PROJECT'],
		adc?.quotaProject,
		adc?.project,
	];
	const found = candidates.find(project => project !== undefined && isProject(project));
	if (found !== undefined) {
		return found;
	}

	try {
		const {code, stdout} = await ports.processes.run('gcloud', ['config', 'get-value', 'core/project'], {limitMs: 8000, signal});
		return code === 0 && isProject(stdout.trim()) ? stdout.trim() : undefined;
	} catch {
		signal.throwIfAborted();
		return undefined;
	}
}

function locationOptions({answers, ports}: StepContext): readonly Option[] {
	const usual: readonly Option[] = [
		{value: 'global', label: 'global', note: 'every model, served from anywhere'},
		{value: 'us', label: 'us', note: 'stays in the United States'},
		{value: 'eu', label: 'eu', note: 'stays in Europe'},
	];
	if (isAnthropicManaged(answers)) {
		return usual;
	}

	const regions = offline.regions.map(({id, place}) => ({value: id, label: id, note: `${place}; Sonnet 4.6 and older only`}));
	const configured = ports.env['CLOUD_ML_REGION'];
	const isOther = configured !== undefined && isLocation(configured) && ![...usual, ...regions].some(option => option.value === configured);
	return [...usual, ...regions, ...(isOther ? [{value: configured, label: configured, note: 'set in this terminal'}] : [])];
}

async function prove(context: ProveContext): Promise<ProofResult> {
	const {answers} = context;
	const summary = `${projectOf(answers)}, ${locationOf(answers)}`;
	if (isGateway(answers)) {
		return {state: 'proven', summary: `${summary}, behind your gateway`, findings: []};
	}

	const remark = await offerQuotaProject(context);
	const outcomes = await run(context, [adcCheck(context), projectCheck(context)], ['sign-in']);
	const result = resultOf(context, outcomes, ['sign-in'], valueOf(answers, 'project') === undefined ? 'no project' : summary);
	return remark === undefined ? result : {...result, lines: [line([`  ${remark}`, 'muted'])]};
}
