import type { Catalogue } from './facts.ts';
import type { Pack } from './pack.ts';
import { isWithin } from './places.ts';
import type { Profile } from './profile.ts';

/**
 * Places the profile names for which no pack speaks: neither the place, nor a wider place it lies in, nor a part of it.
 *
 * @returns the places in alphabetical order
 */
export function uncoveredPlaces(profile: Profile, packs: readonly Pack[], catalogue: Catalogue): string[] {
  const jurisdictions = packs.map((pack) => pack.manifest.jurisdiction);
  const named = catalogue.facts.flatMap((fact) => {
    const value = Object.hasOwn(profile.facts, fact.id) ? profile.facts[fact.id] : undefined;
    return fact.type === 'set' && fact.options === 'places' && Array.isArray(value) ? value : [];
  });
  return [...new Set<string>(named)]
    .filter((place) => !jurisdictions.some((covered) => isWithin(place, covered) || isWithin(covered, place)))
    .sort();
}
