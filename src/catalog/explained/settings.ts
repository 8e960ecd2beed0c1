// What is wrong with the configuration when only an error text or the person's words can tell it.

import {family} from '../declare.ts';
import {explained} from './declare.ts';

export const settingsFindings = family({
	'config.wrong-account': explained({
		owner: 'you',
		title: 'The profile in use belongs to another account than the one with access',
		cause: 'The profile called default, or the one you share with your other work on AWS, leads to an account without these models.',
		fix: {
			kind: 'command',
			command: 'aws sts get-caller-identity',
			text: 'Compare the account it names with the one that was enabled; then run onboard, which makes a profile of its own.',
		},
		detection: 'A model is refused although access was granted, and the caller is in another account.',
		links: ['https://github.com/anthropics/claude-code/issues/16997'],
	}),
	'config.not-exported': explained({
		owner: 'you',
		title: 'Variables are set, but programs do not get them',
		cause:
			'They were set without exporting (fish: set without -x), in a file this shell does not read, or the terminal is older than the change.',
		fix: {
			kind: 'command',
			command: 'onboard',
			text: 'Run onboard and save; it writes the file that your shell reads. Then open a new terminal.',
		},
		detection: 'A variable shows in the shell or in a start file, but Claude Code does not act on it.',
		links: ['https://github.com/anthropics/claude-code/issues/838'],
	}),
	'config.region-missing': explained({
		owner: 'you',
		title: 'No AWS region is set',
		cause: 'Neither AWS_REGION nor the profile names a region.',
		fix: {kind: 'command', command: 'onboard', text: 'Run onboard and choose the region; it saves it. By hand: export AWS_REGION.'},
		detection: 'An AWS tool says that a region must be specified or is missing.',
		links: ['https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html'],
	}),
	'config.ca-file-unreadable': explained({
		owner: 'you',
		title: 'The certificate file that is named cannot be used',
		cause: 'NODE_EXTRA_CA_CERTS, AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE or SSL_CERT_FILE names a file that does not exist or is not PEM.',
		fix: {
			kind: 'do',
			text: 'Name an existing PEM file that starts with -----BEGIN CERTIFICATE-----, by its full path, or unset the variable.',
		},
		detection: 'A program says that it ignores or cannot load a file of certificates.',
		links: ['https://code.claude.com/docs/en/network-config'],
	}),
});
