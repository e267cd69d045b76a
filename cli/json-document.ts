import { readFileSync } from 'node:fs';
import { byPointer, type Locate } from '../engine/check.ts';
import { InputError } from '../engine/problem.ts';

/**
 * Reads JSON that we wrote ourselves, which may be longer than what a person writes.
 *
 * @throws InputError when the file cannot be read or is no JSON
 */
export function jsonDocument(file: string): { value: unknown; locate: Locate } {
  const refuse = (reason: string, hint?: string): never => {
    throw new InputError([{ file, pointer: '', reason, ...(hint && { hint }) }]);
  };
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    refuse(`cannot be read: ${error instanceof Error && 'code' in error ? error.code : error}`);
  }
  try {
    const value: unknown = JSON.parse(text);
    return { value, locate: (path, reason, hint) => ({ file, ...byPointer(path, reason, hint) }) };
  } catch (error) {
    return refuse(
      `is no JSON: ${error instanceof Error ? error.message : error}`,
      'write it with "jurismap check --format baseline"',
    );
  }
}
