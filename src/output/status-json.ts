// The status as JSON for other programs: `onboard/status@1`.

import {redactValue} from '../core/redact.ts';
import type {SignInSource} from '../core/sign-ins.ts';
import type {Status, StatusNote, StatusWay} from './status-model.ts';

/** The status as `onboard/status@1`, ended by a newline. */
export function statusJson(status: Status): string {
	const {version, at, provider, clouds, host, tools, values, places, ignored, computed, notRead, findings} = status;
	const document = {
		schema: 'onboard/status@1',
		tool: {name: 'onboard', version, node: host.nodeVersion, platform: host.platform},
		at: new Date(at).toISOString(),
		provider: provider?.id ?? null,
		clouds: byWay(way => clouds[way] ?? null),
		shell: host.shell,
		tools,
		values: byWay(way =>
			values[way].map(({name, value, winner, losers, why}) => ({
				name,
				value,
				from: winner.label,
				line: winner.line,
				why,
				others: losers.map(loser => ({from: loser.label, line: loser.line, value: loser.value})),
			})),
		),
		signIns: byWay(way => status.signIns[way].map(source => signIn(source))),
		otherSignIns: status.otherSignIns.map(({name, sources}) => ({cloud: name, sources: sources.map(source => signIn(source))})),
		ignored: ignored.map(item => note(item)),
		computed: computed.map(item => note(item)),
		places: places.map(({kind, label, path, state, reason, variables, settings}) => ({
			kind,
			label,
			path,
			state,
			reason,
			variables,
			settings,
		})),
		notRead,
		findings,
	};
	return `${JSON.stringify(redactValue(document).value, undefined, '\t')}\n`;
}

function byWay<T>(make: (way: StatusWay) => T): Readonly<Record<StatusWay, T>> {
	return {'this-shell': make('this-shell'), 'new-shell': make('new-shell'), editor: make('editor'), desktop: make('desktop')};
}

function signIn({title, place, state, why, who, until, isRenewable}: SignInSource) {
	return {title, place, state, why, who, until: until === undefined ? undefined : new Date(until).toISOString(), renews: isRenewable};
}

function note({name, label, line, reason}: StatusNote) {
	return {name, from: label, line, reason};
}
