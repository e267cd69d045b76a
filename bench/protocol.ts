import * as z from 'zod';

/** What a contestant can be asked for. */
export const RequestSchema = z.discriminatedUnion('ask', [
  /** What the rules come to for every system. */
  z.object({ ask: z.literal('outcomes') }),
  /** To work for so many milliseconds. */
  z.object({ ask: z.literal('turn'), ms: z.number() }),
]);
export type Request = z.infer<typeof RequestSchema>;

/**
 * For each system one sign for each rule: 1 where it holds, 0 where it does not, ? where that is open, - where it was not
 * looked at. Null where a contestant does not say.
 */
export const OutcomesSchema = z.array(z.string()).nullable();

/** Microseconds that each system of a turn took. */
export const TurnSchema = z.number();
