// Presets that tests use; the example organization's fits the happy scenario.

import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../../assets/presets');

/** Paths of the example organization's presets, one for each cloud. */
export const acmePresets = {
	bedrock: path.join(folder, 'acme.json'),
	vertex: path.join(folder, 'acme-vertex.json'),
	foundry: path.join(folder, 'acme-foundry.json'),
} as const;

/** Path of the example preset that the other tests use. */
export const acmePreset: string = acmePresets.bedrock;
