import * as z from 'zod';
import { check } from '../../engine/check.ts';
import { type Document, readDocument } from '../../engine/document.ts';
import { describeProblem, InputError } from '../../engine/problem.ts';
import { SystemSchema, type Waiver, WaiverSchema } from '../../engine/profile.ts';
import { readInput } from '../read-input.ts';

/** A waiver kept beside the profiles says which systems it is for. */
const ScopedWaiverSchema = WaiverSchema.extend({
  systems: z.array(SystemSchema.shape.id).min(1).max(1000),
});

/** A file of waivers, as it should be. */
export const WaiversFileSchema = z.strictObject({
  'jurismap-waivers': z.literal(1),
  waivers: z.array(ScopedWaiverSchema).max(5000),
});

/** The same, whatever its single waivers are. */
const LooseFileSchema = WaiversFileSchema.extend({ waivers: z.array(z.unknown()).max(5000) });

/** The waivers of a file. */
export interface Waivers {
  /** Those for a system, which is thereby seen. */
  for(system: string): Waiver[];
  /** What does not count, whatever systems there are, and what was for systems never seen; one line each. */
  idle(): string[];
}

/**
 * Reads a file of waivers. One that is malformed does not stop the others, and does not count.
 *
 * @throws InputError when the file itself cannot be read
 */
export function readWaivers(file: string): Waivers {
  const document = readDocument(readInput(file), file);
  const { waivers } = check(LooseFileSchema, document.value, document.locate);
  const malformed: string[] = [];
  const given = waivers.flatMap((value, i) => {
    try {
      return [{ ...checkOne(value, i, document), place: document.place(['waivers', i]) }];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      malformed.push(
        ...error.problems.map((problem) => `${describeProblem(problem)}: the waiver does not count`),
      );
      return [];
    }
  });
  const seen = new Set<string>();
  return {
    for: (system) => {
      seen.add(system);
      return given
        .filter(({ systems }) => systems.includes(system))
        .map(({ systems: _, place: __, ...waiver }) => waiver);
    },
    idle: () => [
      ...malformed,
      ...given.flatMap(({ systems, rule, place }) =>
        systems
          .filter((system) => !seen.has(system))
          .map(
            (system) =>
              `${file}:${place.line}:${place.column}: the waiver of ${rule} does not count: no system checked is called "${system}"`,
          ),
      ),
    ],
  };
}

function checkOne(value: unknown, i: number, document: Document): z.infer<typeof ScopedWaiverSchema> {
  return check(ScopedWaiverSchema, value, (path, reason, hint) =>
    document.locate(['waivers', i, ...path], reason, hint),
  );
}
