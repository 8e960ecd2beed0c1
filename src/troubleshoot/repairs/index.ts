// Every cause that can be put right here, by its code: by changing our own or the person's own files, or by signing in.

import {reanswer} from './answers.ts';
import {otherModel as model} from './models.ts';
import {trustAuthority} from './authority.ts';
import {bearerToken, brokenKeys, googleFile, googleProject, otherProfile, servicePrincipal, staticKeys} from './credentials.ts';
import {passProxyBy} from './network.ts';
import {editorBlind, notExported, signInLoop, webFetch} from './reach.ts';
import type {RepairPlan} from './repair.ts';
import {deprecatedVariable, overriddenShell, staleProvider} from './switches.ts';

const region = reanswer('region', {
	title: 'In which region does your company use Claude?',
	why: 'Access to models counts per region. Your colleagues or the mail that invited you name it.',
	label: 'Region',
});
const location = reanswer('location', {
	title: 'In which location should Vertex AI be called instead?',
	why: 'Each model is served in some locations only; the global one has the most.',
	label: 'Location',
});

export const repairs: Readonly<Record<string, RepairPlan>> = {
	'config.stale-provider': staleProvider,
	'config.settings-override-shell': overriddenShell,
	'config.deprecated-variable': deprecatedVariable,
	'config.static-keys-shadow-profile': staticKeys,
	'config.bearer-token-present': bearerToken,
	'config.profile-missing': otherProfile,
	'config.wrong-account': otherProfile,
	'config.not-exported': notExported,
	'client.editor-without-environment': editorBlind,
	'client.talks-to-anthropic': editorBlind,
	'client.sign-in-loop': signInLoop,
	'client.web-fetch-blocked': webFetch,
	'sign-in.credentials-expired': brokenKeys,
	'sign-in.credentials-invalid': brokenKeys,
	'network.intercepted': trustAuthority,
	'network.certificate-untrusted': trustAuthority,
	'network.proxy-refused': passProxyBy,
	'network.proxy-unreachable': passProxyBy,
	'network.proxy-on-path': passProxyBy,
	'model.not-listed': model,
	'model.invalid-id': model,
	'model.bare-id': model,
	'model.legacy-blocked': model,
	'model.end-of-life': model,
	'model.other-region': region,
	'vertex.location-not-served': location,
	'vertex.location-invalid': location,
	'vertex.model-not-found': model,
	'vertex.project-shadowed': googleProject,
	'vertex.credentials-shadowed': googleFile,
	'vertex.adc-file-missing': googleFile,
	'foundry.deployment-not-found': model,
	'foundry.service-principal-shadows': servicePrincipal,
};

/** Causes that a new sign-in puts right. */
export const bySignIn: ReadonlySet<string> = new Set([
	'sign-in.needed',
	'sign-in.expired',
	'vertex.adc-missing',
	'vertex.cli-sign-in-only',
	'vertex.adc-unreadable',
	'vertex.sign-in-expired',
	'vertex.reauthentication-needed',
	'foundry.sign-in-needed',
	'foundry.sign-in-expired',
	'foundry.sign-in-inactive',
]);
