import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';

/** The version of this copy of Jurismap. */
export function version(): string {
  const text = readFileSync(join(ROOT, 'package.json'), 'utf8');
  const content: unknown = JSON.parse(text);
  return content !== null && typeof content === 'object' && 'version' in content
    ? String(content.version)
    : '';
}
