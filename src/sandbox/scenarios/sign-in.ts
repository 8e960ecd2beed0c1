// What can go wrong between a person and their credentials. Some of it only the sign-in itself meets (`wizard`).

import type {Fault, Scenario} from '../scenario.ts';
import {happyAws, scenario} from './base.ts';

const signedServices = ['sts', 'ec2', 'bedrock', 'bedrock-runtime', 'logs', 'cloudtrail'];
const everySigned = (fault: Fault) => Object.fromEntries(signedServices.map(service => [`${service}:*`, fault]));
const notFound: Fault = {status: 401, type: 'UnauthorizedException', message: 'Session token not found or invalid'};
const empty = {signIn: 'none'} as const;
const [claudeDev] = happyAws.sso.accounts;

export const signIn: readonly Scenario[] = [
	scenario('sign-in-needed', {title: 'Set up, but never signed in', expected: ['sign-in.needed'], home: empty}),
	scenario('sign-in-expired', {
		title: 'The sign-in is over and cannot be renewed',
		expected: ['sign-in.expired'],
		home: {signIn: 'expired'},
	}),
	scenario('sign-in-refreshable', {title: 'The sign-in has run out and renews itself', expected: [], home: {signIn: 'refreshable'}}),
	scenario('sign-in-revoked', {
		title: 'The access portal refuses a sign-in that the clock calls good, and it cannot be renewed',
		expected: ['sign-in.expired'],
		aws: {
			faults: {
				'sso:*': notFound,
				'sso-oidc:CreateToken': {status: 400, type: 'InvalidGrantException', message: 'Invalid refresh token provided'},
			},
		},
	}),
	scenario('sign-in-wrong-region', {
		title: 'The profile names another region than the directory lives in',
		expected: ['sign-in.wrong-region'],
		wizard: ['sign-in.wrong-region'],
		aws: {faults: {'sso:*': notFound}},
		home: {answers: {ssoRegion: 'us-east-1'}},
	}),
	scenario('sign-in-denied', {
		title: 'The person says no in the browser',
		expected: ['sign-in.needed'],
		wizard: ['sign-in.denied'],
		sso: {approval: 'deny'},
		home: empty,
	}),
	scenario('sign-in-code-expired', {
		title: 'The code runs out before anybody approves it',
		expected: ['sign-in.needed'],
		wizard: ['sign-in.code-expired'],
		sso: {approval: 'expire'},
		home: empty,
	}),
	scenario('sign-in-not-finished', {
		title: 'The browser window is closed without an answer',
		expected: ['sign-in.needed'],
		wizard: ['sign-in.not-finished'],
		sso: {approval: 'never'},
		home: empty,
	}),
	scenario('sign-in-slow-down', {
		title: 'The service asks to poll more slowly, then signs in',
		expected: ['sign-in.needed'],
		wizard: [],
		sso: {pendingPolls: 2, slowDownAt: 2},
		home: empty,
	}),
	scenario('sign-in-no-refresh', {title: 'The directory issues no refresh tokens', expected: [], sso: {refresh: false}}),
	scenario('start-url-wrong', {
		title: 'The start URL belongs to no directory',
		expected: ['sign-in.needed'],
		wizard: ['sign-in.start-url-wrong'],
		home: {signIn: 'none', answers: {startUrl: 'https://d-9067ffffff.awsapps.com/start'}},
	}),
	scenario('no-accounts', {
		title: 'The person is assigned to no account at all',
		expected: ['sign-in.role-not-assigned'],
		wizard: ['sign-in.no-accounts'],
		sso: {accounts: []},
	}),
	scenario('role-not-assigned', {
		title: 'The permission set was taken away',
		expected: ['sign-in.role-not-assigned'],
		sso: {accounts: [{...claudeDev!, roles: ['ViewOnlyAccess']}]},
	}),
	scenario('sign-in-throttled', {
		title: 'The access portal answers 429 to everything',
		expected: ['sign-in.throttled'],
		wizard: ['sign-in.throttled'],
		aws: {faults: {'sso:*': {status: 429, type: 'TooManyRequestsException', message: 'HTTP 429 Unknown Code'}}},
	}),
	scenario('portal-throttled-once', {
		title: 'The access portal answers 429 once, then works',
		expected: [],
		aws: {faults: {'sso:ListAccountRoles': {status: 429, type: 'TooManyRequestsException', message: 'HTTP 429 Unknown Code', times: 1}}},
	}),
	scenario('clock-skew', {
		title: 'This machine’s clock is 40 minutes behind',
		expected: ['sign-in.clock-skew'],
		wizard: ['sign-in.clock-skew'],
		sso: {clockSkewSeconds: 2400},
	}),
	scenario('credentials-expired', {
		title: 'AWS says the role credentials have expired',
		expected: ['sign-in.credentials-expired'],
		aws: {
			faults: everySigned({status: 403, type: 'ExpiredTokenException', message: 'The security token included in the request is expired'}),
		},
	}),
	scenario('credentials-invalid', {
		title: 'AWS does not know the role credentials',
		expected: ['sign-in.credentials-invalid'],
		aws: {
			faults: everySigned({
				status: 403,
				type: 'UnrecognizedClientException',
				message: 'The security token included in the request is invalid.',
			}),
		},
	}),
	scenario('sign-in-unavailable', {
		title: 'The access portal answers 500',
		expected: ['sign-in.unavailable'],
		wizard: ['sign-in.unavailable'],
		aws: {faults: {'sso:*': {status: 500, type: 'InternalServerException', message: 'Internal server error'}}},
	}),
];
