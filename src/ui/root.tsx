// The one door out: owns Ctrl+C, closed input, bugs, and the only call of Ink's exit.

import {useApp, useInput, useStdin, useStdout} from 'ink';
import {Component, useCallback, useEffect, useState, type ReactNode} from 'react';
import type {Lend} from '../wizard/view.ts';
import {pressed, quitKey} from './keys.ts';
import {LookContext, type Look} from './look.ts';
import {pressesOf} from './presses.ts';

/** How the interface ended; a bug rejects instead. */
export type End = 'finished' | 'cancelled';

/** What stands behind the door: something to draw that can be told to stop. */
export type Inside = {
	/** The person wants out. */
	quit(): void;
	/** Offers the terminal to programs of its own; returns how to stop offering it. */
	lendWith?(lender: Lend): () => void;
	draw(door: Door): ReactNode;
};

/** What is drawn may ask of the door. */
export type Door = {
	/** The interface is on its way out: only what stays is drawn. */
	readonly isLeaving: boolean;
	end(how: End): void;
	fail(error: unknown): void;
};

export type RootProps = {
	readonly inside: Inside;
	readonly look: Look;
	/** Aborted when the program is asked to stop from outside. */
	readonly signal?: AbortSignal | undefined;
};

type Leaving = {readonly end: End} | {readonly error: Error};

/** Draws everything and leaves when it is over. */
export function Root({inside, look, signal}: RootProps): ReactNode {
	const {exit, suspendTerminal} = useApp();
	const {stdout, write} = useStdout();
	const {stdin} = useStdin();
	const [leaving, setLeaving] = useState<Leaving>();
	const leave = useCallback((how: Leaving) => {
		setLeaving(current => current ?? how);
	}, []);
	const fail = useCallback(
		(error: unknown) => {
			leave({error: error instanceof Error ? error : new Error(String(error))});
		},
		[leave],
	);
	const quit = useCallback(() => {
		try {
			inside.quit();
			leave({end: 'cancelled'});
		} catch (error) {
			fail(error);
		}
	}, [inside, leave, fail]);
	const end = useCallback(
		(how: End) => {
			leave({end: how});
		},
		[leave],
	);

	useInput((input, key) => {
		const isQuit = pressesOf(input, key).some(
			press => pressed({keys: () => [quitKey]}, undefined, undefined, press).intent?.kind === 'quit',
		);
		if (isQuit) {
			quit();
		}
	});
	useEffect(() => {
		// A terminal that went away can answer nothing.
		stdin.once('end', quit);
		stdin.once('close', quit);
		signal?.addEventListener('abort', quit, {once: true});
		return () => {
			stdin.off('end', quit);
			stdin.off('close', quit);
			signal?.removeEventListener('abort', quit);
		};
	}, [stdin, signal, quit]);
	useEffect(
		() =>
			inside.lendWith?.(async (says, run) => {
				write(`\n${says}\n\n`);
				await suspendTerminal(async () => {
					await run();
					// Whatever row it ended in, the frame starts on one of its own.
					stdout.write('\n');
				});
			}),
		[inside, stdout, write, suspendTerminal],
	);
	// Only once the frame without the live part has been drawn, so that nothing but the transcript stays on the screen.
	useEffect(() => {
		if (leaving !== undefined) {
			exit('error' in leaving ? leaving.error : leaving.end);
		}
	}, [leaving, exit]);

	return (
		<LookContext value={look}>
			<Boundary onError={fail}>
				<Contents inside={inside} door={{isLeaving: leaving !== undefined, end, fail}} />
			</Boundary>
		</LookContext>
	);
}

/** A component of its own, so that a bug in drawing is caught by the boundary around it. */
function Contents({inside, door}: {readonly inside: Inside; readonly door: Door}): ReactNode {
	return inside.draw(door);
}

type BoundaryProps = {readonly onError: (error: unknown) => void; readonly children: ReactNode};

/**
 * Keeps Ink's own error page, a dump of source code, away from people.
 *
 * A class, because React has no other form of an error boundary (React 19.3, 2026-11).
 */
class Boundary extends Component<BoundaryProps, {readonly isBroken: boolean}> {
	override state = {isBroken: false};

	static getDerivedStateFromError(): {readonly isBroken: boolean} {
		return {isBroken: true};
	}

	override componentDidCatch(error: unknown): void {
		this.props.onError(error);
	}

	override render(): ReactNode {
		return this.state.isBroken ? null : this.props.children;
	}
}
