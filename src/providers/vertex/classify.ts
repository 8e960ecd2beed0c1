// Which finding a refusal of Google means: its reason first, then the literal text.

import type {VertexCode} from '../../catalog/vertex.ts';
import type {Refusal} from './google.ts';

/** The codes that a call to a model can be refused with. */
export type RefusalCode = Extract<
	VertexCode,
	| 'vertex.token-refused'
	| 'vertex.service-disabled'
	| 'vertex.billing-disabled'
	| 'vertex.perimeter-refused'
	| 'vertex.quota-project-missing'
	| 'vertex.quota-project-denied'
	| 'vertex.project-invalid'
	| 'vertex.role-denied'
	| 'vertex.data-sharing-required'
	| 'vertex.model-not-enabled'
	| 'vertex.location-not-served'
	| 'vertex.org-policy-denied'
	| 'vertex.model-not-found'
	| 'vertex.quota-zero'
	| 'vertex.rate-limited'
	| 'vertex.overloaded'
	| 'vertex.unrecognized-refusal'
>;

const byReason: Readonly<Record<string, RefusalCode>> = {
	SERVICE_DISABLED: 'vertex.service-disabled',
	BILLING_DISABLED: 'vertex.billing-disabled',
	SECURITY_POLICY_VIOLATED: 'vertex.perimeter-refused',
	USER_PROJECT_DENIED: 'vertex.quota-project-denied',
	CONSUMER_INVALID: 'vertex.project-invalid',
	ACCESS_TOKEN_TYPE_UNSUPPORTED: 'vertex.token-refused',
	ACCESS_TOKEN_EXPIRED: 'vertex.token-refused',
	CREDENTIALS_MISSING: 'vertex.token-refused',
};

const byText: ReadonlyArray<readonly [RegExp, RefusalCode]> = [
	[/requires a quota project/iu, 'vertex.quota-project-missing'],
	[/has not been used in project .* before or it is disabled/iu, 'vertex.service-disabled'],
	[/requires billing to be enabled/iu, 'vertex.billing-disabled'],
	[/vpcServiceControlsUniqueIdentifier|Request is prohibited by organization's policy/iu, 'vertex.perimeter-refused'],
	[/required permission to use project|serviceusage\.services\.use/iu, 'vertex.quota-project-denied'],
	[/constraints\/vertexai\.allowed(?:GenAI)?Models|disallowed Gen AI model/iu, 'vertex.org-policy-denied'],
	[/is not allowed to use Publisher Model/iu, 'vertex.model-not-enabled'],
	[/is not servable in region/iu, 'vertex.location-not-served'],
	[/data[ -]sharing/iu, 'vertex.data-sharing-required'],
	[/Permission '[\w.]+' denied/iu, 'vertex.role-denied'],
];

/**
 * Pure. Sources of the texts: public reports and code.claude.com/docs/en/google-vertex-ai, read 2026-08-22 to 2026-11-22.
 */
export function classify(refusal: Refusal): RefusalCode {
	// A missing quota project is reported with reasons that mean something else as well.
	const text = byText.find(([pattern]) => pattern.test(refusal.message))?.[1];
	if (text === 'vertex.quota-project-missing') {
		return text;
	}

	const known = byReason[refusal.reason ?? ''];
	if (known !== undefined) {
		return known;
	}

	if (refusal.http === 401) {
		return 'vertex.token-refused';
	}

	if (text !== undefined) {
		return text;
	}

	if (refusal.reason === 'IAM_PERMISSION_DENIED') {
		return 'vertex.role-denied';
	}

	// An error in the middle of a stream: the answer had begun with 200.
	const isAnthropic = refusal.http === 200 || refusal.status === 'rate_limit_error' || refusal.status === 'overloaded_error';
	if (isAnthropic) {
		return refusal.status === 'rate_limit_error'
			? 'vertex.rate-limited'
			: refusal.status === 'overloaded_error'
				? 'vertex.overloaded'
				: 'vertex.unrecognized-refusal';
	}

	switch (refusal.http) {
		case 404: {
			return /Publisher Model|model/iu.test(refusal.message) ? 'vertex.model-not-found' : 'vertex.unrecognized-refusal';
		}

		case 429: {
			return /per_base_model|base[ _]model|quota increase/iu.test(refusal.message) ? 'vertex.quota-zero' : 'vertex.rate-limited';
		}

		case 503:
		case 529: {
			return 'vertex.overloaded';
		}

		default: {
			return 'vertex.unrecognized-refusal';
		}
	}
}

/** Whether a refusal comes from the model itself, which then was reached: it dislikes the one token, not us. */
export function isFromModel(refusal: Refusal): boolean {
	return refusal.http === 400 && /max_tokens|thinking/iu.test(refusal.message) && refusal.status !== 'FAILED_PRECONDITION';
}
