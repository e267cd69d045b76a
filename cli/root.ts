import { join } from 'node:path';

/** The folder this copy of Jurismap lives in. */
export const ROOT = join(import.meta.dirname, '..');
