// What a streamed answer is held for: a whole message, one that stopped or broke, or something else in its place.

import {expect, it} from 'vitest';
import {readMessageStream} from '../../src/providers/message-stream.ts';

const event = (value: {readonly type: string}) => `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;
const start = event({type: 'message_start'});
const stop = event({type: 'message_stop'});
const failure = `event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n`;
const stream = 'text/event-stream; charset=utf-8';

it.each([
	['a whole stream', stream, `${start}${stop}`, false, {state: 'answered'}],
	['one with Windows line ends', stream, `${start}${stop}`.replaceAll('\n', '\r\n'), false, {state: 'answered'}],
	['a message in one piece', 'application/json', '{"type":"message","content":[]}', false, {state: 'answered'}],
	['silence in the middle', stream, start, true, {state: 'stalled'}],
	['silence after the end', stream, `${start}${stop}`, true, {state: 'answered'}],
	['silence before the first event', stream, '', true, {state: 'stalled'}],
	['an early end', stream, start, false, {state: 'cut'}],
	['an event cut in two', stream, `${start}event: message_stop\ndata: {"ty`, false, {state: 'cut'}],
	['an error in the middle', stream, `${start}${failure}`, false, {state: 'failed', type: 'overloaded_error', message: 'Overloaded'}],
	[
		'an error that says nothing',
		stream,
		`${start}event: error\ndata: {"type":"error","error":null}\n\n`,
		false,
		{state: 'failed', type: 'error', message: 'no reason given'},
	],
	['an end without a beginning', stream, stop, false, {state: 'rewritten', contentType: stream}],
	[
		'an end under another name',
		stream,
		`${start}${stop.replace('event: message_stop', 'event: ping')}`,
		false,
		{state: 'rewritten', contentType: stream},
	],
	['an end that no blank line ends', stream, `${start}${stop.trimEnd()}\n`, false, {state: 'cut'}],
	['a page', 'text/html', '<title>Hello</title>', false, {state: 'rewritten', contentType: 'text/html'}],
	[
		'AWS’s own stream',
		'application/vnd.amazon.eventstream',
		'\u0000',
		false,
		{state: 'rewritten', contentType: 'application/vnd.amazon.eventstream'},
	],
	['other JSON', 'application/json', '{"ok":true}', false, {state: 'rewritten', contentType: 'application/json'}],
	['nothing', '', '', false, {state: 'rewritten', contentType: 'no content type'}],
])('%s', (_what, contentType, body, isStalled, outcome) => {
	expect(readMessageStream({headers: contentType === '' ? {} : {'content-type': contentType}, body, isStalled})).toEqual(outcome);
});
