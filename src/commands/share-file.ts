// The copy of a report that may leave the company: which names this machine is known to have, and where the copy goes.

import path from 'node:path';
import {UserError} from '../core/errors.ts';
import type {Report} from '../core/report.ts';
import {shareReport, type Known} from '../core/share.ts';
import {reportJson} from '../output/report.ts';
import {reportMarkdown} from '../output/report-markdown.ts';
import type {Environment, Ports} from '../ports/ports.ts';

/**
 * The full path to write to, settled before anything runs.
 *
 * @throws UserError (exit code 3) when it cannot be written.
 */
export async function sharePath(file: string, ports: Ports): Promise<string> {
	const full = path.resolve(ports.host.folder, file);
	const {files} = ports;
	if ((await files.stat(full))?.kind === 'folder' || !(await files.isWritable(full).catch(() => false))) {
		throw new UserError(`The report cannot be written to ${full}.`, 'Name a file in a folder that you may write with --share.', 3);
	}

	return full;
}

/** Writes the copy, for its owner's eyes until they hand it on: Markdown when the name ends in `.md`, else JSON. Answers the report as it was written. */
export async function writeShared(
	report: Report,
	options: {readonly path: string; readonly files: Ports['files']; readonly seen: Ports; readonly providerName?: string},
): Promise<Report> {
	const shared = shareReport(report, knownNames(options.seen, report));
	const isMarkdown = /\.(?:md|markdown)$/iu.test(options.path);
	const {providerName} = options;
	const text = isMarkdown ? reportMarkdown(shared, providerName === undefined ? {} : {providerName}) : reportJson(shared);
	await options.files.writeAtomic(options.path, new TextEncoder().encode(text), 0o600);
	return shared;
}

/** What this machine and the configured target are called. */
export function knownNames({env, host}: Pick<Ports, 'env' | 'host'>, report: Report): Known {
	const {target} = report;
	const one = (value: string | undefined) => (value === undefined || value === '' ? [] : [value]);
	const login = /^(?:\/home|\/Users|[A-Z]:[\\/]Users)[\\/]([^\\/]+)$/u.exec(host.home)?.[1];
	return {
		'home-path': [host.home],
		user: [login, env['USER'], env['LOGNAME'], env['USERNAME']].flatMap(name => one(name)),
		host: [...['HOSTNAME', 'HOST', 'COMPUTERNAME'].flatMap(name => one(env[name])), ...proxyHosts(env)],
		account: one(target['account']),
		project: one(target['project']),
		tenant: one(target['tenant']),
		subscription: one(target['subscription']),
		resource: one(target['resource']),
	};
}

/** Names without a dot are not recognizable as hosts in running text. */
function proxyHosts(env: Environment): readonly string[] {
	const proxies = Object.entries(env).filter(([name]) => /^(?:https?|all)_proxy$/iu.test(name));
	const exempt = Object.entries(env).filter(([name]) => /^no_proxy$/iu.test(name));
	return [
		...proxies.map(([, value]) => /^(?:[a-z\d+.-]+:\/\/)?(?:.*@)?([^\s/:@]+)/iu.exec(value ?? '')?.[1] ?? ''),
		...exempt.flatMap(([, value]) => (value ?? '').split(/[\s,]+/u).map(entry => entry.replace(/^[*.]+/u, '').replace(/:\d+$/u, ''))),
	].filter(name => /^[a-z][a-z\d-]*$/iu.test(name) && name !== 'localhost');
}
