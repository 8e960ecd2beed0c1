// `onboard preset schema`: the JSON Schema of presets, for editors.

import type {ExitCode} from '../core/errors.ts';
import {presetJsonSchema} from '../preset/json-schema.ts';
import type {CommandIo} from './command.ts';
import type {Values} from './flags.ts';

/** Prints the schema to standard output. */
export async function run(_values: Values, io: CommandIo): Promise<ExitCode> {
	io.stdout.write(presetJsonSchema(io.providers));
	return 0;
}
