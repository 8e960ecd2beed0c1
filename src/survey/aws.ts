// Profiles of the AWS config and credentials files: names and what kind each is, never a key.

import {awsConfigFile, awsCredentialsFile} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import type {AwsFacts, AwsProfile} from './facts.ts';
import {profileOf, readIni, type IniSection} from './ini.ts';

/** Reads both files; neither is needed. */
export async function readAws(ports: Ports): Promise<AwsFacts> {
	const [config, credentials] = await Promise.all([readFile(awsConfigFile(ports), ports), readFile(awsCredentialsFile(ports), ports)]);
	return {
		config: config.file,
		credentials: credentials.file,
		profiles: config.sections.flatMap(section => {
			const name = profileOf(section.header);
			return name === undefined ? [] : [profile(name, section)];
		}),
		credentialProfiles: credentials.sections.map(section => profile(section.header, section)),
	};
}

function profile(name: string, {keys}: IniSection): AwsProfile {
	return {
		name,
		...(keys.region === undefined ? {} : {region: keys.region}),
		...(keys.sso_session === undefined ? {} : {ssoSession: keys.sso_session}),
		hasStaticKeys: keys.aws_access_key_id !== undefined,
	};
}

async function readFile(
	path: string,
	{files}: Ports,
): Promise<{readonly file: AwsFacts['config']; readonly sections: readonly IniSection[]}> {
	try {
		const bytes = await files.read(path);
		if (bytes === undefined) {
			return {file: {path, state: 'absent'}, sections: []};
		}

		const read = readIni(bytes);
		return read.ok
			? {file: {path, state: 'read'}, sections: read.sections}
			: {file: {path, state: 'unreadable', reason: read.reason}, sections: []};
	} catch (error) {
		const code = String((error as NodeJS.ErrnoException).code);
		const isDenied = code === 'EACCES' || code === 'EPERM';
		return {
			file: {
				path,
				state: isDenied ? 'denied' : 'unreadable',
				reason: isDenied ? 'reading it is not allowed' : `reading it failed with ${code}`,
			},
			sections: [],
		};
	}
}
