// Broken gates of a simulated Google Cloud: credentials, project, models and what the project keeps.

import type {GoogleScenario} from '../../../src/sandbox/clouds/google/scenario.ts';
import {credentialsFile} from '../../../src/sandbox/clouds/google/home.ts';
import {answersIn, broken, locationIn, everyModel, hits, lastingFaults, modelCheckOf, pinsIn, type Broken} from './gate.ts';

const managed = 'CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD';

export function brokenGoogle(scenario: GoogleScenario): readonly Broken[] {
	return answersIn(scenario)['route'] === 'gateway'
		? []
		: [...signIn(scenario), ...target(scenario), ...models(scenario), ...terms(scenario)];
}

function signIn({google, home}: GoogleScenario): readonly Broken[] {
	const faults = lastingFaults(google.faults);
	const state = home.signIn ?? 'valid';
	const isReplaced = credentialsFile in (home.files ?? {});
	const isOver = state === 'none' || state === 'expired' || isReplaced || hits(faults, 'sts:oauthtoken', 'sts:token', 'oauth2:token');
	const isShadowed = home.env?.['GOOGLE_APPLICATION_CREDENTIALS'] !== undefined;
	const isRefused =
		hits(faults, 'aiplatform:rawPredict') && hits(faults, 'cloudresourcemanager:testIamPermissions') && hits(faults, 'logging:getBucket');
	return [
		...(isOver ? [broken('sign-in', /^vertex\.(?:adc|project|catalogue|retention|model\.)/u)] : []),
		...(isShadowed ? [broken('sign-in', /^vertex\.adc$/u)] : []),
		...(isRefused ? [broken('sign-in', /^vertex\.(?:project|catalogue|retention|model\.)/u)] : []),
	];
}

function target(scenario: GoogleScenario): readonly Broken[] {
	const {google, home} = scenario;
	const answers = answersIn(scenario);
	const other = home.env?.['GOOGLE_CLOUD_PROJECT'];
	const isMissing = (answers['project'] ?? '') === '';
	// Which of the two a request then uses is an open question (claude-code.md, X15): the variable is what is wrong, not a project.
	const isShadowed = other !== undefined && other !== answers['project'];
	const isUnread = hits(lastingFaults(google.faults), 'cloudresourcemanager:testIamPermissions');
	return [
		...(isMissing ? [broken('target', /^vertex\.(?:project|settings)$/u)] : []),
		...(isShadowed ? [broken('target', /^vertex\.adc$/u)] : []),
		...(locationIn(answers) === answers['location'] ? [] : [broken('target', /^vertex\.(?:project|settings)$/u)]),
		...(isUnread || !google.permissions.includes('aiplatform.endpoints.predict') ? [broken('target', /^vertex\.project$/u)] : []),
	];
}

function models(scenario: GoogleScenario): readonly Broken[] {
	const {google, home} = scenario;
	const faults = lastingFaults(google.faults);
	const location = locationIn(answersIn(scenario));
	const isEverywhere =
		hits(faults, 'aiplatform:rawPredict') ||
		!google.services.includes('aiplatform.googleapis.com') ||
		!google.permissions.includes('aiplatform.endpoints.predict');
	const isWrong = (pin: string) => {
		const own = google.behaviour[pin] ?? {};
		const served = google.models.find(model => model.id === pin)?.locations.includes(location) === true;
		const needsSharing = pin.includes('fable') && own.config?.['dataSharingEnabledProvider'] !== 'ANTHROPIC';
		return !served || needsSharing || own.invoke !== undefined || own.rewritten !== undefined || own.stalls === true;
	};

	return home.settings?.[managed] === '1'
		? []
		: [
				...(isEverywhere ? [broken('models', everyModel)] : []),
				...pinsIn(scenario)
					.filter(pin => isWrong(pin))
					.map(pin => broken('models', modelCheckOf(pin))),
				...(hits(faults, 'aiplatform:listModels') ? [broken('model list', /^vertex\.catalogue$/u)] : []),
			];
}

function terms(scenario: GoogleScenario): readonly Broken[] {
	const {google} = scenario;
	const isUnread = hits(
		lastingFaults(google.faults),
		'aiplatform:fetchPublisherModelConfig',
		'aiplatform:getCacheConfig',
		'logging:getBucket',
	);
	const isKept = pinsIn(scenario).some(pin => google.behaviour[pin]?.config !== undefined);
	return isUnread || isKept || scenario.home.settings?.[managed] === '1' ? [broken('terms', /^vertex\.retention$/u)] : [];
}
