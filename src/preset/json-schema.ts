// The preset's JSON Schema, for editors; generated from the schema that checks presets.

import * as z from 'zod/mini';
import {presetSchema} from './schema.ts';

/** The schema as a JSON Schema document (draft 2020-12), as text ended by a newline. */
export function presetJsonSchema(): string {
	return `${JSON.stringify(z.toJSONSchema(presetSchema, {target: 'draft-2020-12'}), undefined, '\t')}\n`;
}
