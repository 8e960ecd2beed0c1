// The check `model.<id>`: reads the gates in front of a pinned model and makes the call Claude Code makes, where nobody's terms are accepted by it.

import type {Check} from '../../../core/check.ts';
import {valueOf, type Answers} from '../../../core/session.ts';
import type {StepContext} from '../../provider.ts';
import {connect} from '../credentials.ts';
import {isAccepted} from '../gates.ts';
import {invoke} from '../invoke.ts';
import {offlineProfiles, suggestFor} from '../models.ts';
import {modelName, parseModelId} from '../names.ts';
import {regionOf} from '../target.ts';
import {accessCheckId, type AccessFacts} from './access.ts';
import {judgeModel, modelCheckId, type ModelFacts} from './judge-model.ts';

type Pin = {readonly id: string; readonly pinnedBy: readonly string[]};

export function modelCheck(context: StepContext, pin: Pin, needs: readonly string[]): Check<ModelFacts> {
	return {
		id: modelCheckId(pin.id),
		group: 'models',
		title: titleOf(pin),
		needs,
		after: [accessCheckId, 'network.dns', 'network.proxy'],
		limitMs: 45_000,
		async run({signal, facts, say}) {
			return readModel({...context, signal}, pin, facts[accessCheckId] as AccessFacts | undefined, say);
		},
		summarize,
		judge: judgeModel,
	};
}

async function readModel(
	context: StepContext,
	pin: Pin,
	access: AccessFacts | undefined,
	say: (text: string) => void,
): Promise<ModelFacts> {
	const {answers} = context;
	const region = regionOf(answers);
	const parsed = parseModelId(pin.id);
	const availability = access?.availability[pin.id];
	const profiles = access?.profiles;
	const isListed = parsed === undefined || profiles === undefined ? undefined : profiles.some(profile => profile.id === parsed.id);
	const suggestion = isListed === true ? undefined : suggestFor(pin.id, profiles ?? offlineProfiles(region))?.id;
	const base = {
		...pin,
		isListed,
		form: access?.form ?? 'unread',
		...(availability === undefined ? {} : {availability}),
		...(suggestion === undefined ? {} : {suggestion}),
	};
	if (!isAccepted(availability) && !isAllowed(answers, pin.id) && !isHarmless(pin.id, isListed)) {
		return base;
	}

	say('one token, streamed');
	const url = valueOf(answers, 'baseUrl');
	const connection = await connect(context, context.signal, region, url === undefined ? {} : {url});
	return {...base, invoke: await invoke(connection, pin.id)};
}

/** Whether the person allowed a first call to this model. */
export function isAllowed(answers: Answers, id: string): boolean {
	return (valueOf(answers, 'consent') ?? '').split(',').includes(id);
}

/** An id that the live list does not hold cannot reach a model whose terms a call would accept: AWS refuses it before. */
function isHarmless(id: string, isListed: boolean | undefined): boolean {
	return isListed === false && parseModelId(id)?.prefix !== undefined;
}

function summarize(facts: ModelFacts): string {
	const {invoke: call} = facts;
	if (call === undefined) {
		return `${modelName(facts.id)} was not called`;
	}

	switch (call.state) {
		case 'answered': {
			return `${facts.id} answers`;
		}

		case 'stalled': {
			return `${facts.id} starts to answer, then nothing`;
		}

		case 'rewritten': {
			return `${facts.id}: the stream is rewritten on the way`;
		}

		case 'failed': {
			return `${facts.id}: ${call.failure?.name ?? 'no answer'}`;
		}
	}
}

function titleOf(pin: Pin): string {
	const names: Readonly<Record<string, string>> = {
		primaryModel: 'primary',
		fastModel: 'fast',
		opusModel: 'opus',
		sonnetModel: 'sonnet',
		haikuModel: 'haiku',
		fableModel: 'fable',
	};
	return names[pin.pinnedBy[0] ?? ''] ?? 'model';
}
