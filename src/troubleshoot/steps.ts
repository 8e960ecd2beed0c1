// The table of troubleshooting: what is wrong, a look at the machine, then rounds of cause, decision and check; or the way by phone.

import {valueOf, type Answers} from '../core/session.ts';
import type {ProofResult, ProveContext, Step} from '../providers/provider.ts';
import type {Bench} from './bench.ts';
import {answersFor, look} from './diagnose.ts';
import {ids, lastRound, lookKey, none} from './flow.ts';
import {phoneStep} from './phone/step.ts';
import {roundSteps} from './round.ts';
import {elsewhere, pasted, symptoms} from './symptoms.ts';

/** Whether the person is not at the computer in question. */
export function isElsewhere(answers: Answers): boolean {
	return valueOf(answers, 'symptom') === elsewhere || valueOf(answers, 'place') === elsewhere;
}

/** The table for the answers so far. */
export function troubleshootTable(bench: Bench): (answers: Answers) => readonly Step[] {
	const opening = [bench.start === undefined ? symptomStep(bench) : placeStep(bench)];
	const phone = phoneStep(bench);
	const looking = lookStep(bench);
	return answers => {
		const rounds = Array.from({length: lastRound}, (_, index) => roundSteps(index + 1, answers, bench)).flat();
		return isElsewhere(answers) ? [...opening, phone] : [...opening, looking, ...rounds];
	};
}

function symptomStep(bench: Bench): Step {
	return {
		id: 'symptom',
		title: 'Symptom',
		help: 'Choose what comes closest; it only decides where to look first. Every cause that the checks find is told.',
		owns: ['symptom', 'errorText'],
		applies: () => true,
		asks: answers => (valueOf(answers, 'symptom') === pasted ? ['symptom', 'errorText'] : ['symptom']),
		proves: false,
		questions: [
			{
				kind: 'choice',
				id: 'symptom',
				title: 'What is wrong?',
				why: 'Choose what comes closest; it only decides where to look first. Every cause that the checks find is told.',
				flag: 'symptom',
				label: 'Symptom',
				options: async () => symptoms.map(({id, label, note}) => ({value: id, label, ...(note === undefined ? {} : {note})})),
			},
			{
				kind: 'text',
				id: 'errorText',
				title: 'Paste the error text, then press Enter',
				why: 'Paste as much of it as you have; the part after "API Error:" tells most. It stays on this machine.',
				flag: 'error-text',
				label: 'Error text',
				placeholder: 'API Error: 403 …',
				validate: async value => (value === '' ? 'Paste the text, or go back and choose what comes closest.' : undefined),
				display: value => meaning(value, bench),
			},
		],
	};
}

/** In the transcript the text's meaning stands for it. */
function meaning(text: string, bench: Bench): string {
	const [first] = bench.recognize(text).candidates;
	return first === undefined ? 'not recognized; every check will run' : `recognized: ${first.code} (${first.confidence})`;
}

function placeStep({start}: Bench): Step {
	return {
		id: 'place',
		title: 'Place',
		help: 'On the computer itself every cause can be checked again. Elsewhere only what was reported can be told.',
		owns: ['place'],
		applies: () => true,
		asks: () => ['place'],
		proves: false,
		questions: [
			{
				kind: 'choice',
				id: 'place',
				title: `Is this the computer that ${start?.label ?? 'it'} is about?`,
				why: 'On the computer itself every cause can be checked again. Elsewhere only what was reported can be told.',
				flag: 'place',
				label: 'Computer',
				options: async () => [
					{value: 'here', label: 'Yes, this one'},
					{value: elsewhere, label: 'No, another one', note: 'I help somebody by phone'},
				],
			},
		],
	};
}

function lookStep(bench: Bench): Step {
	return {
		id: 'look',
		title: 'Checked',
		proving: 'Looking for the cause',
		help: 'These are the checks of onboard doctor. They change nothing.',
		owns: [ids.cause(1), ids.way(1), ids.choosing(1), ids.sure(1)],
		applies: () => true,
		asks: () => [],
		proves: true,
		isSkippable: false,
		questions: [],
		prove: async context => prove(context, bench),
	};
}

async function prove(context: ProveContext, bench: Bench): Promise<ProofResult> {
	const looked = await look(context, bench);
	context.memo.forget(lookKey(1));
	await context.memo.get(lookKey(1), async () => looked);
	const answers = await answersFor(1, looked, context, bench);
	const cause = answers[ids.cause(1)];
	const isClean = cause === none && looked.verdict === 'ready';
	return {
		state: 'proven',
		summary: isClean ? 'every check passes' : cause === none ? 'no cause was found' : (cause ?? ''),
		findings: [],
		answers,
	};
}
