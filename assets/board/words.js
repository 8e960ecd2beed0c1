// How the page says states, owners and times; the same words as in the terminal.
// @ts-check

const owners = {you: 'the person', 'help-desk': 'help desk', provider: 'the cloud provider'};

/** @param {{state: string, owner?: string, step?: string}} row */
export function stateText(row) {
	if (row.state === 'waiting') {
		return `waiting on ${ownerText(row.owner ?? 'somebody')}`;
	}

	return row.state === 'under-way' && row.step !== undefined && row.step !== 'run' ? `under way: ${row.step}` : plain(row.state);
}

/** @param {string} owner */
export function ownerText(owner) {
	return owners[/** @type {keyof typeof owners} */ (owner)] ?? plain(owner);
}

/** @param {string} word */
export function plain(word) {
	return word.replaceAll('-', ' ');
}

/** @param {number | undefined} since */
export function sinceText(since) {
	if (since === undefined) {
		return '';
	}

	const minutes = Math.floor((Date.now() - since) / 60_000);
	const hours = Math.floor(minutes / 60);
	return hours >= 48 ? `${Math.floor(hours / 24)} days` : hours > 0 ? `${hours} h ${minutes % 60} min` : minutes > 0 ? `${minutes} min` : 'under a minute';
}

