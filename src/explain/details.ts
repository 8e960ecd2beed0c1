// Details a text gives away that findings have words for: the model, the region, the account, the project, the host.

import type {Details} from '../catalog/declare.ts';
import {clean} from '../core/document.ts';
import type {Host} from './hosts.ts';

/** How a detail is read off a text; the first that matches counts. Every pattern is bounded, so that reading stays linear. */
const readers: ReadonlyArray<readonly [readonly string[], RegExp]> = [
	[['model', 'name'], /(?:^|[^\w.-])((?:(?:us|eu|apac|jp|au|global|us-gov)\.)?anthropic\.claude-[\w.:@-]{3,60}[\w])/u],
	[['model', 'name'], /(?:^|[^\w.-])(claude-(?:opus|sonnet|haiku|fable|mythos|\d)[\w.@-]{0,40}\w)/u],
	[['account'], /arn:aws[\w-]{0,12}:(?:sts|iam)::(\d{12}):/u],
	[['role'], /:assumed-role\/([\w+=,.@-]{1,80})\//u],
	[['region', 'location'], /(?:^|[^\w-])((?:us|eu|ap|ca|sa|me|af|il|mx)-(?:gov-)?(?:north|south|east|west|central){1,2}-\d)(?!\w)/u],
	[['location'], /locations\/([a-z][a-z\d-]{1,30})/u],
	[['project'], /projects\/([a-z][a-z\d-]{4,30}|\d{6,20})(?=[/\s"'`&?]|$)/u],
	[['action'], /(?:not authorized to perform:?|allows the) ([a-z][a-z\d-]{1,30}:[A-Za-z*]{1,60})/u],
	[['uid'], /vpcServiceControlsUniqueIdentifier:? ?([\w-]{4,120})/u],
	[['number'], /(AADSTS\d{5,8})/u],
];

/** What the text itself says for the details of findings. */
export function detailsOf(text: string, hosts: readonly Host[]): Details {
	const details: Record<string, string> = {};
	for (const [names, pattern] of readers) {
		const found = pattern.exec(text);
		for (const name of found === null ? [] : names) {
			details[name] ??= clean(found?.[1] ?? '');
		}
	}

	const host = hosts.find(({kind}) => kind === 'home') ?? hosts[0];
	const foundry = hosts.find(({name}) => /\.(?:services\.ai|cognitiveservices|openai)\.azure\.com$/u.test(name));
	return {
		...details,
		...(host === undefined ? {} : {host: host.name, port: String(host.port ?? 443)}),
		...(foundry === undefined ? {} : {resource: foundry.name.split('.', 1)[0] ?? ''}),
	};
}
