// Signs that a host is not found, not reached, or goes silent.

import type {Signals} from '../../clue.ts';
import {noName, dropped, refused} from './words.ts';

const browser = 'Look up the named host on the laptop, on and off the VPN, and run onboard doctor --only network.';

export const connectionCauses: Readonly<Record<string, Signals>> = {
	'network.name-not-found': {
		likely: [
			...noName,
			"Can't reach the API server",
			'hostname|dns|domain name|host name ~ could not be resolved|cannot be resolved|not resolve|lookup failed|resolution failed|cannot resolve|failed to resolve',
		],
		possible: [
			'Could not connect to the endpoint URL',
			'EndpointConnectionError',
			'Cannot connect to host',
			'fetch failed & @home',
			'APIConnectionError',
			'Connection error. & @home',
			'EAI_AGAIN',
			'check your internet',
		],
		tellApart: `${browser} Other names found and only this one not: it is the private zone, the region or the base URL.`,
	},
	'network.offline': {
		likely: [
			'EAI_AGAIN',
			'Temporary failure in name resolution & @home',
			'Unable to connect to API & ENOTFOUND',
			'ERR_INTERNET_DISCONNECTED',
			'ENETDOWN',
			'network is down',
		],
		possible: [...noName, 'Network is unreachable', 'ENETUNREACH', 'check your internet'],
		tellApart: 'Open any web page: nothing loads when the machine is offline.',
	},
	'network.connect-dropped': {
		likely: [
			...dropped,
			'request timed out|request timeout|socket timeout & @claude',
			'connect|connection|connecting|connector|tcp ~ $timeout & !econnreset & !reset by peer & !read timeout',
			'ConnectorError & Timeout',
			'HttpTimeoutError',
		],
		possible: [
			'Request timed out & @home',
			'timed out & @home',
			'Read timeout on endpoint',
			'Cannot connect to host',
			'fetch failed & @home',
			'APIConnectionError',
			'Connection error. & @home',
			'UND_ERR',
			'API Connection Error',
			'deadline exceeded & @home',
			'Connection error. & @claude',
			'fetch failed & @claude',
		],
		tellApart: 'Try the port from the laptop (nc -vz HOST 443). Silence means dropped packets, "refused" means a firewall that answers.',
	},
	'network.connect-refused': {
		likely: [...refused, 'connect EACCES', 'connect EPERM'],
		possible: [
			'Cannot connect to host',
			'Could not connect to server',
			'APIConnectionError',
			'fetch failed & @home',
			'Connection error. & @home',
			'Connection error. & @claude',
			'fetch failed & @claude',
		],
		tellApart: 'Look at the address in the text: 127.0.0.1 is a local gateway or proxy that is not running; otherwise a firewall refuses.',
	},
	'network.no-reply': {
		likely: [
			'socket hang up',
			'ECONNRESET',
			'Connection reset by peer',
			'Connection aborted',
			'RemoteDisconnected',
			'Server disconnected without sending a response',
			'forcibly closed by the remote host',
			'NoHttpResponseException',
			'Empty reply from server',
			'curl: (52)',
			'curl: (56) Recv failure',
			'connection was closed unexpectedly',
			'The socket connection was closed unexpectedly',
			'UND_ERR_SOCKET',
			'other side closed',
			'Read timeout on endpoint',
			'ReadTimeoutError',
			'ERR_EMPTY_RESPONSE',
			'Premature close',
			'ProtocolError',
			'UND_ERR_HEADERS_TIMEOUT',
			'EPIPE',
		],
		possible: ['APIConnectionError', 'fetch failed & @home', 'Connection error. & @home'],
		tellApart:
			'Try again with a short prompt and from another network: a device that loses or resets connections does it here and not there.',
	},
	'network.stalls': {
		likely: [
			'UND_ERR_BODY_TIMEOUT',
			'Body Timeout Error',
			'stream idle',
			'Stream … idle timeout',
			'stream stalled',
			'incomplete chunked read',
			'InvalidChunkLength',
			'IncompleteRead',
			'response ended prematurely',
			'Connection broken',
			'No data received … stream',
			'unexpected end of stream',
		],
		possible: ['request timed out|socket timeout|read ETIMEDOUT & @claude'],
		tellApart: 'If it always stops after the same time (60 s, 350 s), a device on the way forgets quiet connections.',
	},
};
