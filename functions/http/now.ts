import type { Day } from '../../engine/day.ts';
import type { Change } from '../../store/systems.ts';
import type { Identity } from './identity.ts';

/** The engine knows no clock; this edge does. */

/** The current day, in UTC. */
export function today(): Day {
  return new Date().toISOString().slice(0, 10);
}

/** A change by somebody, now. */
export function changeBy({ subject }: Identity): Change {
  return { by: subject, at: new Date().toISOString() };
}

/** Seconds since 1970. */
export function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
