import { iso31661, iso31662 } from 'iso-3166';
import { knownPlace } from '../engine/places.ts';

/** A place a profile can name. */
export interface NamedPlace {
  place: string;
  /** Its name in English: `Colorado, United States`. */
  name: string;
}

/** Unions of states and cities that make law have no code of a standard. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  EU: 'European Union',
  'US-NY-NYC': 'New York City, United States',
};

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });

let all: readonly NamedPlace[] | undefined;

/** Every place that has a name: unions, countries and their subdivisions, in the order of their codes. */
export function namedPlaces(): readonly NamedPlace[] {
  all ??= [
    ...Object.entries(OWN_NAMES).map(([place, name]) => ({ place, name })),
    ...iso31661.map(({ alpha2 }) => ({ place: alpha2, name: countryName(alpha2) })),
    ...iso31662.map(({ code, name }) => ({ place: code, name: `${name}, ${countryName(code.slice(0, 2))}` })),
  ]
    .filter(({ place }) => knownPlace(place))
    .sort((a, b) => a.place.localeCompare(b.place, 'en'));
  return all;
}

/** The name of a place; its code where it has none. */
export function placeName(place: string): string {
  names ??= new Map(namedPlaces().map((named) => [named.place, named.name]));
  return names.get(place) ?? place;
}

let names: ReadonlyMap<string, string> | undefined;

function countryName(code: string): string {
  return COUNTRIES.of(code) ?? code;
}
