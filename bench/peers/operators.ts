import { NEVER } from '../../engine/facts.ts';
import { isWithin } from '../../engine/places.ts';

/** What the rules ask beyond the operators every engine has. Each engine gets these as its own operators. */

export function anyOf(listed: readonly string[], wanted: readonly string[]): boolean {
  return wanted.some((value) => listed.includes(value));
}

export function allOf(listed: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((value) => listed.includes(value));
}

export function within(listed: readonly string[], wanted: readonly string[]): boolean {
  return wanted.some((outer) => listed.some((inner) => isWithin(inner, outer)));
}

export function onOrAfter(told: string, day: string): boolean {
  return told !== NEVER && told >= day;
}

export function before(told: string, day: string): boolean {
  return told !== NEVER && told < day;
}
