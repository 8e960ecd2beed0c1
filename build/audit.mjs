// `npm run audit`: known vulnerabilities of the packages that have code in the bundle. Exit codes: 0 none, 1 some, 2 the registry did not tell.
import {spawnSync} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

/**
 * What an audit says about the packages of a bill of materials.
 *
 * @param report - The parsed answer of `npm audit --json`.
 * @param bill - The bill of materials of the build.
 * @returns Lines to print and the exit code. Tools that only build and test are counted and do not fail the check.
 */
export function judgeAudit(report, bill) {
	if (typeof report?.vulnerabilities !== 'object' || report.vulnerabilities === null) {
		return {
			code: 2,
			lines: [`The registry does not answer audits (${report?.message ?? report?.error?.summary ?? 'no report'}): nothing is known.`],
		};
	}

	const bundled = new Set(bill.components.map(({group, name}) => (group === undefined ? name : `${group}/${name}`)));
	const found = Object.values(report.vulnerabilities);
	const ours = found.filter(({name}) => bundled.has(name));
	const lines = ours.map(({name, severity, range, via}) => {
		const titles = via.map(cause => (typeof cause === 'string' ? `through ${cause}` : `${cause.title} ${cause.url}`));
		return `${severity}: ${name} ${range}: ${titles.join('; ')}`;
	});
	const summary = `${bundled.size} packages in the bundle, ${ours.length} with a known vulnerability; ${found.length - ours.length} others among build and test tools.`;
	return {code: ours.length === 0 ? 0 : 1, lines: [...lines, summary]};
}

if (path.resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
	const bill = JSON.parse(await readFile('dist/sbom.cdx.json', 'utf8'));
	const {stdout} = spawnSync('npm', ['audit', '--json'], {encoding: 'utf8', timeout: 120_000, shell: process.platform === 'win32'});
	const {code, lines} = judgeAudit(parsed(stdout), bill);
	console.log(lines.join('\n'));
	process.exitCode = code;
}

function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
