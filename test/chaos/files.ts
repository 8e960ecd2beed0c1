// The home after a run: every file as it was or whole, and nothing left lying about.

import type {Ran} from './run.ts';

/** What a sign-in, the clouds' own tools and the sandbox keep; their content is new in every run. */
const kept = /^(?:\.aws\/sso\/cache\/|\.azure\/|\.azd\/|\.config\/gcloud\/|\.sandbox\/|\.local\/state\/onboard\/|\.cache\/)/u;
/** Everything that a lock, a temporary or a broken write leaves behind. */
const leftOver = /\.tmp$|\.lock$|\.part$|~$|\/lock$/u;

/** What is wrong with the files. */
export function wrongFiles({plan, before, after, code}: Ran, planned: Ran): readonly string[] {
	const wrongs = Object.entries(after).flatMap(([name, text]) => {
		if (text === before[name]) {
			return [];
		}

		if (leftOver.test(name)) {
			return [`left over: ${name}`];
		}

		if (kept.test(name)) {
			return readable(name, text) ? [] : [`half-written: ${name}`];
		}

		// What is saved is the same in every weather, because the answers are.
		return plan.task === 'wizard' && text === planned.after[name] ? [] : [`neither as before nor as planned: ${name}`];
	});
	const gone = Object.keys(before).filter(name => !(name in after));
	const missing =
		plan.task === 'wizard' && code === 0 ? Object.keys(planned.after).filter(name => !kept.test(name) && !(name in after)) : [];
	return [...wrongs, ...gone.map(name => `gone: ${name}`), ...missing.map(name => `not written: ${name}`)];
}

function readable(name: string, text: string): boolean {
	if (!name.endsWith('.json')) {
		return text === '' || text.endsWith('\n') || name.startsWith('.sandbox/');
	}

	try {
		// The Azure CLI writes a byte order mark.
		return typeof JSON.parse(text.replace(/^\uFEFF/u, '')) === 'object';
	} catch {
		return false;
	}
}
