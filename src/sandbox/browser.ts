// A simulated browser: opens a page of the simulated cloud and follows where it leads, down to the callback on this machine.

import type {Browser, Network} from '../ports/ports.ts';

const limitMs = 10_000;
const maxRedirects = 5;

/**
 * @param network - Simulated network; the callback on 127.0.0.1 passes through it for real.
 * @param isLocal - Whether this browser can reach the machine's own 127.0.0.1.
 */
export function simulateBrowser(network: Network, isLocal: boolean): Browser {
	const visit = async (url: string, left: number): Promise<void> => {
		const response = await network.request({url, method: 'GET', limitMs});
		const location = response.headers['location'];
		if (response.status >= 300 && response.status < 400 && location !== undefined && left > 0) {
			await visit(new URL(location, url).href, left - 1);
		}
	};

	return {
		isLocal,
		async open(url) {
			// A real browser is started and forgotten: whatever the page does happens later, and its failures stay in its window.
			visit(url, maxRedirects).catch(() => undefined);
			return true;
		},
	};
}
