import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * SHA-256, in hex, of a value's canonical JSON (RFC 8785): equal content gives an equal digest whatever the order of
 * its keys.
 *
 * @param value anything JSON can hold
 */
export function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? 'null')
    .digest('hex');
}
