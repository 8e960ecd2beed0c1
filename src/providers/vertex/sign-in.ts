// Drives gcloud so that Application Default Credentials come to exist: in the person's own terminal, or waiting for a sign-in made elsewhere.

import {valueOf} from '../../core/session.ts';
import type {Action, ProveContext} from '../provider.ts';
import {signInCommand, signInParameters} from './checks/words.ts';
import {wellKnownPath} from './credentials/adc.ts';

/** Claude Code gives its refresh command three minutes (code.claude.com/docs/en/google-vertex-ai, read 2026-08-22). */
const unattendedLimitMs = 175_000;
const pauseMs = 1000;

const browserAction: Action = {id: 'browser', key: 'o', label: 'sign in with the browser'};
const codeAction: Action = {id: 'code', key: 'd', label: 'use a code instead'};

/** gcloud's own way without a browser on this machine: it shows an address and asks for the code that the page ends with. */
const withoutBrowser = '--no-launch-browser';

/**
 * Signs in with gcloud. Nothing starts unasked: a key lends the terminal to gcloud, which may then ask what it likes; Ctrl+C there
 * comes back here. Somebody who would rather run the command in another terminal can: the credentials file is watched.
 *
 * @returns Whether the file changed. At once false when nobody is there to sign in, except in a rehearsal.
 * @throws The signal's reason when aborted.
 */
export async function signInWithGcloud(context: ProveContext): Promise<boolean> {
	const {ports} = context;
	if ((await ports.processes.find('gcloud')) === undefined) {
		return false;
	}

	const before = await textOf(context);
	if (!context.isAttended) {
		const mayOpen = ports.sandbox !== undefined || (context.isRequested && ports.browser.isLocal);
		return mayOpen && withoutKeys(context, before);
	}

	try {
		return await ask(context, before);
	} finally {
		context.onNotice(undefined);
	}
}

/** Offers the ways until one of them leaves credentials. */
async function ask(context: ProveContext, before: string | undefined): Promise<boolean> {
	const {ports, answers, signal} = context;
	const isBrowser = ports.browser.isLocal && valueOf(answers, 'deviceCode') !== 'yes';
	const offered = isBrowser ? [browserAction, codeAction] : [{...codeAction, label: 'sign in with a code'}];
	const command = `${signInCommand(answers)}${isBrowser ? '' : ` ${withoutBrowser}`}`;
	const elsewhere = 'You can also run it in another terminal; onboard then goes on by itself.';
	let opening = 'gcloud will sign you in and keep the sign-in. It runs:';
	for (;;) {
		context.onNotice({text: `${opening}\n${command}\n${elsewhere}`});
		const watching = new AbortController();
		// oxlint-disable-next-line no-await-in-loop -- one attempt after the other is the point
		const way = await Promise.race([
			changed(context, before, AbortSignal.any([signal, watching.signal])),
			context.onActions(offered),
		]).finally(() => {
			watching.abort();
		});
		if (way === 'changed') {
			return true;
		}

		// oxlint-disable-next-line no-await-in-loop
		const code = await run(context, way === 'code' ? [withoutBrowser] : []);
		// oxlint-disable-next-line no-await-in-loop
		if (code === 0 || (await textOf(context)) !== before) {
			return true;
		}

		opening = 'gcloud ended without a sign-in; what it said is above. Try again:';
	}
}

/** gcloud in the person's own terminal; its exit code. */
async function run({ports, answers, signal, handOver}: ProveContext, more: readonly string[]): Promise<number | undefined> {
	const command = [signInCommand(answers), ...more].join(' ');
	const result = await handOver(command, async () => ports.processes.attend('gcloud', [...signInParameters(answers), ...more], {signal}));
	return result.code;
}

/** Without a keyboard gcloud can still open a browser and wait for it. */
async function withoutKeys(context: ProveContext, before: string | undefined): Promise<boolean> {
	const {ports, answers, signal} = context;
	const until = ports.clock.now() + unattendedLimitMs;
	const text = 'gcloud opens the browser. Finish the sign-in there';
	context.onNotice({text, until});
	let printed = '';
	await ports.processes.run('gcloud', [...signInParameters(answers), '--quiet'], {
		limitMs: unattendedLimitMs,
		signal,
		onText(part) {
			printed += part;
			const url = /https?:\/\/[^\s"'<>]+(?=\s)/u.exec(printed)?.[0];
			context.onNotice({text, until, ...(url === undefined ? {} : {url})});
		},
	});
	context.onNotice(undefined);
	return (await textOf(context)) !== before;
}

/** Resolves when the credentials file is another one than before. */
async function changed(context: ProveContext, before: string | undefined, signal: AbortSignal): Promise<'changed'> {
	for (;;) {
		// oxlint-disable-next-line no-await-in-loop -- one look after the other is the point
		await context.ports.clock.sleep(pauseMs, signal);
		// oxlint-disable-next-line no-await-in-loop
		const now = await textOf(context);
		if (now !== undefined && now !== before) {
			return 'changed';
		}
	}
}

async function textOf({ports}: ProveContext): Promise<string | undefined> {
	const bytes = await ports.files.read(wellKnownPath(ports));
	return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
