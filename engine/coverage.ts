import type { Catalogue } from './facts.ts';
import type { Pack } from './pack.ts';
import { placesAround } from './places.ts';
import type { Profile } from './profile.ts';

/**
 * Places whose own law nobody looked at: every place the profile names, and every wider place it lies in, for which there
 * is no pack. Federal law does not speak for a state, nor the European Union for its members.
 *
 * @returns the places in alphabetical order
 */
export function uncoveredPlaces(profile: Profile, packs: readonly Pack[], catalogue: Catalogue): string[] {
  const covered = new Set(packs.map((pack) => pack.manifest.jurisdiction));
  const named = catalogue.facts.flatMap((fact) => {
    const value = Object.hasOwn(profile.facts, fact.id) ? profile.facts[fact.id] : undefined;
    return fact.type === 'set' && fact.options === 'places' && Array.isArray(value) ? value : [];
  });
  const places = new Set<string>(named.flatMap(placesAround));
  return [...places].filter((place) => !covered.has(place)).sort();
}
