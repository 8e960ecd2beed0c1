// Drives gcloud so that Application Default Credentials come to exist; where no browser is near, waits for a sign-in made elsewhere.

import type {ProveContext} from '../provider.ts';
import {signInCommand, signInParameters} from './checks/words.ts';
import {wellKnownPath} from './credentials/adc.ts';

const limitMs = 15 * 60_000;
const pauseMs = 1000;

/**
 * Shows the command and waits until the credentials file changes. On a key, and only then, gcloud is started here, which opens the
 * browser by itself; it needs no keyboard, because the browser answers it on this machine. Without a local browser the person runs
 * the same command with --no-launch-browser in another terminal: that way asks for a code, which needs a terminal of its own.
 *
 * @returns Whether the file changed. At once false when nobody is there to sign in, except in a rehearsal.
 * @throws The signal's reason when aborted.
 */
export async function signInWithGcloud(context: ProveContext): Promise<boolean> {
	const {ports, answers} = context;
	const path = wellKnownPath(ports);
	const isRehearsed = !context.isAttended && ports.sandbox !== undefined;
	if ((!context.isAttended && !isRehearsed) || (await ports.processes.find('gcloud')) === undefined) {
		return false;
	}

	const before = await textOf(context, path);
	const done = new AbortController();
	const signal = AbortSignal.any([context.signal, done.signal]);
	const command = `${signInCommand(answers)}${ports.browser.isLocal ? '' : ' --no-launch-browser'}`;
	const until = ports.clock.now() + limitMs;
	const start = async () => {
		context.onNotice({text: 'Finish the sign-in in your browser. gcloud has opened it', until});
		let printed = '';
		const result = await ports.processes.run('gcloud', [...signInParameters(answers), '--quiet'], {
			limitMs,
			signal,
			onText(text) {
				printed += text;
				const url = /https?:\/\/[^\s"'<>]+/u.exec(printed)?.[0];
				if (url !== undefined && !done.signal.aborted) {
					context.onNotice({text: 'Finish the sign-in in your browser. Nothing opened? Open this address', url, until});
				}
			},
		});
		return result.code === 0;
	};

	try {
		if (isRehearsed) {
			await start();
			return (await textOf(context, path)) !== before;
		}

		context.onNotice({
			text: `Sign in with your company account: run this in another terminal, and onboard goes on by itself.\n${command}`,
			until,
		});
		const poll = waitForChange(context, path, before, signal);
		if (!ports.browser.isLocal) {
			return await poll;
		}

		const pressed = context.onActions([{id: 'browser', key: 'o', label: 'sign in in the browser'}]).then(async () => start());
		// gcloud may end without success; the file alone decides.
		return await Promise.race([poll, pressed.then(async isGood => (isGood ? true : poll))]);
	} catch {
		context.signal.throwIfAborted();
		return (await textOf(context, path)) !== before;
	} finally {
		done.abort();
		context.onNotice(undefined);
	}
}

async function waitForChange(context: ProveContext, path: string, before: string | undefined, signal: AbortSignal): Promise<boolean> {
	const {clock} = context.ports;
	const end = clock.elapsed() + limitMs;
	while (clock.elapsed() < end) {
		// oxlint-disable-next-line no-await-in-loop -- one look after the other is the point
		await clock.sleep(pauseMs, signal);
		// oxlint-disable-next-line no-await-in-loop
		const now = await textOf(context, path);
		if (now !== undefined && now !== before) {
			return true;
		}
	}

	return false;
}

async function textOf({ports}: ProveContext, path: string): Promise<string | undefined> {
	const bytes = await ports.files.read(path);
	return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
