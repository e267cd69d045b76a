/**
 * Waits for all of several reads, also when one fails: a function is frozen once it has answered, and what is under way then
 * goes on or fails in the middle of a later call.
 *
 * @throws what the first that failed did
 */
export async function readAll<T extends readonly unknown[]>(
  ...reads: { [K in keyof T]: Promise<T[K]> }
): Promise<{ -readonly [K in keyof T]: Awaited<Promise<T[K]>> }> {
  await Promise.allSettled(reads);
  return Promise.all(reads);
}
