// Which variables hold a secret, and what may be shown of any value.

import {clean} from '../core/document.ts';
import {redactText} from '../core/redact.ts';

const secretName =
	/(?:SECRET|TOKEN|PASSWORD|PASSPHRASE|API_?KEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIALS?|BEARER)(?:_[A-Z]+)?$|^AWS_BEARER_TOKEN|CUSTOM_HEADERS$/iu;
/** Names that look like a secret's but hold a number, a path or a command. */
const harmlessName =
	/TOKENS$|^GOOGLE_APPLICATION_CREDENTIALS$|^AZURE_TOKEN_CREDENTIALS$|_FILE$|_PATH$|_COMMAND$|_HOST$|^CLOUDSDK_API_ENDPOINT_OVERRIDES_/iu;

/** Whether a variable of this name holds a secret, whatever its value looks like. */
export function isSecretName(name: string): boolean {
	return secretName.test(name) && !harmlessName.test(name);
}

/** The value as it may be shown: secrets hidden (a key's last four characters tell two apart), passwords in addresses masked. */
export function maskValue(name: string, value: string): string {
	if (value === '') {
		return '';
	}

	if (isSecretName(name)) {
		return value.length >= 16 ? `…${clean(value.slice(-4))}` : '…';
	}

	const shown = redactText(clean(value));
	// A command that hands out a key may carry one itself, in any form; its program says enough.
	return name === 'apiKeyHelper' ? shown.replace(/(?<=^\S+)\s[^]*$/u, ' …') : shown;
}

/** Whether a value must never be written to a profile or settings file. */
export function isSecret(name: string, value: string): boolean {
	return isSecretName(name) || redactText(value) !== value;
}
