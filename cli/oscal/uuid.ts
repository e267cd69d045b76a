import { v5 } from 'uuid';
import { NAMESPACE } from './text.ts';

const OURS = v5(NAMESPACE, v5.URL);

/**
 * The UUID (RFC 9562, version 5) of what the parts identify. Equal parts give the same in every run and every document,
 * so that a tool which has seen a finding before knows it again.
 */
export function uuidOf(kind: string, ...parts: readonly (string | number | null)[]): string {
  return v5(JSON.stringify([kind, ...parts]), OURS);
}
