// Presets that tests use; the example organization's fits the happy scenario.

import path from 'node:path';

/** Path of the example preset. */
export const acmePreset: string = path.resolve(import.meta.dirname, '../../assets/presets/acme.json');
