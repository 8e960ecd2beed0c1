// The bill of materials in CycloneDX 1.6 (cyclonedx.org/docs/1.6/json, read 2026-11): exactly the packages that have code in the bundle.

/**
 * The document as text. It holds no time and no random number, so that equal builds have equal bills.
 *
 * @param manifest - Our package.json.
 * @param lock - Our package-lock.json: where the digest of each package's archive stands.
 */
export function billOf(packages, manifest, lock) {
	const own = componentOf({...manifest, folder: ''}, 'application');
	const components = packages.map(found => ({...componentOf(found, 'library'), ...digestOf(lock.packages[found.folder]?.integrity)}));
	const bill = {
		$schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
		bomFormat: 'CycloneDX',
		specVersion: '1.6',
		version: 1,
		metadata: {component: own},
		components: merged(components),
		dependencies: [{ref: own['bom-ref'], dependsOn: [...new Set(components.map(component => component['bom-ref']))]}],
	};
	return `${JSON.stringify(bill, undefined, '\t')}\n`;
}

function componentOf({name, version, license}, type) {
	const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${encodeURIComponent(version)}`;
	const [, group, bare] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name);
	return {
		type,
		'bom-ref': purl,
		...(group === undefined ? {} : {group}),
		name: bare,
		version,
		licenses: [licenceOf(license)],
		purl,
	};
}

/** One identifier of the SPDX list, or an expression of several. */
function licenceOf(license) {
	if (typeof license !== 'string' || license === '') {
		return {license: {name: 'not stated by the package'}};
	}

	return /[\s()]/.test(license) ? {expression: license} : {license: {id: license}};
}

function digestOf(integrity) {
	const encoded = /^sha512-(.+)$/.exec(integrity ?? '')?.[1];
	return encoded === undefined ? {} : {hashes: [{alg: 'SHA-512', content: Buffer.from(encoded, 'base64').toString('hex')}]};
}

/** The same package in the same version may lie in several folders. */
function merged(components) {
	return [...new Map(components.map(component => [component['bom-ref'], component])).values()];
}
