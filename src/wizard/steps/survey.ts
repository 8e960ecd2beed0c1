// The first step: a look at this machine, without network, so that nobody is asked for what can be read.

import type {Registered} from '../../core/registered.ts';
import type {ProofResult, ProveContext, Step} from '../../providers/provider.ts';
import {survey} from '../../survey/survey.ts';

/** The `survey` step. Its findings inform; nothing here stops the wizard. */
export function surveyStep(providers: readonly Registered[]): Step {
	return {
		id: 'survey',
		title: 'This machine',
		proving: 'A look at this machine',
		help: 'Reads settings, shell profiles and variables on this machine. No network, and nothing is changed.',
		owns: [],
		applies: () => true,
		asks: () => [],
		proves: true,
		questions: [],
		prove: async context => look(context, providers),
	};
}

async function look(context: ProveContext, providers: readonly Registered[]): Promise<ProofResult> {
	const [facts, {judgeSurvey}] = await Promise.all([survey(context.ports, {providers}), import('../../survey/judge.ts')]);
	const claude =
		facts.tools.find(tool => tool.name === 'claude')?.path === undefined ? 'Claude Code not found on PATH' : 'Claude Code found';
	const proxy = facts.places.some(
		place => place.kind === 'environment' && Object.keys(place.variables).some(name => /^https?_proxy$/iu.test(name)),
	)
		? ', behind a proxy'
		: '';
	const switches = providers.flatMap(provider => provider.switches);
	const configured = facts.places.some(place => switches.some(name => place.variables[name] !== undefined));
	return {
		state: 'proven',
		summary: `${facts.host.shell}, Node ${facts.host.nodeVersion}, ${claude}${proxy}${configured ? ', a cloud is already configured' : ''}`,
		findings: judgeSurvey(facts, {}),
	};
}
