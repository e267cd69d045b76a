import { InputError, type Problem } from '../../engine/problem.ts';
import { type FieldError, type Part, RequestError } from './problem.ts';

/**
 * Reads a part of a request.
 *
 * @throws RequestError for an InputError of `read`: every bad field, said to be in that part
 */
export function within<T>(part: Part, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof InputError ? new RequestError(fieldErrors(part, error.problems)) : error;
  }
}

/**
 * Does every check, so that a caller hears of all bad fields at once.
 *
 * @throws RequestError with what all of them found
 */
export function together<T extends readonly unknown[]>(...checks: { [K in keyof T]: () => T[K] }): T {
  const errors: FieldError[] = [];
  const results = checks.map((check) => {
    try {
      return check();
    } catch (error) {
      if (error instanceof RequestError) errors.push(...error.errors);
      else if (error instanceof InputError) errors.push(...fieldErrors('body', error.problems));
      else throw error;
      return undefined;
    }
  });
  if (errors.length > 0) throw new RequestError(errors);
  // Every check has returned its own result, in order; `map` cannot say so of a tuple.
  return results as unknown as T;
}

/** Problems of an input as errors of the part it came in. */
export function fieldErrors(part: Part, problems: readonly Problem[]): FieldError[] {
  return problems.map(({ pointer, reason, hint }) => ({
    in: part,
    pointer,
    reason,
    ...(hint !== undefined && { hint }),
  }));
}
