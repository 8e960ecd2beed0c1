// Shows a wizard in one of its faces until it is over.

import type {Engine} from '../wizard/engine.ts';
import type {CommandIo} from './command.ts';
import type {LineReader} from '../wizard/lines.ts';
import {rewraps, type Face} from './face.ts';
import {allowsColor, unicodeOn} from './output.ts';
import type {World} from './world.ts';

export type ShowOptions = {
	readonly face: Face;
	readonly io: CommandIo;
	readonly world: Pick<World, 'ports'>;
	/** Answers to questions whose value is only known when they are asked. */
	/** Where typed lines come from in the plain face; one for the whole run, because lines may be typed ahead. */
	readonly reader: LineReader | undefined;
	readonly accepted: Readonly<Record<string, string | undefined>>;
	readonly contacts: Readonly<Record<string, string>>;
	/** Nothing of this run is kept when the person quits; default false. */
	readonly isForgetful?: boolean;
};

/** Starts the engine and answers how it ended. */
export async function show(engine: Engine, options: ShowOptions): Promise<'finished' | 'stuck' | 'cancelled'> {
	const {face, io, world} = options;
	const write = (text: string): void => {
		io.stdout.write(text);
	};

	engine.start();
	try {
		switch (face) {
			case 'screen': {
				const {openWizard} = await import('../ui/open.tsx');
				const ended = await openWizard({
					wizard: engine,
					io,
					clock: world.ports.clock,
					isUnicode: unicodeOn(world.ports),
					rewraps: rewraps(world.ports),
					colour: allowsColor(io.stdout, world.ports.env),
					contacts: options.contacts,
					signal: io.signal,
					isForgetful: options.isForgetful ?? false,
					...(world.ports.sandbox === undefined ? {} : {badge: `simulated cloud ${world.ports.sandbox}`}),
				});
				return ended ?? 'finished';
			}

			case 'plain': {
				if (options.reader === undefined) {
					throw new Error('The plain face needs typed lines.');
				}

				const {runPlain} = await import('../wizard/plain.ts');
				const isFinished = await runPlain({wizard: engine, reader: options.reader, write, contacts: options.contacts, signal: io.signal});
				return isFinished ? 'finished' : 'cancelled';
			}

			case 'unattended': {
				const {runUnattended} = await import('../wizard/unattended.ts');
				return (await runUnattended({wizard: engine, write, contacts: options.contacts, accepted: options.accepted, signal: io.signal})) ===
					'ready'
					? 'finished'
					: 'stuck';
			}
		}
	} finally {
		engine.dispatch({kind: 'quit'});
	}
}
