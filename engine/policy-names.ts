import { byPointer, type Locate } from './check.ts';
import { isWithin, placesAround } from './places.ts';
import type { Policy } from './policy.ts';
import { InputError, suggest } from './problem.ts';
import type { Rules } from './rules.ts';

/**
 * Refuses what a policy names and nothing has: such a clause would forbid nothing, and everything would look green.
 *
 * @param rules all there are, whichever packs are looked at this time
 * @throws InputError with a problem for each name
 */
export function checkPolicyNames(
  { failOn }: Policy,
  { controls, packs }: Pick<Rules, 'controls' | 'packs'>,
  locate: Locate = byPointer,
): void {
  const controlIds = controls.map(({ id }) => id);
  const packIds = packs.map(({ id }) => id);
  const jurisdictions = packs.map(({ manifest }) => manifest.jurisdiction);
  const isSpokenFor = (place: string): boolean => jurisdictions.some((one) => isWithin(one, place));
  const problems = failOn.flatMap((clause, i) => [
    ...(clause.control ?? []).flatMap((id, j) =>
      controlIds.includes(id)
        ? []
        : locate(['failOn', i, 'control', j], `no control is called "${id}"`, suggest(id, controlIds)),
    ),
    ...(clause.pack ?? []).flatMap((id, j) =>
      packIds.includes(id)
        ? []
        : locate(['failOn', i, 'pack', j], `no pack is called "${id}"`, suggest(id, packIds)),
    ),
    ...(clause.jurisdiction ?? []).flatMap((place, j) => {
      if (isSpokenFor(place)) return [];
      const wider = placesAround(place).find(isSpokenFor);
      const hint = wider && `law of ${wider} is the nearest there is`;
      return locate(['failOn', i, 'jurisdiction', j], `there is no pack of the law of ${place}`, hint);
    }),
  ]);
  if (problems.length > 0) throw new InputError(problems);
}
