// Follows the collector's stream of boards with the lead's code in a header, where no log sees it.
// @ts-check

const firstPauseMs = 500;
const longestPauseMs = 10_000;

/**
 * Reads the stream, and again after a pause when it ends.
 *
 * @param {string} code
 * @param {{board(data: any): void, away(): void, refused(): void}} to
 */
export async function follow(code, to) {
	let pauseMs = firstPauseMs;
	for (;;) {
		try {
			const response = await fetch('api/board/stream', {headers: {Authorization: `Bearer ${code}`}});
			if (response.status === 401 || response.status === 403) {
				to.refused();
				return;
			}

			if (response.ok && response.body !== null) {
				pauseMs = firstPauseMs;
				await read(response.body, to.board);
			}
		} catch {
			// Told below, and tried again.
		}

		to.away();
		await new Promise(resolve => {
			setTimeout(resolve, pauseMs);
		});
		pauseMs = Math.min(longestPauseMs, pauseMs * 2);
	}
}

/** Takes server-sent events off a body. @param {ReadableStream<Uint8Array>} body @param {(data: any) => void} onBoard */
async function read(body, onBoard) {
	const reader = body.pipeThrough(new TextDecoderStream()).getReader();
	let rest = '';
	for (;;) {
		const {value, done} = await reader.read();
		if (done) {
			return;
		}

		const parts = (rest + value).split('\n\n');
		rest = parts.pop() ?? '';
		for (const part of parts) {
			const data = part
				.split('\n')
				.filter(line => line.startsWith('data:'))
				.map(line => line.slice(5).trimStart())
				.join('\n');
			if (data !== '') {
				onBoard(JSON.parse(data));
			}
		}
	}
}

