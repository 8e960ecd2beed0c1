// What a refusal of Microsoft Entra means, by the numbers in its text.

import {foundrySignInFindings} from '../../catalog/foundry/sign-in.ts';
import type {Declaration} from '../../catalog/declare.ts';
import {tidy} from './request.ts';

export type SignInCode = keyof typeof foundrySignInFindings;

/** A refused or failed sign-in: its finding and the original words, correlation id included. */
export type SignInFailure = {
	readonly code: SignInCode;
	/** `AADSTS53003`; absent when Entra gave none. */
	readonly number?: string;
	readonly raw: string;
};

/**
 * Reads the text of az, azd or Entra. Numbers are hints that may change, so an unknown one stays unknown.
 * Source: learn.microsoft.com/entra/identity-platform/reference-error-codes, read 2026-11-22.
 */
export function readFailure(text: string): SignInFailure {
	// 70016 means that nobody has finished signing in with the code yet.
	const said = /AADSTS(?!70016)\d{5,8}/u.exec(text);
	if (said !== null) {
		const [number] = said;
		// az may print a page of Python before it; the words of Entra, with their ids, begin at the number.
		return {code: codeOf(number) ?? 'foundry.sign-in-refused', number, raw: tidy(said.index < 200 ? text : text.slice(said.index))};
	}

	const raw = tidy(text);
	return {code: byWords.find(([pattern]) => pattern.test(raw))?.[1] ?? 'foundry.sign-in-unavailable', raw};
}

/** What az and the credential chain say when nobody is signed in; they give no numbers. */
const byWords: ReadonlyArray<readonly [RegExp, SignInCode]> = [
	[/Azure CLI could not be found/u, 'foundry.az-missing'],
	[/Please run ['"]?az login|ChainedTokenCredential authentication failed/u, 'foundry.sign-in-needed'],
	[/No subscriptions found for/u, 'foundry.no-subscription'],
];

function codeOf(number: string): SignInCode | undefined {
	return Object.entries(foundrySignInFindings as Readonly<Record<string, Declaration>>).find(([, declaration]) =>
		declaration.numbers?.includes(Number(number.slice('AADSTS'.length))),
	)?.[0] as SignInCode | undefined;
}
