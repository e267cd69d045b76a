import { expect, it } from 'vitest';
import { knownPlace } from '../engine/places.ts';
import { namedPlaces, placeName } from './places.ts';

it('names unions, countries, states and the cities that make law', () => {
  expect(['EU', 'GB', 'US-CO', 'CA-QC', 'US-NY-NYC', 'DE-BY'].map(placeName)).toEqual([
    'European Union',
    'United Kingdom',
    'Colorado, United States',
    'Quebec, Canada',
    'New York City, United States',
    'Bayern, Germany',
  ]);
  expect(placeName('US-NY-ALB')).toBe('US-NY-ALB');
});

it('lists only places that a profile may name, each once', () => {
  const places = namedPlaces().map(({ place }) => place);
  expect(places.filter((place) => !knownPlace(place))).toEqual([]);
  expect(new Set(places).size).toBe(places.length);
});
