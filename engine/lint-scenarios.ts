import type { PackContents } from './pack-files.ts';
import type { Problem } from './problem.ts';

/** Scenarios are named in reports by their id alone. */
export function lintScenarios({ scenarios }: PackContents): Problem[] {
  const seen = new Set<string>();
  return scenarios.flatMap((file) =>
    file.scenarios.flatMap(({ id }, i) => {
      const isRepeated = seen.has(id);
      seen.add(id);
      return isRepeated
        ? [file.document.locate(['scenarios', i, 'id'], `two scenarios of the pack are called "${id}"`)]
        : [];
    }),
  );
}
