// Reports a wizard's course to the cohort's collector while the wizard goes on as if nobody listened.

import {ownProxy} from '../../probes/proxy.ts';
import type {Ports} from '../../ports/ports.ts';
import type {Engine} from '../../wizard/engine.ts';
import type {Join} from '../join-link.ts';
import {openQueue} from './queue.ts';
import {startSender, type Sender} from './sender.ts';
import {beginning, tell, tellStop, type Told} from './story.ts';

/** What the person reads before anything is sent. */
export const whatIsSent =
	'your cohort lead sees the step you are at and codes of open findings; no answers, no names of hosts, no contents';

/** How long the end of a run waits for the collector, in milliseconds. */
const goodbyeMs = 3000;

export type Reporter = {
	/** Follows this engine from now on. */
	follow(engine: Engine): void;
	/** Sends the end of the run. */
	finish(): ReturnType<Sender['finish']>;
};

type ReporterPorts = Pick<Ports, 'clock' | 'env' | 'files' | 'host' | 'network' | 'random'>;

/** Starts reporting: what an earlier run could not send goes first. */
export async function startReporter(join: Required<Join>, ports: ReporterPorts): Promise<Reporter> {
	const queue = await openQueue(join, ports);
	const sender = startSender({join, queue, ports, proxyFor: url => ownProxy(url, ports.env)});
	const say = (reports: readonly Told[]) => {
		if (reports.length > 0) {
			queue.add(
				reports.map(report => ({
					...report,
					id: Buffer.from(ports.random(16)).toString('hex'),
					at: new Date(ports.clock.now()).toISOString(),
				})),
			);
			sender.nudge();
		}
	};

	let place = beginning;
	let engine: Engine | undefined;
	let unsubscribe = () => {};
	let hasEnded = false;
	const look = () => {
		if (engine === undefined || hasEnded) {
			return;
		}

		const {stage} = engine.view();
		const {reports, place: next} = tell(place, stage, engine.session());
		place = next;
		say(reports);
		hasEnded = stage.kind === 'finished';
	};

	return {
		follow(followed) {
			engine = followed;
			say([{step: 'run', state: 'started', codes: []}]);
			unsubscribe = followed.subscribe(look);
		},
		async finish() {
			unsubscribe();
			if (engine !== undefined && !hasEnded) {
				say([tellStop(place)]);
			}

			return sender.finish(goodbyeMs);
		},
	};
}
