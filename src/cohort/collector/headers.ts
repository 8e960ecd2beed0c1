// Headers of every answer of the collector: nothing from elsewhere runs in its page, and nothing it says is kept.

import {secureHeaders} from 'hono/secure-headers';
import type {MiddlewareHandler} from 'hono';

/** The page's own script, style and requests, and nothing else. */
export function securityHeaders(): MiddlewareHandler {
	const own = secureHeaders({
		contentSecurityPolicy: {
			defaultSrc: ["'none'"],
			scriptSrc: ["'self'"],
			styleSrc: ["'self'"],
			connectSrc: ["'self'"],
			imgSrc: ["'self'"],
			baseUri: ["'none'"],
			formAction: ["'none'"],
			frameAncestors: ["'none'"],
		},
		referrerPolicy: 'no-referrer',
		xFrameOptions: 'DENY',
		// Only who puts TLS in front knows whether it is there to stay.
		strictTransportSecurity: false,
	});
	return async (context, next) => {
		await own(context, next);
		context.header('Cache-Control', 'no-store');
	};
}
