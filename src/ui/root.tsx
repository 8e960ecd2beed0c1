// The one door out: owns Ctrl+C, closed input, bugs, and the only call of Ink's exit.

import {useApp, useInput, useStdin, useStdout} from 'ink';
import {Component, useCallback, useEffect, useState, type ReactNode} from 'react';
import type {Wizard} from '../wizard/view.ts';
import {App} from './app.tsx';
import {pressed, quitKey} from './keys.ts';
import {LookContext, type Look} from './look.ts';
import {pressesOf} from './presses.ts';

/** How the interface ended; a bug rejects instead. */
export type End = 'finished' | 'cancelled';

export type RootProps = {
	readonly wizard: Wizard;
	readonly look: Look;
	/** Aborted when the program is asked to stop from outside. */
	readonly signal?: AbortSignal | undefined;
};

type Leaving = {readonly end: End} | {readonly error: Error};

/** Draws everything and leaves when it is over. */
export function Root({wizard, look, signal}: RootProps): ReactNode {
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
			wizard.dispatch({kind: 'quit'});
			leave({end: 'cancelled'});
		} catch (error) {
			fail(error);
		}
	}, [wizard, leave, fail]);
	const endWith = useCallback(
		(kind: 'finished' | 'stopped') => {
			leave({end: kind === 'finished' ? 'finished' : 'cancelled'});
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
			wizard.lendWith(async (says, run) => {
				write(`\n${says}\n\n`);
				await suspendTerminal(async () => {
					await run();
					// Whatever row it ended in, the frame starts on one of its own.
					stdout.write('\n');
				});
			}),
		[wizard, stdout, write, suspendTerminal],
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
				<App wizard={wizard} isLeaving={leaving !== undefined} onEnd={endWith} onError={fail} />
			</Boundary>
		</LookContext>
	);
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
