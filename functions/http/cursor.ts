import { createHash, timingSafeEqual } from 'node:crypto';
import { InputError } from '../../engine/problem.ts';
import { within } from './checks.ts';

/**
 * Cursors say where the next page of a list starts. Each is bound to its list: the tenant, the operation and the filters.
 * A cursor of another list is refused; whatever it says, only the caller's own tenant is ever read.
 */

/** @param list what the cursor is good for, the tenant first */
export function writeCursor(list: readonly unknown[], start: string): string {
  return Buffer.from(JSON.stringify([start, mark(list, start)])).toString('base64url');
}

/**
 * @returns where to start; undefined for the first page
 * @throws RequestError for a cursor that was altered or belongs to another list
 */
export function readCursor(list: readonly unknown[], cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const [start, given] = parts(cursor);
  if (start !== undefined && given !== undefined && isEqual(given, mark(list, start))) return start;
  const problem = {
    pointer: '/cursor',
    reason: 'is not a cursor of this list: it was altered, belongs to another list, or the list has changed',
    hint: 'leave it out to start at the beginning',
  };
  return within('query', () => {
    throw new InputError([problem]);
  });
}

function parts(cursor: string): readonly (string | undefined)[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(read) ? read.map((part) => (typeof part === 'string' ? part : undefined)) : [];
  } catch {
    return [];
  }
}

function mark(list: readonly unknown[], start: string): string {
  return createHash('sha256')
    .update(JSON.stringify([...list, start]))
    .digest('hex')
    .slice(0, 32);
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}
