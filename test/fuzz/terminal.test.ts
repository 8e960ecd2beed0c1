// Text of servers, programs and files on its way to a terminal: nothing of it is obeyed there, on any screen, in any output.

import fc from 'fast-check';
import {expect} from 'vitest';
import {clean} from '../../src/core/document.ts';
import type {Finding} from '../../src/core/finding.ts';
import {printLines} from '../../src/output/lines.ts';
import {reportMarkdown} from '../../src/output/report-markdown.ts';
import {reportLines} from '../../src/output/report.ts';
import {ticketText} from '../../src/output/finding.ts';
import {failureOf} from '../../src/providers/bedrock/failure.ts';
import {describeReply, request} from '../../src/providers/foundry/request.ts';
import {describeRefusal, refusalFrom} from '../../src/providers/vertex/google.ts';
import {readMessageStream} from '../../src/providers/message-stream.ts';
import {readFailure} from '../../src/providers/foundry/entra.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {openSandboxStage, scenarioNamed} from '../../src/sandbox/stage.ts';
import {flat, wrap} from '../../src/ui/cells.ts';
import {runCommand} from '../helpers/command.ts';
import {anyJson, anyJsonText, holds, hostileText, obeyed} from '../helpers/fuzz.ts';
import {outcome, publicPath, report} from '../output/samples.ts';
import {makeHome} from '../save/home.ts';

/** The colours that printing itself adds. */
// oxlint-disable-next-line no-control-regex
const colours = /\u001B\[\d{1,2}m/gu;

holds(
	'cleaned text holds nothing that is obeyed, whatever is put together from it',
	fc.property(hostileText, hostileText, (one, two) => {
		expect(clean(one)).not.toMatch(obeyed);
		expect(clean(one) + clean(two)).not.toMatch(obeyed);
		expect(clean(clean(one))).toBe(clean(one));
		expect(flat(one)).not.toMatch(obeyed);
		expect(
			printLines(
				[
					[
						{text: one, tone: 'fail'},
						{text: two, tone: 'plain'},
					],
				],
				{color: true, width: 20},
			).replaceAll(colours, ''),
		).not.toMatch(obeyed);
		for (const line of wrap([{text: flat(one), tone: 'plain'}], 10)) {
			expect(line.map(({text}) => text).join('')).not.toMatch(obeyed);
		}
	}),
	{usual: 500},
);

/** A finding of which every text came from somewhere hostile. */
const finding: fc.Arbitrary<Finding> = fc.tuple(hostileText, hostileText, hostileText, hostileText).map(([title, cause, label, value]) => ({
	...publicPath,
	title,
	cause,
	fix: {kind: 'ask', text: cause, message: `${title}\n${value}`},
	evidence: [{label, value}],
	check: label,
}));

holds(
	'every form of a report',
	fc.property(finding, hostileText, (one, other) => {
		const made = {...report([outcome('network.path', [one])]), target: {[other]: other}, provider: other};
		expect(printLines(reportLines(made, {})).replaceAll(colours, '')).not.toMatch(obeyed);
		expect(reportMarkdown(made)).not.toMatch(obeyed);
		expect(ticketText(one)).not.toMatch(obeyed);
	}),
	{usual: 100},
);

const terms = ['error', 'message', 'status', 'code', 'details', 'reason', 'metadata', 'violations', 'error_description', 'consumer', 'uid'];
const refusal = fc.oneof(
	anyJson(...terms),
	fc.dictionary(fc.constantFrom(...terms), fc.oneof(hostileText, anyJson(...terms))).map(error => ({error})),
	fc
		.array(fc.dictionary(fc.constantFrom(...terms), fc.oneof(hostileText, anyJson(...terms))))
		.map(details => ({error: {message: 'x', details}})),
);

holds(
	'what a refusal says, at every cloud',
	fc.asyncProperty(fc.oneof(anyJsonText(refusal), hostileText), hostileText, async (body, header) => {
		const google = refusalFrom(403, body, header);
		expect(describeRefusal(google)).not.toMatch(obeyed);
		expect(Object.values(google).filter(text => typeof text === 'string' && obeyed.test(text))).toEqual([]);
		const network = {request: async () => ({status: 403, headers: {'request-id': header}, body, tookMs: 1})} as unknown as Ports['network'];
		expect(
			describeReply(await request({env: {}, network}, {url: 'https://x.example', limitMs: 1}, new AbortController().signal)),
		).not.toMatch(obeyed);
		expect(readFailure(body).raw).not.toMatch(obeyed);
		const thrown = Object.assign(new Error(body), {
			name: header,
			$fault: 'client',
			$metadata: {httpStatusCode: 403, requestId: header},
			region: body,
			error: header,
			error_description: body,
		});
		expect(Object.values(failureOf(thrown) ?? {}).filter(text => typeof text === 'string' && obeyed.test(text))).toEqual([]);
		const stream = readMessageStream({
			headers: {'content-type': 'text/event-stream'},
			body: `event: error\ndata: ${JSON.stringify({type: 'error', error: {type: header, message: body}})}\n\n`,
			isStalled: false,
		});
		expect(stream.state).toBe('failed');
	}),
	{usual: 200, examples: [['', '\u001B[2J']]},
);

holds(
	'doctor, against servers and programs that answer with such text',
	fc.asyncProperty(
		fc.constantFrom('vertex/happy', 'foundry/happy'),
		fc.array(fc.oneof(hostileText, anyJsonText(refusal)), {minLength: 1, maxLength: 5}),
		fc.constantFrom(0, 200, 403, 500),
		fc.nat({max: 6}),
		async (name, texts, status, after) => {
			const home = await makeHome();
			const scenario = scenarioNamed(name);
			const stage = await openSandboxStage({
				real: nodePorts({home: home.folder, env: {HOME: home.folder, PATH: process.env.PATH}}),
				scenario,
				home: home.folder,
				isConfigured: true,
			});
			let count = 0;
			const next = () => texts[count % texts.length] ?? '';
			const ports: Ports = {
				...stage.ports,
				network: {
					...stage.ports.network,
					async request(asked) {
						const answer = await stage.ports.network.request(asked);
						return ++count <= after
							? answer
							: {
									...answer,
									status: status === 0 ? answer.status : status,
									body: next(),
									headers: {...answer.headers, 'request-id': next(), 'content-type': next()},
								};
					},
				},
				processes: {
					...stage.ports.processes,
					async run(program, parameters, options) {
						const ran = await stage.ports.processes.run(program, parameters, options);
						return ++count <= after ? ran : {...ran, code: 1, stdout: next(), stderr: next()};
					},
				},
			};
			try {
				for (const words of [
					['doctor', '--verbose'],
					['doctor', '--json'],
				]) {
					const {stdout, stderr, code} = await runCommand(words, {home: home.folder, ports});
					expect((stdout + stderr).replaceAll(colours, '')).not.toMatch(/[^\P{Cc}\n\t]|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u206F]/u);
					expect([0, 1]).toContain(code);
					expect(stdout).not.toContain('tool.check-crashed');
				}
			} finally {
				await stage.close();
			}
		},
	),
	{usual: 4, cost: 400},
);
