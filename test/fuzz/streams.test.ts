// Streamed answers of a hostile server, cut, bent and endless: they end within their limits, and only a whole message counts as one.

import net, {type AddressInfo} from 'node:net';
import fc from 'fast-check';
import {afterAll, expect, test} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {boundedBody, longestMessage} from '../../src/providers/bedrock/bounded-body.ts';
import {readEventStream} from '../../src/providers/bedrock/event-frames.ts';
import {invoke, type InvokeFacts} from '../../src/providers/bedrock/invoke.ts';
import {readMessageStream} from '../../src/providers/message-stream.ts';
import {messageEvents, serverSentEvent} from '../../src/sandbox/clouds/anthropic.ts';
import {answerFor, messageEvents as bedrockEvents} from '../../src/sandbox/clouds/aws/anthropic-answer.ts';
import {chunkEvent, encodeMessage, exceptionEvent} from '../../src/sandbox/clouds/aws/event-stream.ts';
import {hostileText, holds, obeyed} from '../helpers/fuzz.ts';

const answer = answerFor('us.anthropic.claude-haiku-5-5', 1);
const whole = messageEvents(answer, '1');
const frames = bedrockEvents(answer, '1').map(event => chunkEvent(event));

// What a server that a test opened says next.
let say: (socket: net.Socket) => void;
const raw = net.createServer(socket => {
	socket.on('error', () => {});
	socket.once('data', () => {
		say(socket);
	});
});
const open = async (server: net.Server) =>
	new Promise<string>(resolve => {
		server.listen(0, '127.0.0.1', () => {
			resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
		});
	});
const url = await open(raw);
afterAll(() => {
	raw.close();
});

const real = nodePorts({env: {}});
/** Silence counts as such sooner; in steps, so that a busy machine is not taken for a silent server. */
const hasty: Ports = {
	...real,
	clock: {
		...real.clock,
		async sleep(_milliseconds, signal) {
			for (let step = 0; step < 15; step++) {
				await real.clock.sleep(10, signal);
			}
		},
	},
};

async function ask(): Promise<InvokeFacts> {
	const credentials = {accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret'};
	return invoke(
		{ports: hasty, region: 'us-east-1', signal: AbortSignal.timeout(20_000), credentials, url},
		'us.anthropic.claude-haiku-5-5',
	);
}

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\nconnection: close\r\n\r\n';

/** `odd`: a message as it has to be around something that no model says. `bent`: what makes the rest of a stream worthless. */
type Piece = {readonly bytes: Uint8Array; readonly kind: 'sound' | 'odd' | 'bent'};
const sound = (bytes: Uint8Array): Piece => ({bytes, kind: 'sound'});
const odd = (bytes: Uint8Array): Piece => ({bytes, kind: 'odd'});
const bent = (bytes: Uint8Array): Piece => ({bytes, kind: 'bent'});
const anyFrame = fc.constantFrom(...frames);
const piece: fc.Arbitrary<Piece> = fc.oneof(
	{weight: 6, arbitrary: anyFrame.map(frame => sound(frame))},
	{
		weight: 2,
		arbitrary: fc.tuple(anyFrame, fc.nat(), fc.integer({min: 1, max: 255})).map(([frame, at, change]) => {
			const copy = Uint8Array.from(frame);
			copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ change;
			return bent(copy);
		}),
	},
	{weight: 1, arbitrary: fc.tuple(anyFrame, fc.nat()).map(([frame, at]) => bent(frame.slice(0, 1 + (at % (frame.length - 1)))))},
	{weight: 1, arbitrary: fc.uint8Array({minLength: 1, maxLength: 40}).map(bytes => bent(bytes))},
	{weight: 1, arbitrary: fc.constantFrom(0, 1, 15, 16, 17, 2 ** 24, 2 ** 31, 2 ** 32 - 1).map(length => bent(prelude(length)))},
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.constantFrom('throttlingException', 'modelStreamErrorException', 'x', ''), hostileText)
			.map(([type, text]) => bent(exceptionEvent(type, text))),
	},
	{
		weight: 2,
		arbitrary: fc
			.constantFrom<unknown>({type: 'error'}, {type: 'error', error: null}, {type: 'error', error: {type: {}}})
			.map(event => bent(chunkEvent(event))),
	},
	{weight: 1, arbitrary: fc.constantFrom<unknown>(null, 1, 'x', [], {}, {type: 1}).map(event => odd(chunkEvent(event)))},
	{weight: 1, arbitrary: fc.json().map(text => odd(encodeMessage({':message-type': 'event', ':event-type': 'chunk'}, Buffer.from(text))))},
	{
		weight: 1,
		arbitrary: fc
			.dictionary(fc.string({minLength: 1, maxLength: 5}), fc.string({maxLength: 5}))
			.map(headers => odd(encodeMessage({':message-type': 'event', ':event-type': 'new', ...headers}, Buffer.of()))),
	},
);

function prelude(length: number): Uint8Array {
	const bytes = Buffer.alloc(12);
	bytes.writeUInt32BE(length, 0);
	return bytes;
}

/** Mostly the real stream with something put in, left out or changed. */
const pieces = fc.oneof(
	fc.array(piece, {maxLength: 8}),
	fc
		.tuple(fc.nat({max: frames.length}), fc.nat({max: 2}), fc.array(piece, {maxLength: 2}))
		.map(([at, left, added]) => [
			...frames.slice(0, at).map(frame => sound(frame)),
			...added,
			...frames.slice(at + left).map(frame => sound(frame)),
		]),
);

/** Whether a beginning and, behind it, an end arrived before anything that is no part of a stream. */
function isWhole(parts: readonly Piece[]): boolean {
	const bad = parts.findIndex(({kind}) => kind === 'bent');
	const good = (bad === -1 ? parts : parts.slice(0, bad)).map(({bytes}) => bytes);
	const start = good.indexOf(frames[0] ?? Buffer.of());
	return start !== -1 && good.lastIndexOf(frames.at(-1) ?? Buffer.of()) > start;
}

holds(
	'Bedrock: answered only when the message began and ended, whatever else comes',
	fc.asyncProperty(pieces, fc.constantFrom('end', 'reset', 'silence'), fc.integer({min: 1, max: 400}), async (parts, end, step) => {
		const body = Buffer.concat(parts.map(({bytes}) => bytes));
		say = socket => {
			socket.write(head);
			for (let at = 0; at < body.length; at += Math.max(step, body.length / 20)) {
				socket.write(body.subarray(at, at + Math.max(step, body.length / 20)));
			}

			if (end === 'end') {
				socket.end();
			} else if (end === 'reset') {
				setImmediate(() => {
					socket.resetAndDestroy();
				});
			}
		};
		const facts = await ask();
		if (facts.state === 'answered') {
			expect(isWhole(parts)).toBe(true);
		}

		if (end === 'end' && isWhole(parts) && parts.every(({kind}) => kind === 'sound')) {
			expect(facts.state).toBe('answered');
		}

		expect(JSON.stringify(facts.failure ?? '')).not.toMatch(obeyed);
		expect(`${facts.failure?.name}${facts.failure?.message}`).not.toMatch(obeyed);
	}),
	{
		usual: 40,
		cost: 10,
		examples: [
			[frames.slice(0, -1).map(frame => sound(frame)), 'end', 400],
			[[], 'silence', 1],
		],
	},
);

holds(
	'Bedrock behind a gateway: the same, read from the bytes alone; cut off anywhere it is no answer',
	fc.property(pieces, fc.nat(), (parts, at) => {
		const body = Buffer.concat(parts.map(({bytes}) => bytes));
		expect(readEventStream(body).state === 'answered').toBe(isWhole(parts));
		const sent = Buffer.concat(frames);
		expect(readEventStream(sent.subarray(0, at % sent.length)).state).toBe('cut');
		expect(JSON.stringify(readEventStream(body))).not.toMatch(obeyed);
	}),
	{usual: 300},
);

const heap = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;

test(
	'Bedrock: a stream without end is given up, and so is a message that claims gigabytes; neither takes memory',
	{timeout: 180_000},
	async () => {
		const delta = Buffer.concat(Array.from({length: 200}, () => frames[2] ?? Buffer.of()));
		for (const [begin, part] of [
			[frames[0] ?? Buffer.of(), delta],
			[prelude(2 ** 32 - 1), Buffer.alloc(100_000)],
			[prelude(longestMessage + 1), Buffer.alloc(100_000)],
		] as const) {
			say = socket => {
				socket.write(head);
				socket.write(begin);
				const more = () => {
					if (!socket.destroyed) {
						while (socket.write(part));
						socket.once('drain', more);
					}
				};
				more();
			};
			const before = heap();
			expect((await ask()).state).toBe('failed');
			expect(heap() - before).toBeLessThan(100_000_000);
		}
	},
);

holds(
	'bytes pass a bounded body as they came, however they are cut',
	fc.asyncProperty(fc.array(anyFrame, {maxLength: 5}), fc.integer({min: 1, max: 60}), async (messages, step) => {
		const {Readable} = await import('node:stream');
		const bytes = Buffer.concat(messages);
		const cut = Array.from({length: Math.ceil(bytes.length / step)}, (_, index) => bytes.subarray(index * step, (index + 1) * step));
		const out = (await boundedBody(Readable.from(cut), true).toArray()) as Uint8Array[];
		expect(Buffer.concat(out).equals(bytes)).toBe(true);
	}),
	{cost: 3},
);

const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const noise = fc.oneof(
	fc.constantFrom(
		': comment\n',
		'event: ping\ndata: {"type":"ping"}\n\n',
		'retry: 1\n',
		'data\n',
		'data:\n\n',
		'event: message_stop\n\n',
		'data: {"type":"message_stop"}\n\n',
		'event: x\ndata: {"type":"message_stop"}\n\n',
		'event: error\ndata: {"type":"error","error":null}\n\n',
		'event: error\ndata: {"type":"error"}\n\n',
		'data: null\n\n',
		'data: [1]\n\n',
		'\uFEFF',
		'\n',
	),
	hostileText,
	fc.json(),
);
const wholeText = whole.map(event => Buffer.from(serverSentEvent(event)).toString('utf8'));

holds(
	'Google Cloud and Foundry: a whole stream is read, whatever its line ends; cut off anywhere it is none',
	fc.property(lineEnd, fc.nat(), fc.boolean(), (end, at, isStalled) => {
		const headers = {'content-type': 'text/event-stream'};
		const body = wholeText.join('').replaceAll('\n', end);
		expect(readMessageStream({headers, body, isStalled}).state).toBe('answered');
		const cut = body.slice(0, at % body.length);
		expect(readMessageStream({headers, body: cut, isStalled}).state).toBe(
			// Without the last sign of a two-sign line end it is a line end still.
			cut.length === body.length - 1 && end === '\r\n' ? 'answered' : isStalled ? 'stalled' : 'cut',
		);
	}),
);

holds(
	'Google Cloud and Foundry: anything gets an answer, and only a beginning with an end behind it passes',
	fc.property(
		fc.array(fc.oneof(noise, fc.constantFrom(...wholeText)), {maxLength: 12}),
		fc.constantFrom('text/event-stream', 'TEXT/EVENT-STREAM; charset=utf-8', 'text/html', ''),
		fc.boolean(),
		(parts, type, isStalled) => {
			const body = parts.join('');
			const read = readMessageStream({headers: {'content-type': type}, body, isStalled});
			if (read.state === 'answered') {
				const start = parts.indexOf(wholeText[0] ?? '');
				expect(start).not.toBe(-1);
				expect(parts.lastIndexOf(wholeText.at(-1) ?? '')).toBeGreaterThan(start);
			}
		},
	),
	{usual: 500, examples: [[['data: {"type":"error","error":null}\n\n'], 'text/event-stream', false]]},
);

const answerHead = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n';
const httpPiece = fc.oneof(
	fc.constantFrom(
		answerHead,
		'HTTP/1.1 200 OK\r\n',
		'HTTP/1.1 100 Continue\r\n\r\n',
		'HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\n',
		'transfer-encoding: chunked\r\n',
		'content-length: 5\r\n',
		'content-length: 99999999999999\r\n',
		'content-length: -1\r\n',
		'content-encoding: gzip\r\n',
		'\r\n',
		'\r\n\r\n',
		'5\r\nhello\r\n',
		'FFFFFFFFF\r\n',
		'0\r\n\r\n',
		...wholeText,
	),
	hostileText,
);

holds(
	'a request ends within its limits, whatever bytes come back',
	fc.asyncProperty(fc.array(httpPiece, {maxLength: 8}), fc.constantFrom('end', 'reset', 'silence'), async (parts, end) => {
		say = socket => {
			socket.write(parts.join(''));
			if (end !== 'silence') {
				socket[end === 'end' ? 'end' : 'resetAndDestroy']();
			}
		};
		const began = performance.now();
		try {
			const got = await real.network.request({url, method: 'GET', limitMs: 300, quietMs: 100, maxBytes: 100});
			expect(got.body.length).toBeLessThanOrEqual(100);
		} catch (error) {
			expect((error as {code?: unknown}).code).toBeTypeOf('string');
		}

		expect(performance.now() - began).toBeLessThan(10_000);
	}),
	{usual: 40, cost: 10},
);

test('answers without end: a body, a line, a header, a byte now and then', {timeout: 180_000}, async () => {
	const forever = (begin: string, part: string) => (socket: net.Socket) => {
		socket.write(begin);
		const more = () => {
			if (!socket.destroyed) {
				while (socket.write(part));
				socket.once('drain', more);
			}
		};
		more();
	};
	const slowly = (socket: net.Socket) => {
		socket.write(`${answerHead}\r\n`);
		const timer = setInterval(() => socket.write('data: x\n\n'), 20);
		socket.once('close', () => {
			clearInterval(timer);
		});
	};
	const get = async () => real.network.request({url, method: 'GET', limitMs: 500, quietMs: 200, maxBytes: 1_000_000});
	const before = heap();
	say = forever(`${answerHead}\r\n`, 'data: {"type":"ping"}\n\n'.repeat(1000));
	expect((await get()).body).toHaveLength(1_000_000);
	say = forever(`${answerHead}\r\n`, 'x'.repeat(65_536));
	expect((await get()).body).toHaveLength(1_000_000);
	say = forever(answerHead, 'x-more: '.padEnd(1000, 'x'));
	await expect(get()).rejects.toMatchObject({code: expect.stringMatching(/^(?:HPE_|ECONN)/u) as string});
	say = forever(answerHead, 'x: y\r\n'.repeat(1000));
	await expect(get()).rejects.toMatchObject({code: expect.stringMatching(/^(?:HPE_|ECONN)/u) as string});
	say = slowly;
	await expect(get()).rejects.toMatchObject({code: 'ETIMEDOUT'});
	expect(heap() - before).toBeLessThan(100_000_000);
});
