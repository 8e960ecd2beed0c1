// The stand-in for gcloud: one Node script that signs in, prints tokens and keeps the configuration as the real one does, against the sandbox.

import {commands} from './gcloud/commands.ts';
import {signIn} from './gcloud/sign-in.ts';
import {state} from './gcloud/state.ts';

export type GcloudProgramOptions = {
	readonly client: string;
	readonly clientSecret: string;
	readonly federatedClient: string;
	readonly federatedSecret: string;
	/** The simulated person. */
	readonly email: string;
};

export const gcloudVersion = 'Google Cloud SDK 578.0.0';

/**
 * The script's text. It reads and writes below `CLOUDSDK_CONFIG` or `~/.config/gcloud`, and talks to the addresses of
 * `CLOUDSDK_AUTH_AUTH_HOST`, `CLOUDSDK_AUTH_TOKEN_HOST`, `CLOUDSDK_API_ENDPOINT_OVERRIDES_*` and of the files it reads. Words and
 * exit codes as gcloud 578.0.0 (source read 2026-11-22).
 */
export function gcloudProgram(options: GcloudProgramOptions): string {
	return `#!/usr/bin/env node
// Stand-in for gcloud in a simulated cloud. Written by onboard; safe to delete.
'use strict';
const known = ${JSON.stringify({...options, version: gcloudVersion})};
${state}${signIn}${commands}`;
}
