// How the resource manager hands out lists, and what it reads from a path.

import type {Reply} from '../cloud.ts';
import {jsonReply, type Call} from './call.ts';

/** Parts of a path by what they name: `subscription`, `group`, `account`, `location`, `deployment`. */
export type Names = Readonly<Record<string, string | undefined>>;

/** Small, so that every list a client reads has a second page. */
const pageSize = 2;

/** One page of a list, with `nextLink` when there is more. */
export function listReply(items: readonly unknown[], call: Call, size = pageSize): Reply {
	const start = Number.parseInt(call.query.get('$skiptoken') ?? '0', 10) || 0;
	const end = start + size;
	const next = new URLSearchParams(call.query);
	next.set('$skiptoken', String(end));
	return jsonReply({
		value: items.slice(start, end),
		...(end < items.length ? {nextLink: `${call.baseUrl}${call.path}?${next.toString()}`} : {}),
	});
}
