// The preset's JSON Schema, for editors; generated from the schema that checks presets.

import * as z from 'zod/mini';
import type {Registered} from '../core/registered.ts';
import {presetSchema} from './schema.ts';

/** The schema as a JSON Schema document (draft 2020-12), as text ended by a newline. */
export function presetJsonSchema(providers: readonly Registered[]): string {
	return `${JSON.stringify(z.toJSONSchema(presetSchema(providers), {target: 'draft-2020-12'}), undefined, '\t')}\n`;
}
